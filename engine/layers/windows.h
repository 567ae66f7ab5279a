// A window that moves over an image or a sequence: how many places it has, and why there may be none.
#pragma once

#include "engine/core/result.h"
#include "engine/schema/param.h"
#include "engine/schema/windowed.h"
#include "engine/tensor/shape.h"

namespace engine {

struct Window {
  int64_t kernel = 1, stride = 1, pad_before = 0, pad_after = 0, dilation = 1;
  bool round_up = false;  // PyTorch's ceil_mode: a last window may reach over the padding's end

  int64_t reach() const { return (kernel - 1) * dilation + 1; }
  // Less than 1 when it does not fit in.
  int64_t places(int64_t size) const {
    const int64_t room = size + pad_before + pad_after - reach();
    if (room < 0) return 0;
    int64_t count = (room + (round_up ? stride - 1 : 0)) / stride + 1;
    if (round_up && (count - 1) * stride >= size + pad_before) --count;  // it would start in the padding
    return count;
  }
};

// The size of an axis of [channels, height, width] or [steps, features] that windows move along.
inline int64_t windowed_size(const Shape& shape, int axis) { return shape.rank() == 3 ? shape[1 + axis] : shape[0]; }

// All numbers of the window at that place, those in the padding too. A sequence has one axis.
inline void window_taps(const Window& window, int64_t place, std::vector<Tap>& out) {
  out.clear();
  for (int64_t k = 0; k < window.kernel; ++k) {
    out.push_back({place * window.stride - window.pad_before + k * window.dilation, k});
  }
}

inline ParamSpec window_param(const char* key, const char* label, const char* help, int64_t value, int64_t low) {
  return {.key = key,
          .label = label,
          .help = help,
          .default_value = value,
          .minimum = static_cast<double>(low),
          .maximum = 1000,
          .step = 1};
}

inline Status check_image(const Shape& input) {
  if (input.rank() == 3) return {};
  return error(
      "This layer needs an image of channels × height × width, but gets {}; take it out, or put a reshape layer before "
      "it.",
      input.text());
}

inline Status check_steps(const Shape& input) {
  if (input.rank() == 2) return {};
  return error(
      "This layer needs a sequence of steps × features, but gets {}; take it out, or put a reshape layer before it.",
      input.text());
}

// The same window in both directions of an image.
inline Result<Shape> windows_of_image(const Shape& input, const Window& window, int64_t channels) {
  const Shape output{channels, window.places(input[1]), window.places(input[2])};
  if (output[1] > 0 && output[2] > 0) return output;
  return error(
      "The kernel covers {}×{} pixels, but the image with its padding has only {}×{}; make the kernel smaller or the "
      "padding larger.",
      window.reach(), window.reach(), input[1] + window.pad_before + window.pad_after,
      input[2] + window.pad_before + window.pad_after);
}

inline Result<Shape> windows_of_sequence(const Shape& input, const Window& window, int64_t features) {
  const Shape output{window.places(input[0]), features};
  if (output[0] > 0) return output;
  return error(
      "The kernel covers {} steps, but the sequence with its padding has only {}; make the kernel smaller or the "
      "padding larger.",
      window.reach(), input[0] + window.pad_before + window.pad_after);
}

}  // namespace engine
