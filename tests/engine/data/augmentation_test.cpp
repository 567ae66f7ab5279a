// Steps that are drawn anew: what each does to a picture, and that training sees the same bits on any number of
// threads.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "engine/core/parallel.h"
#include "engine/data/prepare.h"
#include "engine/preparations/picture_moves.h"
#include "engine/train/augmenter.h"
#include "tests/engine/data/inputs_of.h"

namespace {

using engine::DataSpec;
using engine::Params;
using engine::Rng;
using engine::Scalar;
using engine::Shape;
using Values = std::vector<Scalar>;

std::unique_ptr<const engine::RandomStep> step(const char* id, const Params& params, const Shape& shape) {
  const engine::PreparationType* type = engine::preparations().find(id);
  engine::SampleFacts facts;
  facts.kind = engine::SampleKind::image;
  facts.shape = shape;
  auto made = type->draw(*engine::resolve(type->params, params), facts);
  EXPECT_TRUE(made.ok());
  return std::move(*made);
}

Values drawn(const engine::RandomStep& step, const Values& in, Rng& rng) {
  Values out(in.size(), -7);
  step.apply(in.data(), out.data(), rng);
  return out;
}

Values picture(const Shape& shape) {
  Values values(static_cast<size_t>(shape.count()));
  Rng rng(3);
  for (Scalar& v : values) v = static_cast<Scalar>(rng.uniform());
  return values;
}

TEST(Augmentation, NothingHappensAtNoStrength) {
  const Shape shape{2, 5, 7};
  const std::pair<const char*, Params> still[] = {{"flip", {{"probability", 0.0}}}, {"shift", {{"reach", 0.0}}},
                                                  {"rotate", {{"degrees", 0.0}}},   {"crop", {{"smallest", 1.0}}},
                                                  {"noise", {{"deviation", 0.0}}},  {"cutout", {{"side", 0.0}}}};
  Rng rng(1);
  for (const auto& [id, params] : still) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(drawn(*step(id, params, shape), picture(shape), rng), picture(shape)) << id;
  }
}

TEST(Augmentation, FlipsAreExact) {
  const Shape shape{1, 2, 3};
  const Values in{1, 2, 3, 4, 5, 6};
  Rng rng(1);
  EXPECT_EQ(drawn(*step("flip", {{"probability", 1.0}}, shape), in, rng), (Values{3, 2, 1, 6, 5, 4}));
  const Params down{{"probability", 1.0}, {"sideways", false}, {"upside_down", true}};
  EXPECT_EQ(drawn(*step("flip", down, shape), in, rng), (Values{4, 5, 6, 1, 2, 3}));
  int flipped = 0;
  const auto half = step("flip", {}, shape);
  for (int i = 0; i < 2000; ++i) flipped += drawn(*half, in, rng) != in;
  EXPECT_NEAR(flipped, 1000, 4 * std::sqrt(500.0));
}

// Every shift is by whole pixels and within reach, and all of them come up.
TEST(Augmentation, ShiftsAreExact) {
  const Shape shape{1, 4, 8};
  const Values in = picture(shape);
  for (const char* beyond : {"edge", "zero"}) {
    const auto shift = step("shift", {{"reach", 0.25}, {"beyond", std::string(beyond)}}, shape);
    Rng rng(5);
    std::set<std::pair<int, int>> seen;
    for (int i = 0; i < 400; ++i) {
      const Values out = drawn(*shift, in, rng);
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -2; dx <= 2; ++dx) {
          Values wanted(in.size());
          for (int y = 0; y < 4; ++y) {
            for (int x = 0; x < 8; ++x) {
              const int fy = std::clamp(y - dy, 0, 3), fx = std::clamp(x - dx, 0, 7);
              const bool inside = fy == y - dy && fx == x - dx;
              wanted[static_cast<size_t>(y * 8 + x)] =
                  inside || beyond == std::string("edge") ? in[static_cast<size_t>(fy * 8 + fx)] : 0;
            }
          }
          if (wanted == out) seen.insert({dy, dx});
        }
      }
    }
    EXPECT_EQ(seen.size(), 15U) << beyond;
  }
}

TEST(Augmentation, QuarterTurnsAreExactAndEqualARotationBy90Degrees) {
  const Shape shape{2, 5, 5};
  const Values in = picture(shape);
  Values turned(in.size());
  engine::warp_picture(shape, engine::turn(3.14159265358979323846 / 2), engine::Beyond::zero, in.data(), turned.data());
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 5; ++x) {  // counterclockwise: the right column becomes the upper row
      EXPECT_NEAR(turned[static_cast<size_t>(y * 5 + x)], in[static_cast<size_t>(x * 5 + 4 - y)], 1e-6);
    }
  }
  const auto quarters = step("rotate", {{"kind", std::string("quarters")}}, shape);
  Rng rng(2);
  std::set<Values> seen;
  for (int i = 0; i < 60; ++i) seen.insert(drawn(*quarters, in, rng));
  EXPECT_EQ(seen.size(), 4U);
  int equal = 0;
  for (const Values& v : seen) {
    double most = 0;
    for (size_t i = 0; i < v.size(); ++i) most = std::max(most, std::abs(static_cast<double>(v[i] - turned[i])));
    equal += most < 1e-6;
  }
  EXPECT_EQ(equal, 1);
}

TEST(Augmentation, RotationStaysWithinItsAngle) {
  const Shape shape{1, 41, 41};
  Values in(static_cast<size_t>(shape.count()), 0);
  for (int x = 25; x < 41; ++x) in[static_cast<size_t>(20 * 41 + x)] = 1;  // a ray to the right
  const auto rotate = step("rotate", {{"degrees", 20.0}, {"beyond", std::string("zero")}}, shape);
  Rng rng(9);
  double least = 0, most = 0;
  for (int i = 0; i < 300; ++i) {
    const Values out = drawn(*rotate, in, rng);
    double sx = 0, sy = 0;
    for (int y = 0; y < 41; ++y) {
      for (int x = 0; x < 41; ++x) {
        const double v = static_cast<double>(out[static_cast<size_t>(y * 41 + x)]);
        sx += v * (x - 20);
        sy += v * (20 - y);
      }
    }
    const double angle = std::atan2(sy, sx) * 180 / 3.14159265358979323846;
    least = std::min(least, angle);
    most = std::max(most, angle);
  }
  EXPECT_NEAR(least, -20, 1);
  EXPECT_NEAR(most, 20, 1);
}

TEST(Augmentation, CropEnlargesAPieceFromWithin) {
  const Shape shape{1, 9, 9};
  Values in(81);
  for (size_t i = 0; i < 81; ++i) in[i] = static_cast<Scalar>(i % 9) + Scalar(0.1) * static_cast<Scalar>(i / 9);
  const auto crop = step("crop", {{"smallest", 0.25}}, shape);
  Rng rng(4);
  for (int i = 0; i < 100; ++i) {
    const Values out = drawn(*crop, in, rng);
    const double slope = static_cast<double>(out[4 * 9 + 5] - out[4 * 9 + 4]);  // a plane stays one, only flatter
    EXPECT_GT(slope, 0.5 - 1e-4);
    EXPECT_LT(slope, 1 + 1e-4);
    for (const Scalar v : out) EXPECT_TRUE(v >= 0 && v <= Scalar(8.8001));
  }
}

TEST(Augmentation, NoiseHasItsDeviation) {
  const Shape shape{1, 100, 100};
  const Values in = picture(shape);
  Rng rng(6);
  const Values out = drawn(*step("noise", {{"deviation", 0.3}}, shape), in, rng);
  double sum = 0, square = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    const double d = static_cast<double>(out[i] - in[i]);
    sum += d / 1e4;
    square += d * d / 1e4;
  }
  EXPECT_NEAR(sum, 0, 4 * 0.3 / 100);
  EXPECT_NEAR(std::sqrt(square), 0.3, 4 * 0.3 / std::sqrt(2e4));
}

TEST(Augmentation, CutoutCoversItsArea) {
  const Shape shape{2, 10, 20};
  const Values in = picture(shape);
  Rng rng(7);
  const auto cutout = step("cutout", {{"side", 0.3}}, shape);
  for (int i = 0; i < 50; ++i) {
    const Values out = drawn(*cutout, in, rng);
    for (size_t c = 0; c < 2; ++c) {
      double mean = 0;
      for (size_t k = 0; k < 200; ++k) mean += static_cast<double>(in[c * 200 + k]) / 200;
      int covered = 0;
      for (size_t k = 0; k < 200; ++k) {
        if (out[c * 200 + k] == in[c * 200 + k]) continue;
        ++covered;
        EXPECT_NEAR(out[c * 200 + k], mean, 1e-6);
      }
      EXPECT_EQ(covered, 18);  // 3 x 6
    }
  }
}

std::shared_ptr<const engine::PreparedData> digits(std::vector<engine::PreparationStep> steps) {
  DataSpec spec;
  spec.source = {"digits", {}};
  spec.size = 60;
  spec.steps = std::move(steps);
  const auto data = engine::prepare(spec);
  EXPECT_TRUE(data.ok()) << data.error().describe();
  return *data;
}

Values batch(const std::shared_ptr<const engine::PreparedData>& data, uint64_t seed, int64_t epoch, int threads) {
  engine::set_thread_count(threads);
  engine::Augmenter augmenter;
  augmenter.prepare(data, 16);
  EXPECT_TRUE(augmenter.active());
  std::vector<int32_t> picked;
  for (int32_t i = 0; i < 16; ++i) picked.push_back(31 - 2 * i);
  Values out(static_cast<size_t>(16 * data->input_shape.count()));
  augmenter.load(picked.data(), 16, seed, epoch, out.data());
  engine::set_thread_count(1);
  return out;
}

TEST(Augmentation, DrawsDependOnSeedEpochAndSampleAlone) {
  const auto data = digits({{{"rotate", {}}, false}, {{"standardise", {}}, false}, {{"noise", {}}, false}});
  const Values first = batch(data, 1, 0, 1);
  EXPECT_EQ(first, batch(data, 1, 0, 3));
  EXPECT_NE(first, batch(data, 2, 0, 1));
  EXPECT_NE(first, batch(data, 1, 1, 1));
}

// The steps behind a random one see what it has drawn; validation and evaluation see nothing of it.
TEST(Augmentation, OnlyTrainingBatchesAreDrawn) {
  const auto plain = digits({{{"standardise", {}}, false}});
  const auto noisy = digits({{{"noise", {{"deviation", 0.5}}}, false}, {{"standardise", {}}, false}});
  for (int part = 0; part < 2; ++part) {
    EXPECT_TRUE(std::ranges::equal(inputs_of(*plain, part).span(), inputs_of(*noisy, part).span()));
  }
  EXPECT_EQ(noisy->before_random.rows(), 0) << "nothing comes in front of the noise: the samples lie in raw";
  const engine::Tensor inputs = inputs_of(*noisy, 0);
  const Values out = batch(noisy, 1, 0, 1);
  const double scale = noisy->steps[1].fitted->learned()[1];
  double square = 0;
  for (size_t i = 0; i < 16 * 784; ++i) {
    const auto row = static_cast<int64_t>(31 - 2 * (i / 784));
    square += std::pow(static_cast<double>(out[i] - inputs.row(row)[i % 784]), 2) / (16 * 784);
  }
  EXPECT_NEAR(std::sqrt(square), 0.5 * scale, 0.02 * scale);
  EXPECT_EQ(digits({{{"standardise", {}}, false}, {{"noise", {}}, false}})->before_random.rows(), 0)
      << "nothing comes behind the noise: the inputs are kept once";
  const auto both = digits({{{"standardise", {}}, false}, {{"noise", {}}, false}, {{"min_max", {}}, false}});
  EXPECT_EQ(both->before_random.rows(), both->count(engine::Split::train));
}

}  // namespace
