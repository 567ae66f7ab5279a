#include "engine/tasks/nearest_class.h"

#include <algorithm>

#include "engine/tensor/kernels/gemm.h"

namespace engine {
namespace {

double squared_norm(std::span<const Scalar> x) {
  double sum = 0;
  for (const Scalar v : x) sum += static_cast<double>(v) * static_cast<double>(v);
  return sum;
}

}  // namespace

void NearestClass::look_at(const PreparedData& data) {
  forget();
  const int64_t count = std::min(kMostSamples, data.count(Split::train));
  if (count <= kNeighbour) return;
  samples_.resize(count, data.input_shape);
  const ConstView seen = data.samples(Split::train, 0, count, samples_.data());
  if (seen.data != samples_.data()) std::copy_n(seen.data, seen.count(), samples_.data());
  classes_.clear();
  norms_.clear();
  const auto columns = static_cast<size_t>(samples_.columns());
  for (int64_t i = 0; i < count; ++i) {
    classes_.push_back(static_cast<int32_t>(data.targets[0][static_cast<size_t>(i)]));
    norms_.push_back(squared_norm({samples_.row(i), columns}));
  }
  products_.resize(static_cast<size_t>(kRows * count));
  distances_.resize(products_.size());
  for (int64_t begin = 0; begin < count; begin += kRows) {
    const int64_t rows = std::min(kRows, count - begin);
    measure({samples_.row(begin), rows, samples_.shape()});
    for (int64_t i = 0; i < rows; ++i) {
      const auto first = distances_.begin() + i * count;
      std::nth_element(first, first + kNeighbour, first + count);  // the nearest of all is itself
      radii_.push_back(first[kNeighbour]);
    }
  }
}

void NearestClass::measure(ConstView x) {
  const int64_t count = samples_.rows(), columns = samples_.columns();
  kernels::gemm(false, true, x.rows, count, columns, x.data, columns, samples_.data(), columns, Scalar(0),
                products_.data(), count);
  for (int64_t i = 0; i < x.rows; ++i) {
    const double norm = squared_norm({x.row(i), static_cast<size_t>(columns)});
    for (int64_t k = 0; k < count; ++k) {
      const auto at = static_cast<size_t>(i * count + k);
      distances_[at] = norm + norms_[static_cast<size_t>(k)] - 2 * static_cast<double>(products_[at]);
    }
  }
}

void NearestClass::count(ConstView samples, std::vector<int64_t>& counts) {
  const int64_t all = samples_.rows();
  for (int64_t begin = 0; begin < samples.rows; begin += kRows) {
    const int64_t rows = std::min(kRows, samples.rows - begin);
    measure({samples.row(begin), rows, samples.shape});
    for (int64_t i = 0; i < rows; ++i) {
      const auto first = distances_.begin() + i * all;
      const auto nearest = std::min_element(first, first + all);
      const auto which = static_cast<size_t>(nearest - first);
      const auto k = static_cast<size_t>(classes_[which]);
      if (*nearest <= radii_[which] && k < counts.size()) ++counts[k];
    }
  }
}

}  // namespace engine
