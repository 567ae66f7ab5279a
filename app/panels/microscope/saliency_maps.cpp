#include "app/panels/microscope/saliency_maps.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/parts.h"

namespace app {

std::string last_convolution(const Opened& o) {
  std::string found;
  const auto& nodes = o.c.view.experiment.network.nodes;
  for (const size_t i : o.c.view.info.order) {
    const engine::NodeInfo& info = o.c.view.info.nodes[i];
    if (!info.type || !info.output || !info.type->windowed) continue;
    if (info.type->windowed->makes != engine::Windowed::Makes::weighted_sum) continue;
    const Planar p = Planar::of(*info.output);
    if (p.rows * p.columns > 1) found = nodes[i].id;
  }
  return found;
}

SaliencyMap class_activation(const engine::WatchedTensor& maps, const engine::WatchedTensor& gradient) {
  if (maps.shape != gradient.shape || maps.shape.rank() < 2 || maps.values.size() != gradient.values.size()) return {};
  const Planar p = Planar::of(maps.shape);
  if (p.planes * p.rows * p.columns != static_cast<int64_t>(maps.values.size())) return {};
  SaliencyMap out{p.rows, p.columns, {}};
  std::vector<double> sums(static_cast<size_t>(p.rows * p.columns));
  for (int64_t k = 0; k < p.planes; ++k) {
    double weight = 0;
    for (int64_t i = 0; i < p.rows * p.columns; ++i)
      weight += static_cast<double>(gradient.values[static_cast<size_t>(p.index(k, i / p.columns, i % p.columns))]);
    weight /= static_cast<double>(p.rows * p.columns);
    for (int64_t i = 0; i < p.rows * p.columns; ++i)
      sums[static_cast<size_t>(i)] +=
          weight * static_cast<double>(maps.values[static_cast<size_t>(p.index(k, i / p.columns, i % p.columns))]);
  }
  for (const double v : sums) out.values.push_back(v < 0 ? 0.0f : static_cast<float>(v));  // what is no number stays so
  return out;
}

SaliencyMap stretched(const SaliencyMap& map, int64_t rows, int64_t columns) {
  if (!map.sound() || rows < 1 || columns < 1) return {};
  SaliencyMap out{rows, columns, {}};
  out.values.reserve(static_cast<size_t>(rows * columns));
  struct Between {
    int64_t low, high;
    double part;  // of the high one
  };
  const auto between = [](int64_t i, int64_t of, int64_t count) {
    const double at =
        std::clamp((static_cast<double>(i) + 0.5) * static_cast<double>(count) / static_cast<double>(of) - 0.5, 0.0,
                   static_cast<double>(count - 1));
    const auto low = static_cast<int64_t>(at);
    return Between{low, std::min(low + 1, count - 1), at - static_cast<double>(low)};
  };
  const auto value = [&](int64_t row, int64_t column) {
    return static_cast<double>(map.values[static_cast<size_t>(row * map.columns + column)]);
  };
  for (int64_t row = 0; row < rows; ++row) {
    const Between y = between(row, rows, map.rows);
    for (int64_t column = 0; column < columns; ++column) {
      const Between x = between(column, columns, map.columns);
      const double upper = value(y.low, x.low) * (1 - x.part) + value(y.low, x.high) * x.part;
      const double lower = value(y.high, x.low) * (1 - x.part) + value(y.high, x.high) * x.part;
      out.values.push_back(static_cast<float>(upper * (1 - y.part) + lower * y.part));
    }
  }
  return out;
}

}  // namespace app
