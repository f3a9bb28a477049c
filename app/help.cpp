#include "app/help.hpp"

#include <string_view>

#include "app/options.hpp"

namespace thanbai::app {
namespace {

struct Example {
  const char *command, *does;
};

constexpr const char* usage_line = "thanbai [OPTION...] [PAGE...]";
constexpr const char* purpose = "Print the body of web pages and of text dumps, and nothing else.";
constexpr const char* page_words =
    "PAGE is a file, a URL, or - for standard input, which is also read when no PAGE is given.";

constexpr const char* commands[][2] = {
    {"thanbai rules check DIR", "Load the rules in DIR and run their examples."},
    {"thanbai rules import FILE", "Translate an ftr-site-config file into a site rule, on standard output."},
};

constexpr Example examples[] = {
    {"thanbai page.html", "print the article of a saved page"},
    {"thanbai https://a.example/news", "fetch a page and print its article"},
    {"curl -s https://a.example/news | thanbai", "clean what another program fetched"},
    {"thanbai -f json *.html > articles.jsonl", "many pages, one JSON object a line"},
    {"thanbai -f json --split dumps.txt", "many dumps in one file"},
    {"thanbai --input-file urls.txt -o articles.jsonl -f json --failures failed.txt", "a polite crawl"},
    {"thanbai --why page.html > /dev/null", "see why each block was kept or dropped"},
};

constexpr const char* exit_codes[][2] = {
    {"0", "every page gave a body"},
    {"1", "some page had none"},
    {"2", "something failed"},
};

/// `-f, --format FORMAT`, `--split[=PATTERN]`.
std::string spelling(const Option& option) {
  std::string text = option.letter != 0 ? std::string("-") + option.letter + ", " : "    ";
  text += std::string("--") + option.name;
  if (option.kind == Option::Kind::required) text += std::string(" ") + option.argument;
  if (option.kind == Option::Kind::optional) text += std::string("[=") + option.argument + "]";
  return text;
}

std::string description(const Option& option) {
  std::string text = option.help;
  if (option.fallback != nullptr) text += std::string(" [") + option.fallback + "]";
  return text;
}

/// Appends `text` broken into lines of 80 columns, all but the first indented.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent) {
  std::size_t column = indent;
  bool first = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!first && column + 1 + word.size() > 80) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    first = false;
  }
  out += '\n';
}

/// Appends `  left    right`, the right side in a column of its own.
void append_row(std::string& out, const std::string& left, std::string_view right) {
  constexpr std::size_t column = 27;
  out += "  " + left;
  if (left.size() + 3 > column) out += "\n" + std::string(column, ' ');
  else out += std::string(column - left.size() - 2, ' ');
  append_wrapped(out, right, column);
}

/// Doubles backslashes and guards dashes and leading dots from roff.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else if (c == '.' && out.empty()) out += "\\&.";
    else out += c;
  }
  return out;
}

std::string in_capitals(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string roff_option(const Option& option) {
  std::string text = "\\fB";
  if (option.letter != 0) text += std::string("\\-") + option.letter + "\\fR, \\fB";
  text += "\\-\\-" + roff(option.name) + "\\fR";
  if (option.kind == Option::Kind::required) text += std::string(" \\fI") + option.argument + "\\fR";
  if (option.kind == Option::Kind::optional) text += std::string("[=\\fI") + option.argument + "\\fR]";
  return text;
}

std::string man_page() {
  std::string out = ".TH THANBAI 1 \"\" \"thanbai " + std::string(version()) + "\" \"User Commands\"\n";
  out += ".SH NAME\nthanbai \\- print the body of web pages and text dumps\n";
  out += ".SH SYNOPSIS\n.B thanbai\n[\\fIOPTION\\fR...] [\\fIPAGE\\fR...]\n";
  for (const auto& command : commands) out += std::string(".br\n.B ") + command[0] + "\n";
  out += ".SH DESCRIPTION\n" + roff(purpose) + "\n" + roff(page_words) + "\n";
  const char* group = "";
  for (const Option& option : options()) {
    if (std::string_view(group) != option.group) {
      group = option.group;
      out += ".SH \"" + in_capitals(group) + " OPTIONS\"\n";
    }
    out += ".TP\n" + roff_option(option) + "\n" + roff(description(option)) + "\n";
  }
  out += ".SH COMMANDS\n";
  for (const auto& command : commands) out += ".TP\n.B " + roff(command[0]) + "\n" + roff(command[1]) + "\n";
  out += ".SH \"EXIT STATUS\"\n";
  for (const auto& code : exit_codes) out += std::string(".TP\n.B ") + code[0] + "\n" + code[1] + "\n";
  out += ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nIf set and not empty, nothing is coloured.\n";
  out += ".SH EXAMPLES\n";
  for (const Example& example : examples) out += ".TP\n.B " + roff(example.command) + "\n" + roff(example.does) + "\n";
  return out;
}

std::string bash_completion() {
  std::string names, cases;
  for (const Option& option : options()) {
    names += std::string(names.empty() ? "" : " ") + "--" + option.name;
    if (option.choices == nullptr) continue;
    cases += "    ";
    if (option.letter != 0) cases += std::string("-") + option.letter + "|";
    cases += std::string("--") + option.name + ") COMPREPLY=($(compgen -W '" + std::string(option.choices) + "' -- \"$word\")); return ;;\n";
  }
  return "# bash completion for thanbai\n_thanbai() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  case $previous in\n" + cases + "  esac\n"
         "  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '" + names + "' -- \"$word\"))\n"
         "  else COMPREPLY=($(compgen -f -- \"$word\")); fi\n}\n"
         "complete -o filenames -F _thanbai thanbai\n";
}

/// Within single quotes.
std::string quoted(std::string_view text, std::string_view quote_as) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') out += quote_as;
    else out += c;
  }
  return out;
}

/// zsh reads brackets and colons of a specification itself.
std::string zsh_escaped(std::string_view text) {
  std::string out;
  for (const char c : quoted(text, "'\\''")) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_completion() {
  std::string out = "#compdef thanbai\n_arguments -s \\\n";
  for (const Option& option : options()) {
    std::string rest = option.kind == Option::Kind::optional ? "=-[" : "[";
    rest += zsh_escaped(option.help) + "]";
    if (option.kind != Option::Kind::plain) rest += std::string(":") + option.argument + ":";
    if (option.choices != nullptr) rest += std::string("(") + option.choices + ")";
    else if (option.kind == Option::Kind::required) rest += "_files";
    rest += "' \\\n";
    out += std::string("  '*--") + option.name + rest;
    if (option.letter != 0) out += std::string("  '*-") + option.letter + rest;
  }
  return out + "  '*:page:_files'\n";
}

std::string fish_completion() {
  std::string out = "# fish completion for thanbai\n";
  for (const Option& option : options()) {
    out += std::string("complete -c thanbai -l ") + option.name;
    if (option.letter != 0) out += std::string(" -s ") + option.letter;
    if (option.kind == Option::Kind::required) out += " -r";
    if (option.choices != nullptr) out += std::string(" -f -a '") + option.choices + "'";
    out += " -d '" + quoted(option.help, "\\'") + "'\n";
  }
  return out;
}

}  // namespace

std::string help_text() {
  std::string out = std::string("Usage: ") + usage_line + "\n";
  for (const auto& command : commands) out += std::string("       ") + command[0] + "\n";
  out += std::string(purpose) + "\n\n";
  append_wrapped(out, page_words, 0);
  const char* group = "";
  for (const Option& option : options()) {
    if (std::string_view(group) != option.group) {
      group = option.group;
      out += std::string("\n") + group + "\n";
    }
    append_row(out, spelling(option), description(option));
  }
  out += "\nCommands\n";
  for (const auto& command : commands) append_row(out, command[0], command[1]);
  out += "\nExamples\n";
  for (const Example& example : examples) out += std::string("  ") + example.command + "\n      " + example.does + "\n";
  out += "\nExit status\n";
  for (const auto& code : exit_codes) out += std::string("  ") + code[0] + "  " + code[1] + "\n";
  return out;
}

std::string generated(const std::string& what) {
  if (what == "man") return man_page();
  if (what == "bash") return bash_completion();
  if (what == "zsh") return zsh_completion();
  return fish_completion();
}

}  // namespace thanbai::app
