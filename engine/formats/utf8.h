// UTF-8 as far as reading files needs it: where characters end, whether bytes are text at all, short excerpts for
// messages. Knows nothing of case, width or direction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine {

// Bytes of the UTF-8 character at text[i], or 0 when there is none (also for surrogates and overlong forms).
size_t utf8_length(std::string_view text, size_t i);
// The code point of the character at text[i], which has `length` bytes.
char32_t utf8_code_point(std::string_view text, size_t i, size_t length);
// A code point as UTF-8; not for surrogates.
void append_utf8(std::string& text, char32_t code_point);
// The place of the first byte that is zero or belongs to no character; nothing when all of it is text.
std::optional<size_t> first_bad_byte(std::string_view text);
// Text for a message: at most about 40 characters, without control characters.
std::string excerpt(std::string_view text);

}  // namespace engine
