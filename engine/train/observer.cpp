#include "engine/train/observer.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/core/parallel.h"

namespace engine {
namespace {

constexpr int64_t kSampleCount = 64;            // outputs shown of data that has no plane
constexpr int64_t kMostValues = 4096;           // of pre-activations
constexpr int64_t kEvaluateBudget = 4'000'000;  // multiply-adds that a picture may spend on fresh metrics
constexpr int64_t kMostChainNumbers = 1 << 16;
constexpr int kBins = 40;

void set_limits(WatchedTensor& t) {
  bool any = false;
  t.low = t.high = 0;
  for (float v : t.values) {
    if (!std::isfinite(v)) continue;
    t.low = any ? std::min(t.low, v) : v;
    t.high = any ? std::max(t.high, v) : v;
    any = true;
  }
}

// The node's parameter with that name in `flat`, or none.
void copy_parameter(WatchedTensor& t, const Network& net, int node, std::string_view name,
                    std::span<const Scalar> flat) {
  t.values.clear();
  t.shape = {0};
  const NodeParameter* found = nullptr;
  for (const NodeParameter& p : net.node_parameters(node)) {
    if (p.spec.name == name) found = &p;
  }
  // Layers with several matrices show the first of them as their weights.
  for (const NodeParameter& p : net.node_parameters(node)) {
    if (!found && p.spec.decays && name == "weight") found = &p;
  }
  if (!found || flat.empty()) return;
  t.shape = found->spec.shape;
  const Scalar* from = flat.data() + found->offset;
  t.values.assign(from, from + found->spec.shape.count());
}

// Why the samples of this data cannot be put in its place.
std::optional<Error> fault_of(const command::SetProbe& probe, const Dataset& raw) {
  if (probe.serial == 0) return std::nullopt;
  const Shape& wanted = raw.inputs.shape();
  if (probe.shape != wanted || static_cast<int64_t>(probe.values.size()) != wanted.count()) {
    return error("A sample of this data has the shape {}, but the one to try has {} with {} numbers. Make it anew.",
                 wanted.text(), probe.shape.text(), probe.values.size());
  }
  const auto bad =
      std::find_if_not(probe.values.begin(), probe.values.end(), [](Scalar v) { return std::isfinite(v); });
  if (bad == probe.values.end()) return std::nullopt;
  return error("All numbers of a sample to try must be finite, but number {} is {}. Enter another one.",
               bad - probe.values.begin() + 1, *bad);
}

// As many whole chains as are shown at most; nothing when there are none.
void copy_chains(WatchedTensor& t, ConstView chains, bool paths) {
  t.values.clear();
  t.shape = {0};
  if (!chains || chains.rows == 0) return;
  const int64_t shown = std::clamp<int64_t>(kMostChainNumbers / std::max<int64_t>(1, chains.columns()), 1, chains.rows);
  t.shape = paths ? Shape{shown, chains.shape[0], chains.shape[1]} : Shape{shown, chains.columns()};
  t.values.assign(chains.data, chains.data + shown * chains.columns());
}

event::WeightHistogram histogram(const Network& net, int node) {
  event::WeightHistogram h;
  h.node = net.spec().nodes[static_cast<size_t>(node)].id;
  h.counts.assign(kBins, 0.0f);
  double largest = 0;
  const auto each = [&](auto&& f) {
    for (const NodeParameter& p : net.node_parameters(node)) {
      if (!p.spec.decays) continue;  // weights, not biases
      const Scalar* w = net.parameters().data() + p.offset;
      for (int64_t i = 0; i < p.spec.shape.count(); ++i) f(static_cast<double>(w[i]));
    }
  };
  each([&](double w) { largest = std::isfinite(w) ? std::max(largest, std::abs(w)) : largest; });
  h.high = std::max(1e-6, largest);
  h.low = -h.high;
  each([&](double w) {
    if (!std::isfinite(w)) return;
    const int bin = static_cast<int>((w - h.low) / (h.high - h.low) * kBins);
    h.counts[static_cast<size_t>(std::clamp(bin, 0, kBins - 1))] += 1;
  });
  return h;
}

}  // namespace

void Observer::attach(Trainer&) {
  grids_.clear();
  answered_.clear();
  occlusions_.clear();
  for (Metrics& m : newest_) m = {};
}

const Observer::Grid& Observer::grid(const Trainer& trainer, int resolution) {
  for (const Grid& g : grids_) {
    if (g.resolution == resolution) return g;
  }
  const PreparedData& data = trainer.data();
  const int64_t raw_columns = data.raw.inputs.columns();
  const bool surface = raw_columns == 2 && data.range > 0;  // a file may have other kinds of samples
  const bool curve = raw_columns == 1 && data.range > 0;
  Grid g;
  g.resolution = resolution;
  g.columns = surface || curve ? resolution : std::min(kSampleCount, data.count(Split::train));
  g.rows = surface ? resolution : 1;
  g.inputs.resize(g.rows * g.columns, data.input_shape);
  for (int64_t i = 0; i < g.rows * g.columns; ++i) {
    if (!surface && !curve) {
      data.transform(data.raw.inputs.row(data.rows[0][static_cast<size_t>(i)]), g.inputs.row(i));
      continue;
    }
    const double x = (static_cast<double>(i % g.columns) + 0.5) / static_cast<double>(g.columns);
    const double y = 1 - (static_cast<double>(i / g.columns) + 0.5) / static_cast<double>(g.rows);
    const Scalar raw[2] = {Scalar(data.low[0] + x * (data.high[0] - data.low[0])),
                           Scalar(data.low[1] + y * (data.high[1] - data.low[1]))};
    data.transform(raw, g.inputs.row(i));
  }
  grids_.push_back(std::move(g));
  return grids_.back();
}

// One pass over each grid serves all nodes that are watched at that resolution.
void Observer::fill_surfaces(Snapshot& s, Trainer& trainer) {
  Network& net = trainer.network();
  std::vector<int> done;
  for (const WatchedTensor& first : s.tensors) {
    const int resolution = first.watch.resolution;
    if (first.watch.what != Watched::surface || resolution < 1) continue;
    if (std::find(done.begin(), done.end(), resolution) != done.end()) continue;
    done.push_back(resolution);
    const Grid& g = grid(trainer, resolution);
    const int64_t pixels = g.rows * g.columns;
    for (int64_t begin = 0; begin < pixels; begin += net.max_rows()) {
      const int64_t rows = std::min(net.max_rows(), pixels - begin);
      trainer.probe({g.inputs.row(begin), rows, g.inputs.shape()});
      for (WatchedTensor& t : s.tensors) {
        if (t.watch.what != Watched::surface || t.watch.resolution != resolution) continue;
        const int node = net.find(t.watch.node);
        if (node < 0) continue;
        const ConstView a = net.activation(node);
        const int64_t units = a.columns();
        t.shape = {units, g.rows, g.columns};
        t.values.resize(static_cast<size_t>(units * pixels));
        for (int64_t u = 0; u < units; ++u) {
          float* to = t.values.data() + u * pixels + begin;
          for (int64_t i = 0; i < rows; ++i) to[i] = static_cast<float>(a.data[i * units + u]);
        }
      }
    }
  }
}

void Observer::fill_tensor(WatchedTensor& t, Trainer& trainer) {
  Network& net = trainer.network();
  if (t.watch.what == Watched::parameters) {
    t.shape = {static_cast<int64_t>(net.parameters().size())};
    t.values.assign(net.parameters().begin(), net.parameters().end());
    return;
  }
  if (t.watch.what == Watched::chains) return copy_chains(t, trainer.chains(), false);
  if (t.watch.what == Watched::paths) return copy_chains(t, trainer.paths(), true);
  if (t.watch.what == Watched::flow) {
    const std::span<const double> norms = trainer.record().flow();
    t.shape = {static_cast<int64_t>(norms.size())};
    t.values.assign(norms.begin(), norms.end());
    return;
  }
  const int node = net.find(t.watch.node);
  if (node < 0) {
    t.values.clear();
    t.shape = {0};
    return;
  }
  switch (t.watch.what) {
    case Watched::surface:
    case Watched::sample:
    case Watched::inside:
    case Watched::answer_gradient:
    case Watched::batch:
    case Watched::occlusion:
    case Watched::parameters:
    case Watched::chains:
    case Watched::paths:
    case Watched::flow:
    case Watched::decoded:
    case Watched::answers: break;  // above, or by one of the passes: fill_surfaces, fill_samples ...
    case Watched::parameter: copy_parameter(t, net, node, t.watch.name, net.parameters()); break;
    case Watched::parameter_gradient: copy_parameter(t, net, node, t.watch.name, net.gradients()); break;
    case Watched::update: copy_parameter(t, net, node, t.watch.name, trainer.record().update()); break;
    case Watched::weight: copy_parameter(t, net, node, "weight", net.parameters()); break;
    case Watched::bias: copy_parameter(t, net, node, "bias", net.parameters()); break;
    case Watched::gradient: copy_parameter(t, net, node, "weight", net.gradients()); break;
    case Watched::bias_gradient: copy_parameter(t, net, node, "bias", net.gradients()); break;
    case Watched::pre_activation: {
      const ConstView z = net.pre_activation(node);
      const int64_t n = std::min(kMostValues, z.data ? z.count() : 0);
      t.shape = {n};
      t.values.assign(z.data, z.data + n);
      break;
    }
  }
}

void Observer::fill(Snapshot& s, Trainer& trainer) {
  const Network& net = trainer.network();
  const auto watches = [&](Watched what) {
    return std::ranges::any_of(watches_, [&](const Watch& w) { return w.what == what; });
  };
  trainer.keep({.update = watches(Watched::update), .flow = watches(Watched::flow)});
  s.step = trainer.steps();
  s.epoch = trainer.epoch();
  s.steps_per_epoch = trainer.steps_per_epoch();
  s.learning_rate = trainer.learning_rate();
  s.threads = thread_count();
  s.data = trainer.shared_data();
  s.threshold = trainer.threshold();
  s.output_low = trainer.output_low();
  s.probe = probe_.serial;
  s.probe_error = fault_of(probe_, trainer.data().raw);
  s.tensors.resize(watches_.size());
  for (size_t i = 0; i < watches_.size(); ++i) s.tensors[i].watch = watches_[i];
  s.nodes.resize(net.spec().nodes.size());
  for (size_t i = 0; i < s.nodes.size(); ++i) {
    const NodeStatistics n = trainer.statistics(static_cast<int>(i));
    s.nodes[i].id = net.spec().nodes[i].id;
    s.nodes[i].weight_norm = n.weight_norm;
    s.nodes[i].gradient_norm = n.gradient_norm;
  }
  for (WatchedTensor& t : s.tensors) fill_tensor(t, trainer);  // before the passes below write over the last batch
  const int64_t cost = net.info().total.multiply_adds * trainer.data().raw.rows();
  // Playing whole episodes is dear: those of the end of an epoch have to do.
  const bool cheap = cost <= kEvaluateBudget && !trainer.task_type().acts;
  if (cheap || newest_[0].samples == 0 || trainer.steps() < measured_at_) {
    measured_at_ = trainer.steps();
    for (int part = 0; part < kSplits; ++part) newest_[part] = trainer.evaluate(static_cast<Split>(part));
  }
  if (const ActingReport* report = trainer.acting()) {
    s.acting = *report;
  } else {
    s.acting.reset();
  }
  s.train = newest_[0];
  s.validation = newest_[1];
  s.test = newest_[2];
  fill_surfaces(s, trainer);
  fill_samples(s, trainer);
  fill_batches(s, trainer);
  fill_answers(s, trainer);
  fill_occlusions(s, trainer);
  for (WatchedTensor& t : s.tensors) set_limits(t);
}

event::MetricPoint Observer::metric_point(Trainer& trainer, uint64_t revision, bool histograms) {
  const Network& net = trainer.network();
  event::MetricPoint p;
  p.revision = revision;
  p.epoch = trainer.epoch();
  p.step = trainer.steps();
  p.learning_rate = trainer.learning_rate();
  for (size_t i : net.info().order) {
    const int node = static_cast<int>(i);
    if (net.node_parameters(node).empty()) continue;
    p.gradient_norms.emplace_back(net.spec().nodes[i].id, static_cast<float>(trainer.statistics(node).gradient_norm));
    if (histograms) p.weights.push_back(histogram(net, node));
  }
  p.train = trainer.evaluate(Split::train);
  p.validation = trainer.evaluate(Split::validation);
  measured_at_ = trainer.steps();
  newest_[0] = p.train;
  newest_[1] = p.validation;
  newest_[2] = trainer.evaluate(Split::test);
  return p;
}

const WatchedTensor* Snapshot::find(std::string_view node, Watched what, int resolution) const {
  for (const WatchedTensor& t : tensors) {
    const bool fits = resolution == 0 || t.watch.resolution == resolution;
    if (t.watch.node == node && t.watch.what == what && fits) return &t;
  }
  return nullptr;
}

const WatchedTensor* Snapshot::find_named(std::string_view node, Watched what, std::string_view name) const {
  for (const WatchedTensor& t : tensors) {
    if (t.watch.node == node && t.watch.what == what && t.watch.name == name) return &t;
  }
  return nullptr;
}

}  // namespace engine
