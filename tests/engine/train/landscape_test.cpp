// The loss on a plane through the parameters: the middle is the loss as it is, and that of linear regression is the
// parabola that its data give.
#include "engine/train/landscape.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::circle;
using testing::dense;

LandscapeRequest request_of(const Trainer& t, int side) {
  LandscapeRequest r;
  r.experiment = t.experiment();
  r.data = t.shared_data();
  r.parameters.assign(t.network().parameters().begin(), t.network().parameters().end());
  r.side = side;
  return r;
}

Landscape computed(const LandscapeRequest& r) {
  Landscape last;
  const Status status = compute_landscape(r, [&](const Landscape& l) {
    last = l;
    return true;
  });
  EXPECT_TRUE(status.ok());
  return last;
}

TEST(Landscape, TheMiddleIsThePresentLoss) {
  auto t = Trainer::create(circle());
  for (int i = 0; i < 50; ++i) ASSERT_TRUE((*t)->step());
  const Landscape l = computed(request_of(**t, 9));
  const double loss = (*t)->evaluate_first(Split::train, l.samples).loss;
  EXPECT_EQ(l.samples, (*t)->data().count(Split::train));  // a small set is taken whole
  EXPECT_NEAR(loss, (*t)->evaluate(Split::train).loss, 1e-12);
  EXPECT_NEAR(l.centre, loss, 1e-9);
  EXPECT_NEAR(static_cast<double>(l.loss[4 * 9 + 4]), loss, 1e-6);
  EXPECT_EQ(l.done, 81);
  EXPECT_GT(l.loss[0], static_cast<float>(loss));
}

TEST(Landscape, TheFirstSamplesAreEvaluatedAlone) {
  auto t = Trainer::create(circle());
  const Tensor x = inputs_of((*t)->data(), 0);
  const Metrics first = (*t)->evaluate_first(Split::train, 30);
  EXPECT_EQ(first.samples, 30);
  double sum = 0;  // of the binary cross-entropy of logits, the loss of the experiment
  for (int64_t i = 0; i < 30; ++i) {
    const auto y = static_cast<double>((*t)->probe({x.row(i), 1, x.shape()}).data[0]);
    const auto wanted = static_cast<double>((*t)->data().targets[0][static_cast<size_t>(i)]);
    sum += (std::log1p(std::exp(y)) - wanted * y) / 30;
  }
  EXPECT_NEAR(first.loss, sum, 1e-5);
}

TEST(Landscape, OfLinearRegressionIsItsParabola) {
  Experiment e;
  e.data.source = {"plane", {}};
  e.data.size = 100;
  e.data.steps = {};
  e.network = chain({dense("out", 1, "linear")});
  e.loss = {"mse", {}};
  auto t = Trainer::create(e);
  ASSERT_TRUE(t.ok());
  const Landscape l = computed(request_of(**t, 9));
  const Tensor x = inputs_of((*t)->data(), 0);
  const ParameterPlane& p = *l.plane;
  const Network& net = (*t)->network();
  const auto weight = static_cast<size_t>(net.node_parameters(1)[0].offset);
  const auto bias = static_cast<size_t>(net.node_parameters(1)[1].offset);
  EXPECT_EQ(p.across[bias], 0);  // stays
  for (int row = 0; row < 9; ++row) {
    for (int column = 0; column < 9; ++column) {
      const double a = -1 + column * 0.25, b = 1 - row * 0.25;
      double loss = 0;
      for (int64_t i = 0; i < x.rows(); ++i) {
        double y = static_cast<double>(p.centre[bias]);
        for (size_t k = 0; k < 2; ++k) {
          const double w = static_cast<double>(p.centre[weight + k]) + a * static_cast<double>(p.across[weight + k]) +
                           b * static_cast<double>(p.up[weight + k]);
          y += w * static_cast<double>(x.row(i)[k]);
        }
        const double off = y - static_cast<double>((*t)->data().targets[0][static_cast<size_t>(i)]);
        loss += off * off / static_cast<double>(x.rows());
      }
      EXPECT_NEAR(static_cast<double>(l.loss[static_cast<size_t>(row * 9 + column)]), loss, 1e-4 * (1 + loss));
    }
  }
}

TEST(Landscape, FiltersOfADirectionAreAsLongAsThoseOfTheWeights) {
  auto t = Trainer::create(circle());
  const Network& net = (*t)->network();
  const ParameterPlane p = random_plane(net, net.parameters(), 4);
  const NodeParameter& w = net.node_parameters(1)[0];
  ASSERT_EQ(w.spec.shape, (Shape{6, 2}));
  for (int64_t unit = 0; unit < 6; ++unit) {
    double own = 0, way = 0;
    for (int64_t k = 0; k < 2; ++k) {
      const auto at = static_cast<size_t>(w.offset + unit * 2 + k);
      own += static_cast<double>(p.centre[at]) * static_cast<double>(p.centre[at]);
      way += static_cast<double>(p.across[at]) * static_cast<double>(p.across[at]);
    }
    EXPECT_NEAR(way, own, 1e-5 * own);
  }
  EXPECT_NE(p.across, p.up);
  EXPECT_EQ(random_plane(net, net.parameters(), 4).up, p.up);  // the same seed, the same picture
}

TEST(Landscape, APointIsProjectedToItsFoot) {
  const ParameterPlane p{{1, 1, 1}, {2, 0, 0}, {1, 1, 0}, 0};
  const std::vector<Scalar> point{1 + 2 * 3 - 2, 1 - 2, 9};  // 3 across, -2 up, and far from the plane
  const PlanePoint at = project(p, point);
  EXPECT_NEAR(at.x, 3, 1e-6);
  EXPECT_NEAR(at.y, -2, 1e-6);
  EXPECT_EQ(project(p, std::vector<Scalar>{1}).x, 0);
}

TEST(Landscape, ThePlaneOfAPathHoldsAPathThatIsPlane) {
  std::vector<std::vector<Scalar>> path;
  for (int i = 0; i < 9; ++i) {
    const auto s = static_cast<Scalar>(i);
    path.push_back({s, s * s / 4, 2 * s - s * s / 2, 5});  // in the plane of (1, 0, 2, 0) and (0, 1, -2, 0)
  }
  const ParameterPlane p = path_plane(path);
  ASSERT_EQ(p.across.size(), 4U);
  EXPECT_NEAR(p.shown, 1, 1e-6);
  for (const std::vector<Scalar>& point : path) {
    const PlanePoint at = project(p, point);
    for (size_t k = 0; k < 4; ++k) {
      const double back = static_cast<double>(p.centre[k]) + at.x * static_cast<double>(p.across[k]) +
                          at.y * static_cast<double>(p.up[k]);
      EXPECT_NEAR(back, static_cast<double>(point[k]), 1e-3);
    }
  }
  path.resize(2);
  EXPECT_TRUE(path_plane(path).across.empty());
  EXPECT_TRUE(path_plane(std::vector<std::vector<Scalar>>(5, {1, 2, 3})).across.empty());
}

TEST(Landscape, StopsWhenAskedAndSaysWhatDoesNotFit) {
  auto t = Trainer::create(circle());
  LandscapeRequest r = request_of(**t, 33);
  int calls = 0;
  EXPECT_TRUE(compute_landscape(r, [&](const Landscape&) { return ++calls < 5; }).ok());
  EXPECT_EQ(calls, 5);
  r.parameters.pop_back();
  EXPECT_FALSE(compute_landscape(r, [](const Landscape&) { return true; }).ok());
}

TEST(Landscape, WeightsThatAreNoNumbersGiveNoPicture) {
  auto t = Trainer::create(circle());
  LandscapeRequest r = request_of(**t, 3);
  r.parameters[0] = NAN;
  const Landscape l = computed(r);
  EXPECT_FALSE(std::isfinite(l.loss[4]));
  r.path = {r.parameters, r.parameters, r.parameters};
  EXPECT_FALSE(compute_landscape(r, [](const Landscape&) { return true; }).ok());
}

}  // namespace
}  // namespace engine
