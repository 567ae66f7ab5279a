#include "app/ui/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace app::ui {
namespace {

constexpr const char* minus = "−";

bool special(double v, std::string* out) {
  if (std::isfinite(v)) return false;
  *out = std::isnan(v) ? "NaN" : v > 0 ? "∞" : "−∞";
  return true;
}

// A real minus in front; none before a number that reads as zero.
std::string with_sign(double v, std::string digits) {
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return (v < 0 && !zero ? minus : "") + digits;
}

std::string grouped(std::string digits) {
  if (digits.size() < 5) return digits;
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<size_t>(at), " ");
  return digits;
}
}  // namespace

std::string format_exponent(double v, int decimals) {
  std::string out;
  if (special(v, &out)) return out;
  if (v == 0) return "0";
  const std::string text = fmt::format("{:.{}e}", std::abs(v), std::clamp(decimals, 0, 12));
  const size_t e = text.find('e');
  const int power = std::atoi(text.c_str() + e + 1);
  return with_sign(v, text.substr(0, e)) + "e" + (power < 0 ? minus : "") + std::to_string(std::abs(power));
}

std::string format_number(double v, int significant) {
  std::string out;
  if (special(v, &out)) return out;
  if (v == 0) return "0";
  significant = std::clamp(significant, 1, 12);
  const double size = std::abs(v);
  if (size < 0.00995 || size >= 1e7) return format_exponent(v, std::max(0, significant - 2));
  if (size >= 1000) return with_sign(v, grouped(fmt::format("{:.0f}", size)));
  // Digits before the point as they are after rounding: 9.996 reads 10.0, not 10.00. Below 1 as many decimals as
  // digits are wanted: 0.194 and 0.029.
  int before = 0;
  for (double limit = 1; size >= limit - 0.5 * std::pow(10.0, before - significant); limit *= 10) ++before;
  return with_sign(v, fmt::format("{:.{}f}", size, std::max(0, significant - before)));
}

std::string format_fixed(double v, int decimals) {
  std::string out;
  if (special(v, &out)) return out;
  if (std::abs(v) >= 1e6) return format_number(v);
  return with_sign(v, fmt::format("{:.{}f}", std::abs(v), std::clamp(decimals, 0, 12)));
}

std::string format_signed(double v, int significant) {
  const std::string text = format_number(v, significant);
  return v > 0 && std::isfinite(v) ? "+" + text : text;
}

std::string format_percent(double fraction, int decimals) {
  std::string out;
  if (special(fraction, &out)) return out;
  return format_fixed(fraction * 100, decimals) + "%";
}

std::string format_count(long long v) {
  const std::string digits = std::to_string(v);
  return v < 0 ? minus + grouped(digits.substr(1)) : grouped(digits);
}

std::string format_short(double v) {
  std::string out;
  if (special(v, &out)) return out;
  const double size = std::abs(v);
  if (size < 999.5) return with_sign(v, size == std::floor(size) ? fmt::format("{:.0f}", size) : format_number(size));
  double scaled = size;
  const char* unit = "";
  for (const char* next : {"k", "M", "G", "T"}) {
    if (scaled < 999.5) break;
    scaled /= 1000;
    unit = next;
  }
  return with_sign(v, fmt::format("{:.{}f}", scaled, scaled < 9.95 ? 1 : 0)) + unit;
}

std::string format_tick(double v, double step) {
  std::string out;
  if (special(v, &out)) return out;
  step = std::abs(step);
  if (!(step > 0) || !std::isfinite(step)) return format_number(v);
  if (std::abs(v) < step * 1e-6) return "0";
  if (step < 0.00099 || std::abs(v) >= 999500) {
    if (std::abs(v) >= 999500 && step >= 1) return format_short(v);
    return format_exponent(v, 1);
  }
  int decimals = 0;
  for (double s = step; s < 0.999999 && decimals < 6; s *= 10) ++decimals;
  if (decimals == 0) return with_sign(v, grouped(fmt::format("{:.0f}", std::abs(v))));
  return with_sign(v, fmt::format("{:.{}f}", std::abs(v), decimals));
}

std::string format_tick_log(double v) {
  std::string out;
  if (special(v, &out)) return out;
  if (v <= 0) return "0";
  if (v >= 0.00999 && v < 9999.5) {
    const int decimals = v < 0.0999 ? 2 : v < 0.999 ? 1 : 0;
    return fmt::format("{:.{}f}", v, decimals);
  }
  return format_exponent(v, 0);
}

bool parse_number(const std::string& text, double* value) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, minus) == 0) {
      plain += '-';
      i += 2;
    } else if (text[i] == ',') {
      plain += '.';
    } else if (text[i] != ' ') {
      plain += text[i];
    }
  }
  const bool percent = !plain.empty() && plain.back() == '%';
  if (percent) plain.pop_back();
  if (plain.empty() || plain.find_first_not_of("0123456789+-.eE") != std::string::npos) return false;
  char* end = nullptr;
  const double v = std::strtod(plain.c_str(), &end);
  if (*end != '\0' || !std::isfinite(v)) return false;
  *value = percent ? v / 100 : v;
  return true;
}

}  // namespace app::ui
