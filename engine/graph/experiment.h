// The whole of what a run depends on: data, network, way of training, loss, optimizer, batch size, seeds. A plain
// value: edited, compared, saved, undone, sent to the trainer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/graph/network_spec.h"
#include "engine/schema/dataset_type.h"

namespace engine {

// A descriptor by id, with parameters.
struct Term {
  std::string type;
  Params params;
  bool operator==(const Term&) const = default;
};

// A step of preparation by id, with parameters.
struct PreparationStep : Term {
  bool off = false;  // stays in the list and does nothing
  bool operator==(const PreparationStep&) const = default;
};

struct DataSpec {
  Term source{"spiral", {}};
  int64_t size = 400;
  double noise = 0.1;
  uint64_t seed = 1;
  double train = 0.7, validation = 0.3, test = 0;  // parts of the whole
  std::string split = "stratified";                // how rows are dealt to the parts; also "random", "time"
  // What happens to the samples, in this order.
  std::vector<PreparationStep> steps{{{"standardise", {}}, false}};
  bool shuffle = true;  // a new order in every epoch
  HandMade hand;        // of the sets made by hand
  bool operator==(const DataSpec&) const = default;
};

struct Regularization {
  double l1 = 0, l2 = 0;  // loss += l1 * sum|w| + l2 / 2 * sum w^2, weights only
  double clip_norm = 0;   // 0: off; else the gradient's norm over all parameters is at most this
  double clip_value = 0;  // 0: off; else each gradient lies in [-clip_value, clip_value]
  bool operator==(const Regularization&) const = default;
};

// What a sample project promises: reached when `metric` of the validation part is at least `value`; of metrics that
// fall while a network learns (loss, mae, rmse, perplexity), at most. engine/train/metrics.h has their names.
struct Target {
  std::string metric;  // "accuracy", "loss"; empty: none
  double value = 0;
  int64_t epochs = 0;
  bool fails = false;  // the project shows a failure: it keeps its promise when the value is not reached
  bool operator==(const Target&) const = default;
};

// When training ends by itself, beside max_epochs. All are looked at when an epoch ends.
struct StopRules {
  int64_t patience = 0;      // epochs that the validation loss may go without falling; 0: off
  double min_delta = 0;      // a loss that falls by less than this has not fallen
  bool restore_best = true;  // with patience: at the end, back to the weights of the lowest validation loss
  double seconds = 0;        // of training; 0: off
  bool at_target = false;    // once the experiment's target is reached
  bool operator==(const StopRules&) const = default;
};

struct Experiment {
  std::string name;
  std::string summary;
  DataSpec data;
  NetworkSpec network;
  Term task{"supervised", {}};  // the way of training
  Term loss{"bce_with_logits", {}};
  Term optimizer{"adam", {}};
  Term schedule{"constant", {}};  // of the learning rate
  Regularization regularization;
  int64_t batch_size = 32;
  uint64_t seed = 1;        // starting weights
  uint64_t batch_seed = 1;  // order of the batches, dropout
  int64_t max_epochs = 0;   // 0: until paused
  StopRules stop;
  Target target;
  bool operator==(const Experiment&) const = default;
};

// Shape of what goes into the network, where the data has samples of that shape.
Shape network_input(const Experiment& experiment, const Shape& sample);

}  // namespace engine
