// All samples of a part as the network sees them, wherever they lie.
#pragma once

#include <algorithm>

#include "engine/data/prepare.h"

inline engine::Tensor inputs_of(const engine::PreparedData& data, int part) {
  const auto split = static_cast<engine::Split>(part);
  engine::Tensor all(data.count(split), data.input_shape);
  const engine::ConstView seen = data.samples(split, 0, all.rows(), all.data());
  if (seen.data != all.data()) std::copy_n(seen.data, seen.count(), all.data());
  return all;
}
