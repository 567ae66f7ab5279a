// The runtime side of a way of training: one step on a batch, from the samples to the gradients. The trainer keeps the
// order of the data, the optimizers, the schedule and the counters. A step allocates nothing.
#pragma once

#include "engine/core/rng.h"
#include "engine/graph/checkpoint.h"
#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/metric_type.h"
#include "engine/schema/task_type.h"
#include "engine/tasks/acting_report.h"
#include "engine/tasks/targets.h"

namespace engine {

// What one phase of a step works with. All of it belongs to the trainer.
struct TaskStep {
  Network& network;
  const ChosenLoss& loss;
  int phase;
  ConstView batch;           // samples as the preparation leaves them [rows, sample shape]
  ConstView targets;         // coded for the loss; the batch itself where the task has no labels
  Scalar* d_output;          // room for the gradient of the output
  Rng &layer_rng, &own_rng;  // for dropout and its like; for what the task draws itself
};

class Task {
 public:
  virtual ~Task() = default;

  // Takes over resolved parameters, before all else.
  virtual void set_params(const Params& params) { (void)params; }
  // How the answers of the network and the data belong together, or why they do not.
  virtual Result<TargetPlan> plan(const LossType& loss, const PreparedData& data, const Network& network) const;
  // Makes the buffers for batches of at most `rows` samples. Called again when something live has changed.
  virtual void prepare(int64_t rows, const PreparedData& data, const Network& network);
  // Rows of the largest pass for batches of so many samples.
  virtual int64_t rows_of(int64_t batch, const PreparedData& data) const { return (void)data, batch; }
  // Steps of an epoch where the samples do not say it: of a task that acts. 0: as many as all samples take.
  virtual int64_t epoch_steps() const { return 0; }
  // Forgets what it has gathered: training starts again from new weights.
  virtual void start_again(const Network& network) { (void)network; }
  // What it has gathered and the next step depends on: kept between two steps, or taken up again behind start_again().
  virtual void keep(CheckpointExchange& state) { (void)state; }

  // Until told otherwise only updates of that part are made; whole: all that the parameters say.
  virtual void only(NetworkPart part) { (void)part; }
  // How many updates a step is made of, which part of the weights each is for, and the factor of its learning rate.
  virtual int phases(int64_t step) const { return (void)step, 1; }
  virtual NetworkPart part(int phase) const { return (void)phase, NetworkPart::whole; }
  virtual double rate_factor(NetworkPart part) const { return (void)part, 1; }
  // What comes before the samples of an update are there: a task that acts meets them here.
  virtual void gather(const TaskStep& step) { (void)step; }
  // Forward, loss, backward: leaves the gradients in the network and gives the loss, what layers add to it included.
  virtual double learn(const TaskStep& step);
  // After the weights of a phase have moved.
  virtual void updated(Network& network, int phase) { (void)network, (void)phase; }

  // The loss of a batch, without what layers add; writes the gradient to d_output, unless it is null.
  virtual double loss(const ChosenLoss& loss, ConstView output, ConstView targets, Scalar* d_output) const;
  // A pass that shows what the network makes of samples; its nodes then hold the values. In training mode with `rng`.
  virtual ConstView look(Network& network, ConstView samples, Rng* rng = nullptr);
  // Measures a part of the data by itself; false: its outputs are compared with the targets.
  virtual bool measure(Network& network, const PreparedData& data, Split split, Metrics& metrics) {
    return (void)network, (void)data, (void)split, (void)metrics, false;
  }
  // Of a task that acts: what it has met so far.
  virtual const ActingReport* acting() const { return nullptr; }
  // Of a task that draws samples by chains: where each stands [chains, sample]; and the way of those that moved in the
  // last step, first and last place included [chains, [places, numbers of a sample]]. No data: there are none.
  virtual ConstView chains() const { return {}; }
  virtual ConstView paths() const { return {}; }
};

}  // namespace engine
