#include "engine/tensor/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engine {
namespace {

// v holds the matrix, later its eigenvectors as columns, column after column; d the diagonal, e what stands below it.
struct Work {
  size_t n;
  std::vector<double> v, d, e;
  double& at(size_t i, size_t j) { return v[j * n + i]; }
};

// The part of row i that Householder's vector takes out, applied to all rows above it.
void reflect(Work& w, size_t i, double h) {
  auto& d = w.d;
  auto& e = w.e;
  double f = d[i - 1], g = f > 0 ? -std::sqrt(h) : std::sqrt(h);
  e[i] *= g;
  h -= f * g;
  d[i - 1] = f - g;
  std::fill_n(e.begin(), i, 0.0);
  for (size_t j = 0; j < i; ++j) {
    f = d[j];
    w.at(j, i) = f;
    g = e[j] + w.at(j, j) * f;
    for (size_t k = j + 1; k < i; ++k) {
      g += w.at(k, j) * d[k];
      e[k] += w.at(k, j) * f;
    }
    e[j] = g;
  }
  f = 0;
  for (size_t j = 0; j < i; ++j) {
    e[j] /= h;
    f += e[j] * d[j];
  }
  const double hh = f / (h + h);
  for (size_t j = 0; j < i; ++j) e[j] -= hh * d[j];
  for (size_t j = 0; j < i; ++j) {
    f = d[j];
    g = e[j];
    for (size_t k = j; k < i; ++k) w.at(k, j) -= f * e[k] + g * d[k];
    d[j] = w.at(i - 1, j);
    w.at(i, j) = 0;
  }
  d[i] = h;
}

// The stages of the work, which take about as long as each other.
constexpr int kTridiagonal = 0, kAccumulate = 1, kDiagonal = 2, kStages = 3;
bool goes_on(const Progress& progress, int stage, size_t done, size_t n) {
  return !progress || progress((stage + static_cast<double>(done) / static_cast<double>(n)) / kStages);
}

void accumulate(Work& w, const Progress& progress) {
  const size_t n = w.n;
  for (size_t i = 0; i + 1 < n; ++i) {
    if (!goes_on(progress, kAccumulate, i, n)) return;
    w.at(n - 1, i) = w.at(i, i);
    w.at(i, i) = 1;
    const double h = w.d[i + 1];
    if (h != 0) {
      for (size_t k = 0; k <= i; ++k) w.d[k] = w.at(k, i + 1) / h;
      for (size_t j = 0; j <= i; ++j) {
        double g = 0;
        for (size_t k = 0; k <= i; ++k) g += w.at(k, i + 1) * w.at(k, j);
        for (size_t k = 0; k <= i; ++k) w.at(k, j) -= g * w.d[k];
      }
    }
    for (size_t k = 0; k <= i; ++k) w.at(k, i + 1) = 0;
  }
  for (size_t j = 0; j < n; ++j) {
    w.d[j] = w.at(n - 1, j);
    w.at(n - 1, j) = 0;
  }
  w.at(n - 1, n - 1) = 1;
  w.e[0] = 0;
}

void tridiagonal(Work& w, const Progress& progress) {
  const size_t n = w.n;
  for (size_t j = 0; j < n; ++j) w.d[j] = w.at(n - 1, j);
  for (size_t i = n - 1; i > 0; --i) {
    if (!goes_on(progress, kTridiagonal, n - i, n)) return;
    double scale = 0, h = 0;
    for (size_t k = 0; k < i; ++k) scale += std::abs(w.d[k]);
    if (scale == 0) {
      w.e[i] = w.d[i - 1];
      for (size_t j = 0; j < i; ++j) {
        w.d[j] = w.at(i - 1, j);
        w.at(i, j) = w.at(j, i) = 0;
      }
      w.d[i] = 0;
      continue;
    }
    for (size_t k = 0; k < i; ++k) {
      w.d[k] /= scale;
      h += w.d[k] * w.d[k];
    }
    w.e[i] = scale;
    reflect(w, i, h);
  }
}

// One sweep of implicit QL over the rows l .. m.
void sweep(Work& w, size_t l, size_t m) {
  auto& d = w.d;
  auto& e = w.e;
  double p = d[m], c = 1, c2 = 1, c3 = 1, s = 0, s2 = 0;
  const double below = e[l + 1], next = d[l + 1];
  for (size_t i = m; i-- > l;) {
    c3 = c2;
    c2 = c;
    s2 = s;
    const double g = c * e[i], h = c * p, r = std::hypot(p, e[i]);
    e[i + 1] = s * r;
    s = e[i] / r;
    c = p / r;
    p = c * d[i] - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]);
    for (size_t k = 0; k < w.n; ++k) {
      const double t = w.at(k, i + 1);
      w.at(k, i + 1) = s * w.at(k, i) + c * t;
      w.at(k, i) = c * w.at(k, i) - s * t;
    }
  }
  p = -s * s2 * c3 * below * e[l] / next;
  e[l] = s * p;
  d[l] = c * p;
}

void diagonal(Work& w, const Progress& progress) {
  const size_t n = w.n;
  auto& d = w.d;
  auto& e = w.e;
  std::rotate(e.begin(), e.begin() + 1, e.end());
  e[n - 1] = 0;
  double f = 0, largest = 0;
  for (size_t l = 0; l < n; ++l) {
    if (!goes_on(progress, kDiagonal, l, n)) return;
    largest = std::max(largest, std::abs(d[l]) + std::abs(e[l]));
    size_t m = l;
    while (m + 1 < n && std::abs(e[m]) > 0x1p-52 * largest) ++m;
    for (int tries = 0; m > l && tries < 60 && std::abs(e[l]) > 0x1p-52 * largest; ++tries) {
      const double g = d[l];
      double p = (d[l + 1] - g) / (2 * e[l]);
      const double r = std::copysign(std::hypot(p, 1.0), p);
      d[l] = e[l] / (p + r);
      d[l + 1] = e[l] * (p + r);
      const double h = g - d[l];
      for (size_t i = l + 2; i < n; ++i) d[i] -= h;
      f += h;
      sweep(w, l, m);
    }
    d[l] += f;
    e[l] = 0;
  }
}

}  // namespace

SymmetricEigen symmetric_eigen(std::vector<double> a, int64_t size, const Progress& progress) {
  const auto n = static_cast<size_t>(size);
  Work w{n, std::move(a), std::vector<double>(n), std::vector<double>(n)};
  tridiagonal(w, progress);
  accumulate(w, progress);
  diagonal(w, progress);
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t x, size_t y) { return w.d[x] > w.d[y]; });
  SymmetricEigen out{std::vector<double>(n), std::vector<double>(n * n)};
  for (size_t i = 0; i < n; ++i) {
    out.values[i] = w.d[order[i]];
    double largest = 0;
    for (size_t k = 0; k < n; ++k) {
      if (std::abs(w.at(k, order[i])) > std::abs(largest) * (1 + 1e-9)) largest = w.at(k, order[i]);
    }
    for (size_t k = 0; k < n; ++k) out.vectors[i * n + k] = std::copysign(1.0, largest) * w.at(k, order[i]);
  }
  return out;
}

}  // namespace engine
