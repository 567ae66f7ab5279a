// Sounds and their spectrograms: the transform against its definition and NumPy, frequencies where they belong, and
// pictures of ten sounds that differ.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "engine/data/prepare.h"
#include "engine/generators/sound_voices.h"
#include "engine/generators/spectrogram.h"

namespace {

using Complex = std::complex<double>;
using engine::Dataset;
using engine::Params;

constexpr double kTurn = 2 * std::numbers::pi;

nlohmann::json fixture() {
  std::ifstream in(std::string(GLASSNET_SOURCE_DIR) + "/tests/engine/data/files/spectrogram.json");
  return nlohmann::json::parse(in);
}

TEST(FourierTransform, IsItsDefinition) {
  engine::Rng rng(3);
  for (size_t n = 1; n <= 256; n *= 2) {
    std::vector<Complex> values(n);
    for (Complex& v : values) v = {rng.normal(), rng.normal()};
    std::vector<Complex> fast = values;
    engine::fourier_transform(fast);
    for (size_t k = 0; k < n; ++k) {
      Complex sum = 0;
      for (size_t i = 0; i < n; ++i) {
        sum += values[i] * std::polar(1.0, -kTurn * static_cast<double>(i * k % n) / static_cast<double>(n));
      }
      EXPECT_NEAR(std::abs(fast[k] - sum), 0, 1e-11) << n << " " << k;
    }
  }
}

TEST(FourierTransform, AgreesWithNumPy) {
  const nlohmann::json known = fixture();
  std::vector<Complex> values;
  for (const auto& v : known["values"]) values.emplace_back(v[0], v[1]);
  engine::fourier_transform(values);
  for (size_t k = 0; k < values.size(); ++k) {
    EXPECT_NEAR(values[k].real(), known["transformed"][k][0].get<double>(), 1e-8);
    EXPECT_NEAR(values[k].imag(), known["transformed"][k][1].get<double>(), 1e-8);
  }
}

TEST(Spectrogram, AgreesWithNumPy) {
  const nlohmann::json known = fixture();
  engine::SpectrogramSpec spec;
  spec.bands = known["bands"];
  spec.frames = known["frames"];
  const std::vector<double> values = engine::Spectrogram(spec).of(known["sound"].get<std::vector<double>>());
  const auto expected = known["spectrogram"].get<std::vector<double>>();
  ASSERT_EQ(values.size(), expected.size());
  for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], expected[i], 1e-7) << i;
}

TEST(Spectrogram, PutsToneInItsBandAndLouderIsBrighter) {
  const engine::SpectrogramSpec spec;
  const engine::Spectrogram spectrogram(spec);
  int64_t before = spec.bands;
  for (const double frequency : {200.0, 500.0, 1000.0, 2000.0, 3500.0}) {
    std::vector<double> loud(static_cast<size_t>(engine::kSoundSamples)), quiet;
    for (size_t i = 0; i < loud.size(); ++i) {
      loud[i] = 0.1 * std::sin(kTurn * frequency * static_cast<double>(i) / spec.rate);
    }
    quiet = loud;
    for (double& v : quiet) v *= 0.1;
    const std::vector<double> picture = spectrogram.of(loud), dim = spectrogram.of(quiet);
    const auto column = [&](int64_t band) { return static_cast<size_t>(band * spec.frames + spec.frames / 2); };
    int64_t brightest = 0;
    for (int64_t b = 1; b < spec.bands; ++b) {
      if (picture[column(b)] > picture[column(brightest)]) brightest = b;
    }
    EXPECT_LT(brightest, before) << "higher tones stand higher";
    before = brightest;
    // A tenth of the amplitude is 20 of the 60 decibels that are shown.
    EXPECT_NEAR(picture[column(brightest)] - dim[column(brightest)], 1.0 / 3, 1e-6);
  }
}

TEST(Spectrogram, SilenceIsBlackAndNothingLeavesTheScale) {
  const engine::Spectrogram spectrogram({});
  for (const double v : spectrogram.of(std::vector<double>(300, 0.0))) EXPECT_EQ(v, 0);
  engine::Rng rng(1);
  std::vector<double> noise(1000);
  for (double& v : noise) v = 50 * rng.normal();
  for (const double v : spectrogram.of(noise)) EXPECT_TRUE(v >= 0 && v <= 1);
}

TEST(Voices, StayWithinTheirScaleAndAreHeard) {
  for (const engine::Voice& voice : engine::voices()) {
    for (const double variation : {0.0, 1.0, 2.0}) {
      for (uint64_t seed = 0; seed < 40; ++seed) {
        engine::Rng rng(seed, 9);
        const std::vector<double> wave = voice.draw(variation, rng);
        ASSERT_EQ(static_cast<int64_t>(wave.size()), engine::kSoundSamples);
        double square = 0;
        for (const double v : wave) {
          ASSERT_TRUE(std::abs(v) <= 2) << voice.name << " " << v;
          square += v * v / static_cast<double>(wave.size());
        }
        EXPECT_GT(std::sqrt(square), 0.005) << voice.name << " " << variation << " " << seed;
      }
    }
  }
}

Dataset make(int64_t size, const Params& given, double noise) {
  const engine::DatasetType* type = engine::datasets().find("sounds");
  auto made = type->make({*engine::resolve(type->params, given), size, noise, 1, {}});
  EXPECT_TRUE(made.ok());
  return *made;
}

TEST(Sounds, ArePicturesOfTheAskedSizeAtEveryExtreme) {
  for (const int64_t bands : {8, 64}) {
    for (const int64_t frames : {8, 64}) {
      for (const double variation : {0.0, 2.0}) {
        const Dataset set = make(20, {{"bands", bands}, {"frames", frames}, {"variation", variation}}, 1);
        EXPECT_EQ(set.inputs.shape(), (engine::Shape{1, bands, frames}));
        EXPECT_TRUE(set.spectrum);
        for (const engine::Scalar v : set.inputs.span()) ASSERT_TRUE(v >= 0 && v <= 1);
      }
    }
  }
}

TEST(Sounds, NoiseFillsTheSilence) {
  double before = -1;
  for (const double noise : {0.0, 0.1, 0.5, 1.0}) {
    double sum = 0;
    const Dataset set = make(100, {}, noise);
    for (const engine::Scalar v : set.inputs.span()) sum += static_cast<double>(v);
    EXPECT_GT(sum, before);
    before = sum;
  }
}

TEST(Sounds, WithoutVariationTheSameVoiceSoundsTheSameAndOthersDiffer) {
  const Dataset set = make(20, {{"variation", 0.0}}, 0);
  const auto distance = [&](int64_t a, int64_t b) {
    double sum = 0;
    for (int64_t i = 0; i < set.inputs.columns(); ++i) {
      sum += std::abs(static_cast<double>(set.inputs.row(a)[i] - set.inputs.row(b)[i]));
    }
    return sum / static_cast<double>(set.inputs.columns());
  };
  for (const int64_t steady : {0, 1, 2, 8, 9})
    EXPECT_EQ(distance(steady, steady + 10), 0) << set.class_names[static_cast<size_t>(steady)];
  for (int64_t a = 0; a < 10; ++a) {
    for (int64_t b = 0; b < a; ++b) EXPECT_GT(distance(a, b), 0.02) << a << " " << b;
  }
}

}  // namespace
