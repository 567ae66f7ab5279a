// Normalisation on every instruction set against plain loops in double.
#include "engine/tensor/kernels/normalise.h"

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

class Normalise : public EachIsa {
 protected:
  static void expect_near(const Array& got, const std::vector<double>& want, double tolerance,
                          const std::string& what) {
    for (size_t i = 0; i < want.size(); ++i) {
      ASSERT_NEAR(static_cast<double>(got[i]), want[i], tolerance * std::max(1.0, std::fabs(want[i]))) << what << i;
    }
  }
};
GLASSNET_EACH_ISA(Normalise);

double at(const Array& a, int64_t i) { return static_cast<double>(a[static_cast<size_t>(i)]); }

TEST_P(Normalise, LayersOfEveryWidth) {
  for (const int64_t cols : {2, 3, 7, 15, 16, 17, 33, 64, 100, 257, 5000}) {
    const int64_t rows = 5;
    const auto n = static_cast<size_t>(rows * cols), c = static_cast<size_t>(cols);
    const Array x = random_array(rows * cols, rng, 1, 5), w = random_array(cols, rng), b = random_array(cols, rng);
    const Array dy = random_array(rows * cols, rng);
    Array y(n), mean(5), rstd(5), dx(n), dw(c), db(c), work(static_cast<size_t>(layer_norm_workspace(cols)));
    layer_norm_forward(x.data(), w.data(), b.data(), 0.01, y.data(), mean.data(), rstd.data(), rows, cols);
    layer_norm_backward(x.data(), w.data(), mean.data(), rstd.data(), dy.data(), dx.data(), dw.data(), db.data(),
                        work.data(), rows, cols);
    std::vector<double> want_y(n), want_dx(n), want_dw(c), want_db(c);
    for (int64_t r = 0; r < rows; ++r) {
      double m = 0, v = 0, g1 = 0, g2 = 0;
      for (int64_t i = 0; i < cols; ++i) m += at(x, r * cols + i) / static_cast<double>(cols);
      for (int64_t i = 0; i < cols; ++i) v += std::pow(at(x, r * cols + i) - m, 2) / static_cast<double>(cols);
      const double s = 1 / std::sqrt(v + 0.01);
      for (int64_t i = 0; i < cols; ++i) {
        const double normal = (at(x, r * cols + i) - m) * s, d = at(dy, r * cols + i), g = d * at(w, i);
        want_y[static_cast<size_t>(r * cols + i)] = normal * at(w, i) + at(b, i);
        want_dw[static_cast<size_t>(i)] += d * normal;
        want_db[static_cast<size_t>(i)] += d;
        g1 += g / static_cast<double>(cols);
        g2 += g * normal / static_cast<double>(cols);
      }
      for (int64_t i = 0; i < cols; ++i) {
        const double normal = (at(x, r * cols + i) - m) * s, g = at(dy, r * cols + i) * at(w, i);
        want_dx[static_cast<size_t>(r * cols + i)] = s * (g - g1 - normal * g2);
      }
    }
    const std::string what = " with " + std::to_string(cols) + " columns at ";
    expect_near(y, want_y, 100 * epsilon, "y" + what);
    expect_near(dx, want_dx, 100 * epsilon, "dx" + what);
    expect_near(dw, want_dw, 100 * epsilon, "dw" + what);
    expect_near(db, want_db, 100 * epsilon, "db" + what);
  }
}

TEST_P(Normalise, ChannelsOfEveryPlane) {
  for (const ChannelShape& shape : {ChannelShape{200, 5, 1}, ChannelShape{3, 33, 1}, ChannelShape{4, 3, 20},
                                    ChannelShape{2, 2, 1000}, ChannelShape{7, 17, 3}}) {
    const int64_t count = shape.rows * shape.channels * shape.plane;
    const auto c = static_cast<size_t>(shape.channels);
    const Array x = random_array(count, rng, -2, 4), dy = random_array(count, rng);
    Array mean(c), variance(c), sum(c), product(c);
    channel_moments(x.data(), shape, mean.data(), variance.data());
    channel_sums(x.data(), mean.data(), dy.data(), shape, sum.data(), product.data());
    const auto values = static_cast<double>(shape.values());
    std::vector<double> m(c), v(c), s(c), p(c);
    const auto channel = [&](int64_t i) { return static_cast<size_t>(i / shape.plane % shape.channels); };
    for (int64_t i = 0; i < count; ++i) m[channel(i)] += at(x, i) / values;
    for (int64_t i = 0; i < count; ++i) {
      v[channel(i)] += std::pow(at(x, i) - m[channel(i)], 2) / values;
      s[channel(i)] += at(dy, i);
      p[channel(i)] += at(dy, i) * (at(x, i) - m[channel(i)]);
    }
    expect_near(mean, m, 100 * epsilon, "mean ");
    expect_near(variance, v, 100 * epsilon, "variance ");
    expect_near(sum, s, 400 * epsilon, "sum ");
    expect_near(product, p, 400 * epsilon, "product ");
    Array y(x.size()), dx(x.size());
    channel_affine(y.data(), x.data(), mean.data(), sum.data(), shape);
    channel_combine(dx.data(), x.data(), dy.data(), mean.data(), variance.data(), sum.data(), shape);
    for (int64_t i = 0; i < count; ++i) {
      const auto k = static_cast<int64_t>(channel(i));
      const double line = at(mean, k) * at(x, i) + at(sum, k);
      const double plane = at(mean, k) * at(dy, i) + at(variance, k) * at(x, i) + at(sum, k);
      ASSERT_NEAR(at(y, i), line, 100 * epsilon * std::max(1.0, std::fabs(line)));
      ASSERT_NEAR(at(dx, i), plane, 100 * epsilon * std::max(1.0, std::fabs(plane)));
    }
  }
}

}  // namespace
}  // namespace engine::kernels
