// The loop that losses on K outputs an element share. An element (a sample, a step, a pixel) has its outputs side by
// side, [.., K], but in pictures [K, height, width] at the same pixel: those are gathered tile by tile.
#pragma once

#include <algorithm>
#include <array>

#include "engine/core/check.h"
#include "engine/core/parallel.h"
#include "engine/schema/loss_type.h"

namespace engine {

struct ClassLayout {
  int64_t classes = 0, elements = 1;  // of one sample
  bool spread = false;                // the outputs of an element lie `elements` apart

  // `elements` of each sample.
  ClassLayout(const Shape& output, int64_t count)
      : classes(output.count() / std::max<int64_t>(count, 1)),
        elements(count),
        spread(output.rank() >= 3 && count > 1) {
    CHECK(classes * elements == output.count(), "every element has as many outputs");
  }
  int64_t stride() const { return spread ? elements : 1; }
  // Where the outputs of element i of the batch begin.
  int64_t begin(int64_t i) const { return spread ? i / elements * elements * classes + i % elements : i * classes; }
};

// Adds up block(from, to) over stretches of [0, count) of about `at_once` or more, in a fixed order.
template <class Block>
double sum_over_blocks(int64_t count, int64_t at_once, const Block& block) {
  constexpr int64_t kMostBlocks = 256;
  if (count == 0) return 0;
  const int64_t blocks = std::min(kMostBlocks, (count + at_once - 1) / at_once);
  const int64_t grain = (count + blocks - 1) / blocks;
  std::array<double, kMostBlocks> sums{};
  parallel_for(count, grain,
               [&](int64_t from, int64_t to) { sums[static_cast<size_t>(from / grain)] = block(from, to); });
  double sum = 0;
  for (const double part : sums) sum += part;
  return sum;
}

// Adds up tile(z, dz, first, n) over all elements. z [n, classes] are the outputs of n elements from `first` on; the
// tile may write to dz [n, classes], which becomes the gradient (and is lost where d_output is null).
template <class Tile>
double sum_over_elements(const ClassLayout& layout, ConstView output, Scalar* d_output, const Tile& tile) {
  constexpr int64_t kNumbers = 4096;
  const int64_t classes = layout.classes;
  const bool direct = !layout.spread && d_output != nullptr;
  CHECK(direct || classes <= kNumbers, "the outputs of an element fit a tile");
  const int64_t at_once = std::max<int64_t>(1, kNumbers / classes);
  return sum_over_blocks(output.rows * layout.elements, at_once, [&](int64_t from, int64_t to) {
    std::array<Scalar, kNumbers> z_buffer, dz_buffer;
    double sum = 0;
    for (int64_t first = from; first < to; first += at_once) {
      const int64_t n = std::min(at_once, to - first);
      const Scalar* z = output.data + first * classes;
      if (direct) {
        sum += tile(z, d_output + first * classes, first, n);
        continue;
      }
      for (int64_t i = 0; layout.spread && i < n; ++i) {
        const Scalar* at = output.data + layout.begin(first + i);
        for (int64_t k = 0; k < classes; ++k) z_buffer[static_cast<size_t>(i * classes + k)] = at[k * layout.elements];
      }
      sum += tile(layout.spread ? z_buffer.data() : z, dz_buffer.data(), first, n);
      if (!d_output) continue;
      for (int64_t i = 0; i < n; ++i) {
        Scalar* at = d_output + layout.begin(first + i);
        for (int64_t k = 0; k < classes; ++k) at[k * layout.elements] = dz_buffer[static_cast<size_t>(i * classes + k)];
      }
    }
    return sum;
  });
}

inline ParamSpec label_smoothing_param() {
  return {.key = "label_smoothing",
          .label = "Label smoothing",
          .help = "This share of the target is spread evenly over all classes, against too much certainty.",
          .default_value = 0.0,
          .minimum = 0,
          .maximum = 1,
          .live = true};
}

}  // namespace engine
