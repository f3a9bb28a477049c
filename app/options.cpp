#include "app/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace thanbai::app {
namespace {

constexpr const char* page_type_names = "article collection documentation forum listing product service none";

std::vector<std::string> words_of(const char* text) {
  std::vector<std::string> words(1);
  for (; *text != 0; ++text) {
    if (*text == ' ') words.emplace_back();
    else words.back() += *text;
  }
  return words;
}

/// Index of `value` in a list of choices, or -1.
int choice(const char* choices, const std::string& value) {
  const auto all = words_of(choices);
  const auto found = std::find(all.begin(), all.end(), value);
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

template <class Number>
std::string set_number(Number& target, const std::string& value, Number least, Number most) {
  Number number{};
  const char* end = value.data() + value.size();
  const auto [rest, failure] = std::from_chars(value.data(), end, number);
  if (failure == std::errc{} && rest == end && number >= least && number <= most) {
    target = number;
    return {};
  }
  return "a number from " + std::to_string(static_cast<long>(least)) + " to " + std::to_string(static_cast<long>(most));
}

std::string set_seconds(double& target, const std::string& value, double least) {
  double number = 0;
  const char* end = value.data() + value.size();
  const auto [rest, failure] = std::from_chars(value.data(), end, number);
  if (failure != std::errc{} || rest != end || !(number >= least) || number > 86400)
    return "a number of seconds, such as 20 or 0.5";
  target = number;
  return {};
}

std::string set_size(Settings& settings, const std::string& value) {
  static constexpr const char* expected = "a number of bytes, such as 500000, 800K, 32M or 1G";
  std::size_t number = 0;
  const char* end = value.data() + value.size();
  const auto [rest, failure] = std::from_chars(value.data(), end, number);
  if (failure != std::errc{} || number == 0) return expected;
  const std::string unit(rest, end);
  const int power = unit.empty() ? 0 : choice("B K M G", unit);
  if (power < 0 || number > (std::numeric_limits<std::size_t>::max() >> (10 * power))) return expected;
  settings.max_size = settings.fetch.max_bytes = number << (10 * power);
  return {};
}

std::string set_header(Settings& settings, const std::string& value) {
  const auto colon = value.find(':');
  if (colon == 0 || colon == std::string::npos || value.find_first_of("\r\n") != std::string::npos)
    return "a header line such as 'Accept-Language: vi'";
  settings.fetch.headers.push_back(value);
  return {};
}

std::string set_text(std::string& target, const std::string& value, const char* expected) {
  if (value.empty()) return expected;
  target = value;
  return {};
}

std::string set_choice(const char* choices, const std::string& value, auto store) {
  const int index = choice(choices, value);
  if (index < 0) {
    std::string expected = "one of " + std::string(choices);
    const std::string near = nearest(value, words_of(choices));
    return near.empty() ? expected : expected + "; did you mean " + near + "?";
  }
  store(index);
  return {};
}

constexpr const char* type_names = "html text";
constexpr const char* favor_names = "precision recall";
constexpr const char* format_names = "text markdown html json";
constexpr const char* generated_names = "man bash zsh fish";

// clang-format off
constexpr Option table[] = {
  {0, "type", "TYPE", "Input", "What the input is, instead of judging by its content: html or text.", nullptr,
   [](Settings& s, const std::string& v) {
     return set_choice(type_names, v, [&](int i) { s.clean.type = i == 0 ? InputType::html : InputType::text; });
   }, type_names},
  {0, "url", "URL", "Input", "Address of a saved page: makes its links absolute and picks its site rules.", "as the page says",
   [](Settings& s, const std::string& v) { return set_text(s.url, v, "an address such as https://a.example/news"); }},
  {0, "page-type", "TYPE", "Input",
   "Treat each page as this type: article, collection, documentation, forum, listing, product, service or none.", "chosen by rules",
   [](Settings& s, const std::string& v) {
     return set_choice(page_type_names, v, [&](int i) { s.clean.page_type = static_cast<PageType>(i); });
   }, page_type_names},
  {0, "split", "PATTERN", "Input",
   "Each input holds many dumps, separated by lines that PATTERN, a regular expression, matches whole.", "a form feed or ---8<---",
   [](Settings& s, const std::string& v) { s.split = v; return std::string(); }, nullptr, Option::Kind::optional},

  {'f', "format", "FORMAT", "Output",
   "text (the body only), markdown, html, or json (one object per page, with metadata and every block).", "text",
   [](Settings& s, const std::string& v) {
     return set_choice(format_names, v, [&](int i) { s.format = static_cast<Format>(i); });
   }, format_names},
  {'o', "output", "FILE", "Output",
   "Write to FILE instead of standard output. It appears whole, when everything is done, or not at all.", nullptr,
   [](Settings& s, const std::string& v) { return set_text(s.output, v, "the name of a file"); }},
  {0, "why", nullptr, "Output",
   "Print every block to standard error: kept or dropped, its points, the rules behind them, its bytes of the source.", nullptr,
   [](Settings& s, const std::string&) { s.why = true; return std::string(); }},

  {0, "rules", "DIR", "Rules", "Also use the rules in DIR; one with a known id replaces it. May be repeated.", nullptr,
   [](Settings& s, const std::string& v) {
     if (v.empty()) return std::string("a directory of .toml files");
     s.rule_directories.push_back(v);
     return std::string();
   }},
  {0, "favor", "SIDE", "Rules",
   "Where it is a near thing: precision drops more, recall keeps more.", "neither",
   [](Settings& s, const std::string& v) {
     return set_choice(favor_names, v, [&](int i) { s.clean.favor = i == 0 ? Favor::precision : Favor::recall; });
   }, favor_names},

  {0, "timeout", "SECONDS", "Fetching", "Give up on a download after so long, redirects included.", "20",
   [](Settings& s, const std::string& v) { return set_seconds(s.fetch.timeout_seconds, v, 0.001); }},
  {0, "max-size", "SIZE", "Fetching",
   "Refuse larger pages; K, M and G are understood. Counted on the wire, and again once decompressed.", "32M",
   [](Settings& s, const std::string& v) { return set_size(s, v); }},
  {0, "retries", "N", "Fetching", "Try so often again after 429, 502, 503, 504 or a reset connection.", "2",
   [](Settings& s, const std::string& v) { return set_number(s.fetch.retries, v, 0, 20); }},
  {0, "user-agent", "TEXT", "Fetching", "How to introduce ourselves to servers.", "thanbai/VERSION",
   [](Settings& s, const std::string& v) { return set_text(s.fetch.user_agent, v, "a product name such as reader/1.0"); }},
  {0, "header", "LINE", "Fetching", "Send this request header too. May be repeated.", nullptr,
   [](Settings& s, const std::string& v) { return set_header(s, v); }},
  {0, "cookies", "FILE", "Fetching", "Send the cookies of FILE, in the Netscape format.", nullptr,
   [](Settings& s, const std::string& v) { return set_text(s.fetch.cookies_file, v, "the name of a file"); }},
  {0, "proxy", "URL", "Fetching", "Go through this proxy.", "the environment's",
   [](Settings& s, const std::string& v) { return set_text(s.fetch.proxy, v, "an address such as http://proxy.example:3128"); }},
  {0, "ca-file", "FILE", "Fetching", "Trust the certificates of FILE (PEM) instead of the system's.", nullptr,
   [](Settings& s, const std::string& v) { return set_text(s.fetch.ca_file, v, "the name of a file"); }},
  {0, "allow-private", nullptr, "Fetching", "Also fetch from addresses that are not public, such as 127.0.0.1 or 10.0.0.1.", nullptr,
   [](Settings& s, const std::string&) { s.fetch.allow_private = true; return std::string(); }},
  {0, "any-status", nullptr, "Fetching", "Clean the page that comes with an HTTP error, instead of failing.", nullptr,
   [](Settings& s, const std::string&) { s.fetch.any_status = true; return std::string(); }},
  {0, "partial", nullptr, "Fetching", "Clean what came before a connection broke, instead of failing.", nullptr,
   [](Settings& s, const std::string&) { s.fetch.partial = true; return std::string(); }},

  {0, "input-file", "LIST", "Many pages",
   "Clean the URLs that LIST names, one a line, or the files; - is standard input.", nullptr,
   [](Settings& s, const std::string& v) { return set_text(s.input_file, v, "the name of a file"); }},
  {0, "resume", nullptr, "Many pages",
   "Go on with a LIST of URLs that was stopped; needs the same LIST and --output.", nullptr,
   [](Settings& s, const std::string&) { s.resume = true; return std::string(); }},
  {0, "failures", "FILE", "Many pages", "List what failed, and why, in FILE: an --input-file to try again.", nullptr,
   [](Settings& s, const std::string& v) { return set_text(s.failures, v, "the name of a file"); }},
  {0, "jobs", "N", "Many pages", "Work on N pages at a time. The output is the same for any N.",
   "one per core; 16 downloads of a LIST",
   [](Settings& s, const std::string& v) { return set_number(s.jobs, v, 1U, 256U); }},
  {0, "per-host", "N", "Many pages", "Download at most N pages of a LIST from one host at a time.", "2",
   [](Settings& s, const std::string& v) { return set_number(s.per_host, v, 1U, 64U); }},
  {0, "delay", "SECONDS", "Many pages", "Wait so long between two downloads of a LIST from one host.", "1",
   [](Settings& s, const std::string& v) { return set_seconds(s.delay_seconds, v, 0); }},
  {0, "ignore-robots", nullptr, "Many pages", "Fetch pages of a LIST even where the site's robots.txt forbids it.", nullptr,
   [](Settings& s, const std::string&) { s.ignore_robots = true; return std::string(); }},

  {'h', "help", nullptr, "Other", "Print this help.", nullptr,
   [](Settings& s, const std::string&) { s.task = Settings::Task::help; return std::string(); }},
  {'V', "version", nullptr, "Other", "Print the version.", nullptr,
   [](Settings& s, const std::string&) { s.task = Settings::Task::version; return std::string(); }},
  {0, "generate", "WHAT", "Other", "Print the man page, or the completions of a shell: man, bash, zsh or fish.", nullptr,
   [](Settings& s, const std::string& v) {
     return set_choice(generated_names, v, [&](int) { s.task = Settings::Task::generate; s.task_argument = v; });
   }, generated_names},
};
// clang-format on

/// Edits that make one word of another (Levenshtein 1966).
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

Error usage(std::string where, std::string detail) {
  return {Error::Kind::bad_option, std::move(where), std::move(detail)};
}

/// Walks over the arguments once; each step takes one option or one input.
class Parser {
 public:
  explicit Parser(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  Result<Settings> parse() {
    for (; at_ < arguments_.size(); ++at_) {
      const std::string& argument = arguments_[at_];
      if (only_inputs_ || argument.size() < 2 || argument[0] != '-') settings_.inputs.push_back(argument);
      else if (argument == "--") only_inputs_ = true;
      else if (auto error = argument[1] == '-' ? long_option(argument) : letters(argument)) return *error;
    }
    return std::move(settings_);
  }

 private:
  std::optional<Error> long_option(const std::string& argument) {
    const auto equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    for (const Option& option : table) {
      if (name != option.name) continue;
      if (equals != std::string::npos) return set(option, "--" + name, argument.substr(equals + 1));
      return set(option, "--" + name, std::nullopt);
    }
    std::vector<std::string> names;
    for (const Option& option : table) names.emplace_back(option.name);
    const std::string near = nearest(name, names);
    return usage("--" + name, near.empty() ? "unknown option; thanbai --help lists all of them"
                                           : "unknown option; did you mean --" + near + "?");
  }

  /// `-f json`, `-fjson`.
  std::optional<Error> letters(const std::string& argument) {
    for (const Option& option : table) {
      if (option.letter != argument[1]) continue;
      const std::string shown = argument.substr(0, 2);
      if (argument.size() > 2) return set(option, shown, argument.substr(2));
      return set(option, shown, std::nullopt);
    }
    return usage(argument, "unknown option; thanbai --help lists all of them, and a file of that name is ./" + argument);
  }

  std::optional<Error> set(const Option& option, const std::string& shown, std::optional<std::string> value) {
    if (option.kind == Option::Kind::plain && value) return usage(shown, "takes no value: leave out '" + *value + "'");
    if (option.kind == Option::Kind::required && !value) {
      if (at_ + 1 == arguments_.size())
        return usage(shown, std::string("needs a value: ") + shown + " " + option.argument);
      value = arguments_[++at_];
    }
    const std::string expected = option.set(settings_, value.value_or(""));
    if (expected.empty()) return std::nullopt;
    return usage(shown, "'" + value.value_or("") + "' will not do: expected " + expected);
  }

  const std::vector<std::string>& arguments_;
  std::size_t at_ = 0;
  bool only_inputs_ = false;
  Settings settings_;
};

/// `thanbai rules check DIR` and `thanbai rules import FILE`.
Result<Settings> rules_command(Settings settings) {
  const auto& words = settings.inputs;
  const std::string verb = words.size() > 1 ? words[1] : "";
  if (verb == "check") settings.task = Settings::Task::rules_check;
  else if (verb == "import") settings.task = Settings::Task::rules_import;
  else return usage("rules", "expected 'rules check DIR' or 'rules import FILE'; a file of that name is ./rules");
  if (words.size() != 3)
    return usage("rules " + verb, verb == "check" ? "expected one directory: thanbai rules check DIR"
                                                  : "expected one file: thanbai rules import FILE");
  settings.task_argument = words[2];
  return settings;
}

/// Options that make no sense together.
std::optional<Error> contradiction(const Settings& settings) {
  if (!settings.input_file.empty() && !settings.inputs.empty())
    return usage("--input-file", "names all the pages: leave out '" + settings.inputs.front() + "' or add it to the list");
  if (settings.resume && (settings.input_file.empty() || settings.output.empty()))
    return usage("--resume", "needs the --input-file and the --output of the run that was stopped");
  if (settings.resume && settings.input_file == "-")
    return usage("--resume", "cannot tell where standard input was left: put the list into a file");
  return std::nullopt;
}

}  // namespace

std::span<const Option> options() { return table; }

std::string nearest(const std::string& name, const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const auto& candidate : names) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < least) least = distance, best = candidate;
  }
  return best;
}

Result<Settings> parse_arguments(const std::vector<std::string>& arguments) {
  auto settings = Parser(arguments).parse();
  if (!settings) return settings;
  if (settings->task != Settings::Task::clean) return settings;
  if (auto error = contradiction(*settings)) return *error;
  if (!settings->inputs.empty() && settings->inputs[0] == "rules") return rules_command(*settings);
  return settings;
}

}  // namespace thanbai::app
