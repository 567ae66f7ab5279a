#include "engine/core/ziggurat.h"

#include <array>
#include <cmath>

namespace engine {
namespace {

constexpr size_t kLayers = 128;
constexpr double kTail = 3.442619855899;       // where the lowest layer ends
constexpr double kArea = 9.91256303526217e-3;  // of each layer, and of the lowest one with the tail

// x[i] is the width of layer i, the lowest first; the ratio is the part of it that lies below the curve whatever the
// height.
struct Layers {
  std::array<double, kLayers + 1> x{};
  std::array<double, kLayers> ratio{};

  Layers() {
    double density = std::exp(-0.5 * kTail * kTail);
    x[0] = kArea / density;
    x[1] = kTail;
    for (size_t i = 2; i < kLayers; ++i) {
      x[i] = std::sqrt(-2 * std::log(kArea / x[i - 1] + density));
      density = std::exp(-0.5 * x[i] * x[i]);
    }
    x[kLayers] = 0;
    for (size_t i = 0; i < kLayers; ++i) ratio[i] = x[i + 1] / x[i];
  }
};

double beyond_tail(Rng& rng, bool negative) {
  double x = 0, y = 0;
  do {
    x = std::log(1 - rng.uniform()) / kTail;
    y = std::log(1 - rng.uniform());
  } while (-2 * y < x * x);
  return negative ? x - kTail : kTail - x;
}

}  // namespace

double ziggurat_normal(Rng& rng) {
  static const Layers layers;
  for (;;) {
    const uint64_t bits = rng.bits();
    const double u = static_cast<double>(bits >> 11) * 0x1.0p-52 - 1;  // [-1, 1)
    const size_t i = bits % kLayers;
    if (std::fabs(u) < layers.ratio[i]) return u * layers.x[i];
    if (i == 0) return beyond_tail(rng, u < 0);
    const double x = u * layers.x[i];
    const double low = std::exp(-0.5 * (layers.x[i] * layers.x[i] - x * x));
    const double high = std::exp(-0.5 * (layers.x[i + 1] * layers.x[i + 1] - x * x));
    if (high + rng.uniform() * (low - high) < 1) return x;
  }
}

}  // namespace engine
