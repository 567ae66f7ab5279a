// Numbers as people read them: three significant digits, a real minus, no locale. Makes strings, draws nothing.
#pragma once

#include <string>

namespace app::ui {

// 0.194, 0.029, 12.3, 141, 72 000, 4.1e−3 (below .01) and −3.00; "NaN", "∞", "−∞".
std::string format_number(double v, int significant = 3);
// Fixed decimals with a real minus; falls back to format_number where the slot would burst (|v| >= 1e6).
std::string format_fixed(double v, int decimals);
// "+3.33", "−0.029": always with its sign.
std::string format_signed(double v, int significant = 3);
std::string format_percent(double fraction, int decimals = 1);  // .925 -> "92.5%"
std::string format_count(long long v);                          // 72 000, grouped from 10 000
std::string format_short(double v);                             // 1.2k, 3.4M: rates and sizes
// For a row of ticks `step` apart: no more decimals than the step needs, "1e−2" for powers of ten on log axes.
std::string format_tick(double v, double step);
std::string format_tick_log(double v);
std::string format_exponent(double v, int decimals = 1);  // 1.2e−2
// What a user types: accepts both minus signs, a comma for the point, "1e-3", "20%". False when it is no number.
bool parse_number(const std::string& text, double* value);

}  // namespace app::ui
