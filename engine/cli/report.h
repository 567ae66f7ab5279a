// Metrics as JSON fields and as text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/train/trainer.h"

namespace cli {

using Json = nlohmann::ordered_json;

struct NamedMetric {
  std::string name;  // "accuracy", "mae"
  double value;
};

// What is told beside the loss: accuracy of classes; mae, rmse and r2 of numbers.
std::vector<NamedMetric> metrics_of(const engine::Trainer& trainer, const engine::Metrics& metrics);

// All parts of the data that are not empty, measured now.
struct Evaluation {
  engine::Metrics part[engine::kSplits];  // by Split; samples = 0: empty
};
Evaluation evaluate_all(engine::Trainer& trainer, bool with_test);

// "train", "val", "test"
const char* split_name(int part);
// {"train_loss": .., "val_loss": .., "metrics": {"train_accuracy": ..}}; null where a part is empty.
Json to_json(const engine::Trainer& trainer, const Evaluation& evaluation);
// "train loss 0.1234  accuracy 97.5 %"
std::string to_text(const engine::Trainer& trainer, const Evaluation& evaluation, int part);

// The metric that the project's target names, of the validation part (of the training part when that is empty).
// False with a sentence on stderr when there is no such metric.
bool target_value(const engine::Trainer& trainer, const Evaluation& evaluation, double& value);
// Losses and errors are met from above, accuracy and r2 from below.
bool target_met(const engine::Target& target, double value);

}  // namespace cli
