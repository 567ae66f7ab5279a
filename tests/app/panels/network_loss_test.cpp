// The curve of a loss on the canvas, which losses go with which data, and the update rule in textbook signs.
#include <gtest/gtest.h>

#include <cmath>

#include "app/panels/network/loss_curve.h"
#include "app/ui/i18n.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/optimizer_type.h"

namespace app::network {
namespace {

const engine::LossType& loss(const char* id) {
  const engine::LossType* type = engine::losses().find(id);
  EXPECT_NE(type, nullptr) << id;
  return *type;
}

LossCurve curve(const char* id, int64_t classes) {
  return sample_loss(loss(id), engine::defaults(loss(id).params), classes);
}

TEST(LossCurve, IsTheLossItself) {
  const LossCurve c = curve("bce_with_logits", 2);
  ASSERT_EQ(c.positive.size(), 61U);
  ASSERT_EQ(c.negative.size(), 61U);
  EXPECT_NEAR(c.positive[30], std::log(2.0), 1e-5);  // at logit 0
  EXPECT_NEAR(c.positive[0], std::log1p(std::exp(4.0)), 1e-4);
  EXPECT_FLOAT_EQ(c.positive[0], c.negative[60]);
  EXPECT_NEAR(c.top, std::log1p(std::exp(4.0)), 1e-4);

  const LossCurve square = curve("mse", 0);
  EXPECT_TRUE(square.negative.empty());
  EXPECT_NEAR(square.positive[0], 9, 1e-5);
  EXPECT_NEAR(square.positive[30], 0, 1e-6);
}

TEST(LossCurve, EveryLossHasOne) {
  for (const engine::LossType* type : engine::losses().entries()) {
    for (int64_t classes : {0, 2, 5}) {
      if (refuse_loss(*type, classes)) continue;
      const LossCurve c = sample_loss(*type, engine::defaults(type->params), classes);
      ASSERT_EQ(c.positive.size(), 61U) << type->id;
      EXPECT_GT(c.top, 0) << type->id;
      for (float v : c.positive) EXPECT_TRUE(std::isfinite(v)) << type->id;
      EXPECT_EQ(c.negative.empty(), classes == 0) << type->id;
    }
  }
}

TEST(RefuseLoss, SaysWhatIsMissing) {
  EXPECT_TRUE(refuse_loss(loss("cross_entropy"), 0));
  EXPECT_FALSE(refuse_loss(loss("cross_entropy"), 3));
  EXPECT_FALSE(refuse_loss(loss("mse"), 0));
}

engine::Experiment small_net(const char* activation) {
  engine::Experiment e;
  e.network.nodes.push_back({"input", "input", "", {}, false});
  e.network.nodes.push_back(
      {"out", "dense", "", {{"units", int64_t{1}}, {"activation", std::string(activation)}}, false});
  e.network.edges.push_back({"input", "out", 0});
  return e;
}

TEST(ChooseLoss, FitsTheLastLayer) {
  const engine::Experiment many = choose_loss(small_net("sigmoid"), loss("cross_entropy"), 3);
  EXPECT_EQ(many.loss.type, "cross_entropy");
  EXPECT_EQ(engine::get_int(many.network.find("out")->params, "units"), 3);
  EXPECT_EQ(engine::get_text(many.network.find("out")->params, "activation"), "linear");

  const engine::Experiment two = choose_loss(small_net("linear"), loss("bce"), 2);
  EXPECT_EQ(engine::get_text(two.network.find("out")->params, "activation"), "sigmoid");
  EXPECT_EQ(engine::get_int(two.network.find("out")->params, "units"), 1);

  const engine::Experiment same = choose_loss(small_net("tanh"), loss("mse"), 2);
  EXPECT_EQ(engine::get_text(same.network.find("out")->params, "activation"), "tanh");
}

TEST(UpdateRule, IsTheLastStepInTextbookSigns) {
  EXPECT_EQ(update_rule("v <- momentum * v + g; w <- w - learning_rate * v"), "w ← w − η·v");
  EXPECT_EQ(update_rule("w <- w - learning_rate * g, g over all training samples"),
            "w ← w − η·g, g over all training samples");
}

TEST(UpdateRule, ALineEndsInFrontOfAFraction) {
  const std::string rule = update_rule(engine::optimizers().find("adam")->formula);
  EXPECT_EQ(rule, "w ← w − η·m'/(√v' + ε)");
  EXPECT_EQ(rule_lines(rule, 18), (std::vector<std::string>{"w ← w − η·m'", "/(√v' + ε)"}));
}

TEST(UpdateRule, LinesFitTheColumn) {
  for (const engine::OptimizerType* type : engine::optimizers().entries()) {
    const std::string rule = update_rule(type->formula);
    const std::vector<std::string> lines = rule_lines(rule, 20);
    EXPECT_LE(lines.size(), 3U) << type->id;
    for (const std::string& line : lines) {
      int width = 0;
      for (size_t at = 0; at < line.size(); ++width) ui::next_code_point(line, at);
      EXPECT_LE(width, 20) << line;
    }
  }
}

}  // namespace
}  // namespace app::network
