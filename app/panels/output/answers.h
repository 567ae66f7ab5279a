// Answers of a network to one sample, as the Output card draws them, whether the sample is of the data or made by the
// user: shares of classes as bars, numbers. Keeps nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/panels/panel_decision.h"
#include "app/ui/geometry.h"
#include "app/ui/theme.h"

namespace app {

// Shares of the classes from the outputs of one element, which lie `stride` apart; of one output: {1 - p, p}.
std::vector<float> shares_of(const Decision& how, const float* values, int64_t classes, int64_t stride);
// The first of the largest outputs of an element.
int largest(const float* values, int64_t classes, int64_t stride);
// The word of a token of the inputs (`input`) or of a class.
std::string word_of(const engine::PreparedData& data, int64_t index, bool input);

// Bars of all classes where there is room, else of the likeliest. `clicked` is told the class whose bar was clicked;
// without it they do not react.
struct ShareBars {
  const engine::PreparedData& data;
  const std::vector<float>& shares;
  int chosen = -1;
  const char* name = nullptr;  // of the items, when they react
  // The probability with which each class is drawn: the bar, in front of a pale one of its share. 0: cut, grey.
  const std::vector<double>* drawn = nullptr;
  std::function<void(int)> clicked = {};
};
void draw_share_bars(const ShareBars& bars, const ui::Rect& area);
// What the names of the classes need in front of the bars.
float class_names_width(const engine::PreparedData& data);
// The largest class in large letters with its share below.
void draw_verdict(const engine::PreparedData& data, const std::vector<float>& shares, int chosen, ui::Vec at,
                  float room, ui::Colour colour);

}  // namespace app
