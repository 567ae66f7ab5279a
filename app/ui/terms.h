// The English term beside the Chinese one: a mode for classes that read English papers. Which words are terms the
// catalogs say (layers, activations, losses, optimizers, metrics and their parameters), with the titles of the panels.
#pragma once

#include <string>
#include <string_view>

#include "app/ui/draw.h"

namespace app::ui {

// Takes effect in Chinese only.
void set_both_terms(bool on);
bool both_terms();

// The English of a term that is shown in Chinese; of "全连接 2" that of "全连接". Empty when it is no term, or the
// same.
std::string english_of(std::string_view shown);
// "全连接 Dense" in that mode where it fits into the room, else as it is.
std::string with_english(std::string_view shown, const Text& look, float room = 1e6f);

}  // namespace app::ui
