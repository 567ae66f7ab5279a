// A text of which some words are hidden: the network's guesses in their places, and for one of them all that it takes
// for likely. Of a sample of the data the truth is known, of one that the user typed it is not. Keeps nothing.
#pragma once

#include <span>

#include "app/panels/panel_decision.h"
#include "app/ui/geometry.h"

namespace app {

// The token of the data that hides words; -1: it hides none. Looked for once for each set.
int64_t hiding_token(const View& view);

struct HiddenWords {
  const engine::PreparedData& data;
  int64_t hiding;
  Decision how;
  const engine::WatchedTensor& answer;     // [steps, classes]
  std::span<const engine::Scalar> tokens;  // [steps]
  std::span<const engine::Scalar> truth;   // [steps], -1 where nothing is hidden; empty: not known
  const char* name;                        // of the items
};
// *chosen: which of the hidden words is looked at closely; a click changes it.
void draw_hidden_words(const HiddenWords& text, const ui::Rect& area, int* chosen);

}  // namespace app
