// The shape of a loss over one output, sampled from the loss itself, and which losses go with which data. Draws
// nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"
#include "engine/schema/loss_type.h"

namespace app::network {

struct LossCurve {
  float x_low = -1, x_high = 1;
  float top = 1;                // largest finite value
  std::vector<float> positive;  // target 1, +1, or the true class; for numbers the only curve
  std::vector<float> negative;  // target 0, -1, or another class; empty for numbers
  std::string positive_label, negative_label;
  bool words = false;  // the labels are words and to be translated
};
// `classes` as in Dataset: 0 for regression.
LossCurve sample_loss(const engine::LossType& loss, const engine::Params& params, int64_t classes, int points = 61);

// Why a loss does not go with the data, if so.
std::optional<engine::Message> refuse_loss(const engine::LossType& loss, int64_t classes);
// The loss, and the last layer as that loss needs it: number of units, and an activation that suits.
engine::Experiment choose_loss(engine::Experiment e, const engine::LossType& loss, int64_t classes);

// "w <- w - learning_rate * g" -> "w ← w − η·g": the last part of an update rule, in the signs of textbooks.
std::string update_rule(const std::string& formula);
// Cut where a line may end, each at most `columns` characters wide.
std::vector<std::string> rule_lines(const std::string& rule, int columns);

}  // namespace app::network
