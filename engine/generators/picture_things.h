// Ten things that everybody knows, drawn by a few shapes each, never twice the same: proportions, parts and colours
// vary. Knows nothing of backgrounds, places and sets of data.
#pragma once

#include <array>

#include "engine/core/rng.h"
#include "engine/generators/canvas.h"

namespace engine::paint {

struct Thing {
  const char* name;  // of the class, "House"
  // Draws the thing upright into its own square from -1 to 1, where canvas.place() put that square.
  void (*draw)(Canvas& canvas, Rng& rng);
};

const std::array<Thing, 10>& things();
const Thing& thing(const char* name);

// A strong colour of any hue.
Colour vivid(Rng& rng);

}  // namespace engine::paint
