// A random matrix whose rows (or columns, when there are fewer) are orthonormal: it keeps the length of every signal.
#include <cmath>
#include <vector>

#include "engine/initializers/gain_param.h"

namespace engine {
namespace {

// Four sums side by side: one alone waits for every addition.
double dot(const double* a, const double* b, int64_t n) {
  double sum[4] = {};
  int64_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (int64_t k = 0; k < 4; ++k) sum[k] += a[i + k] * b[i + k];
  }
  for (; i < n; ++i) sum[0] += a[i] * b[i];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

// Draws `count` orthonormal vectors of `length` numbers, count <= length: normal draws, then Gram-Schmidt. Done twice
// for each vector, which makes it exact to rounding (Giraud et al. 2005). Same distribution as PyTorch's QR with the
// signs of R taken away: the Haar measure.
std::vector<double> orthonormal(int64_t count, int64_t length, Rng& rng) {
  std::vector<double> vectors(static_cast<size_t>(count * length));
  for (int64_t i = 0; i < count; ++i) {
    double* v = vectors.data() + i * length;
    for (int64_t k = 0; k < length; ++k) v[k] = rng.normal();
    for (int64_t j = 0; j < 2 * i; ++j) {
      const double* u = vectors.data() + (j % i) * length;
      const double along = dot(u, v, length);
      for (int64_t k = 0; k < length; ++k) v[k] -= along * u[k];
    }
    const double norm = std::sqrt(dot(v, v, length));
    for (int64_t k = 0; k < length; ++k) v[k] /= norm;
  }
  return vectors;
}

void fill(const Params& params, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) {
  // fan_out counts the places of a kernel as well; the matrix has one row for each output.
  const int64_t columns = fan.fan_in, rows = static_cast<int64_t>(weight.size()) / columns;
  const bool wide = rows <= columns;  // then the rows are orthonormal
  const int64_t count = wide ? rows : columns, length = wide ? columns : rows;
  const std::vector<double> vectors = orthonormal(count, length, rng);
  const double gain = chosen_gain(params, fan);
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < columns; ++c) {
      const int64_t from = wide ? r * length + c : c * length + r;
      weight[static_cast<size_t>(r * columns + c)] = static_cast<Scalar>(gain * vectors[static_cast<size_t>(from)]);
    }
  }
}

}  // namespace

const InitializerType& orthogonal_initializer() {
  static const InitializerType type{
      .id = "orthogonal",
      .title = "Orthogonal",
      .summary = "A random rotation: it changes the direction of a signal, not its length.",
      .formula = "W W^T = gain^2 I (W^T W when W is taller than wide)",
      .source =
          "Saxe et al. 2014; as torch.nn.init.orthogonal_ of PyTorch 1.13.1 (same distribution, by Gram-Schmidt "
          "in place of QR).",
      .params = {use_gain_param()},
      .fill = fill,
  };
  return type;
}

}  // namespace engine
