// Trainer: one experiment being trained, step by step. Deterministic, no threads of its own: tests, the command line
// program and the training thread use it as it is. A step allocates nothing.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/data/prepare.h"
#include "engine/graph/checkpoint.h"
#include "engine/graph/experiment.h"
#include "engine/graph/network.h"
#include "engine/tasks/task.h"
#include "engine/train/augmenter.h"
#include "engine/train/memory.h"
#include "engine/train/metrics.h"
#include "engine/train/rate_schedule.h"
#include "engine/train/step_record.h"
#include "engine/train/stopping.h"
#include "engine/train/updater.h"

namespace engine {

// Why training cannot go on: the loss or a gradient is NaN or infinite.
struct Divergence {
  std::string node;  // the first with a value that is not finite, or the last one when only the loss is not
  Message what;      // a sentence
  int64_t step = 0, epoch = 0;
  double suggested_learning_rate = 0;  // the remedy
};

// Per node, of the last step.
struct NodeStatistics {
  double weight_norm = 0;
  double gradient_norm = 0;
};

class Trainer {
 public:
  // Builds data and network, or says what is wrong. What `reuse` has in common (weights, optimizer state, the number
  // of epochs) goes on.
  // `data`, where given, is taken in place of what experiment.data describes.
  static Result<std::unique_ptr<Trainer>> create(const Experiment& experiment, const Trainer* reuse = nullptr,
                                                 std::shared_ptr<const PreparedData> data = nullptr);

  // One batch: forward, loss, backward, update. False when it diverged (see divergence); the parameters are then
  // as they were before the step.
  bool step();
  // The same step in parts, for whoever looks in between; the looks change nothing. Each update comes to these moments:
  // what it learns from is gathered, its gradients are there, its weights have moved. False when it diverged.
  enum class Moment { rest, gathered, learned, moved };
  bool advance();
  Moment moment() const { return moment_; }  // rest: between two steps
  // While a step is on: which of its updates it is at, how many there are, and which part one of them moves.
  int update() const { return update_; }
  int updates() const { return updates_; }
  NetworkPart part_of_update(int i) const { return task_->part(i); }
  double update_loss() const { return update_loss_; }  // of the newest update
  // The next step moves that part alone. Between two steps.
  void only(NetworkPart part);
  NetworkPart only() const { return only_; }
  double batch_loss() const { return batch_loss_; }        // of the last step
  double learning_rate() const { return learning_rate_; }  // of the last step; before the first, of the first
  // After the last step of an epoch: why training is to end here, if it is. Whoever steps on is not hindered.
  const std::optional<Stop>& stop() const { return stop_; }
  const std::optional<Divergence>& divergence() const { return divergence_; }

  int64_t steps() const { return steps_; }
  int64_t epoch() const { return steps_ / steps_per_epoch_; }  // epochs finished
  int64_t steps_per_epoch() const { return steps_per_epoch_; }
  bool at_epoch_end() const { return steps_ % steps_per_epoch_ == 0; }

  // Metrics of one part of the data in evaluation mode. Empty parts give samples = 0.
  Metrics evaluate(Split split);
  // The same of its first `most` samples alone. Not for tasks that measure a part by themselves (Task::measure).
  Metrics evaluate_first(Split split, int64_t most);
  ClassReport class_report(Split split);  // of classes; empty for numbers
  // What the network makes of `rows` samples, in evaluation mode or with `rng` as in training; afterwards
  // network().activation(...) holds them. rows <= network().max_rows().
  ConstView probe(ConstView input, Rng* rng = nullptr);
  // Predictions as numbers to show, [rows, elements]: class index (classes), or the output in units of the target.
  void predict(ConstView input, std::vector<double>& out);
  double output_low() const { return target_plan_.low; }  // the value that stands for class 0
  const Answers& answers() const { return target_plan_.answers; }
  const Shape& answer_shape() const { return target_plan_.answer_shape; }

  // Back to the starting weights of the experiment's seed; optimizer and counters start again.
  void reset();
  void new_weights(uint64_t seed);

  // Where training is; restore() of a trainer of the same experiment goes on from there with the same bits. What does
  // not fit is an error, and training is then back at its start.
  Checkpoint checkpoint();
  Status restore(const Checkpoint& state);

  // Takes over a changed experiment without a rebuild where everything that changed is live (rates, penalties,
  // batch size, loss, optimizer, live layer parameters). False: nothing was changed, create a new Trainer instead.
  bool adopt(const Experiment& experiment);

  // Writes one weight of the running network; training goes on from there. False when the node has no such parameter,
  // the index or the value is none, or the weight is held at another value.
  bool set_weight(std::string_view node, std::string_view parameter, int64_t index, double value);

  const Experiment& experiment() const { return experiment_; }
  const PreparedData& data() const { return *data_; }
  std::shared_ptr<const PreparedData> shared_data() const { return data_; }
  Network& network() { return *network_; }
  const Network& network() const { return *network_; }
  const LossType& loss_type() const { return *loss_.type; }
  const TaskType& task_type() const { return *task_type_; }
  // Of a task that acts: what it has met so far; else null.
  const ActingReport* acting() const { return task_->acting(); }
  // Of a task that draws samples by chains (Task::chains, Task::paths).
  ConstView chains() const { return task_->chains(); }
  ConstView paths() const { return task_->paths(); }
  // An output above it means class 1, where one output decides between two classes.
  double threshold() const { return target_plan_.answers.threshold; }
  MemoryEstimate memory() const;
  NodeStatistics statistics(int node) const;
  // Keeps what the steps to come do to the weights, or how large their gradients are, for who looks on.
  void keep(StepRecord::Wish wish) { record_.want(wish, *network_); }
  const StepRecord& record() const { return record_; }

 private:
  Trainer() = default;
  Status set_terms(const Experiment& experiment);
  void set_batch(const Experiment& experiment);
  void continue_from(const Trainer& old);
  void exchange(CheckpointExchange& x);
  void start_again(uint64_t seed);
  void new_order();
  void load_batch();
  ConstView samples(Split split, int64_t begin, int64_t rows);
  void add_predictions(ConstView input, std::vector<double>& out);
  void set_rate();
  bool finite_step(double loss);
  TaskStep work();
  bool learn();
  void move();
  void end_step();
  void set_segments();
  Updater& updater_of(int update) { return task_->part(update) == NetworkPart::behind ? judge_updater_ : updater_; }
  bool divided() const { return !task_type_->parts.empty(); }
  void end_epoch();
  bool live_change(int node, const NodeSpec& wanted) const;
  static bool live_params(std::span<const ParamSpec> specs, const Params& now, const Params& wanted);

  Experiment experiment_;
  std::shared_ptr<const PreparedData> data_;
  std::unique_ptr<Network> network_;

  const TaskType* task_type_ = nullptr;
  std::unique_ptr<Task> task_;
  ChosenLoss loss_;
  TargetPlan target_plan_;
  Tensor targets_[kSplits];          // coded for the loss; none where the samples are the targets
  Updater updater_, judge_updater_;  // of the whole network or the part in front of the gate; of the part behind it
  RateSchedule schedule_;
  Stopping stopping_;
  StepRecord record_;
  MetricsSum sum_;

  std::vector<int32_t> order_;
  Tensor batch_, batch_targets_;
  Augmenter augmenter_;
  std::vector<Scalar> d_output_;
  Rng order_rng_, mask_rng_, task_rng_;
  Moment moment_ = Moment::rest;
  int update_ = 0, updates_ = 0;
  NetworkPart only_ = NetworkPart::whole;
  bool batch_there_ = false;                                // the batch holds the samples of this step
  int64_t steps_ = 0, steps_per_epoch_ = 1, capacity_ = 0;  // capacity: rows of a full batch
  double batch_loss_ = 0, update_loss_ = 0, learning_rate_ = 0;
  std::chrono::steady_clock::time_point last_step_;
  std::optional<Divergence> divergence_;
  std::optional<Stop> stop_;
  // What the end of the epoch measured, so that it need not be measured again.
  Metrics epoch_metrics_;
  int epoch_part_ = -1;
};

}  // namespace engine
