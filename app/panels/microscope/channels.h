// Mean and deviation of each channel over a batch: what a normalisation changes. Arithmetic only.
#pragma once

#include <span>
#include <vector>

#include "engine/tensor/shape.h"

namespace app {

struct ChannelMoments {
  std::vector<double> mean, deviation;  // of each channel; NaN and infinities are left out
};

// values [samples, shape...]; the channels of an image come first, of everything else last.
ChannelMoments channel_moments(std::span<const float> values, const engine::Shape& shape);

}  // namespace app
