// Where the tokens of an embedding lie: a plane through the table, and the nearest neighbours of a token. Arithmetic
// only.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/tensor/shape.h"

namespace app {

struct TokenMap {
  std::vector<std::array<float, 2>> places;  // of each token along the two principal axes
  double explained = 0;                      // share of the variance that the plane shows
};
// table [tokens, dimensions]. The axes keep their directions from one call to the next where `before` has some.
TokenMap map_tokens(std::span<const float> table, const engine::Shape& shape, const TokenMap& before);

struct Neighbour {
  int64_t token = 0;
  double cosine = 0;
};
// The `count` other tokens with the largest cosine similarity, the nearest first. Rows of zeros have no direction and
// are left out.
std::vector<Neighbour> neighbours_of(std::span<const float> table, const engine::Shape& shape, int64_t token,
                                     size_t count);

}  // namespace app
