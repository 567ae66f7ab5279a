#include "app/views/picture_traits.h"

#include <algorithm>
#include <cmath>

namespace app::views {
namespace {

constexpr int64_t kRows = 300;         // that are measured, spread over the set
constexpr float kInk = 0.3f;           // what differs more from the paper is drawn upon, noise is not
constexpr double kPlainBorder = 0.12;  // deviation of the border of plain paper

struct Sums {
  double count = 0, sum = 0, squares = 0;
  void add(double v) {
    ++count;
    sum += v;
    squares += v * v;
  }
  double mean() const { return count > 0 ? sum / count : 0; }
  double deviation() const { return std::sqrt(std::max(0.0, squares / std::max(1.0, count) - mean() * mean())); }
};

struct Sizes {
  int64_t channels, rows, columns, plane;
};

void fit_range(const engine::Dataset& data, int64_t step, PictureTraits& traits) {
  bool inside = true;
  float low = INFINITY, high = -INFINITY;
  for (int64_t row = 0; row < data.rows(); row += step) {
    const engine::Scalar* values = data.inputs.row(row);
    for (int64_t i = 0; i < data.inputs.columns(); ++i) {
      const auto v = static_cast<float>(values[i]);
      if (!std::isfinite(v)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  inside = low >= 0 && high <= 1;
  if (inside || !(high > low)) return;
  traits.low = low < 0 ? low : 0;
  traits.high = high;
}

void measure_border(const engine::Dataset& data, int64_t step, const Sizes& s, PictureTraits& traits, Sums& all) {
  for (int64_t c = 0; c < std::min<int64_t>(s.channels, 3); ++c) {
    Sums border;
    for (int64_t row = 0; row < data.rows(); row += step) {
      const engine::Scalar* values = data.inputs.row(row) + c * s.plane;
      for (int64_t i = 0; i < s.plane; ++i) {
        const int64_t y = i / s.columns, x = i % s.columns;
        if (y > 0 && x > 0 && y + 1 < s.rows && x + 1 < s.columns) continue;
        const auto v = (static_cast<float>(values[i]) - traits.low) / (traits.high - traits.low);
        if (!std::isfinite(v)) continue;
        border.add(static_cast<double>(v));
        all.add(static_cast<double>(v));
      }
    }
    traits.paper[static_cast<size_t>(c)] = static_cast<float>(std::clamp(border.mean(), 0.0, 1.0));
  }
  if (s.channels < 3) traits.paper[1] = traits.paper[2] = traits.paper[0];
}

// The means over the pictures of their larger side and of their centre of mass.
void measure_frame(const engine::Dataset& data, int64_t step, const Sizes& s, PictureTraits& traits) {
  Sums box, across, down;
  for (int64_t row = 0; row < data.rows(); row += step) {
    const engine::Scalar* values = data.inputs.row(row);
    int64_t left = s.columns, right = -1, top = s.rows, bottom = -1;
    double total = 0, mass_x = 0, mass_y = 0;
    for (int64_t i = 0; i < s.plane; ++i) {
      const float v = (static_cast<float>(values[i]) - traits.low) / (traits.high - traits.low);
      const float ink = std::abs(v - traits.paper[0]);
      if (!(ink > kInk)) continue;
      const int64_t y = i / s.columns, x = i % s.columns;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
      total += static_cast<double>(ink);
      mass_x += static_cast<double>(ink) * (static_cast<double>(x) + 0.5);
      mass_y += static_cast<double>(ink) * (static_cast<double>(y) + 0.5);
    }
    if (!(total > 0)) continue;
    box.add(static_cast<double>(std::max(right - left, bottom - top) + 1));
    across.add(mass_x / total);
    down.add(mass_y / total);
  }
  if (box.count == 0) return;
  traits.frame.box = static_cast<float>(box.mean() / static_cast<double>(std::min(s.rows, s.columns)));
  traits.frame.centre = {static_cast<float>(across.mean() / static_cast<double>(s.columns)),
                         static_cast<float>(down.mean() / static_cast<double>(s.rows))};
}

}  // namespace

PictureTraits picture_traits(const engine::Dataset& data) {
  PictureTraits traits;
  const engine::Shape& shape = data.inputs.shape();
  if (shape.rank() != 3 || data.rows() < 1) return traits;
  const Sizes s{shape[0], shape[1], shape[2], shape[1] * shape[2]};
  const int64_t step = std::max<int64_t>(1, data.rows() / kRows);
  fit_range(data, step, traits);
  Sums border;
  measure_border(data, step, s, traits, border);
  const float paper = traits.paper[0];
  traits.plain = s.channels == 1 && border.deviation() < kPlainBorder && (paper < 0.25f || paper > 0.75f);
  if (!traits.plain) return traits;
  traits.paper.fill(paper < 0.5f ? 0.0f : 1.0f);
  measure_frame(data, step, s, traits);
  return traits;
}

std::vector<engine::Scalar> to_data(const PictureTraits& traits, std::span<const float> pixels) {
  std::vector<engine::Scalar> values;
  values.reserve(pixels.size());
  for (const float v : pixels) {
    values.push_back(static_cast<engine::Scalar>(traits.low + v * (traits.high - traits.low)));
  }
  return values;
}

std::vector<float> from_data(const PictureTraits& traits, std::span<const engine::Scalar> values) {
  std::vector<float> pixels;
  pixels.reserve(values.size());
  for (const engine::Scalar v : values) {
    pixels.push_back((static_cast<float>(v) - traits.low) / (traits.high - traits.low));
  }
  return pixels;
}

}  // namespace app::views
