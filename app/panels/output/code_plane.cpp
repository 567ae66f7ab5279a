#include "app/panels/output/code_plane.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/data/principal_components.h"

namespace app {

void CodePlane::lay(const engine::WatchedTensor& codes) {
  const int64_t rows = codes.shape[0];
  const std::array<std::vector<double>, 2> before = axes_;
  width_ = codes.shape[1];
  mean_.assign(static_cast<size_t>(width_), 0);
  for (auto& axis : axes_) axis.assign(static_cast<size_t>(width_), 0);
  if (width_ <= 2) {
    for (int64_t k = 0; k < width_; ++k) axes_[k][static_cast<size_t>(k)] = 1;
  } else {
    const std::vector<engine::Scalar> values(codes.values.begin(), codes.values.end());
    const engine::PrincipalComponents pca = engine::principal_components({values.data(), rows, {width_}}, false);
    mean_ = pca.mean;
    for (size_t k = 0; k < axes_.size(); ++k) {  // an axis has no sign of its own: it keeps the one that it had
      axes_[k] = pca.axes[k];
      if (before[k].size() != width()) continue;
      if (std::inner_product(axes_[k].begin(), axes_[k].end(), before[k].begin(), 0.0) >= 0) continue;
      for (double& v : axes_[k]) v = -v;
    }
  }
  points_.clear();
  double reach = 0;
  for (int64_t row = 0; row < rows; ++row) {
    points_.push_back(place(std::span(codes.values).subspan(static_cast<size_t>(row * width_), width())));
    for (const double v : points_.back()) reach = std::isfinite(v) ? std::max(reach, std::abs(v)) : reach;
  }
  reach_ = reach > 0 ? reach * 1.05 : 1;
}

std::array<double, 2> CodePlane::place(std::span<const float> code) const {
  std::array<double, 2> at{};
  for (size_t k = 0; k < width(); ++k) {
    for (size_t axis = 0; axis < 2; ++axis) at[axis] += (static_cast<double>(code[k]) - mean_[k]) * axes_[axis][k];
  }
  return at;
}

void CodePlane::add_code(std::array<double, 2> at, std::vector<float>& out) const {
  for (size_t k = 0; k < width(); ++k)
    out.push_back(static_cast<float>(mean_[k] + at[0] * axes_[0][k] + at[1] * axes_[1][k]));
}

}  // namespace app
