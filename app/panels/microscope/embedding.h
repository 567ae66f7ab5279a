// Where the tokens of an embedding lie: a plane or a space through the table, what they stand for, and the nearest
// neighbours of a token. Arithmetic only.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/data/prepare.h"

namespace app {

struct TokenMap {
  std::vector<std::array<float, 3>> places;  // of each token along the three principal axes
  double explained = 0, in_space = 0;        // share of the variance that the first two show, and all three
};
// table [tokens, dimensions]. The axes keep their directions from one call to the next where `before` has some.
TokenMap map_tokens(std::span<const float> table, const engine::Shape& shape, const TokenMap& before);

// The class that each token stands for: of labels for each step the one that it has most often; of labels for whole
// samples the one in whose samples it occurs relatively most often. -1: it does not occur in the training part. Empty
// where the data has no such labels, or more classes than can be told apart by colour.
std::vector<int> token_classes(const engine::PreparedData& data);

struct Neighbour {
  int64_t token = 0;
  double cosine = 0;
};
// The `count` other tokens with the largest cosine similarity, the nearest first. Rows of zeros have no direction and
// are left out.
std::vector<Neighbour> neighbours_of(std::span<const float> table, const engine::Shape& shape, int64_t token,
                                     size_t count);

}  // namespace app
