// Metrics as JSON fields and as text.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "engine/train/trainer.h"

namespace cli {

using Json = nlohmann::ordered_json;

// All parts of the data that are not empty, measured now.
struct Evaluation {
  engine::Metrics part[engine::kSplits];  // by Split; samples = 0: empty
};
Evaluation evaluate_all(engine::Trainer& trainer, bool with_test);

// "train", "val", "test"
const char* split_name(int part);
// {"train_loss": .., "val_loss": .., "metrics": {"train_accuracy": ..}}; null where a part is empty.
Json to_json(const Evaluation& evaluation);
// "train loss 0.1234  accuracy 97.5 %"; with `all`, every metric that makes sense.
std::string to_text(const Evaluation& evaluation, int part, bool all = false);

struct TargetCheck {
  double value = 0;  // of the validation part (of the training part when that is empty)
  bool met = false;  // losses and errors are met from above, shares and r2 from below; a failure by the opposite
};
// nullopt with a sentence on stderr when there is no such metric.
std::optional<TargetCheck> check_target(const engine::Target& target, const Evaluation& evaluation);

}  // namespace cli
