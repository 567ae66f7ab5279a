#include "app/panels/microscope/tsne.h"

#include <algorithm>
#include <cmath>

#include "engine/core/rng.h"

namespace app {
namespace {

constexpr double kExaggeration = 12, kStart = 1e-4, kLeastP = 1e-12;
constexpr int kSearch = 60;  // halvings for the width of a neighbourhood

// p_j|i of one row (equation 1 of the paper): a normal distribution about row i as wide as the perplexity asks for.
void spread(std::span<const double> distance, size_t i, double perplexity, std::span<double> p) {
  double beta = 1, low = 0, high = INFINITY;
  const double wanted = std::log(perplexity);
  double nearest = INFINITY;
  for (size_t j = 0; j < p.size(); ++j) nearest = j == i ? nearest : std::min(nearest, distance[j]);
  for (int k = 0; k < kSearch; ++k) {
    double sum = 0, weighted = 0;
    for (size_t j = 0; j < p.size(); ++j) {
      p[j] = j == i ? 0 : std::exp(-beta * (distance[j] - nearest));
      sum += p[j];
      weighted += p[j] * (distance[j] - nearest);
    }
    for (double& v : p) v /= sum;
    const double entropy = std::log(sum) + beta * weighted / sum;
    if (std::abs(entropy - wanted) < 1e-7) break;
    (entropy > wanted ? low : high) = beta;
    beta = std::isinf(high) ? beta * 2 : (low + high) / 2;
    if (beta > 1e30 || beta < 1e-30) break;  // rows that are all equal, or all equally far
  }
}

}  // namespace

Tsne::Tsne(std::span<const float> rows, int64_t n, int64_t columns, double perplexity,
           std::span<const std::array<float, 2>> start)
    : n_(static_cast<size_t>(std::max<int64_t>(0, n))),
      perplexity_(std::clamp(perplexity, 1.0, std::max(1.0, (static_cast<double>(n) - 1) / 3))) {
  find_similarities(rows, columns);
  y_.resize(2 * n_);
  velocity_.assign(2 * n_, 0);
  gain_.assign(2 * n_, 1);
  double squares = 0;
  for (const auto& at : start) squares += static_cast<double>(at[0]) * static_cast<double>(at[0]);
  const double deviation = std::sqrt(squares / std::max(1.0, static_cast<double>(start.size())));
  const double scale = std::isfinite(deviation) && deviation > 0 ? kStart / deviation : 0;
  engine::Rng rng(7);
  for (size_t i = 0; i < 2 * n_; ++i) {
    const double at = i / 2 < start.size() ? static_cast<double>(start[i / 2][i % 2]) : 0;
    y_[i] = (std::isfinite(at) ? at * scale : 0) + kStart * 0.01 * rng.normal();
  }
}

void Tsne::find_similarities(std::span<const float> rows, int64_t columns) {
  p_.assign(n_ * n_, 0);
  if (n_ < 2) return;
  const auto wide = static_cast<size_t>(columns);
  const auto value = [&](size_t i, size_t k) {
    const auto v = static_cast<double>(rows[i * wide + k]);
    return std::isfinite(v) ? v : 0;
  };
  std::vector<double> distance(n_ * n_);
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < i; ++j) {
      double sum = 0;
      for (size_t k = 0; k < wide; ++k) sum += (value(i, k) - value(j, k)) * (value(i, k) - value(j, k));
      distance[i * n_ + j] = distance[j * n_ + i] = sum;
    }
  }
  std::vector<double> own(n_ * n_);
  for (size_t i = 0; i < n_; ++i)
    spread(std::span(distance).subspan(i * n_, n_), i, perplexity_, std::span(own).subspan(i * n_, n_));
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < n_; ++j) {
      if (i != j) p_[i * n_ + j] = (own[i * n_ + j] + own[j * n_ + i]) / (2 * static_cast<double>(n_));
    }
  }
}

double Tsne::cost() const {
  double sum = 0, cost = 0;
  const auto near = [&](size_t i, size_t j) {
    const double x = y_[2 * i] - y_[2 * j], y = y_[2 * i + 1] - y_[2 * j + 1];
    return 1 / (1 + x * x + y * y);
  };
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < n_; ++j) sum += i == j ? 0 : near(i, j);
  }
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < n_; ++j) {
      const double p = p_[i * n_ + j];
      if (i != j && p > kLeastP) cost += p * std::log(p * sum / near(i, j));
    }
  }
  return cost;
}

// dC/dy_i = 4 sum over j of (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2), in two sums: of what pulls and what
// pushes.
void Tsne::gradient(double exaggeration, std::vector<double>& out) const {
  out.assign(2 * n_, 0);
  std::vector<double> push(2 * n_);
  double sum = 0;
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = 0; j < i; ++j) {
      const double x = y_[2 * i] - y_[2 * j], y = y_[2 * i + 1] - y_[2 * j + 1];
      const double near = 1 / (1 + x * x + y * y), pull = exaggeration * p_[i * n_ + j] * near;
      sum += 2 * near;
      out[2 * i] += pull * x;
      out[2 * i + 1] += pull * y;
      out[2 * j] -= pull * x;
      out[2 * j + 1] -= pull * y;
      push[2 * i] += near * near * x;
      push[2 * i + 1] += near * near * y;
      push[2 * j] -= near * near * x;
      push[2 * j + 1] -= near * near * y;
    }
  }
  for (size_t i = 0; i < 2 * n_; ++i) out[i] = 4 * (out[i] - (sum > 0 ? push[i] / sum : 0));
}

void Tsne::step() {
  const bool early = steps_ < kTsneSteps / 4;
  gradient(early ? kExaggeration : 1, slope_);
  const double rate = std::max(10.0, static_cast<double>(n_) / (4 * kExaggeration)), momentum = early ? 0.5 : 0.8;
  double middle[2] = {0, 0};
  for (size_t i = 0; i < 2 * n_; ++i) {
    gain_[i] = (slope_[i] > 0) == (velocity_[i] > 0) ? std::max(0.01, gain_[i] * 0.8) : gain_[i] + 0.2;
    velocity_[i] = momentum * velocity_[i] - rate * gain_[i] * slope_[i];
    y_[i] += velocity_[i];
    middle[i % 2] += y_[i] / static_cast<double>(n_);
  }
  for (size_t i = 0; i < 2 * n_; ++i) y_[i] -= middle[i % 2];
  ++steps_;
}

}  // namespace app
