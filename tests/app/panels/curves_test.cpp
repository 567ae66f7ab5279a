// The lines of the large curves against the points that they are made of.
#include "app/panels/curves/quantities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {
namespace {

// Losses that halve, an accuracy, a rate that falls, norms of a layer that comes later.
Curve some_curve(size_t points) {
  Curve curve(points);
  double loss = 1;
  for (size_t i = 0; i < points; ++i, loss /= 2) {
    auto& p = curve[i];
    p.epoch = static_cast<int64_t>(i + 1);
    p.step = p.epoch * 10;
    p.learning_rate = 0.1 / static_cast<double>(i + 1);
    p.steps_per_second = 1000;
    for (engine::Metrics* m : {&p.train, &p.validation}) {
      m->samples = 10;
      m->offered = engine::offer(engine::MetricIndex::loss) | engine::offer(engine::MetricIndex::accuracy);
      m->accuracy = 0.5;
    }
    p.train.loss = loss;
    p.validation.loss = i == 2 ? std::numeric_limits<double>::quiet_NaN() : 2 * loss;
    p.gradient_norms.emplace_back("dense1", static_cast<float>(loss));
    if (i >= 3) p.gradient_norms.emplace_back("dense2", 5.0f);
  }
  return curve;
}

const Quantity& find(const std::vector<Quantity>& list, const std::string& id) {
  return *std::find_if(list.begin(), list.end(), [&](const Quantity& q) { return q.id == id; });
}

TEST(CurveQuantities, AreThoseThatThePointsHave) {
  std::vector<std::string> ids;
  for (const Quantity& q : quantities_of(some_curve(3))) ids.push_back(q.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"loss", "accuracy", "learning_rate", "speed", "gradients"}));
  EXPECT_EQ(quantities_of({}).front().id, "loss") << "there is always one";
}

TEST(CurveQuantities, GiveTheNumbersOfThePoints) {
  const Curve curve = some_curve(6);
  const auto list = quantities_of(curve);
  RunLines loss;
  loss.follow(curve, find(list, "loss"));
  loss.smooth(0);
  ASSERT_EQ(loss.lines().size(), 2U);
  EXPECT_FLOAT_EQ(loss.find("train")->smooth[3], 0.125f);
  EXPECT_FLOAT_EQ(loss.find("val")->smooth[1], 1.0f);
  EXPECT_TRUE(std::isnan(loss.find("val")->smooth[2]));
  EXPECT_EQ(loss.epoch(), (std::vector<float>{1, 2, 3, 4, 5, 6}));
  RunLines rate;
  rate.follow(curve, find(list, "learning_rate"));
  EXPECT_FLOAT_EQ(rate.lines()[0].raw[1], 0.05f);
  RunLines layers;
  layers.follow(curve, find(list, "gradients"));
  ASSERT_EQ(layers.lines().size(), 2U);
  EXPECT_TRUE(std::isnan(layers.find("dense2")->raw[0])) << "it was not there";
  EXPECT_EQ(layers.find("dense2")->raw[4], 5.0f);
}

// s = keep s + (1 - keep) v, by hand.
TEST(CurveQuantities, AreSmoothed) {
  const Curve curve = some_curve(4);
  RunLines loss;
  loss.follow(curve, quantities_of(curve).front());
  loss.smooth(0.6f);
  double s = 1;
  for (size_t i = 0; i < 4; ++i) {
    if (i > 0) s = 0.6 * s + 0.4 * curve[i].train.loss;
    EXPECT_NEAR(static_cast<double>(loss.find("train")->smooth[i]), s, 1e-6);
  }
}

TEST(CurveQuantities, GrowWithTheCurveAndStartAgain) {
  Curve curve = some_curve(4);
  const Quantity loss = quantities_of(curve).front();
  RunLines lines;
  lines.follow(curve, loss);
  curve = some_curve(7);
  lines.follow(curve, loss);
  EXPECT_EQ(lines.epoch().size(), 7U);
  for (auto& p : curve) p.revision = 2;
  curve.resize(2);
  lines.follow(curve, loss);
  EXPECT_EQ(lines.epoch().size(), 2U);
  lines.follow(curve, find(quantities_of(curve), "accuracy"));
  EXPECT_EQ(lines.find("train")->raw[0], 0.5f);
  lines.follow({}, loss);
  EXPECT_TRUE(lines.lines().empty());
}

TEST(CurveQuantities, AreWrittenAsTheyAreRead) {
  const auto list = quantities_of(some_curve(2));
  EXPECT_EQ(quantity_text(find(list, "accuracy"), 0.5), "50.0%");
  EXPECT_EQ(quantity_text(find(list, "loss"), NAN), "–");
  EXPECT_EQ(quantity_text(find(list, "speed"), 12345), "12k");
}

}  // namespace
}  // namespace app
