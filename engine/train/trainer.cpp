#include "engine/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr int64_t kProbeRows = 256;
constexpr uint64_t kOrderStream = 1, kMaskStream = 2;

int64_t batch_rows(const Experiment& experiment, const OptimizerType& optimizer, int64_t samples) {
  return optimizer.full_batch ? samples : std::min(experiment.batch_size, samples);
}

// Limits of what the last layer can give.
ValueRange output_range(const Network& net) {
  const NodeInfo& last = net.info().nodes[static_cast<size_t>(net.output_index())];
  const double infinity = std::numeric_limits<double>::infinity();
  return last.type->output_range ? last.type->output_range(last.params) : ValueRange{-infinity, infinity};
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
  const OptimizerType* optimizer = optimizers().find(experiment.optimizer.type);
  if (!optimizer) return error("There is no optimizer \"{}\"; choose another.", experiment.optimizer.type);
  const int64_t samples = t->data_->inputs[0].rows();
  Network::Options options;
  options.seed = experiment.seed;
  options.optimizer_slots = optimizer->slots;
  options.max_rows =
      std::max({kProbeRows, std::min<int64_t>(samples, 1024), batch_rows(experiment, *optimizer, samples)});
  auto network = Network::compile(experiment.network, t->data_->input_shape, options);
  if (!network) return network.error();
  t->network_ = std::move(*network);
  if (reuse) t->network_->keep_weights(*reuse->network_);
  if (Status terms = t->set_terms(experiment); !terms) return terms.error();
  t->set_segments();
  t->d_output_.resize(static_cast<size_t>(options.max_rows * t->network_->output_shape().count()));
  t->order_rng_ = Rng(experiment.batch_seed, kOrderStream);
  t->mask_rng_ = Rng(experiment.batch_seed, kMaskStream);
  if (reuse) t->continue_from(*reuse);
  t->new_order();
  return t;
}

// Loss, optimizer, penalties and batch size; on an error nothing has changed.
Status Trainer::set_terms(const Experiment& experiment) {
  const LossType* loss = losses().find(experiment.loss.type);
  if (!loss) return error("There is no loss \"{}\"; choose another.", experiment.loss.type);
  const OptimizerType* optimizer = optimizers().find(experiment.optimizer.type);
  if (!optimizer) return error("There is no optimizer \"{}\"; choose another.", experiment.optimizer.type);
  Result<Params> loss_params = resolve(loss->params, experiment.loss.params);
  if (!loss_params) return loss_params.error();
  Result<Params> optimizer_params = resolve(optimizer->params, experiment.optimizer.params);
  if (!optimizer_params) return optimizer_params.error();
  const LossType* old_loss = loss_;
  loss_ = loss;
  if (Status coded = code_targets(); !coded) {
    loss_ = old_loss;
    return coded;
  }
  loss_params_ = std::move(*loss_params);
  optimizer_params_ = std::move(*optimizer_params);
  if (optimizer_ != optimizer) {
    optimizer_ = optimizer;
    updates_ = 0;
    for (int i = 0; i < 3; ++i) {
      slots_[i].assign(i < optimizer->slots ? network_->parameters().size() : 0, Scalar(0));
    }
  }
  set_batch(experiment);
  return {};
}

void Trainer::set_batch(const Experiment& experiment) {
  const int64_t samples = data_->inputs[0].rows();
  const int64_t rows = batch_rows(experiment, *optimizer_, samples);
  if (rows != capacity_) {
    const int64_t epochs = capacity_ == 0 ? 0 : epoch();
    capacity_ = rows;
    steps_per_epoch_ = (samples + rows - 1) / rows;
    steps_ = epochs * steps_per_epoch_;
  }
  batch_.resize(rows, data_->input_shape);
  batch_targets_.resize(rows, targets_[0].shape());
}

// Writes the targets as the loss wants them, or says why loss, data and network do not fit together.
Status Trainer::code_targets() {
  const int64_t classes = data_->raw.classes;
  const int64_t outputs = network_->output_shape().count();
  const std::string where = network_->spec().nodes[static_cast<size_t>(network_->output_index())].id;
  if (classes == 0 && !loss_->regression) {
    return error("{} is for classes, but the data has numbers to predict; choose mean squared error.", loss_->title);
  }
  if (classes > 0 && !loss_->classification) {
    return error("{} is for numbers, but the data has classes; choose cross-entropy.", loss_->title);
  }
  if (classes == 0 && outputs != 1) {
    return error_at(where,
                    "The network ends in {} numbers, but the data has 1 number to predict; give the last layer 1 unit.",
                    outputs);
  }
  const bool index = loss_->coding == TargetCoding::class_index;
  const bool single = outputs == 1 && classes == 2 && !index;
  if (classes > 0 && !single && outputs != classes) {
    return error_at(where, "The network ends in {} numbers, but the data has {} classes; give the last layer {} units.",
                    outputs, classes, classes);
  }
  low_ = loss_->coding == TargetCoding::plus_minus ? -1 : 0;
  threshold_ = loss_->threshold;
  if (classes > 0 && loss_->coding == TargetCoding::numbers) {
    const ValueRange range = output_range(*network_);
    const bool one_sided = !single || (range.low >= 0 && range.high <= 1);  // sigmoid, softmax, one-hot
    low_ = one_sided ? 0 : -1;
    threshold_ = one_sided ? 0.5 : 0;
  }
  const int64_t columns = index ? 1 : outputs;
  for (int part = 0; part < 3; ++part) {
    const std::vector<Scalar>& from = data_->targets[part];
    targets_[part].resize(static_cast<int64_t>(from.size()), {columns});
    for (size_t i = 0; i < from.size(); ++i) {
      Scalar* to = targets_[part].row(static_cast<int64_t>(i));
      if (classes == 0 || index) {
        *to = from[i];
      } else if (single) {
        *to = from[i] > 0 ? Scalar(1) : Scalar(low_);
      } else {
        for (int64_t c = 0; c < columns; ++c) to[c] = from[i] == static_cast<Scalar>(c) ? Scalar(1) : Scalar(low_);
      }
    }
  }
  return {};
}

// Counters go on, and so does the optimizer's memory of every parameter that kept its shape.
void Trainer::continue_from(const Trainer& old) {
  steps_ = old.epoch() * steps_per_epoch_;
  if (old.optimizer_ != optimizer_) return;
  updates_ = old.updates_;
  for (size_t i = 0; i < network_->spec().nodes.size(); ++i) {
    const int other = old.network_->find(network_->spec().nodes[i].id);
    if (other < 0) continue;
    for (const NodeParameter& p : network_->node_parameters(static_cast<int>(i))) {
      for (const NodeParameter& q : old.network_->node_parameters(other)) {
        if (p.spec.name != q.spec.name || !(p.spec.shape == q.spec.shape)) continue;
        for (int k = 0; k < optimizer_->slots; ++k) {
          std::copy_n(old.slots_[k].data() + q.offset, p.spec.shape.count(), slots_[k].data() + p.offset);
        }
      }
    }
  }
}

void Trainer::set_segments() {
  segments_.clear();
  runs_.clear();
  for (size_t node : network_->info().order) {
    if (network_->frozen(static_cast<int>(node))) continue;
    for (const NodeParameter& p : network_->node_parameters(static_cast<int>(node))) {
      if (!p.spec.trained) continue;
      segments_.push_back({p.offset, p.spec.shape.count(), p.spec.decays});
      // The gap to the one before is padding, unless a frozen node lies between: joined only when close.
      const int64_t end = runs_.empty() ? 0 : runs_.back().first + runs_.back().second;
      if (!runs_.empty() && p.offset - end < 64 / static_cast<int64_t>(sizeof(Scalar))) {
        runs_.back().second = p.offset + p.spec.shape.count() - runs_.back().first;
      } else {
        runs_.emplace_back(p.offset, p.spec.shape.count());
      }
    }
  }
}

void Trainer::new_order() {
  const size_t samples = static_cast<size_t>(data_->inputs[0].rows());
  if (order_.size() != samples) {
    order_.resize(samples);
    for (size_t i = 0; i < samples; ++i) order_[i] = static_cast<int32_t>(i);
  }
  if (experiment_.data.shuffle) order_rng_.shuffle(order_);
}

void Trainer::load_batch() {
  const int64_t samples = data_->inputs[0].rows();
  const int64_t begin = (steps_ % steps_per_epoch_) * capacity_;
  const int64_t rows = std::min(capacity_, samples - begin);
  batch_.resize(rows, data_->input_shape);
  batch_targets_.resize(rows, targets_[0].shape());
  const int32_t* picked = order_.data() + begin;
  kernels::gather_rows(batch_.data(), data_->inputs[0].data(), picked, rows, batch_.columns());
  kernels::gather_rows(batch_targets_.data(), targets_[0].data(), picked, rows, batch_targets_.columns());
}

bool Trainer::step() {
  load_batch();
  const ConstView output = network_->forward(batch_.view(), Mode::training, &mask_rng_);
  batch_loss_ = loss_->compute(loss_params_, output, batch_targets_.view(), d_output_.data());
  network_->backward({d_output_.data(), output.rows, output.shape});
  if (!finite_step()) return false;
  regularize();
  update_parameters();
  if (++steps_ % steps_per_epoch_ == 0) new_order();
  return true;
}

// The loss and all gradients are numbers; otherwise says where they stopped being so.
bool Trainer::finite_step() {
  const std::span<const Scalar> gradients = network_->gradients();
  if (std::isfinite(batch_loss_) && kernels::all_finite(gradients.data(), static_cast<int64_t>(gradients.size())))
    return true;
  int node = network_->first_non_finite();
  if (node < 0) node = network_->output_index();  // its values are numbers, but too large for the loss
  Divergence d;
  d.step = steps_;
  d.epoch = epoch();
  const double rate = get_double(optimizer_params_, "learning_rate");
  d.suggested_learning_rate = rate / 10;
  d.what = message("Diverged at epoch {}: learning rate {} is too high.", d.epoch, rate);
  d.node = network_->spec().nodes[static_cast<size_t>(node)].id;
  divergence_ = std::move(d);
  return false;
}

void Trainer::regularize() {
  const Regularization& r = experiment_.regularization;
  Scalar* g = network_->gradients().data();
  const Scalar* w = network_->parameters().data();
  if (r.l1 != 0 || r.l2 != 0) {
    for (const Segment& s : segments_) {
      if (s.decays) kernels::add_penalty_gradient(g + s.begin, w + s.begin, Scalar(r.l1), Scalar(r.l2), s.count);
    }
  }
  if (r.clip_value > 0) {
    for (const auto& [begin, count] : runs_) kernels::clip(g + begin, Scalar(r.clip_value), count);
  }
  if (r.clip_norm > 0) {  // torch.nn.utils.clip_grad_norm_
    double sum = 0;
    for (const auto& [begin, count] : runs_) sum += kernels::sum_squares(g + begin, count);
    const double factor = r.clip_norm / (std::sqrt(sum) + 1e-6);
    if (factor < 1) {
      for (const auto& [begin, count] : runs_) kernels::scale(g + begin, Scalar(factor), count);
    }
  }
}

void Trainer::update_parameters() {
  ++updates_;
  for (const auto& [begin, count] : runs_) {
    OptimizerPass pass;
    pass.w = network_->parameters().data() + begin;
    pass.g = network_->gradients().data() + begin;
    for (int i = 0; i < 3; ++i) pass.slot[i] = slots_[i].empty() ? nullptr : slots_[i].data() + begin;
    pass.count = count;
    pass.step = updates_;
    optimizer_->update(optimizer_params_, pass);
  }
}

bool Trainer::correct(const Scalar* output, int64_t outputs, Scalar target) const {
  if (outputs == 1) return (output[0] > Scalar(threshold_)) == (target > 0);
  return static_cast<Scalar>(std::max_element(output, output + outputs) - output) == target;
}

Metrics Trainer::evaluate(Split split) {
  const int part = static_cast<int>(split);
  const Tensor& inputs = data_->inputs[part];
  const std::vector<Scalar>& targets = data_->targets[part];
  Metrics m;
  m.samples = inputs.rows();
  if (m.samples == 0) return m;
  double loss = 0, absolute = 0, square = 0, mean = 0, right = 0;
  const int64_t outputs = network_->output_shape().count();
  for (int64_t begin = 0; begin < m.samples; begin += network_->max_rows()) {
    const int64_t rows = std::min(network_->max_rows(), m.samples - begin);
    const ConstView out = network_->forward({inputs.row(begin), rows, inputs.shape()}, Mode::evaluation);
    loss += static_cast<double>(rows) *
            loss_->compute(loss_params_, out, {targets_[part].row(begin), rows, targets_[part].shape()}, nullptr);
    for (int64_t i = 0; i < rows; ++i) {
      const Scalar target = targets[static_cast<size_t>(begin + i)];
      if (data_->raw.classes > 0) {
        right += correct(out.row(i), outputs, target) ? 1 : 0;
        continue;
      }
      const double e = static_cast<double>(out.row(i)[0]) - static_cast<double>(target);
      absolute += std::abs(e);
      square += e * e;
      mean += static_cast<double>(target);
    }
  }
  const double n = static_cast<double>(m.samples);
  m.loss = loss / n;
  m.accuracy = right / n;
  m.mae = absolute / n;
  m.rmse = std::sqrt(square / n);
  if (data_->raw.classes == 0) {
    double variance = 0;
    for (Scalar t : targets) variance += (static_cast<double>(t) - mean / n) * (static_cast<double>(t) - mean / n);
    m.r2 = variance > 0 ? 1 - square / variance : 0;
  }
  return m;
}

ConstView Trainer::probe(ConstView input) { return network_->forward(input, Mode::evaluation); }

void Trainer::predict(ConstView input, std::vector<double>& out) {
  out.clear();
  const int64_t outputs = network_->output_shape().count();
  for (int64_t begin = 0; begin < input.rows; begin += network_->max_rows()) {
    const int64_t rows = std::min(network_->max_rows(), input.rows - begin);
    const ConstView y = network_->forward({input.row(begin), rows, input.shape}, Mode::evaluation);
    for (int64_t i = 0; i < rows; ++i) {
      const Scalar* row = y.row(i);
      if (data_->raw.classes == 0) {
        out.push_back(static_cast<double>(row[0]));
      } else if (outputs == 1) {
        out.push_back(row[0] > Scalar(threshold_) ? 1 : 0);
      } else {
        out.push_back(static_cast<double>(std::max_element(row, row + outputs) - row));
      }
    }
  }
}

void Trainer::start_again(uint64_t seed) {
  experiment_.seed = seed;
  network_->initialise(seed);
  for (auto& slot : slots_) std::fill(slot.begin(), slot.end(), Scalar(0));
  order_rng_ = Rng(experiment_.batch_seed, kOrderStream);
  mask_rng_ = Rng(experiment_.batch_seed, kMaskStream);
  for (size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<int32_t>(i);
  new_order();
  steps_ = updates_ = 0;
  batch_loss_ = 0;
  divergence_.reset();
}

void Trainer::reset() { start_again(experiment_.seed); }

void Trainer::new_weights(uint64_t seed) { start_again(seed); }

bool Trainer::adopt(const Experiment& experiment) {
  DataSpec same = experiment.data;
  same.shuffle = experiment_.data.shuffle;
  if (!(same == experiment_.data) || experiment.batch_size < 1) return false;
  if (experiment.seed != experiment_.seed || experiment.batch_seed != experiment_.batch_seed) return false;
  const NetworkSpec& net = experiment.network;
  if (net.edges != network_->spec().edges || net.nodes.size() != network_->spec().nodes.size()) return false;
  for (size_t i = 0; i < net.nodes.size(); ++i) {
    if (!live_change(static_cast<int>(i), net.nodes[i])) return false;
  }
  const OptimizerType* optimizer = optimizers().find(experiment.optimizer.type);
  if (!optimizer || batch_rows(experiment, *optimizer, data_->inputs[0].rows()) > network_->max_rows()) return false;
  const auto take_nodes = [&](const NetworkSpec& from) {
    for (size_t i = 0; i < from.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      if (from.nodes[i].frozen != network_->frozen(node)) network_->set_frozen(node, from.nodes[i].frozen);
      network_->set_node_params(node, *resolve(network_->info().nodes[i].type->params, from.nodes[i].params));
    }
  };
  take_nodes(net);  // first: how targets are coded depends on the last activation
  if (!set_terms(experiment)) {
    take_nodes(experiment_.network);
    (void)set_terms(experiment_);
    return false;
  }
  experiment_ = experiment;
  set_segments();
  divergence_.reset();
  return true;
}

// Whether the node differs from the running one in name, freezing and live parameters at most.
bool Trainer::live_change(int node, const NodeSpec& wanted) const {
  const NodeSpec& now = network_->spec().nodes[static_cast<size_t>(node)];
  const NodeInfo& info = network_->info().nodes[static_cast<size_t>(node)];
  if (now.id != wanted.id || now.type != wanted.type) return false;
  const Result<Params> params = resolve(info.type->params, wanted.params);
  if (!params) return false;
  for (const ParamSpec& spec : info.type->params) {
    if (!spec.live && info.params.at(spec.key) != params->at(spec.key)) return false;
  }
  return true;
}

NodeStatistics Trainer::statistics(int node) const {
  NodeStatistics s;
  for (const NodeParameter& p : network_->node_parameters(node)) {
    const int64_t n = p.spec.shape.count();
    s.weight_norm += kernels::sum_squares(network_->parameters().data() + p.offset, n);
    s.gradient_norm += kernels::sum_squares(network_->gradients().data() + p.offset, n);
  }
  s.weight_norm = std::sqrt(s.weight_norm);
  s.gradient_norm = std::sqrt(s.gradient_norm);
  return s;
}

}  // namespace engine
