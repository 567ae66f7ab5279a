#include "engine/tasks/nearness.h"

#include <algorithm>

namespace engine {

double Nearness::squared(const Scalar* a, const Scalar* b) const {
  double sum = 0;
  for (int64_t k = 0; k < samples_.columns(); ++k) {
    const double off = static_cast<double>(a[k]) - static_cast<double>(b[k]);
    sum += off * off;
  }
  return sum;
}

void Nearness::look_at(const PreparedData& data, Split split) {
  radii_.clear();
  const int64_t count = std::min(kMostSamples, data.count(split));
  if (data.input_shape.count() > kMostNumbers || count <= kNeighbour) return;
  samples_.resize(count, data.input_shape);
  const ConstView seen = data.samples(split, 0, count, samples_.data());
  if (seen.data != samples_.data()) std::copy_n(seen.data, seen.count(), samples_.data());
  std::vector<double> distances(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t j = 0; j < count; ++j) distances[static_cast<size_t>(j)] = squared(samples_.row(i), samples_.row(j));
    std::ranges::nth_element(distances, distances.begin() + kNeighbour);  // the nearest of all is itself
    radii_.push_back(distances[kNeighbour]);
  }
  reached_.assign(radii_.size(), 0);
}

Nearness::Shares Nearness::compare(ConstView chains) {
  std::ranges::fill(reached_, char{0});
  int64_t near = 0;
  for (int64_t c = 0; c < chains.rows; ++c) {
    bool any = false;
    for (size_t i = 0; i < radii_.size(); ++i) {
      if (!(squared(chains.row(c), samples_.row(static_cast<int64_t>(i))) <= radii_[i])) continue;
      any = true;
      reached_[i] = 1;
    }
    near += any ? 1 : 0;
  }
  const auto share = [](int64_t part, int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
  };
  return {share(near, chains.rows),
          share(std::ranges::count(reached_, char{1}), static_cast<int64_t>(reached_.size()))};
}

}  // namespace engine
