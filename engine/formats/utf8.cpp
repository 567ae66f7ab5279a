#include "engine/formats/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace engine {

size_t utf8_length(std::string_view text, size_t i) {
  const auto byte = [&](size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
  const auto follows = [&](size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned a = byte(i), b = byte(i + 1);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF && follows(i + 1)) return 2;
  if (a >= 0xE0 && a <= 0xEF && follows(i + 1) && follows(i + 2)) {
    const bool bad = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F);
    return bad ? 0 : 3;
  }
  if (a >= 0xF0 && a <= 0xF4 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
    const bool bad = (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F);
    return bad ? 0 : 4;
  }
  return 0;
}

char32_t utf8_code_point(std::string_view text, size_t i, size_t length) {
  static constexpr unsigned kFirstBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t point = static_cast<unsigned char>(text[i]) & kFirstBits[length];
  for (size_t k = 1; k < length; ++k) point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
  return point;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto add = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (code_point < 0x80) return add(code_point);
  if (code_point < 0x800) {
    add(0xC0 | (code_point >> 6));
  } else if (code_point < 0x10000) {
    add(0xE0 | (code_point >> 12));
    add(0x80 | ((code_point >> 6) & 0x3F));
  } else {
    add(0xF0 | (code_point >> 18));
    add(0x80 | ((code_point >> 12) & 0x3F));
    add(0x80 | ((code_point >> 6) & 0x3F));
  }
  add(0x80 | (code_point & 0x3F));
}

std::optional<size_t> first_bad_byte(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    uint64_t eight = 0;  // eight bytes at a time while all are plain ASCII above zero
    if (i + 8 <= text.size()) {
      std::memcpy(&eight, text.data() + i, 8);
      const uint64_t ones = 0x0101010101010101ULL, tops = 0x8080808080808080ULL;
      if (((eight | ((eight - ones) & ~eight)) & tops) == 0) {
        i += 8;
        continue;
      }
    }
    const size_t length = utf8_length(text, i);
    if (length == 0 || text[i] == '\0') return i;
    i += length;
  }
  return std::nullopt;
}

std::string excerpt(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const size_t length = std::max<size_t>(1, utf8_length(text, i));
    if (out.size() + length > 40) return out + "...";
    const bool shown = utf8_length(text, i) > 1 || (text[i] >= ' ' && text[i] < 127);
    out += shown ? std::string(text.substr(i, length)) : "?";
    i += length;
  }
  return out;
}

}  // namespace engine
