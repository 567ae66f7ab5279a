// What several pages of the data page draw in the same way: marks of the parts, classes, keys that scroll.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/page.h"
#include "app/ui/draw.h"

namespace app {

// Of an engine::Split; -1: of no part.
ui::Colour part_colour(int part);
const char* part_word(int part);
// A disc for what is trained on, a ring for the rest.
void part_mark(ui::Vec centre, int part);

ui::Colour colour_of_class(const engine::PreparedData& data, int64_t index);
// The class of a sample, in its colour, or its number; nothing where it has many.
void draw_answer(const engine::PreparedData& data, int64_t row, ui::Vec at, float room, ui::Align align);

// Page up and down, Home and End move the scroll area `name`, whose content is drawn from `top` on.
void scroll_by_keys(const char* name, const ui::Rect& area, float top, double content);

std::span<const engine::Scalar> sample_values(const engine::PreparedData& data, int64_t row);
// The target values of a sample: one, or one for each of its elements.
std::span<const engine::Scalar> sample_targets(const engine::PreparedData& data, int64_t row);
// "x1", or a number where columns have no names.
std::string column_name(const engine::Dataset& set, int64_t column);

// A text as a run of tinted tokens.
struct TokenLook {
  bool padded = true;    // id 0 fills up the end
  bool ids = false;      // numbers in place of words
  bool labels = false;   // the number of each below its word
  bool hovered = false;  // the pointer is on the text: a token under it shows its id
  float line = 26;       // height of a line
};
// How many of the ids are the text: zeros at the end are padding where there are words.
size_t text_length(const engine::Dataset& set, std::span<const engine::Scalar> ids);
// One line, as far as it fits. The token under the pointer shows its id.
void draw_token_line(const engine::Dataset& set, std::span<const engine::Scalar> ids, const ui::Rect& r,
                     const TokenLook& look);
// As many lines as it takes; returns the height. Draws only what overlaps `seen`.
float draw_tokens(const engine::Dataset& set, std::span<const engine::Scalar> ids, const ui::Rect& r,
                  const ui::Rect& seen, const TokenLook& look);

}  // namespace app
