// The small picture of a set of tokens: the beginnings of a few samples, one a line, each with the colour of its class.
#pragma once

#include <string>
#include <vector>

#include "app/ui/draw.h"
#include "engine/schema/dataset_type.h"

namespace app::views {

struct TokenLine {
  std::string text;
  int label = -1;  // class of the sample; -1: it has an answer at each step
};

// As many lines, and as much of each, as a square with this side holds.
std::vector<TokenLine> token_lines(const engine::Dataset& data, float side);
void draw_token_lines(const std::vector<TokenLine>& lines, int64_t classes, const ui::Rect& r);

}  // namespace app::views
