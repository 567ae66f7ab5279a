#include "app/panels/explorer/points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/parts.h"

namespace app {
namespace {

constexpr int64_t kMostRows = 2000, kMostValues = 4'000'000;
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

// How much of a pixel at (dx, dy) from the middle belongs to a shape of radius r.
float coverage_of(int shape, float dx, float dy, float r) {
  const auto soft = [](float inside) { return std::clamp(inside + 0.5f, 0.0f, 1.0f); };
  const float ax = std::abs(dx), ay = std::abs(dy), distance = std::sqrt(dx * dx + dy * dy);
  switch (shape) {
    case 1: return soft(0.9f * r - std::max(ax, ay));
    case 2: return soft((1.25f * r - ax - ay) * 0.7071f);
    case 3: return std::min(soft(0.75f * r - dy), soft((1.1f * r + dy - 1.7f * ax) * 0.5f));
    case 4:
      return std::max(std::min(soft(0.42f * r - ax), soft(1.1f * r - ay)),
                      std::min(soft(0.42f * r - ay), soft(1.1f * r - ax)));
    case 5: return soft(r - distance) * soft(distance - 0.45f * r);
    default: return soft(r - distance);
  }
}

struct Stamp {
  int reach = 0;
  std::vector<float> rim, fill;  // [2 reach + 1]^2
};

Stamp stamp_of(int shape, float radius, float edge) {
  Stamp s;
  s.reach = static_cast<int>(std::ceil(1.3f * (radius + edge))) + 1;
  for (int y = -s.reach; y <= s.reach; ++y) {
    for (int x = -s.reach; x <= s.reach; ++x) {
      s.rim.push_back(coverage_of(shape, static_cast<float>(x), static_cast<float>(y), radius + edge));
      s.fill.push_back(coverage_of(shape, static_cast<float>(x), static_cast<float>(y), radius));
    }
  }
  return s;
}

// `over` with `share` of its alpha, on `under`; straight alpha.
ui::Colour laid_over(ui::Colour under, ui::Colour over, float share) {
  const auto part = [](ui::Colour c, int shift) { return static_cast<float>(c >> shift & 0xFF); };
  const float a = part(over, IM_COL32_A_SHIFT) / 255 * share, b = part(under, IM_COL32_A_SHIFT) / 255 * (1 - a);
  const float sum = a + b;
  if (!(sum > 0)) return under;
  ui::Colour out = static_cast<ui::Colour>(sum * 255 + 0.5f) << IM_COL32_A_SHIFT;
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
    out |= static_cast<ui::Colour>((part(over, shift) * a + part(under, shift) * b) / sum + 0.5f) << shift;
  }
  return out;
}

void put(std::vector<ui::Colour>& pixels, const ScatterLook& look, const Stamp& s, int x, int y, ui::Colour colour) {
  const int side = 2 * s.reach + 1;
  for (int dy = -s.reach; dy <= s.reach; ++dy) {
    if (y + dy < 0 || y + dy >= look.height) continue;
    for (int dx = -s.reach; dx <= s.reach; ++dx) {
      if (x + dx < 0 || x + dx >= look.width) continue;
      const auto at = static_cast<size_t>((dy + s.reach) * side + dx + s.reach);
      if (!(s.rim[at] > 0)) continue;
      ui::Colour& to =
          pixels[static_cast<size_t>(y + dy) * static_cast<size_t>(look.width) + static_cast<size_t>(x + dx)];
      to = laid_over(to, look.rim, s.rim[at]);
      if (s.fill[at] > 0) to = laid_over(to, colour, s.fill[at]);
    }
  }
}

}  // namespace

Projection project_rows(const engine::PreparedData& data, bool standardised, const std::function<bool()>& stop) {
  const engine::Tensor& inputs = data.raw.inputs;
  const int64_t columns = std::max<int64_t>(1, inputs.columns());
  const int64_t wanted = std::clamp<int64_t>(kMostValues / columns, 2, kMostRows);
  const int64_t step = std::max<int64_t>(1, (inputs.rows() + wanted - 1) / wanted);
  engine::Tensor some((inputs.rows() + step - 1) / step, inputs.shape());
  for (int64_t i = 0; i < some.rows(); ++i) std::copy_n(inputs.row(i * step), columns, some.row(i));
  const engine::PrincipalComponents found = engine::principal_components(some.view(), standardised, stop);
  Projection out;
  for (int k = 0; k < engine::kPrincipalComponents; ++k) {
    out.share[k] = found.total_variance > 0 ? found.variance[static_cast<size_t>(k)] / found.total_variance : 0;
    out.along[k].reserve(static_cast<size_t>(inputs.rows()));
  }
  for (int64_t row = 0; row < inputs.rows(); ++row) {
    if (row % 64 == 0 && stop()) return {};
    const auto at = found.project(inputs.row(row));
    for (int k = 0; k < engine::kPrincipalComponents; ++k)
      out.along[k].push_back(static_cast<float>(at[static_cast<size_t>(k)]));
  }
  return out;
}

std::vector<float> axis_values(const engine::PreparedData& data, const ScatterAxis& axis,
                               const Projection& projection) {
  const engine::Dataset& raw = data.raw;
  std::vector<float> values(static_cast<size_t>(raw.rows()), kNone);
  if (axis.kind == ScatterAxis::Kind::component) {
    const auto& along = projection.along[std::clamp<int64_t>(axis.index, 0, engine::kPrincipalComponents - 1)];
    return along.size() == values.size() ? along : values;
  }
  for (int64_t row = 0; row < raw.rows(); ++row) {
    float& v = values[static_cast<size_t>(row)];
    if (axis.kind == ScatterAxis::Kind::target) {
      const std::span<const engine::Scalar> target = sample_targets(data, row);
      if (!target.empty()) v = static_cast<float>(target[0]);
    } else if (axis.index >= 0 && axis.index < raw.inputs.columns()) {
      v = static_cast<float>(raw_value(raw, row, axis.index));
    }
  }
  return values;
}

ScatterFrame frame_of(const std::vector<float>& x, const std::vector<float>& y) {
  ScatterFrame f;
  bool any = false;
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    const double at[2] = {static_cast<double>(x[i]), static_cast<double>(y[i])};
    for (int k = 0; k < 2; ++k) {
      f.low[k] = any ? std::min(f.low[k], at[k]) : at[k];
      f.high[k] = any ? std::max(f.high[k], at[k]) : at[k];
    }
    any = true;
  }
  for (int k = 0; any && k < 2; ++k) {
    const double reach = f.high[k] - f.low[k], air = reach > 0 ? reach * 0.05 : std::max(1.0, std::abs(f.low[k])) * 0.5;
    f.low[k] -= air;
    f.high[k] += air;
  }
  return f;
}

std::vector<ui::Colour> paint_points(const std::vector<float>& x, const std::vector<float>& y,
                                     const ScatterFrame& frame, const ScatterLook& look,
                                     const std::function<bool()>& stop) {
  std::vector<ui::Colour> pixels(static_cast<size_t>(look.width) * static_cast<size_t>(look.height), 0);
  std::array<Stamp, kShapes> stamps;
  for (int k = 0; k < kShapes; ++k) stamps[static_cast<size_t>(k)] = stamp_of(k, look.radius, look.edge);
  for (size_t i = 0; i < std::min({x.size(), y.size(), look.colours.size()}); ++i) {
    if (i % 4096 == 0 && stop()) break;
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    const double px = (static_cast<double>(x[i]) - frame.low[0]) / (frame.high[0] - frame.low[0]) * look.width;
    const double py = (frame.high[1] - static_cast<double>(y[i])) / (frame.high[1] - frame.low[1]) * look.height;
    if (!(px > -100 && px < look.width + 100 && py > -100 && py < look.height + 100)) continue;
    const int shape = i < look.shapes.size() ? look.shapes[i] % kShapes : 0;
    put(pixels, look, stamps[static_cast<size_t>(shape)], static_cast<int>(px), static_cast<int>(py), look.colours[i]);
  }
  return pixels;
}

int64_t nearest_point(const std::vector<float>& x, const std::vector<float>& y, const ScatterFrame& frame, double width,
                      double height, double px, double py, double reach) {
  int64_t best = -1;
  double least = reach * reach;
  const double kx = width / (frame.high[0] - frame.low[0]), ky = height / (frame.high[1] - frame.low[1]);
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    const double dx = (static_cast<double>(x[i]) - frame.low[0]) * kx - px;
    const double dy = (frame.high[1] - static_cast<double>(y[i])) * ky - py;
    const double distance = dx * dx + dy * dy;
    if (!(distance <= least)) continue;  // NaN is never near
    least = distance;
    best = static_cast<int64_t>(i);
  }
  return best;
}

}  // namespace app
