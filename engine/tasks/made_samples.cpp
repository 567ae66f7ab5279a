#include "engine/tasks/made_samples.h"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

constexpr int64_t kMostModeColumns = 4;
constexpr double kModeReach = 3;                          // standard deviations
constexpr double kModeShare = 0.1, kNearestShare = 0.25;  // of an even share
constexpr int64_t kMostCompared = 256;                    // made samples of many numbers
constexpr int64_t kFewOfAClass = 10;                      // that real ones of many numbers have at least

}  // namespace

void MadeSamples::find_classes(const PreparedData& data, Scalar* room) {
  const int64_t columns = data.input_shape.count(), classes = data.raw.classes;
  columns_ = static_cast<size_t>(columns);
  nearest_.forget();
  hits_.clear();
  if (classes < 2 || data.target_shape.rank() != 0) return;
  hits_.assign(static_cast<size_t>(classes), 0);
  if (columns <= kMostModeColumns) return find_ellipses(data, room);
  if (classes * kFewOfAClass <= NearestClass::kMostSamples) nearest_.look_at(data);
  if (!nearest_.known()) hits_.clear();
}

// The means and standard deviations of the classes, in two passes.
void MadeSamples::find_ellipses(const PreparedData& data, Scalar* room) {
  const int64_t columns = data.input_shape.count(), classes = data.raw.classes;
  centres_.assign(hits_.size() * static_cast<size_t>(columns), 0.0);
  reach_.assign(centres_.size(), 0.0);
  std::vector<double> counts(hits_.size(), 0.0);
  for (int pass = 0; pass < 2; ++pass) {
    for (int64_t i = 0; i < data.count(Split::train); ++i) {
      const ConstView sample = data.samples(Split::train, i, 1, room);
      const auto k = static_cast<int64_t>(data.targets[0][static_cast<size_t>(i)]);
      if (k < 0 || k >= classes) continue;
      counts[static_cast<size_t>(k)] += pass == 0 ? 1 : 0;
      for (int64_t c = 0; c < columns; ++c) {
        const auto at = static_cast<size_t>(k * columns + c);
        const auto x = static_cast<double>(sample.data[c]);
        (pass == 0 ? centres_[at] : reach_[at]) += pass == 0 ? x : (x - centres_[at]) * (x - centres_[at]);
      }
    }
    for (size_t at = 0; at < centres_.size(); ++at) {
      const double n = std::max(1.0, counts[at / static_cast<size_t>(columns)]);
      if (pass == 0) centres_[at] /= n;
      if (pass == 1) reach_[at] = std::max(1e-6, kModeReach * std::sqrt(reach_[at] / n));
    }
  }
}

void MadeSamples::start() {
  real_.start(columns_);
  made_.start(columns_);
  std::fill(hits_.begin(), hits_.end(), 0);
  looked_at_ = 0;
}

void MadeSamples::add_made(ConstView samples) {
  made_.add(samples);
  count_hits(samples);
}

void MadeSamples::count_hits(ConstView samples) {
  if (hits_.empty()) return;
  if (nearest_.known()) samples.rows = std::min(samples.rows, kMostCompared - looked_at_);
  looked_at_ += samples.rows;
  if (nearest_.known()) return nearest_.count(samples, hits_);
  for (int64_t i = 0; i < samples.rows; ++i) {
    for (size_t k = 0; k < hits_.size(); ++k) {
      double distance = 0;
      for (size_t c = 0; c < columns_; ++c) {
        const size_t at = k * columns_ + c;
        const double off = (static_cast<double>(samples.row(i)[c]) - centres_[at]) / reach_[at];
        distance += off * off;
      }
      hits_[k] += distance <= 1;
    }
  }
}

double MadeSamples::spread() const {
  const double real = real_.variance();
  return real > 0 ? std::sqrt(made_.variance() / real) : 0;
}

int64_t MadeSamples::reached() const {
  if (hits_.empty()) return 0;
  const double share = nearest_.known() ? kNearestShare : kModeShare;
  const double least = share * static_cast<double>(looked_at_) / static_cast<double>(hits_.size());
  return std::count_if(hits_.begin(), hits_.end(), [&](int64_t n) { return static_cast<double>(n) >= least; });
}

void MadeSamples::Moments::start(size_t columns) {
  rows = 0;
  sums.assign(columns, 0.0);
  squares.assign(columns, 0.0);
}

void MadeSamples::Moments::add(ConstView samples) {
  rows += samples.rows;
  for (int64_t i = 0; i < samples.rows; ++i) {
    for (size_t c = 0; c < sums.size(); ++c) {
      const auto v = static_cast<double>(samples.row(i)[c]);
      sums[c] += v;
      squares[c] += v * v;
    }
  }
}

double MadeSamples::Moments::variance() const {
  const auto n = static_cast<double>(std::max<int64_t>(1, rows));
  double total = 0;
  for (size_t c = 0; c < sums.size(); ++c) total += std::max(0.0, squares[c] / n - sums[c] / n * (sums[c] / n));
  return total;
}

}  // namespace engine
