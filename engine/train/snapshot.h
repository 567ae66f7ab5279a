// The newest state of training, for drawing. Data only; its buffers are used again and again.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/train/command.h"
#include "engine/train/step_story.h"
#include "engine/train/trainer.h"

namespace engine {

struct WatchedTensor {
  Watch watch;
  Shape shape;                // see Watched
  std::vector<float> values;  // shape.count()
  float low = 0, high = 0;    // smallest and largest finite value
};

struct NodeState {
  std::string id;
  double weight_norm = 0, gradient_norm = 0;
};

struct Snapshot {
  uint64_t revision = 0;
  bool valid = false;  // an experiment is loaded and can be trained
  bool running = false;
  int64_t step = 0, epoch = 0, steps_per_epoch = 0;
  double steps_per_second = 0;
  Told told;                 // in slow motion: what goes on in the step that is on
  double learning_rate = 0;  // of the last step
  int threads = 1;           // that compute
  uint64_t written = 0;      // weights that were written by hand so far (command::SetWeight)
  Metrics train, validation, test;
  std::optional<ActingReport> acting;  // of a task that acts
  std::vector<NodeState> nodes;        // in the order of the network's nodes
  std::vector<WatchedTensor> tensors;
  std::shared_ptr<const PreparedData> data;
  uint64_t probe = 0;                // serial of the SetProbe that watches of kProbeRow answer to; 0: there is none
  std::optional<Error> probe_error;  // why this probe cannot be answered; the watches are then empty
  double threshold = 0;              // an output above it means class 1
  double output_low = 0, output_high = 1;  // values of the two classes, where one output decides

  // Another one whenever weights or gradients may be others, in slow motion also within a step.
  int64_t state() const { return step * 256 + told.number; }
  // The watched tensor of a node, or nullptr when it is not (yet) there.
  const WatchedTensor* find(std::string_view node, Watched what, int resolution = 0) const;
  // The same for what has a name.
  const WatchedTensor* find_named(std::string_view node, Watched what, std::string_view name) const;
};

}  // namespace engine
