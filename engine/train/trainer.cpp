#include "engine/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.h"
#include "engine/tasks/tag_chain.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr uint64_t kOrderStream = 1, kMaskStream = 2, kTaskStream = 3;
constexpr int64_t kDefaultEpochs = 100;  // the length of a run that has none, for schedules

int64_t batch_rows(const Experiment& experiment, const OptimizerType& optimizer, int64_t samples) {
  return optimizer.full_batch ? samples : std::min(experiment.batch_size, samples);
}

int64_t whole_run(const Experiment& e) {
  return e.max_epochs > 0 ? e.max_epochs : e.target.epochs > 0 ? e.target.epochs : kDefaultEpochs;
}

std::vector<int64_t> class_counts(const PreparedData& data) {
  std::vector<int64_t> counts(static_cast<size_t>(data.raw.classes), 0);
  for (Scalar t : data.targets[0]) {
    if (t >= 0 && t < static_cast<Scalar>(counts.size())) ++counts[static_cast<size_t>(t)];
  }
  return counts;
}

constexpr const char* kNoTask = "There is no way of training \"{}\"; choose another.";
constexpr const char* kNoLoss = "There is no loss \"{}\"; choose another.";
constexpr const char* kNoOptimizer = "There is no optimizer \"{}\"; choose another.";
constexpr const char* kNoSchedule = "There is no schedule \"{}\"; choose another.";

// The descriptor of a term with its parameters resolved, or what is wrong with it.
template <class Type>
struct Found {
  const Type* type;
  Params params;
};
template <class Type>
Result<Found<Type>> find_term(const Catalog<Type>& catalog, const Term& term, const char* unknown) {
  const Type* type = catalog.find(term.type);
  if (!type) return Error{Message{unknown, {term.type}}, {}};
  Result<Params> params = resolve(type->params, term.params);
  if (!params) return params.error();
  return Found<Type>{type, std::move(*params)};
}

}  // namespace

Result<std::unique_ptr<Trainer>> Trainer::create(const Experiment& experiment, const Trainer* reuse,
                                                 std::shared_ptr<const PreparedData> data) {
  std::unique_ptr<Trainer> t(new Trainer());
  if (experiment.batch_size < 1) return error("The batch size must be at least 1, not {}.", experiment.batch_size);
  t->experiment_ = experiment;
  if (data) {
    t->data_ = std::move(data);
  } else if (reuse && reuse->experiment_.data == experiment.data) {
    t->data_ = reuse->data_;
  } else {
    auto made = prepare(experiment.data);
    if (!made) return made.error();
    t->data_ = *made;
  }
  const auto optimizer = find_term(optimizers(), experiment.optimizer, kNoOptimizer);
  if (!optimizer) return optimizer.error();
  const auto task = find_term(tasks(), experiment.task, kNoTask);
  if (!task) return task.error();
  const std::unique_ptr<Task> made = task->type->make();
  made->set_params(task->params);
  const Shape input = network_input(experiment, t->data_->input_shape);
  const NetworkInfo info = infer(experiment.network, input);
  if (!info.ok()) return *info.error;
  const int64_t samples = t->data_->count(Split::train);
  Network::Options options;
  options.seed = experiment.seed;
  options.optimizer_slots = optimizer->type->slots;
  options.memory_limit = kMemoryLimit;
  const int64_t batch = batch_rows(experiment, *optimizer->type, samples);
  options.max_rows = rows_of_a_pass(info, made->rows_of(batch, *t->data_), samples);
  auto network = Network::compile(experiment.network, input, options);
  if (!network) return network.error();
  t->network_ = std::move(*network);
  if (reuse) t->network_->keep_weights(*reuse->network_);
  if (Status terms = t->set_terms(experiment); !terms) return terms.error();
  t->set_segments();
  t->d_output_.resize(static_cast<size_t>(options.max_rows * t->network_->output_shape().count()));
  t->order_rng_ = Rng(experiment.batch_seed, kOrderStream);
  t->mask_rng_ = Rng(experiment.batch_seed, kMaskStream);
  t->task_rng_ = Rng(experiment.batch_seed, kTaskStream);
  if (reuse) t->continue_from(*reuse);
  t->stopping_.start(experiment, t->network_->parameters().size());
  t->new_order();
  t->set_rate();
  return t;
}

// Loss, optimizer, schedule, penalties and batch size; on an error nothing has changed.
Status Trainer::set_terms(const Experiment& experiment) {
  auto task = find_term(tasks(), experiment.task, kNoTask);
  if (!task) return task.error();
  auto loss = find_term(losses(), experiment.loss, kNoLoss);
  if (!loss) return loss.error();
  auto optimizer = find_term(optimizers(), experiment.optimizer, kNoOptimizer);
  if (!optimizer) return optimizer.error();
  auto schedule = find_term(schedules(), experiment.schedule, kNoSchedule);
  if (!schedule) return schedule.error();
  if (loss->type->prepare) {
    Result<Params> prepared = loss->type->prepare(loss->params, class_counts(*data_));
    if (!prepared) return prepared.error();
    loss->params = std::move(*prepared);
  }
  std::unique_ptr<Task> made = task->type->make();
  made->set_params(task->params);
  const Status chains = TagChain::check(*network_, task->type->labels, *loss->type, loss->params, *data_);
  if (!chains) return chains.error();
  const Result<TargetPlan> plan = made->plan(*loss->type, *data_, *network_);
  if (!plan) return plan.error();

  if (task_type_ == task->type) {
    task_->set_params(task->params);  // what it has gathered stays
  } else {
    task_ = std::move(made);
  }
  task_type_ = task->type;
  target_plan_ = *plan;
  if (task_type_->labels) {
    for (int part = 0; part < kSplits; ++part) code_targets(target_plan_, data_->targets[part], targets_[part]);
  }
  // The loss is the mean surprise only as long as nothing weighs or smooths it.
  const bool likelihood = loss->type->logits && loss->type->coding == TargetCoding::class_index &&
                          loss->params == defaults(loss->type->params);
  sum_.plan(target_plan_.answers, target_plan_.answer_shape,
            {.likelihood = likelihood, .pooled = !task_type_->labels, .penalty = network_->has_penalty()});
  loss_ = {loss->type, std::move(loss->params)};
  if (divided()) judge_updater_.set_optimizer(*optimizer->type, optimizer->params, network_->parameters().size());
  updater_.set_optimizer(*optimizer->type, std::move(optimizer->params), network_->parameters().size());
  schedule_.set(*schedule->type, std::move(schedule->params), whole_run(experiment));
  set_batch(experiment);
  return {};
}

void Trainer::set_batch(const Experiment& experiment) {
  const int64_t samples = data_->count(Split::train);
  const int64_t rows = batch_rows(experiment, *updater_.type(), samples);
  if (rows != capacity_) {
    const int64_t epochs = capacity_ == 0 ? 0 : epoch();
    capacity_ = rows;
    steps_per_epoch_ = task_->epoch_steps() > 0 ? task_->epoch_steps() : (samples + rows - 1) / rows;
    steps_ = epochs * steps_per_epoch_;
  }
  batch_.resize(network_->max_rows(), data_->input_shape);  // evaluate() needs as many
  if (task_type_->labels) batch_targets_.resize(rows, targets_[0].shape());
  task_->prepare(rows, *data_, *network_);
  augmenter_.prepare(data_, rows);
}

// Counters go on, and so does the optimizer's memory of every parameter that kept its shape.
void Trainer::continue_from(const Trainer& old) {
  steps_ = old.epoch() * steps_per_epoch_;
  updater_.continue_from(old.updater_, *old.network_, *network_);
  if (divided() && old.divided()) judge_updater_.continue_from(old.judge_updater_, *old.network_, *network_);
  schedule_.continue_from(old.schedule_);
}

void Trainer::new_order() {
  const size_t samples = static_cast<size_t>(data_->count(Split::train));
  const bool shuffled = experiment_.data.shuffle;
  if (order_.size() != samples || !shuffled) {  // not shuffled any more: back to the order of the data
    order_.resize(samples);
    std::iota(order_.begin(), order_.end(), 0);
  }
  if (shuffled) order_rng_.shuffle(order_);
}

// The learning rate of the next step.
void Trainer::set_rate() {
  learning_rate_ = schedule_.rate(updater_.base_rate(), steps_, steps_per_epoch_);
  updater_.set_rate(learning_rate_ * task_->rate_factor(NetworkPart::front));
  if (divided()) judge_updater_.set_rate(learning_rate_ * task_->rate_factor(NetworkPart::behind));
}

void Trainer::set_segments() {
  updater_.set_segments(*network_, divided() ? NetworkPart::front : NetworkPart::whole);
  if (divided()) judge_updater_.set_segments(*network_, NetworkPart::behind);
}

void Trainer::start_again(uint64_t seed) {
  experiment_.seed = seed;
  network_->initialise(seed);
  updater_.start_again();
  judge_updater_.start_again();
  schedule_.start_again();
  task_->start_again(*network_);
  stopping_.start(experiment_, network_->parameters().size());
  record_.forget();
  order_rng_ = Rng(experiment_.batch_seed, kOrderStream);
  mask_rng_ = Rng(experiment_.batch_seed, kMaskStream);
  task_rng_ = Rng(experiment_.batch_seed, kTaskStream);
  std::iota(order_.begin(), order_.end(), 0);
  new_order();
  steps_ = 0;
  batch_loss_ = update_loss_ = 0;
  moment_ = Moment::rest;
  only(NetworkPart::whole);
  epoch_part_ = -1;
  divergence_.reset();
  stop_.reset();
  set_rate();
}

void Trainer::reset() { start_again(experiment_.seed); }

void Trainer::new_weights(uint64_t seed) { start_again(seed); }

bool Trainer::adopt(const Experiment& experiment) {
  DataSpec same = experiment.data;
  same.shuffle = experiment_.data.shuffle;
  if (!(same == experiment_.data) || experiment.batch_size < 1) return false;
  if (experiment.task.type != experiment_.task.type) return false;
  if (!live_params(task_type_->params, experiment_.task.params, experiment.task.params)) return false;
  if (experiment.seed != experiment_.seed || experiment.batch_seed != experiment_.batch_seed) return false;
  const NetworkSpec& net = experiment.network;
  if (net.edges != network_->spec().edges || net.nodes.size() != network_->spec().nodes.size()) return false;
  for (size_t i = 0; i < net.nodes.size(); ++i) {
    if (!live_change(static_cast<int>(i), net.nodes[i])) return false;
  }
  const OptimizerType* optimizer = optimizers().find(experiment.optimizer.type);
  if (!optimizer) return false;
  const int64_t rows = batch_rows(experiment, *optimizer, data_->count(Split::train));
  if (task_->rows_of(rows, *data_) > network_->max_rows()) return false;
  const auto take_nodes = [&](const NetworkSpec& from) {
    for (size_t i = 0; i < from.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      if (from.nodes[i].frozen != network_->frozen(node)) network_->set_frozen(node, from.nodes[i].frozen);
      if (!(from.nodes[i].masks == network_->spec().nodes[i].masks)) network_->set_masks(node, from.nodes[i].masks);
      network_->set_node_params(node, *resolve(network_->info().nodes[i].type->params, from.nodes[i].params));
    }
  };
  take_nodes(net);  // first: how targets are coded depends on the last activation
  if (!set_terms(experiment)) {
    take_nodes(experiment_.network);
    return false;
  }
  const bool other_end = !(experiment.stop == experiment_.stop) || !(experiment.target == experiment_.target) ||
                         experiment.max_epochs != experiment_.max_epochs;
  const bool other_order = experiment.data.shuffle != experiment_.data.shuffle;
  experiment_ = experiment;
  if (other_order && at_epoch_end()) new_order();  // within an epoch: from the next one on
  if (other_end) stopping_.start(experiment_, network_->parameters().size());
  set_segments();
  epoch_part_ = -1;
  divergence_.reset();
  set_rate();
  return true;
}

// Whether the two differ in live parameters at most.
bool Trainer::live_params(std::span<const ParamSpec> specs, const Params& now, const Params& wanted) {
  const Result<Params> a = resolve(specs, now), b = resolve(specs, wanted);
  if (!a || !b) return false;
  return std::ranges::all_of(specs, [&](const ParamSpec& s) { return s.live || a->at(s.key) == b->at(s.key); });
}

bool Trainer::set_weight(std::string_view node, std::string_view parameter, int64_t index, double value) {
  const int at = network_->find(node);
  if (at < 0 || !std::isfinite(static_cast<Scalar>(value))) return false;
  for (const NodeParameter& p : network_->node_parameters(at)) {
    if (p.spec.name != parameter || index < 0 || index >= p.spec.shape.count()) continue;
    Scalar& weight = network_->parameters()[static_cast<size_t>(p.offset + index)];
    weight = static_cast<Scalar>(value);
    network_->hold_weights();
    epoch_part_ = -1;
    return weight == static_cast<Scalar>(value);
  }
  return false;
}

// Whether the node differs from the running one in name, freezing, masks and live parameters at most.
bool Trainer::live_change(int node, const NodeSpec& wanted) const {
  const NodeSpec& now = network_->spec().nodes[static_cast<size_t>(node)];
  const NodeInfo& info = network_->info().nodes[static_cast<size_t>(node)];
  if (now.id != wanted.id || now.type != wanted.type) return false;
  return live_params(info.type->params, info.params, wanted.params);
}

}  // namespace engine
