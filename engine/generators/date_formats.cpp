#include "engine/generators/date_formats.h"

#include <fmt/format.h>

#include <array>

namespace engine {
namespace {

constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kChineseWeekdays{"日", "一", "二", "三", "四", "五", "六"};
constexpr std::array kChineseDigits{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

constexpr std::array kEnglish{"{day} {mon} {year}",
                              "{day} {month_name} {year}",
                              "{mon} {day}, {year}",
                              "{month_name} {day}, {year}",
                              "{weekday}, {day} {mon} {year}",
                              "the {ordinal} of {month_name} {year}",
                              "{ordinal} {month_name} {year}",
                              "{day:02}/{month:02}/{year}",
                              "{day}.{month}.{short_year:02}"};
constexpr std::array kChinese{"{year}年{month}月{day}日",
                              "{short_year:02}年{month}月{day}日",
                              "{chinese_year}年{chinese_month}月{chinese_day}日",
                              "{year}年{month}月{day}日星期{chinese_weekday}",
                              "公元{year}年{month}月{day}日",
                              "{year}/{month}/{day}",
                              "{year}.{month:02}.{day:02}"};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_of(int year, int month) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

// "3rd", "11th"
std::string ordinal(int day) {
  const int last = day / 10 == 1 ? 0 : day % 10;
  return fmt::format("{}{}", day, last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

const char* chinese_digit(int digit) { return kChineseDigits[static_cast<size_t>(digit)]; }

// 1 .. 99 as it is spoken: 三, 十二, 二十, 二十三.
std::string chinese_number(int n) {
  std::string text;
  if (n >= 20) text += chinese_digit(n / 10);
  if (n >= 10) text += "十";
  if (n % 10 > 0) text += chinese_digit(n % 10);
  return text;
}

std::string chinese_year(int year) {
  std::string text;
  for (const char digit : std::to_string(year)) text += chinese_digit(digit - '0');
  return text;
}

std::string write_as(std::string_view pattern, const Date& date) {
  const auto month = static_cast<size_t>(date.month - 1), weekday = static_cast<size_t>(weekday_of(date));
  const std::string_view name = kMonths[month];
  return fmt::format(
      fmt::runtime(pattern), fmt::arg("year", date.year), fmt::arg("month", date.month), fmt::arg("day", date.day),
      fmt::arg("short_year", date.year % 100), fmt::arg("month_name", name), fmt::arg("mon", name.substr(0, 3)),
      fmt::arg("weekday", kWeekdays[weekday]), fmt::arg("ordinal", ordinal(date.day)),
      fmt::arg("chinese_year", chinese_year(date.year)), fmt::arg("chinese_month", chinese_number(date.month)),
      fmt::arg("chinese_day", chinese_number(date.day)), fmt::arg("chinese_weekday", kChineseWeekdays[weekday]));
}

}  // namespace

Date draw_date(Rng& rng) {
  while (true) {
    const Date date{static_cast<int>(1950 + rng.below(100)), static_cast<int>(1 + rng.below(12)),
                    static_cast<int>(1 + rng.below(31))};
    if (date.day <= days_of(date.year, date.month)) return date;
  }
}

// Sakamoto's method.
int weekday_of(const Date& date) {
  constexpr std::array kShift{0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  const int y = date.month < 3 ? date.year - 1 : date.year;
  return (y + y / 4 - y / 100 + y / 400 + kShift[static_cast<size_t>(date.month - 1)] + date.day) % 7;
}

std::string write_date(const Date& date, DateLanguage language, Rng& rng) {
  if (language == DateLanguage::chinese) return write_as(kChinese[rng.below(kChinese.size())], date);
  return write_as(kEnglish[rng.below(kEnglish.size())], date);
}

std::string standard_date(const Date& date, const std::string& format) {
  if (format == "chinese") return write_as("{year}年{month:02}月{day:02}日", date);
  return write_as(format == "dotted" ? "{day:02}.{month:02}.{year}" : "{year}-{month:02}-{day:02}", date);
}

std::string date_characters(std::span<const DateLanguage> languages) {
  std::string all = "0123456789./";
  for (const DateLanguage language : languages) {
    const bool chinese = language == DateLanguage::chinese;
    all += chinese ? "年月日〇一二三四五六七八九十星期公元" : " ,ADFJMNOSTWabcdefghilmnoprstuvy";
  }
  return all;
}

}  // namespace engine
