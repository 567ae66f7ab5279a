#include "engine/core/message.h"

namespace engine {

// Replaces each "{}" in order and each "{2}" by index (a translation may need another order).
std::string Message::format(std::string_view translated) const {
  std::string out;
  size_t next = 0;
  for (size_t i = 0; i < translated.size(); ++i) {
    const size_t close = translated[i] == '{' ? translated.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos || close > i + 3) {
      out += translated[i];
      continue;
    }
    size_t index = next;
    bool number = true;
    if (close > i + 1) {
      index = 0;
      for (size_t k = i + 1; k < close; ++k) {
        number = number && translated[k] >= '0' && translated[k] <= '9';
        index = index * 10 + static_cast<size_t>(translated[k] - '0');
      }
    }
    if (!number) {
      out += translated[i];
      continue;
    }
    if (index < args.size()) out += args[index];
    next = index + 1;
    i = close;
  }
  return out;
}

}  // namespace engine
