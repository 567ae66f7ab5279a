// Generated images: values, masks, what varies, and that neither threads nor the size of the set change a sample.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/parallel.h"
#include "engine/data/prepare.h"
#include "engine/generators/canvas.h"
#include "engine/generators/picture_things.h"

namespace {

using engine::Dataset;
using engine::Params;
using engine::Scalar;

Dataset make(const char* id, int64_t size, double noise, uint64_t seed, const Params& given = {}) {
  const engine::DatasetType* type = engine::datasets().find(id);
  const auto params = engine::resolve(type->params, given);
  EXPECT_TRUE(params.ok());
  auto made = type->make({*params, size, noise, seed, {}});
  EXPECT_TRUE(made.ok()) << id;
  return *made;
}

double mean_of(const Scalar* begin, int64_t count) {
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += static_cast<double>(begin[i]);
  return sum / static_cast<double>(count);
}

TEST(GeneratedImages, LieBetweenZeroAndOneAndDiffer) {
  for (const char* id : {"digits", "pictures", "segmentation"}) {
    for (const double noise : {0.0, 1.0}) {
      const Dataset set = make(id, 60, noise, 3);
      for (const Scalar v : set.inputs.span()) ASSERT_TRUE(v >= 0 && v <= 1) << id;
      for (int64_t i = 1; i < set.rows(); ++i) {
        EXPECT_FALSE(std::equal(set.inputs.row(i), set.inputs.row(i) + set.inputs.columns(), set.inputs.row(0))) << id;
      }
    }
  }
}

TEST(GeneratedImages, ASampleDependsOnNeitherThreadsNorSize) {
  for (const char* id : {"digits", "pictures", "segmentation"}) {
    const Dataset one = make(id, 40, 0.2, 9);
    engine::set_thread_count(4);
    const Dataset larger = make(id, 90, 0.2, 9);
    engine::set_thread_count(1);
    EXPECT_TRUE(std::equal(one.inputs.span().begin(), one.inputs.span().end(), larger.inputs.data())) << id;
    EXPECT_TRUE(std::equal(one.targets.begin(), one.targets.end(), larger.targets.begin())) << id;
  }
}

TEST(Digits, AreInkInTheMiddleOfAnEmptySheet) {
  const Dataset set = make("digits", 500, 0, 1);
  for (int64_t i = 0; i < set.rows(); ++i) {
    const Scalar* p = set.inputs.row(i);
    const double ink = mean_of(p, 784);
    EXPECT_GT(ink, 0.02) << i;
    EXPECT_LT(ink, 0.4) << i;
    double edge = 0;
    for (int64_t k = 0; k < 28; ++k) edge += static_cast<double>(p[k] + p[27 * 28 + k] + p[28 * k] + p[28 * k + 27]);
    EXPECT_LT(edge, 12) << i;
  }
}

// The mean image of a class is closer to a fresh digit of that class than the others for most digits, as with MNIST.
TEST(Digits, NearestMeanFindsMostDigits) {
  const Dataset train = make("digits", 1000, 0.1, 1), test = make("digits", 500, 0.1, 2);
  std::vector<double> means(10 * 784, 0);
  for (int64_t i = 0; i < 1000; ++i) {
    for (int64_t k = 0; k < 784; ++k)
      means[static_cast<size_t>(i % 10 * 784 + k)] += static_cast<double>(train.inputs.row(i)[k]) / 100;
  }
  int right = 0;
  for (int64_t i = 0; i < 500; ++i) {
    double best = 1e9;
    int64_t found = -1;
    for (int64_t c = 0; c < 10; ++c) {
      double distance = 0;
      for (int64_t k = 0; k < 784; ++k) {
        const double d = static_cast<double>(test.inputs.row(i)[k]) - means[static_cast<size_t>(c * 784 + k)];
        distance += d * d;
      }
      if (distance < best) best = distance, found = c;
    }
    right += found == i % 10;
  }
  EXPECT_GT(right, 325);
  EXPECT_LT(right, 475) << "so easy that nothing is left to learn";
}

TEST(Digits, ParametersDoWhatTheySay) {
  const auto ink = [](const Dataset& set) { return mean_of(set.inputs.data(), set.inputs.rows() * 784); };
  EXPECT_GT(ink(make("digits", 100, 0, 1, {{"thickness", 2.0}})), 1.3 * ink(make("digits", 100, 0, 1)));
  const Dataset print = make("digits", 40, 0, 1, {{"distortion", 0.0}, {"slant", 0.0}});
  const auto lean = [](const Scalar* p) {  // covariance of column and row
    double n = 0, x = 0, y = 0, xy = 0;
    for (int64_t k = 0; k < 784; ++k) {
      const auto v = static_cast<double>(p[k]), c = static_cast<double>(k % 28), r = static_cast<double>(k / 28);
      n += v, x += v * c, y += v * r, xy += v * c * r;
    }
    return xy / n - x / n * (y / n);
  };
  const Dataset leaning = make("digits", 40, 0, 1, {{"distortion", 0.0}, {"slant", 0.5}});
  for (int64_t i = 0; i < 40; ++i) EXPECT_LT(lean(leaning.inputs.row(i)), lean(print.inputs.row(i)) - 5) << i;
}

TEST(Pictures, BackgroundAndColourTellNothing) {
  const Dataset set = make("pictures", 2000, 0, 4);
  EXPECT_EQ(set.class_names.size(), 10U);
  // The mean colour of the upper left corner is the same for every class, within what chance allows.
  for (int64_t channel = 0; channel < 3; ++channel) {
    double low = 1, high = 0;
    for (int64_t c = 0; c < 10; ++c) {
      double mean = 0;
      for (int64_t i = c; i < 2000; i += 10) mean += static_cast<double>(set.inputs.row(i)[channel * 1024]) / 200;
      low = std::min(low, mean);
      high = std::max(high, mean);
    }
    EXPECT_LT(high - low, 0.12);
  }
}

TEST(Segmentation, TakesItsSideAndLabelsWhatIsThere) {
  for (const int64_t side : {16, 32, 48}) {
    const Params params{{"side", side}};
    const Dataset set = make("segmentation", 200, 0, 2, params);
    EXPECT_EQ(set.inputs.shape(), (engine::Shape{3, side, side}));
    EXPECT_EQ(set.target_shape, (engine::Shape{side, side}));
    EXPECT_EQ(engine::known_target_shape(*engine::datasets().find("segmentation"), params), set.target_shape);
    std::vector<double> share(4, 0);
    for (const Scalar t : set.targets) {
      ASSERT_TRUE(t >= 0 && t < 4 && t == std::floor(t));
      share[static_cast<size_t>(t)] += 1.0 / static_cast<double>(set.targets.size());
    }
    EXPECT_GT(share[0], 0.6);
    for (int c = 1; c < 4; ++c) EXPECT_GT(share[static_cast<size_t>(c)], 0.02) << c;
    for (int64_t i = 0; i < set.rows(); ++i) {
      const Scalar* mask = set.targets.data() + i * side * side;
      EXPECT_TRUE(std::any_of(mask, mask + side * side, [](Scalar v) { return v > 0; })) << "nothing in picture " << i;
    }
  }
}

TEST(Canvas, FillsWhatLiesInsideAndSoftensTheEdge) {
  engine::paint::Canvas canvas(20, 20);
  canvas.place({.centre = {0.5, 0.5}, .size = 0.5}, 3);
  canvas.fill({1, 0.5, 0.25}, [](engine::paint::Point p) { return engine::paint::circle(p, {}, 0.55); });
  double area = 0;
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) area += canvas.at(x, y).r;
  }
  EXPECT_NEAR(area, 3.14159265 * 5.5 * 5.5, 1.5);
  EXPECT_EQ(canvas.mask()[10 * 20 + 10], 3);
  EXPECT_EQ(canvas.mask()[0], 0);
  EXPECT_EQ(canvas.at(10, 10).g, 0.5);
  std::vector<float> planes(3 * 400);
  canvas.write(planes.data());
  EXPECT_EQ(planes[2 * 400 + 10 * 20 + 10], 0.25f);
}

TEST(Canvas, DistancesOfShapes) {
  using namespace engine::paint;
  EXPECT_NEAR(box({2, 0}, {-1, -1}, {1, 1}), 1, 1e-12);
  EXPECT_NEAR(box({0, 0}, {-1, -2}, {1, 2}), -1, 1e-12);
  EXPECT_NEAR(segment({0, 3}, {-1, 0}, {1, 0}, 0.5), 2.5, 1e-12);
  EXPECT_NEAR(ellipse({3, 0}, {0, 0}, 2, 1), 1.5, 0.6) << "first order only";
  EXPECT_LT(ellipse({0, 0}, {0, 0}, 2, 1), -0.9);
  const Point corners[3] = {{0, 0}, {4, 0}, {0, 3}};
  EXPECT_NEAR(polygon({1, 1}, corners), -1, 1e-12);
  EXPECT_NEAR(polygon({2, -2}, corners), 2, 1e-12);
}

}  // namespace
