#include "app/panels/explorer/timeline.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/filter.h"

namespace app {
namespace {

constexpr int64_t kCompared = 50;

bool same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// How far a window is from the one before: by so many steps the second holds what the first held. 0: they do not
// overlap.
int64_t stride_of(const engine::Tensor& inputs, int64_t steps, int64_t features) {
  const int64_t pairs = std::min<int64_t>(inputs.rows() - 1, kCompared);
  for (int64_t stride = 1; stride < steps; ++stride) {
    bool fits = pairs > 0;
    for (int64_t row = 0; row < pairs && fits; ++row) {
      for (int64_t i = 0; i < (steps - stride) * features && fits; ++i) {
        fits = same(static_cast<float>(inputs.row(row + 1)[i]),
                    static_cast<float>(inputs.row(row)[i + stride * features]));
      }
    }
    if (fits) return stride;
  }
  return 0;
}

}  // namespace

int64_t Timeline::sample_at(int64_t step, int64_t rows) const {
  const int64_t past = step - (window > 1 ? window : 0);
  return past >= 0 && stride > 0 && past / stride < rows ? past / stride : -1;
}

Timeline timeline_of(const engine::PreparedData& data, int64_t feature) {
  Timeline t;
  const engine::Dataset& raw = data.raw;
  const engine::Shape& shape = raw.inputs.shape();
  const bool windows = shape.rank() == 2;
  const int64_t features = windows ? shape[1] : std::max<int64_t>(1, shape.count());
  t.window = windows ? shape[0] : 1;
  if (raw.rows() < 1 || feature < 0 || feature >= features) return t;
  const int64_t found = windows ? stride_of(raw.inputs, t.window, features) : 1;
  t.stride = found > 0 ? found : t.window;
  const int64_t length = (raw.rows() - 1) * t.stride + t.window;
  t.values.resize(static_cast<size_t>(length));
  for (int64_t row = 0; row < raw.rows(); ++row) {
    for (int64_t i = row == 0 ? 0 : std::max<int64_t>(0, t.window - t.stride); i < t.window; ++i) {
      t.values[static_cast<size_t>(row * t.stride + i)] =
          static_cast<float>(raw_value(raw, row, i * features + feature));
    }
  }
  // The last target goes one window further.
  const engine::Shape& target = raw.target_shape;
  if (windows && raw.classes == 0 && features == 1) {
    const int64_t ahead = std::max<int64_t>(1, target.count());
    const size_t begin = static_cast<size_t>((raw.rows() - 1) * ahead);
    for (int64_t i = 0; i < ahead && begin + static_cast<size_t>(i) < raw.targets.size(); ++i) {
      t.values.push_back(static_cast<float>(raw.targets[begin + static_cast<size_t>(i)]));
    }
  }
  const int64_t shift = windows ? t.window : 0;
  for (int part = 0; part < engine::kSplits; ++part) {
    if (data.rows[part].empty()) continue;
    const auto [low, high] = std::minmax_element(data.rows[part].begin(), data.rows[part].end());
    const int64_t from = *low == 0 ? 0 : *low * t.stride + shift;
    t.parts.push_back(
        {part, from, std::min<int64_t>(static_cast<int64_t>(t.values.size()), (*high + 1) * t.stride + shift)});
  }
  return t;
}

SeriesPoints points_between(const ui::SeriesLevels& levels, std::span<const float> values, int64_t first, int64_t last,
                            size_t most) {
  std::vector<int64_t> places;
  levels.between(values, first, last, most, places);
  SeriesPoints out;
  for (const int64_t i : places) {
    out.x.push_back(static_cast<float>(i));
    out.y.push_back(values[static_cast<size_t>(i)]);
  }
  return out;
}

}  // namespace app
