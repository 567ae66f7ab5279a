#include "engine/formats/tokenizer.h"

namespace engine {

// Signs and the characters of Chinese and Japanese stand for themselves; everything else that is no space is a letter.
Tokenizer::Sort Tokenizer::sort_of(char32_t point) {
  const auto within = [&](char32_t low, char32_t high) { return point >= low && point <= high; };
  if (point <= ' ' || point == 0xA0 || within(0x2000, 0x200A) || point == 0x3000) return Sort::space;
  if (point < 0x80) {
    const bool letter = within('a', 'z') || within('A', 'Z') || within('0', '9') || point == '_' || point == '\'';
    return letter ? Sort::letter : Sort::sign;
  }
  const bool sign = within(0xA1, 0xBF) || within(0x2010, 0x2BFF) || within(0x3001, 0x303F) || within(0xFF00, 0xFF65);
  const bool stands_alone = within(0x2E80, 0x9FFF) || within(0xF900, 0xFAFF) || within(0x1F000, 0x3FFFF);
  return sign || stands_alone ? Sort::sign : Sort::letter;
}

}  // namespace engine
