// Facts that the training thread tells the window; none is lost. Data only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/train/trainer.h"

namespace engine::event {

// How many values of a node's weights lie in each of `counts.size()` equal bins between low and high.
struct WeightHistogram {
  std::string node;
  double low = 0, high = 0;
  std::vector<float> counts;
};

// One point of the curves, taken at the end of an epoch (every epoch at first, later every 2nd, 4th ...).
struct MetricPoint {
  uint64_t revision = 0;
  int64_t epoch = 0, step = 0;
  double learning_rate = 0;     // of the last step
  double steps_per_second = 0;  // as measured last
  Metrics train, validation;
  std::vector<std::pair<std::string, float>> gradient_norms;  // node id, norm; nodes with parameters, in order
  std::vector<WeightHistogram> weights;                       // now and then
};

// An experiment was taken over.
struct Loaded {
  uint64_t revision = 0;
  bool rebuilt = false;              // false: everything was live
  bool fresh = false;                // curves and counters start again
  std::optional<Error> unfit;        // why the state that training was to go on from was not taken
  std::vector<std::string> resized;  // nodes of a rebuild whose weights changed their shape; the rest is kept
};

// The files of an experiment are being read: `part` of the whole, 0 .. 1 and never falling. The experiment before it is
// in use until Loaded or Failed.
struct Reading {
  uint64_t revision = 0;
  double part = 0;
};

// The reading was cancelled: the experiment before it stays.
struct ReadingCancelled {
  uint64_t revision = 0;
};

// The experiment cannot be trained; training is paused. `error.where` names the node, if one is to blame.
struct Failed {
  uint64_t revision = 0;
  Error error;
  std::shared_ptr<const PreparedData> data;  // when the data is fine and only the network does not fit it
  bool of_data = false;                      // there is no data: it cannot be read or prepared
};

struct Diverged {
  uint64_t revision = 0;
  Divergence divergence;
};

// Back at the starting weights; curves start again.
struct WasReset {
  uint64_t revision = 0;
  uint64_t seed = 0;
};

// The answer to Capture; null when there is nothing that trains.
struct Captured {
  uint64_t serial = 0;
  std::shared_ptr<const Checkpoint> state;
};

struct Paused {
  uint64_t revision = 0;
  bool finished = false;     // training came to its end by itself
  std::optional<Stop> stop;  // then: why, and with which weights
};

}  // namespace engine::event

namespace engine {

using Event = std::variant<event::MetricPoint, event::Loaded, event::Reading, event::ReadingCancelled, event::Failed,
                           event::Diverged, event::WasReset, event::Captured, event::Paused>;

}  // namespace engine
