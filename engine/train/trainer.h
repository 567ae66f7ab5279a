// Trainer: one experiment being trained, step by step. Deterministic, no threads of its own: tests, the command line
// program and the training thread use it as it is. A step allocates nothing.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/data/prepare.h"
#include "engine/graph/experiment.h"
#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"

namespace engine {

struct Metrics {
  double loss = 0;      // mean over the samples, regularization not included
  double accuracy = 0;  // of classes, 0..1
  double mae = 0;       // of regressions, in units of the target
  double rmse = 0;
  double r2 = 0;
  int64_t samples = 0;
};

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
  double batch_loss() const { return batch_loss_; }  // of the last step
  const std::optional<Divergence>& divergence() const { return divergence_; }

  int64_t steps() const { return steps_; }
  int64_t epoch() const { return steps_ / steps_per_epoch_; }  // epochs finished
  int64_t steps_per_epoch() const { return steps_per_epoch_; }
  bool at_epoch_end() const { return steps_ % steps_per_epoch_ == 0; }

  // Metrics of one part of the data in evaluation mode. Empty parts give samples = 0.
  Metrics evaluate(Split split);
  // Forward in evaluation mode for `rows` samples of network inputs; afterwards network().activation(...) holds them.
  // rows <= network().max_rows().
  ConstView probe(ConstView input);
  // Predictions as numbers to show: class index (classes), or the output in units of the target.
  void predict(ConstView input, std::vector<double>& out);
  double output_low() const { return low_; }  // the value that stands for class 0

  // Back to the starting weights of the experiment's seed; optimizer and counters start again.
  void reset();
  void new_weights(uint64_t seed);

  // Takes over a changed experiment without a rebuild where everything that changed is live (rates, penalties,
  // batch size, loss, optimizer, live layer parameters). False: nothing was changed, create a new Trainer instead.
  bool adopt(const Experiment& experiment);

  const Experiment& experiment() const { return experiment_; }
  const PreparedData& data() const { return *data_; }
  std::shared_ptr<const PreparedData> shared_data() const { return data_; }
  Network& network() { return *network_; }
  const Network& network() const { return *network_; }
  const LossType& loss_type() const { return *loss_; }
  // An output above it means class 1, where one output decides between two classes.
  double threshold() const { return threshold_; }
  NodeStatistics statistics(int node) const;

 private:
  // A piece of the flat parameters that is trained, and whether L1 and L2 apply to it.
  struct Segment {
    int64_t begin, count;
    bool decays;
  };

  Trainer() = default;
  Status set_terms(const Experiment& experiment);
  Status code_targets();
  void set_batch(const Experiment& experiment);
  void continue_from(const Trainer& old);
  void set_segments();
  void start_again(uint64_t seed);
  void new_order();
  void load_batch();
  void regularize();
  void update_parameters();
  bool finite_step();
  bool live_change(int node, const NodeSpec& wanted) const;
  bool correct(const Scalar* output, int64_t outputs, Scalar target) const;

  Experiment experiment_;
  std::shared_ptr<const PreparedData> data_;
  std::unique_ptr<Network> network_;

  const LossType* loss_ = nullptr;
  const OptimizerType* optimizer_ = nullptr;
  Params loss_params_, optimizer_params_;
  double threshold_ = 0, low_ = 0;  // coding of two classes by one output
  Tensor targets_[3];               // coded for the loss

  std::vector<Segment> segments_;                  // one per trained parameter
  std::vector<std::pair<int64_t, int64_t>> runs_;  // neighbouring segments joined: begin, count

  std::vector<int32_t> order_;
  Tensor batch_, batch_targets_;
  std::vector<Scalar> d_output_;
  std::vector<Scalar> slots_[3];
  Rng order_rng_, mask_rng_;
  int64_t steps_ = 0, steps_per_epoch_ = 1, updates_ = 0, capacity_ = 0;  // capacity: rows of a full batch
  double batch_loss_ = 0;
  std::optional<Divergence> divergence_;
};

}  // namespace engine
