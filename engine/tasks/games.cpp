#include "engine/tasks/games.h"

#include <algorithm>
#include <cmath>

#include "engine/tasks/logistic.h"

namespace engine {

const Game& game_of(const std::string& id) {
  // Goodfellow et al. 2014, with the generator's loss of section 3 that does not saturate: -log D.
  static const Game non_saturating{[](double s) {
                                     return Verdict{softplus(-s), sigmoid(s) - 1};
                                   },
                                   [](double s) {
                                     return Verdict{softplus(s), sigmoid(s)};
                                   },
                                   [](double s) {
                                     return Verdict{softplus(-s), sigmoid(s) - 1};
                                   },
                                   sigmoid};
  // Mao et al. 2017, equation 9: labels 0 and 1.
  static const Game least_squares{[](double s) {
                                    return Verdict{(s - 1) * (s - 1) / 2, s - 1};
                                  },
                                  [](double s) {
                                    return Verdict{s * s / 2, s};
                                  },
                                  [](double s) {
                                    return Verdict{(s - 1) * (s - 1) / 2, s - 1};
                                  },
                                  [](double s) { return s; }, true};
  // Arjovsky et al. 2017, algorithm 1: the discriminator is a critic whose weights are clipped.
  static const Game wasserstein{[](double s) {
                                  return Verdict{-s, -1};
                                },
                                [](double s) {
                                  return Verdict{s, 1};
                                },
                                [](double s) {
                                  return Verdict{-s, -1};
                                },
                                [](double s) { return s; },
                                false,
                                true};
  // Gulrajani et al. 2017, algorithm 1: the same, with a penalty on slopes in place of clipping.
  static const Game sloped{
      wasserstein.real, wasserstein.made, wasserstein.passing, wasserstein.score, false, false, true};
  if (id == kSlopeWasserstein) return sloped;
  return id == kLeastSquares ? least_squares : id == kWasserstein ? wasserstein : non_saturating;
}

std::vector<Choice> game_choices() {
  return {{kNonSaturating, "Non-saturating"},
          {kLeastSquares, "Least squares"},
          {kWasserstein, "Wasserstein, clipped"},
          {kSlopeWasserstein, "Wasserstein, slope penalty"}};
}

}  // namespace engine
