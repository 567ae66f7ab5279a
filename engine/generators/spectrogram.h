// How loud a sound is in each band of frequencies, over time: windows, their Fourier transforms, and bands as wide as
// the ear hears them. Knows no data set.
#pragma once

#include <complex>
#include <span>
#include <vector>

namespace engine {

// In place: X_k = sum_n x_n exp(-2 pi i k n / N). N is a power of two. Cooley and Tukey 1965.
void fourier_transform(std::span<std::complex<double>> values);

struct SpectrogramSpec {
  double rate = 8000;                   // samples a second
  int64_t window = 256, length = 512;   // samples of a window (Hann), and of its transform, a power of two
  int64_t bands = 32, frames = 32;      // at least 1 and 2
  double lowest = 80, highest = 4000;   // Hz: the outer edges of the outermost bands
  double floor_db = -70, top_db = -10;  // what becomes 0 and 1
};

// Bands are triangles that overlap by half, evenly spaced in mel (O'Shaughnessy 1987: 2595 log10(1 + f / 700)).
class Spectrogram {
 public:
  explicit Spectrogram(const SpectrogramSpec& spec);

  // [bands, frames] of values 0 .. 1, the highest band first: decibels of the power in a band, where a sine of
  // amplitude 1 has 0 dB. The frames are spread evenly, the first begins with the sound, the last ends with it. A sound
  // has at least the samples of a window. Any thread.
  std::vector<double> of(std::span<const double> samples) const;

 private:
  SpectrogramSpec spec_;
  std::vector<double> window_, weights_;  // weights_ [bands, bins]
  double gain_ = 0;
};

}  // namespace engine
