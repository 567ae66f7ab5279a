#include "engine/generators/spectrogram.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "engine/core/check.h"

namespace engine {
namespace {

using Complex = std::complex<double>;

constexpr double kTurn = 2 * std::numbers::pi;

double mel(double hertz) { return 2595 * std::log10(1 + hertz / 700); }
double hertz(double mel) { return 700 * (std::pow(10, mel / 2595) - 1); }

// The edges of all bands: band b rises from edge b to edge b + 1 and falls to edge b + 2.
std::vector<double> band_edges(const SpectrogramSpec& spec) {
  const double low = mel(spec.lowest), high = mel(spec.highest);
  std::vector<double> edges(static_cast<size_t>(spec.bands + 2));
  for (size_t i = 0; i < edges.size(); ++i) {
    edges[i] = hertz(low + (high - low) * static_cast<double>(i) / static_cast<double>(edges.size() - 1));
  }
  return edges;
}

double weight_of(double frequency, double low, double middle, double high) {
  return std::max(0.0, std::min((frequency - low) / (middle - low), (high - frequency) / (high - middle)));
}

std::vector<double> hann(int64_t size) {
  std::vector<double> window(static_cast<size_t>(size));
  for (size_t n = 0; n < window.size(); ++n) {
    window[n] = 0.5 - 0.5 * std::cos(kTurn * static_cast<double>(n) / static_cast<double>(size));
  }
  return window;
}

// Without the care for infinities that operator* takes.
Complex product(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

}  // namespace

void fourier_transform(std::span<Complex> values) {
  const size_t n = values.size();
  CHECK(n > 0 && (n & (n - 1)) == 0, "a transform has a power of two values");
  for (size_t i = 1, j = 0; i < n; ++i) {  // bits of the places in reverse
    size_t bit = n >> 1;
    for (; (j & bit) != 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(values[i], values[j]);
  }
  for (size_t half = 1; half < n; half *= 2) {
    const Complex step = std::polar(1.0, -std::numbers::pi / static_cast<double>(half));
    Complex turn = 1;
    for (size_t k = 0; k < half; ++k, turn = product(turn, step)) {
      for (size_t i = k; i < n; i += 2 * half) {
        const Complex odd = product(turn, values[i + half]);
        values[i + half] = values[i] - odd;
        values[i] += odd;
      }
    }
  }
}

Spectrogram::Spectrogram(const SpectrogramSpec& spec) : spec_(spec), window_(hann(spec.window)) {
  CHECK(spec.window <= spec.length && spec.bands > 0 && spec.frames > 1, "a window fits into its transform");
  const std::vector<double> edges = band_edges(spec);
  for (size_t b = 0; b + 2 < edges.size(); ++b) {
    for (int64_t k = 0; k <= spec.length / 2; ++k) {
      const double frequency = spec.rate * static_cast<double>(k) / static_cast<double>(spec.length);
      weights_.push_back(weight_of(frequency, edges[b], edges[b + 1], edges[b + 2]));
    }
  }
  // A sine of amplitude 1 spreads over bins whose squares add up to length / 4 sum w^2 (Parseval).
  double square = 0;
  for (const double w : window_) square += w * w;
  gain_ = 4 / (static_cast<double>(spec.length) * square);
}

std::vector<double> Spectrogram::of(std::span<const double> samples) const {
  CHECK(samples.size() >= window_.size(), "a sound has a window of samples");
  const auto bands = static_cast<size_t>(spec_.bands), frames = static_cast<size_t>(spec_.frames);
  std::vector<Complex> values(static_cast<size_t>(spec_.length));
  const size_t bins = values.size() / 2 + 1;
  std::vector<double> power(bins), out(bands * frames);
  for (size_t frame = 0; frame < frames; ++frame) {
    const size_t start = frame * (samples.size() - window_.size()) / (frames - 1);
    std::fill(values.begin(), values.end(), Complex{});
    for (size_t n = 0; n < window_.size(); ++n) values[n] = window_[n] * samples[start + n];
    fourier_transform(values);
    for (size_t k = 0; k < bins; ++k) power[k] = std::norm(values[k]);
    for (size_t b = 0; b < bands; ++b) {
      const double in_band = std::inner_product(power.begin(), power.end(), weights_.data() + b * bins, 0.0);
      const double db = 10 * std::log10(gain_ * in_band + 1e-12);
      out[(bands - 1 - b) * frames + frame] =
          std::clamp((db - spec_.floor_db) / (spec_.top_db - spec_.floor_db), 0.0, 1.0);
    }
  }
  return out;
}

}  // namespace engine
