#include "engine/graph/network.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/graph/copy_overlap.h"
#include "engine/graph/network_step.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// Buffers start on cache lines.
constexpr int64_t kAlign = 64 / static_cast<int64_t>(sizeof(Scalar));
int64_t aligned(int64_t n) { return (n + kAlign - 1) / kAlign * kAlign; }

bool finite(const Scalar* data, int64_t n) {
  return std::all_of(data, data + n, [](Scalar x) { return std::isfinite(x); });
}

}  // namespace

Network::~Network() = default;

Result<std::unique_ptr<Network>> Network::compile(const NetworkSpec& spec, const Shape& input, const Options& options) {
  NetworkInfo info = infer(spec, input);
  if (!info.ok()) return *info.error;
  const int64_t bytes = estimate_bytes(info, options.max_rows, options.optimizer_slots);
  if (bytes > options.memory_limit) {
    return error(
        "This network would need about {} MB of memory, more than the limit of {} MB; make its layers smaller.",
        bytes >> 20, options.memory_limit >> 20);
  }
  std::unique_ptr<Network> net(new Network());
  net->spec_ = spec;
  net->info_ = std::move(info);
  net->input_shape_ = input;
  net->max_rows_ = options.max_rows;
  net->plan(options);
  net->initialise(options.seed);
  return net;
}

// Lays out all buffers. Order: parameters and gradients flat by node; one arena for everything that has rows.
void Network::plan(const Options& options) {
  step_of_.assign(spec_.nodes.size(), -1);
  int64_t parameter_count = 0;
  for (size_t node : info_.order) {
    const NodeInfo& n = info_.nodes[node];
    auto step = std::make_unique<Step>();
    step->node = static_cast<int>(node);
    step->shape = *n.output;
    step->frozen = spec_.nodes[node].frozen;
    const int ports = input_count(*n.type, n.params);
    if (ports > 0) {
      step->layer = n.type->make(n.params, n.inputs, *n.output);
      step->scratch_columns = step->layer->scratch_columns();
      step->hands_on = n.output->rank() >= 2 && n.inputs[0].rank() >= 1 && (*n.output)[0] == n.inputs[0][0];
      if (step->layer->has_penalty()) penalised_.push_back(step.get());
      if (step->layer->makes_lengths()) step->own_lengths.resize(static_cast<size_t>(options.max_rows));
      workspace_count_ = std::max(workspace_count_, step->layer->workspace_count(options.max_rows));
      step->sources.assign(static_cast<size_t>(ports), -1);
      for (const EdgeSpec& e : spec_.edges) {
        if (e.to == spec_.nodes[node].id)
          step->sources[static_cast<size_t>(e.port)] = step_of_[static_cast<size_t>(find(e.from))];
      }
      for (const ParameterSpec& p : step->layer->parameters()) {
        step->parameters.push_back({p, parameter_count});
        parameter_count += aligned(p.shape.count());
      }
    }
    step_of_[node] = static_cast<int>(steps_.size());
    steps_.push_back(std::move(step));
  }
  const NodeSpec* out = output_node(spec_);
  output_ = find(out->id);
  parameters_.assign(static_cast<size_t>(parameter_count), 0);
  gradients_.assign(static_cast<size_t>(parameter_count), 0);
  plan_arena(options.max_rows);
  find_gate();
  for (const auto& step : steps_) set_masks(step->node, spec_.nodes[static_cast<size_t>(step->node)].masks);
}

void Network::plan_arena(int64_t rows) {
  std::vector<int> consumers(steps_.size(), 0);
  for (const auto& step : steps_) {
    for (int s : step->sources) ++consumers[static_cast<size_t>(s)];
  }
  // First the sizes, then the pointers: both passes walk in the same order.
  int64_t used = 0;
  const auto take = [&](int64_t columns) {
    Scalar* at = arena_.empty() ? nullptr : arena_.data() + used;
    used += aligned(rows * columns);
    return at;
  };
  for (int pass = 0; pass < 2; ++pass) {
    used = 0;
    std::vector<int> left = consumers;
    for (auto& step : steps_) {
      if (step->layer) step->output = take(step->shape.count());
      step->d_output = take(step->shape.count());
      step->scratch.clear();
      for (int64_t columns : step->scratch_columns) step->scratch.push_back(take(columns));
      step->d_inputs.clear();
      step->d_add_to.clear();
      for (int s : step->sources) {
        const Step& source = *steps_[static_cast<size_t>(s)];
        // The last reader comes first in backward and writes in place; the others are added to what it wrote.
        const bool added = --left[static_cast<size_t>(s)] > 0;
        step->d_inputs.push_back(added ? take(source.shape.count()) : source.d_output);
        step->d_add_to.push_back(added ? s : -1);
      }
    }
    if (!arena_.empty()) workspace_ = {arena_.data() + used, static_cast<size_t>(workspace_count_)};
    used += aligned(workspace_count_);
    if (pass == 0) arena_.assign(static_cast<size_t>(used), 0);
  }
  for (auto& step : steps_) {
    step->inputs.resize(step->sources.size());
    step->input_lengths.resize(step->sources.size());
    step->d_views.resize(step->sources.size());
    step->params.clear();
    step->d_params.clear();
    for (const NodeParameter& p : step->parameters) {
      step->params.push_back(parameters_.data() + p.offset);
      step->d_params.push_back(gradients_.data() + p.offset);
    }
  }
}

void Network::initialise(uint64_t seed) {
  for (auto& step : steps_) {
    if (!step->layer) continue;
    Rng rng(seed, stream_of(spec_.nodes[static_cast<size_t>(step->node)].id.c_str()));
    step->layer->initialise(step->params, rng);
  }
  std::fill(gradients_.begin(), gradients_.end(), Scalar(0));
  hold_released();
}

void Network::keep_weights(const Network& old, const Network* newer) {
  for (auto& step : steps_) {
    const NodeSpec& node = spec_.nodes[static_cast<size_t>(step->node)];
    const int other = old.find(node.id);
    if (other < 0 || old.spec_.nodes[static_cast<size_t>(other)].type != node.type) continue;
    if (newer && newer->find(node.id) >= 0) continue;
    show_before(*step);
    for (const NodeParameter& p : step->parameters) {
      for (const NodeParameter& q : old.node_parameters(other)) {
        if (p.spec.name != q.spec.name || p.spec.shape.rank() != q.spec.shape.rank() ||
            p.spec.blocks != q.spec.blocks) {
          continue;
        }
        copy_overlap(parameters_.data() + p.offset, p.spec.shape, old.parameters_.data() + q.offset, q.spec.shape,
                     p.spec.blocks);
        keep_held(*step, old.step(other), p, q);
      }
    }
  }
  hold_weights();
}

ConstView Network::forward(ConstView input, Mode mode, Rng* rng) {
  CHECK(input.rows <= max_rows_ && input.shape == input_shape_, "the input fits the network");
  rows_ = input.rows;
  take_input(input);
  run(0, steps_.size(), mode, rng);
  return activation(output_);
}

void Network::take_input(ConstView input) {
  for (auto& step : steps_) {
    if (!step->layer) step->output = const_cast<Scalar*>(input.data);  // NOLINT: only read; the input is not copied
  }
}

void Network::run(size_t begin, size_t end, Mode mode, Rng* rng) {
  mode_ = mode;
  if (mode == Mode::training) went_back_ = false;
  for (size_t at = begin; at < end; ++at) {
    Step* step = steps_[at].get();
    if (!step->layer) continue;
    for (size_t i = 0; i < step->sources.size(); ++i) {
      const Step& source = *steps_[static_cast<size_t>(step->sources[i])];
      step->inputs[i] = {source.output, rows_, source.shape};
      step->input_lengths[i] = source.lengths;
    }
    LayerPass pass;
    step->fill(pass, mode, rows_, workspace_);
    pass.rng = rng;
    step->layer->forward(pass);
    if (!step->off.empty()) step->switch_off(rows_);
    if (!step->own_lengths.empty()) {
      step->layer->lengths(pass, {step->own_lengths.data(), static_cast<size_t>(rows_)});
      step->lengths = step->own_lengths.data();
    } else {
      step->lengths = step->hands_on ? step->input_lengths[0] : nullptr;
    }
  }
}

void Network::put_d_output(ConstView d_output) {
  CHECK(d_output.rows == rows_, "backward follows the forward pass of the same rows");
  Step& last = *steps_[static_cast<size_t>(step_of_[static_cast<size_t>(output_)])];
  std::copy_n(d_output.data, d_output.count(), last.d_output);
}

void Network::take_d_input(Scalar* d_input) const {
  const Step& first = *steps_.front();
  std::copy_n(first.d_output, rows_ * first.shape.count(), d_input);
}

void Network::backward(ConstView d_output, Scalar* d_input) {
  put_d_output(d_output);
  run_back(0, steps_.size(), d_input != nullptr, true);
  if (d_input) take_d_input(d_input);
}

void Network::backward_to_input(ConstView d_output, Scalar* d_input) {
  put_d_output(d_output);
  run_back(0, steps_.size(), true, false);
  take_d_input(d_input);
}

void Network::run_back(size_t begin, size_t end, bool input_needed, bool parameters) {
  went_back_ = true;
  for (size_t at = end; at-- > begin;) {
    if (steps_[at]->layer) backward_step(*steps_[at], begin, input_needed, parameters);
  }
}

// Sources in front of `begin`, and the input, want a gradient only if `input_needed`.
void Network::backward_step(Step& step, size_t begin, bool input_needed, bool parameters) {
  for (size_t i = 0; i < step.sources.size(); ++i) {
    const Step& source = *steps_[static_cast<size_t>(step.sources[i])];
    const bool inside = static_cast<size_t>(step.sources[i]) >= begin && source.layer;
    const bool needed = inside || input_needed;
    step.d_views[i] = {needed ? step.d_inputs[i] : nullptr, rows_, source.shape};
  }
  LayerBackward pass;
  step.fill(pass, mode_, rows_, workspace_);
  pass.d_output = {step.d_output, rows_, step.shape};
  pass.d_inputs = step.d_views;
  if (parameters && !step.frozen) pass.d_params = step.d_params;
  if (!step.off.empty()) {
    step.show_own(rows_);
    step.clear_off(step.d_output, rows_);
  }
  step.layer->backward(pass);
  if (!step.off.empty()) step.clear_off(step.output, rows_);
  for (size_t i = 0; i < step.sources.size(); ++i) {
    if (step.d_add_to[i] < 0 || !step.d_views[i].data) continue;
    Step& source = *steps_[static_cast<size_t>(step.d_add_to[i])];
    kernels::add(source.d_output, source.d_output, step.d_inputs[i], rows_ * source.shape.count());
  }
}

Penalty Network::penalty() const {
  Penalty sum;
  for (const Step* s : penalised_) {
    LayerPass pass;
    s->fill(pass, mode_, rows_, {});
    const Penalty own = s->layer->penalty(pass);
    sum.value += own.value;
    sum.weighted += own.weighted;
    sum.dimensions += own.dimensions;
  }
  return sum;
}

const Shape& Network::output_shape() const { return *info_.nodes[static_cast<size_t>(output_)].output; }

int Network::find(std::string_view node_id) const {
  for (size_t i = 0; i < spec_.nodes.size(); ++i) {
    if (spec_.nodes[i].id == node_id) return static_cast<int>(i);
  }
  return -1;
}

const Network::Step& Network::step(int node) const {
  return *steps_[static_cast<size_t>(step_of_[static_cast<size_t>(node)])];
}

Network::Step& Network::step(int node) { return *steps_[static_cast<size_t>(step_of_[static_cast<size_t>(node)])]; }

std::span<const NodeParameter> Network::node_parameters(int node) const { return step(node).parameters; }

ConstView Network::activation(int node) const { return {step(node).output, rows_, step(node).shape}; }

const int32_t* Network::lengths(int node) const { return step(node).lengths; }

ConstView Network::d_activation(int node) const {
  const Step& s = step(node);
  return s.layer && went_back_ ? ConstView{s.d_output, rows_, s.shape} : ConstView{};
}

ConstView Network::pre_activation(int node) const {
  const Step& s = step(node);
  if (!s.layer) return {};
  LayerPass pass;
  s.fill(pass, mode_, rows_, {});
  return s.layer->pre_activation(pass);
}

Inside Network::inside(int node, std::string_view name, int64_t row) const {
  const Step& s = step(node);
  if (!s.layer) return {};
  LayerPass pass;
  s.fill(pass, mode_, rows_, {});
  return s.layer->inside(pass, name, row);
}

void Network::set_node_params(int node, const Params& params) {
  info_.nodes[static_cast<size_t>(node)].params = params;
  spec_.nodes[static_cast<size_t>(node)].params = params;
  Step& s = *steps_[static_cast<size_t>(step_of_[static_cast<size_t>(node)])];
  if (s.layer) s.layer->set_params(params);
}

void Network::set_frozen(int node, bool frozen) {
  spec_.nodes[static_cast<size_t>(node)].frozen = frozen;
  Step& s = *steps_[static_cast<size_t>(step_of_[static_cast<size_t>(node)])];
  s.frozen = frozen;
  for (const NodeParameter& p : s.parameters) {
    std::fill_n(gradients_.data() + p.offset, p.spec.shape.count(), Scalar(0));
  }
}

bool Network::frozen(int node) const { return step(node).frozen; }

int Network::first_non_finite() const {
  for (const auto& s : steps_) {
    if (!finite(s->output, rows_ * s->shape.count())) return s->node;
  }
  for (auto it = steps_.rbegin(); it != steps_.rend(); ++it) {  // backward meets them in this order
    for (const NodeParameter& p : (*it)->parameters) {
      if (!finite(gradients_.data() + p.offset, p.spec.shape.count())) return (*it)->node;
    }
  }
  return -1;
}

}  // namespace engine
