// A picture brought to the size that the network sees: a part of it is averaged down or interpolated up.
// The filter is the triangle of PIL's BILINEAR (widened when the picture shrinks), so no pixel is passed over.
#pragma once

#include "engine/formats/picture.h"
#include "engine/tensor/scalar.h"

namespace engine {

// Writes planes [channels, height, width] of numbers 0 .. 1. `fit`: "crop" cuts the edges off, "pad" adds black ones,
// "stretch" does neither. What is transparent shows white. The picture is turned upright.
void resample(const Picture& picture, const std::string& fit, int channels, int height, int width, Scalar* out);

}  // namespace engine
