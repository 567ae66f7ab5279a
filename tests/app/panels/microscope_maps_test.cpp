// Class activation maps against finite differences, t-SNE against its definition, and what the pictures of a landscape
// and a film are made of.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "app/panels/microscope/contours.h"
#include "app/panels/microscope/saliency_maps.h"
#include "app/panels/microscope/step_series.h"
#include "app/panels/microscope/tsne.h"
#include "app/views/picked_picture.h"
#include "engine/train/observer.h"
#include "tests/engine/train/experiments.h"

namespace app {
namespace {

using engine::Shape;
using engine::Watched;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// A convolution without activation, so that its bias moves a whole map.
engine::Experiment digits() {
  engine::Experiment e;
  e.data.source = {"digits", {}};
  e.data.size = 40;
  e.network = engine::testing::chain(
      {{"conv",
        "conv2d",
        "",
        {{"out_channels", int64_t{4}}, {"kernel_size", int64_t{5}}, {"activation", std::string("linear")}},
        false},
       {"act", "activation", "", {{"function", std::string("tanh")}}, false},
       {"flat", "flatten", "", {}, false},
       engine::testing::dense("out", 10, "linear")});
  e.loss = {"cross_entropy", {}};
  e.batch_size = 10;
  return e;
}

TEST(ClassActivation, WeighsMapsByTheSlopeOfTheAnswer) {
  auto t = engine::Trainer::create(digits());
  ASSERT_TRUE(t.ok());
  for (int i = 0; i < 6; ++i) ASSERT_TRUE((*t)->step());
  engine::Observer observer;
  observer.attach(**t);
  observer.watch({{"conv", Watched::sample, 0, 2}, {"conv", Watched::answer_gradient, 0, 2}});
  engine::Snapshot s;
  observer.fill(s, **t);
  const engine::WatchedTensor &maps = *s.find("conv", Watched::sample),
                              &slope = *s.find("conv", Watched::answer_gradient);
  const SaliencyMap found = class_activation(maps, slope);
  ASSERT_TRUE(found.sound());
  engine::Network& net = (*t)->network();
  const int node = net.find("conv");
  engine::Tensor x(1, (*t)->data().input_shape);
  (*t)->data().transform((*t)->data().raw.inputs.row(2), x.data());
  const int64_t answer = (*t)->answers().predicted((*t)->probe(x.view()).data);
  const engine::NodeParameter& bias = net.node_parameters(node).back();
  ASSERT_EQ(bias.spec.name, "bias");
  const int64_t places = maps.shape[1] * maps.shape[2];
  std::vector<double> wanted(static_cast<size_t>(places));
  for (int64_t k = 0; k < 4; ++k) {
    engine::Scalar& b = net.parameters()[static_cast<size_t>(bias.offset + k)];
    const engine::Scalar kept = b;
    const auto moved = [&](float by) {
      b = kept + by;
      return static_cast<double>((*t)->probe(x.view()).data[answer]);
    };
    // The answer by a shift of the whole map is the sum of its slopes over the map.
    const double weight = (moved(2e-3f) - moved(-2e-3f)) / 4e-3 / static_cast<double>(places);
    b = kept;
    for (int64_t i = 0; i < places; ++i)
      wanted[static_cast<size_t>(i)] += weight * static_cast<double>(maps.values[static_cast<size_t>(k * places + i)]);
  }
  double most = 0;
  for (const double v : wanted) most = std::max(most, v);
  EXPECT_GT(most, 0);
  for (size_t i = 0; i < wanted.size(); ++i)
    EXPECT_NEAR(static_cast<double>(found.values[i]), std::max(0.0, wanted[i]), 0.01 * most);
}

TEST(ClassActivation, OfSequencesAndOfWhatDoesNotFit) {
  engine::WatchedTensor maps, slope;
  maps.shape = slope.shape = {3, 2};  // steps, maps
  maps.values = {1, 10, 2, 20, 3, 30};
  slope.values = {1, 0, 2, 0, 3, -3};  // means 2 and -1
  const SaliencyMap map = class_activation(maps, slope);
  EXPECT_EQ(map.values, (std::vector<float>{0, 0, 0}));
  slope.values = {1, 0, 2, 0, 3, 3};  // means 2 and 1
  EXPECT_EQ(class_activation(maps, slope).values, (std::vector<float>{12, 24, 36}));
  slope.values[0] = kNaN;
  EXPECT_TRUE(std::isnan(class_activation(maps, slope).values[0]));
  slope.shape = {6};
  EXPECT_FALSE(class_activation(maps, slope).sound());
}

TEST(Stretched, IsLinearBetweenTheMiddles) {
  const SaliencyMap map{1, 2, {1, 3}};
  EXPECT_EQ(stretched(map, 1, 4).values, (std::vector<float>{1, 1.5f, 2.5f, 3}));
  EXPECT_EQ(stretched(map, 2, 2).values, (std::vector<float>{1, 3, 1, 3}));
  EXPECT_FALSE(stretched({2, 2, {1}}, 4, 4).sound());
}

std::vector<float> random_rows(int64_t n, int64_t columns) {
  std::vector<float> rows;
  engine::Rng rng(3);
  for (int64_t i = 0; i < n * columns; ++i)
    rows.push_back(static_cast<float>(rng.normal() + (i / columns < n / 2 ? 6 : 0)));
  return rows;
}

TEST(Tsne, GradientIsTheSlopeOfTheCost) {
  Tsne tsne(random_rows(14, 5), 14, 5, 4, {});
  engine::Rng rng(9);
  for (double& v : tsne.places()) v = rng.normal();
  std::vector<double> slope;
  tsne.gradient(slope);
  for (size_t i = 0; i < slope.size(); ++i) {
    double& y = tsne.places()[i];
    const double kept = y;
    y = kept + 1e-5;
    const double above = tsne.cost();
    y = kept - 1e-5;
    const double below = tsne.cost();
    y = kept;
    EXPECT_NEAR(slope[i], (above - below) / 2e-5, 1e-7 + 1e-5 * std::abs(slope[i]));
  }
}

TEST(Tsne, EveryRowHasAsManyNeighboursAsThePerplexitySays) {
  const int64_t n = 30;
  const std::vector<float> rows = random_rows(n, 4);
  const Tsne tsne(rows, n, 4, 8, {});
  EXPECT_EQ(tsne.perplexity(), 8);
  const auto& p = tsne.similarities();
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-9);
  for (size_t i = 0; i < static_cast<size_t>(n); ++i) {
    for (size_t j = 0; j < static_cast<size_t>(n); ++j)
      EXPECT_DOUBLE_EQ(p[i * static_cast<size_t>(n) + j], p[j * static_cast<size_t>(n) + i]);
  }
  EXPECT_EQ(Tsne(rows, 10, 4, 50, {}).perplexity(), 3);  // of ten rows
}

TEST(Tsne, KeepsGroupsApart) {
  const int64_t n = 24;
  Tsne tsne(random_rows(n, 6), n, 6, 5, {});
  const double before = tsne.cost();
  while (tsne.steps() < kTsneSteps) tsne.step();
  EXPECT_LT(tsne.cost(), before / 2);
  const auto& y = tsne.places();
  const auto distance = [&](size_t a, size_t b) {
    return std::hypot(y[2 * a] - y[2 * b], y[2 * a + 1] - y[2 * b + 1]);
  };
  double within = 0, between = 1e9;
  for (size_t a = 0; a < 12; ++a) {
    for (size_t b = 12; b < 24; ++b) between = std::min(between, distance(a, b));
    double nearest = 1e9;
    for (size_t b = 0; b < 12; ++b) nearest = a == b ? nearest : std::min(nearest, distance(a, b));
    within = std::max(within, nearest);
  }
  EXPECT_GT(between, within);
}

TEST(Tsne, BadRowsStayFinite) {
  std::vector<float> rows = random_rows(12, 3);
  rows[4] = kNaN;
  rows[7] = std::numeric_limits<float>::infinity();
  for (const std::vector<float>& table : {rows, std::vector<float>(36, 2.5f)}) {
    Tsne tsne(table, 12, 3, 3, {});
    while (tsne.steps() < 300) tsne.step();
    for (const double v : tsne.places()) EXPECT_TRUE(std::isfinite(v));
  }
  Tsne nothing({}, 0, 3, 3, {});
  nothing.step();
  EXPECT_EQ(nothing.cost(), 0);
}

TEST(Contours, CrossWhereTheHeightIs) {
  std::vector<ContourPiece> lines;
  add_contour(std::vector<float>{0, 1, 2, 0, 1, 2}, 2, 3, 0.5f, lines);  // rises to the right
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NEAR(lines[0].x0, 0.25, 1e-6);
  EXPECT_NEAR(lines[0].x1, 0.25, 1e-6);
  EXPECT_NEAR(std::abs(lines[0].y0 - lines[0].y1), 1, 1e-6);
  lines.clear();
  add_contour(std::vector<float>{1, 0, 0, 1}, 2, 2, 0.5f, lines);  // a saddle has two
  EXPECT_EQ(lines.size(), 2U);
  lines.clear();
  add_contour(std::vector<float>{1, kNaN, 0, 1}, 2, 2, 0.5f, lines);
  add_contour(std::vector<float>{3, 3, 3, 3}, 2, 2, 3, lines);
  EXPECT_TRUE(lines.empty());
}

TEST(StepSeries, StaysBoundedAndKeepsTheFirst) {
  StepSeries<int64_t> series;
  series.set_limit(10);
  for (int64_t step = 0; step < 5000; ++step) {
    if (series.wants(step)) series.add(step, step * 2);
    ASSERT_LE(series.items().size(), 10U);
  }
  ASSERT_GE(series.items().size(), 5U);
  EXPECT_EQ(series.steps().front(), 0);
  EXPECT_GT(series.steps().back(), 4000);
  for (size_t i = 0; i < series.items().size(); ++i) EXPECT_EQ(series.items()[i], 2 * series.steps()[i]);
  EXPECT_FALSE(series.wants(series.steps().back()));
  EXPECT_TRUE(series.wants(3));  // training began again
  EXPECT_TRUE(series.items().empty());
}

TEST(PickedPicture, IsALineForEachRow) {
  EXPECT_EQ(views::tab_separated(2, 2, std::vector<float>{1, 2.5f, -3, 4}), "1\t2.5\n-3\t4\n");
  EXPECT_EQ(views::tab_separated(2, 2, std::vector<float>{1, 2, 3}), "1\t2\n3\t");
}

}  // namespace
}  // namespace app
