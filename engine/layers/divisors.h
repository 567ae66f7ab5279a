// The numbers that divide a size, for messages that say what would fit.
#pragma once

#include <cstdint>
#include <string>

namespace engine {

// "1, 2, 3, 6"; at most the first twelve.
inline std::string divisors(int64_t n) {
  std::string text;
  int found = 0;
  for (int64_t d = 1; d <= n && d <= 4096 && found < 12; ++d) {
    if (n % d != 0) continue;
    text += (found++ > 0 ? ", " : "") + std::to_string(d);
  }
  return text;
}

}  // namespace engine
