// A line of text to type, and below it the tokens that it is cut into; those that the set does not know are marked.
// Knows no vocabulary: whoever asks for the line cuts it.
#pragma once

#include <span>
#include <string>

#include "app/ui/interact.h"

namespace app::ui {

struct TypedToken {
  std::string text;
  long long id = -1;  // -1: not known
  bool used = true;   // false: beyond what a sample holds
};

// The field, 32 high.
Change token_field(const char* name, const Rect& r, std::string* text, std::string_view hint = {});
// The tokens as chips that wrap inside `r`; the last ones are left out when there is no room. Returns the height used.
// *clicked: index of the chip that was clicked, else -1.
float token_chips(const char* name, const Rect& r, std::span<const TypedToken> tokens, int* clicked = nullptr);

}  // namespace app::ui
