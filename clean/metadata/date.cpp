#include "clean/metadata/date.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "clean/words.hpp"

namespace thanbai {
namespace {

struct Named {
  int number;
  std::string_view name;
};
#define MONTH(number, name) {number, name},
#define MONTH_WORD(word)
#define NUMERAL(number, name)
constexpr Named months[] = {
#include "clean/metadata/months.def"
};
#undef MONTH
#undef NUMERAL
#define MONTH(number, name)
#define NUMERAL(number, name) {number, name},
constexpr Named numerals[] = {
#include "clean/metadata/months.def"
};
#undef MONTH_WORD
#undef NUMERAL
#define MONTH_WORD(word) word,
#define NUMERAL(number, name)
constexpr std::string_view month_words[] = {
#include "clean/metadata/months.def"
};
#undef MONTH
#undef MONTH_WORD
#undef NUMERAL

enum class Order { day_first, month_first, open };

Order order_of(std::string_view language) {
  if (language == "en-US") return Order::month_first;
  for (const std::string_view region : {"en-GB", "en-AU", "en-NZ", "en-IE", "en-IN", "en-ZA"}) {
    if (language == region) return Order::day_first;
  }
  return language.empty() || language.substr(0, 2) == "en" ? Order::open : Order::day_first;
}

struct Token {
  enum class Kind : std::uint8_t { number, word, mark } kind;
  bool spaced;  // white space before it
  std::string_view text;
  std::uint32_t value = 0;  // of a number of at most nine digits
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool spaced = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    Token token{Token::Kind::mark, spaced, {}};
    spaced = static_cast<unsigned char>(c) <= ' ';
    if (is_digit(c)) {
      while (end < text.size() && is_digit(text[end])) ++end;
      token.kind = Token::Kind::number;
      for (const char digit : text.substr(at, std::min<std::size_t>(end - at, 9))) {
        token.value = token.value * 10 + static_cast<std::uint32_t>(digit - '0');
      }
    } else if (is_letter(c)) {
      while (end < text.size() && is_letter(text[end])) ++end;
      token.kind = Token::Kind::word;
    }
    token.text = text.substr(at, end - at);
    if (!spaced) tokens.push_back(token);
    at = end;
  }
  return tokens;
}

struct Moment {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = -1;
  bool has_offset = false;
  int offset = 0;  // minutes east
};

bool is_date(int year, int month, int day) {
  using namespace std::chrono;
  return year >= 1900 && year <= 2100 &&
         year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day))).ok();
}

// Finds a date and, near it, a time among the tokens of a text.
class Reader {
 public:
  Reader(std::vector<Token> tokens, Order order) : tokens_(std::move(tokens)), order_(order) {}

  bool read(Moment& moment) {
    for (begin_ = 0; begin_ < tokens_.size(); ++begin_) {
      if (!compact(moment) && !year_first(moment) && !numeric(moment) && !day_then_name(moment) &&
          !name_then_day(moment)) {
        continue;
      }
      read_time(moment);
      return true;
    }
    return false;
  }

 private:
  bool number(std::size_t at, std::size_t least, std::size_t most) const {
    return at < tokens_.size() && tokens_[at].kind == Token::Kind::number && tokens_[at].text.size() >= least &&
           tokens_[at].text.size() <= most;
  }
  int value(std::size_t at) const { return static_cast<int>(tokens_[at].value); }
  bool mark(std::size_t at, std::string_view marks) const {
    return at < tokens_.size() && tokens_[at].kind == Token::Kind::mark &&
           marks.find(tokens_[at].text[0]) != std::string_view::npos;
  }
  bool word(std::size_t at) const { return at < tokens_.size() && tokens_[at].kind == Token::Kind::word; }

  bool set(Moment& moment, int year, int month, int day, std::size_t end) {
    if (!is_date(year, month, day)) return false;
    moment.year = year;
    moment.month = month;
    moment.day = day;
    end_ = end;
    return true;
  }

  // 20220119
  bool compact(Moment& moment) {
    if (!number(begin_, 8, 8)) return false;
    const int all = value(begin_);
    return set(moment, all / 10000, all / 100 % 100, all % 100, begin_ + 1);
  }

  // 2022-01-19, 2022/1/19, 2022年1月19日
  bool year_first(Moment& moment) {
    const std::size_t at = begin_;
    const bool marks = mark(at + 1, "-/.") && mark(at + 3, "-/.");
    if (!number(at, 4, 4) || !number(at + 2, 1, 2) || !number(at + 4, 1, 2)) return false;
    if (!marks && !(word(at + 1) && word(at + 3))) return false;
    return set(moment, value(at), value(at + 2), value(at + 4), at + 5);
  }

  // 19/01/2022, 19.1.2022
  bool numeric(Moment& moment) {
    const std::size_t at = begin_;
    if (!number(at, 1, 2) || !number(at + 2, 1, 2) || !number(at + 4, 4, 4)) return false;
    if (!mark(at + 1, "-/.") || !mark(at + 3, "-/.")) return false;
    const int first = value(at), second = value(at + 2), year = value(at + 4);
    const bool dotted = tokens_[at + 1].text == ".";
    if (second > 12 && !dotted) return set(moment, year, first, second, at + 5);
    if (first > 12 || first == second || dotted || order_ == Order::day_first) {
      return set(moment, year, second, first, at + 5);
    }
    return order_ == Order::month_first && set(moment, year, first, second, at + 5);
  }

  // 19 January 2022, 19. Januar 2022, 19 de enero de 2022, 19 tháng 1 năm 2022
  bool day_then_name(Moment& moment) {
    if (!number(begin_, 1, 2)) return false;
    for (std::size_t at = begin_ + 1; at < begin_ + 4; ++at) {
      std::size_t end = at;
      if (const int month = month_at(end); month != 0) {
        const std::size_t year = skip_fillers(end);
        return number(year, 4, 4) && set(moment, value(year), month, value(begin_), year + 1);
      }
      if (!is_filler(at)) return false;
    }
    return false;
  }

  // January 19th, 2022; Tháng Một 19, 2022
  bool name_then_day(Moment& moment) {
    std::size_t day = begin_;
    const int month = month_at(day);
    if (month == 0) return false;
    if (mark(day, ".")) ++day;
    if (!number(day, 1, 2)) return false;
    const std::size_t year = skip_fillers(day + 1);
    return number(year, 4, 4) && set(moment, value(year), month, value(day), year + 1);
  }

  bool is_filler(std::size_t at) const {
    return mark(at, ".,/-") || (word(at) && tokens_[at].text.size() <= 5);
  }

  std::size_t skip_fillers(std::size_t at) const {
    for (int skipped = 0; skipped < 2 && is_filler(at); ++skipped) ++at;
    return at;
  }

  // The month named at `at`, which moves past it; 0 if there is none.
  int month_at(std::size_t& at) const {
    if (!word(at)) return 0;
    const std::string name = fold(tokens_[at].text);
    for (const Named& month : months) {
      if (month.name != name) continue;
      ++at;
      return month.number;
    }
    if (std::find(std::begin(month_words), std::end(month_words), name) == std::end(month_words)) return 0;
    if (number(at + 1, 1, 2)) {
      at += 2;
      return value(at - 1);
    }
    if (!word(at + 1)) return 0;
    const std::string one = fold(tokens_[at + 1].text);
    const std::string two = word(at + 2) ? one + ' ' + fold(tokens_[at + 2].text) : std::string();
    for (const Named& numeral : numerals) {
      if (numeral.name != one && numeral.name != two) continue;
      at += numeral.name == two ? 3 : 2;
      return numeral.number;
    }
    return 0;
  }

  // The first time after the date, else the last one before it.
  void read_time(Moment& moment) const {
    for (std::size_t at = end_; at < std::min(tokens_.size(), end_ + 8); ++at) {
      if (time_at(at, moment)) return;
    }
    for (std::size_t at = begin_; at-- > 0 && at + 9 > begin_;) {
      if (time_at(at, moment)) return;
    }
  }

  // 06:24, 6:24:30.123 PM, 6h24, 062430
  bool time_at(std::size_t at, Moment& moment) const {
    if (number(at, 6, 6) && at > 0 && at == end_ + 1 && word(at - 1)) {
      const int all = value(at);
      return set_time(moment, all / 10000, all / 100 % 100, all % 100, at + 1);
    }
    if (!number(at, 1, 2) || !number(at + 2, 2, 2)) return false;
    if (at > 0 && mark(at - 1, "+-:") && !tokens_[at].spaced) return false;
    if (!mark(at + 1, ":") && !(word(at + 1) && (tokens_[at + 1].text == "h" || tokens_[at + 1].text == "H")))
      return false;
    std::size_t end = at + 3;
    int second = -1;
    if (mark(end, ":") && number(end + 1, 2, 2)) {
      second = value(end + 1);
      end += 2;
      if (mark(end, ".,") && number(end + 1, 1, 9) && !tokens_[end + 1].spaced) end += 2;
    }
    int hour = value(at);
    if (word(end)) {
      const std::string half = fold(tokens_[end].text);
      if (half == "pm" || half == "am") {
        if (hour <= 12) hour = hour % 12 + (half == "pm" ? 12 : 0);
        ++end;
      }
    }
    return set_time(moment, hour, value(at + 2), second, end);
  }

  bool set_time(Moment& moment, int hour, int minute, int second, std::size_t end) const {
    if (hour > 23 || minute > 59 || second > 60) return false;
    moment.hour = hour;
    moment.minute = minute;
    moment.second = std::min(second, 59);
    read_offset(end, moment);
    return true;
  }

  // Z, +07:00, +0700, GMT+7, (UTC)
  void read_offset(std::size_t at, Moment& moment) const {
    if (mark(at, "(")) ++at;
    bool named = false;
    if (word(at)) {
      const std::string zone = fold(tokens_[at].text);
      named = zone == "gmt" || zone == "utc";
      if (zone == "z" || named) moment.has_offset = true;
      if (!named) return;
      ++at;
    }
    if (!mark(at, "+-") || !number(at + 1, 1, 4) || tokens_[at + 1].spaced) return;
    const bool long_form = number(at + 1, 4, 4);
    const bool colon = mark(at + 2, ":") && number(at + 3, 2, 2);
    if (!named && !long_form && !colon && tokens_[at].spaced) return;
    const int number = value(at + 1);
    const int minutes =
        long_form ? number / 100 * 60 + number % 100 : number * 60 + (colon ? value(at + 3) : 0);
    if (minutes > 14 * 60) return;
    moment.has_offset = true;
    moment.offset = tokens_[at].text == "-" ? -minutes : minutes;
  }

  std::vector<Token> tokens_;
  Order order_;
  std::size_t begin_ = 0, end_ = 0;  // of the date found
};

Moment of_unix_time(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds at{std::chrono::seconds(seconds)};
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(at - day);
  Moment moment;
  moment.year = static_cast<int>(date.year());
  moment.month = static_cast<int>(static_cast<unsigned>(date.month()));
  moment.day = static_cast<int>(static_cast<unsigned>(date.day()));
  moment.hour = static_cast<int>(time.hours().count());
  moment.minute = static_cast<int>(time.minutes().count());
  moment.second = static_cast<int>(time.seconds().count());
  moment.has_offset = true;
  return moment;
}

std::string written(const Moment& moment) {
  char buffer[64];
  int size = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", moment.year, moment.month, moment.day);
  std::string out(buffer, static_cast<std::size_t>(size));
  if (moment.hour < 0) return out;
  size = std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d", moment.hour, moment.minute,
                       std::max(moment.second, 0));
  out.append(buffer, static_cast<std::size_t>(size));
  if (!moment.has_offset) return out;
  if (moment.offset == 0) return out + 'Z';
  const int minutes = std::abs(moment.offset);
  size = std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", moment.offset < 0 ? '-' : '+', minutes / 60,
                       minutes % 60);
  return out.append(buffer, static_cast<std::size_t>(size));
}

}  // namespace

std::string iso_date(std::string_view text, std::string_view language) {
  text = text.substr(0, 256);
  std::vector<Token> tokens = tokens_of(text);
  if (tokens.size() == 1 && tokens[0].kind == Token::Kind::number &&
      (tokens[0].text.size() == 10 || tokens[0].text.size() == 13)) {
    std::int64_t seconds = 0;
    for (const char digit : tokens[0].text.substr(0, 10)) seconds = seconds * 10 + (digit - '0');
    return written(of_unix_time(seconds));
  }
  Moment moment;
  return Reader(std::move(tokens), order_of(language)).read(moment) ? written(moment) : std::string();
}

}  // namespace thanbai
