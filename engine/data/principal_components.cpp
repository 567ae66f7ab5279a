#include "engine/data/principal_components.h"

#include <algorithm>
#include <cmath>

#include "engine/core/rng.h"
#include "engine/tensor/symmetric_eigen.h"

namespace engine {
namespace {

constexpr int64_t kExactColumns = 128;
constexpr int kSubspace = 8, kMostRounds = 200;
constexpr double kConverged = 1e-11;

using Matrix = std::vector<double>;  // row-major

double dot(const double* a, const double* b, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

// The rows less their means, scaled; what is not finite becomes 0.
class Centred {
 public:
  Centred(ConstView rows, const PrincipalComponents& p) : rows_(rows), p_(p), row_(p.mean.size()) {}
  const double* row(int64_t i) {
    const Scalar* from = rows_.row(i);
    for (size_t c = 0; c < row_.size(); ++c) {
      const double v = (static_cast<double>(from[c]) - p_.mean[c]) * p_.scale[c];
      row_[c] = std::isfinite(v) ? v : 0;
    }
    return row_.data();
  }

 private:
  ConstView rows_;
  const PrincipalComponents& p_;
  std::vector<double> row_;
};

void fit_columns(ConstView rows, bool standardised, PrincipalComponents& p) {
  const auto columns = static_cast<size_t>(rows.columns());
  p.mean.assign(columns, 0);
  p.scale.assign(columns, 1);
  std::vector<double> counts(columns), squares(columns);
  for (int64_t i = 0; i < rows.rows; ++i) {
    for (size_t c = 0; c < columns; ++c) {
      const auto v = static_cast<double>(rows.row(i)[c]);
      if (!std::isfinite(v)) continue;
      p.mean[c] += v;
      counts[c] += 1;
    }
  }
  for (size_t c = 0; c < columns; ++c) p.mean[c] /= std::max(1.0, counts[c]);
  for (int64_t i = 0; i < rows.rows; ++i) {
    for (size_t c = 0; c < columns; ++c) {
      const double v = static_cast<double>(rows.row(i)[c]) - p.mean[c];
      if (std::isfinite(v)) squares[c] += v * v;
    }
  }
  const double freedom = std::max(1.0, static_cast<double>(rows.rows - 1));
  for (size_t c = 0; c < columns; ++c) {
    const double variance = squares[c] / freedom;
    if (standardised) p.scale[c] = variance > 0 && std::isfinite(variance) ? 1 / std::sqrt(variance) : 0;
    p.total_variance += variance * p.scale[c] * p.scale[c];
  }
}

// covariance = X' X / (n - 1)  [columns, columns]
Matrix covariance(ConstView rows, const PrincipalComponents& p, const std::function<bool()>& stop) {
  const int64_t d = rows.columns();
  Matrix sum(static_cast<size_t>(d * d));
  Centred centred(rows, p);
  for (int64_t i = 0; i < rows.rows && !(i % 256 == 0 && stop()); ++i) {
    const double* x = centred.row(i);
    for (int64_t a = 0; a < d; ++a) {
      for (int64_t b = a; b < d; ++b) sum[static_cast<size_t>(a * d + b)] += x[a] * x[b];
    }
  }
  const double freedom = std::max(1.0, static_cast<double>(rows.rows - 1));
  for (int64_t a = 0; a < d; ++a) {
    for (int64_t b = a; b < d; ++b) {
      sum[static_cast<size_t>(a * d + b)] /= freedom;
      sum[static_cast<size_t>(b * d + a)] = sum[static_cast<size_t>(a * d + b)];
    }
  }
  return sum;
}

// Gram-Schmidt, twice for accuracy; a vector that lies in the span of those before becomes 0.
void orthonormalise(Matrix& q, int k, int64_t d) {
  for (int i = 0; i < k; ++i) {
    double* v = q.data() + i * d;
    const double before = std::sqrt(dot(v, v, d));
    for (int pass = 0; pass < 2; ++pass) {
      for (int j = 0; j < i; ++j) {
        const double* u = q.data() + j * d;
        const double along = dot(u, v, d);
        for (int64_t c = 0; c < d; ++c) v[c] -= along * u[c];
      }
    }
    const double length = std::sqrt(dot(v, v, d));
    const double factor = length > 1e-12 * std::max(before, 1e-300) && length > 0 ? 1 / length : 0;
    for (int64_t c = 0; c < d; ++c) v[c] *= factor;
  }
}

// Q <- orthonormal basis of C Q, turned to the Ritz vectors, until the first values stand still.
SymmetricEigen by_subspace(ConstView rows, const PrincipalComponents& p, const std::function<bool()>& stop) {
  const int64_t d = rows.columns();
  const int k = static_cast<int>(std::min<int64_t>(kSubspace, d));
  Matrix q(static_cast<size_t>(k * d)), next(q.size());
  Rng rng(1, 0);
  for (double& v : q) v = rng.normal();
  orthonormalise(q, k, d);
  const double freedom = std::max(1.0, static_cast<double>(rows.rows - 1));
  SymmetricEigen best;
  for (int round = 0; round < kMostRounds && !stop(); ++round) {
    std::fill(next.begin(), next.end(), 0.0);
    Centred centred(rows, p);
    for (int64_t i = 0; i < rows.rows; ++i) {
      if (i % 64 == 0 && stop()) return best;
      const double* x = centred.row(i);
      for (int j = 0; j < k; ++j) {
        const double along = dot(x, q.data() + j * d, d) / freedom;
        double* to = next.data() + j * d;
        for (int64_t c = 0; c < d; ++c) to[c] += along * x[c];
      }
    }
    Matrix small(static_cast<size_t>(k * k));  // Q' C Q
    for (int a = 0; a < k; ++a) {
      for (int b = 0; b < k; ++b) {
        small[static_cast<size_t>(a * k + b)] =
            (dot(q.data() + a * d, next.data() + b * d, d) + dot(q.data() + b * d, next.data() + a * d, d)) / 2;
      }
    }
    const SymmetricEigen ritz = symmetric_eigen(std::move(small), k);
    SymmetricEigen found{ritz.values, Matrix(q.size())};
    Matrix turned(q.size());
    for (int a = 0; a < k; ++a) {
      for (int b = 0; b < k; ++b) {
        const double share = ritz.vectors[static_cast<size_t>(a * k + b)];
        for (int64_t c = 0; c < d; ++c) {
          found.vectors[static_cast<size_t>(a * d + c)] += share * q[static_cast<size_t>(b * d + c)];
          turned[static_cast<size_t>(a * d + c)] += share * next[static_cast<size_t>(b * d + c)];
        }
      }
    }
    double change = 0;
    for (size_t i = 0; i < kPrincipalComponents && i < found.values.size(); ++i) {
      const double before = i < best.values.size() ? best.values[i] : 0;
      change = std::max(change, std::abs(found.values[i] - before));
    }
    const double size = found.values.empty() ? 0 : std::abs(found.values[0]);
    best = std::move(found);
    if (change <= kConverged * size) break;
    q = std::move(turned);
    orthonormalise(q, k, d);
  }
  return best;
}

}  // namespace

std::array<double, kPrincipalComponents> PrincipalComponents::project(const Scalar* row) const {
  std::array<double, kPrincipalComponents> at{};
  for (size_t c = 0; c < mean.size(); ++c) {
    const double v = (static_cast<double>(row[c]) - mean[c]) * scale[c];
    if (!std::isfinite(v)) continue;
    for (size_t k = 0; k < at.size(); ++k) at[k] += axes[k].empty() ? 0 : v * axes[k][c];
  }
  return at;
}

PrincipalComponents principal_components(ConstView rows, bool standardised, const std::function<bool()>& stop) {
  PrincipalComponents p;
  const int64_t d = rows.columns();
  for (auto& axis : p.axes) axis.assign(static_cast<size_t>(d), 0);
  fit_columns(rows, standardised, p);
  if (rows.rows < 2 || d < 1 || stop()) return p;
  const SymmetricEigen found =
      d <= kExactColumns ? symmetric_eigen(covariance(rows, p, stop), d) : by_subspace(rows, p, stop);
  for (size_t k = 0; k < p.axes.size() && k < found.values.size(); ++k) {
    if (!(found.values[k] > 1e-12 * p.total_variance)) break;
    p.variance[k] = found.values[k];
    const auto begin = found.vectors.begin() + static_cast<int64_t>(k) * d;
    p.axes[k].assign(begin, begin + d);
    const auto largest = std::max_element(p.axes[k].begin(), p.axes[k].end(),
                                          [](double x, double y) { return std::abs(x) < std::abs(y); });
    if (*largest < 0) {
      for (double& x : p.axes[k]) x = -x;
    }
  }
  return p;
}

}  // namespace engine
