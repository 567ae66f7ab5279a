// When training ends by itself, and which weights it ends with: the rules of an experiment, asked after every epoch.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/graph/checkpoint.h"
#include "engine/graph/experiment.h"
#include "engine/train/metrics.h"

namespace engine {

struct Stop {
  enum class Reason { epochs, patience, seconds, target } reason = Reason::epochs;
  int64_t epoch = 0;
  int64_t best_epoch = 0;  // of the lowest validation loss; 0: nobody looked
  double best_loss = 0;
  bool restored = false;  // the weights are those of best_epoch again
  Message what;           // a sentence
};

class Stopping {
 public:
  // Starts afresh. Room for the best weights is taken here.
  void start(const Experiment& experiment, size_t parameters);
  // Needs the metrics of the validation part (of the training part where there is none) after every epoch.
  bool watches() const { return rules_.patience > 0 || watches_target(); }
  // Needs the time after every step.
  bool watches_time() const { return rules_.seconds > 0; }
  void add_time(double seconds) { seconds_ += seconds; }
  void exchange(CheckpointExchange& x, const Network& network);
  // The end of an epoch: whether this is the end of training. Keeps or brings back the best weights.
  std::optional<Stop> end_of_epoch(int64_t epoch, const Metrics& metrics, std::span<Scalar> parameters);

 private:
  bool watches_target() const { return rules_.at_target && !target_.metric.empty() && !target_.fails; }
  std::optional<Stop::Reason> reason(int64_t epoch, const Metrics& metrics) const;
  Message sentence(const Stop& stop, const Metrics& metrics) const;

  StopRules rules_;
  Target target_;
  int64_t max_epochs_ = 0;
  double seconds_ = 0;
  int64_t waited_ = 0, best_epoch_ = 0;
  double best_loss_ = 0;
  std::vector<Scalar> best_;
};

}  // namespace engine
