// What a generator and a discriminator want of each other: the cost of a verdict, by whose it is. Arithmetic only.
#pragma once

#include <string>

#include "engine/schema/param.h"

namespace engine {

// What one verdict s costs, and the derivative of that.
struct Verdict {
  double cost, slope;
};
struct Game {
  Verdict (*real)(double s);     // of the discriminator on a real sample
  Verdict (*made)(double s);     // of the discriminator on a made one
  Verdict (*passing)(double s);  // of the generator
  double (*score)(double s);     // what is shown
  bool bounded = false;          // a verdict may come out of an activation with limits
  bool clips = false;            // the discriminator's weights are clipped
  bool penalises = false;        // its slope is kept at one (gradient_penalty.h)
};

// By the choices of game_choices().
const Game& game_of(const std::string& id);
std::vector<Choice> game_choices();
inline const char *const kNonSaturating = "non_saturating", *const kLeastSquares = "least_squares",
                         *const kWasserstein = "wasserstein", *const kSlopeWasserstein = "wasserstein_penalty";

}  // namespace engine
