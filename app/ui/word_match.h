// Finding things by words: by their beginnings, by parts, by first letters, in Chinese also by the first letters of the
// pinyin. Knows nothing of what is searched.
#pragma once

#include <string>
#include <string_view>

namespace app::ui {

// The first letters of the readings of a Chinese character, "cz" for 重; empty for any other and for rare ones.
std::string pinyin_initials(char32_t character);

// How well a text answers to what was typed: 0 not at all, else the more the better. Case does not matter. Words apart
// by spaces must all be found. Nothing typed fits everything.
int match_score(std::string_view typed, std::string_view text);

}  // namespace app::ui
