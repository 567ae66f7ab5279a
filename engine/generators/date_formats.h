// Days of the years 1950 to 2049, and the ways in which people write them in English and Chinese.
#pragma once

#include <span>
#include <string>

#include "engine/core/rng.h"

namespace engine {

struct Date {
  int year, month, day;
};

// Each day is equally likely.
Date draw_date(Rng& rng);
// 0: Sunday.
int weekday_of(const Date& date);

enum class DateLanguage { english, chinese };
// One of the ways to write it, all equally likely. At most kLongestDate characters.
constexpr int64_t kLongestDate = 26;
std::string write_date(const Date& date, DateLanguage language, Rng& rng);
// "2024-02-03", "03.02.2024" or "2024年02月03日", for "iso", "dotted" and "chinese".
std::string standard_date(const Date& date, const std::string& format);

// Every character that write_date can give, once, in a fixed order.
std::string date_characters(std::span<const DateLanguage> languages);

}  // namespace engine
