// What of a running network is switched off or does not move. A pass pays for it only where something is.
#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/graph/network.h"
#include "engine/graph/network_step.h"

namespace engine {
namespace {

// Columns of a row of the output that belong to a unit: all pixels of a channel, one number of each step of a sequence.
void add_columns(const Shape& output, int64_t unit, std::vector<Network::Piece>& out) {
  if (output.rank() == 3) {
    const int64_t pixels = output[1] * output[2];
    out.push_back({unit * pixels, pixels});
  } else {
    for (int64_t at = unit; at < output.count(); at += output.back()) out.push_back({at, 1});
  }
}

// Numbers of a parameter that belong to a unit.
void add_own(const NodeParameter& p, int64_t unit, std::vector<Network::Piece>& out) {
  const ParameterSpec& s = p.spec;
  if (s.unit_axis < 0 || !s.trained) return;
  int64_t outer = 1, inner = 1;
  for (int d = 0; d < s.unit_axis; ++d) outer *= s.shape[d];
  for (int d = s.unit_axis + 1; d < s.shape.rank(); ++d) inner *= s.shape[d];
  const int64_t blocks = s.unit_axis == 0 ? s.blocks : 1, units = s.shape[s.unit_axis] / blocks;
  const int64_t own = unit - s.first_unit;
  if (own < 0 || own >= units) return;
  for (int64_t k = 0; k < outer * blocks; ++k) out.push_back({p.offset + (k * units + own) * inner, inner});
}

bool by_begin(const Network::Piece& a, const Network::Piece& b) { return a.begin < b.begin; }

// The matrix whose single weights can be held.
bool holds_weights(const ParameterSpec& s) { return s.name == "weight" && s.shape.rank() == 2 && s.unit_axis == 0; }

}  // namespace

// Takes what the layer gave for what is off to the side, and puts 0 in its place.
void Network::Step::switch_off(int64_t rows) {
  Scalar* kept = off_values.data();
  for (int64_t r = 0; r < rows; ++r) {
    for (const Piece& piece : off) {
      kept = std::copy_n(output + r * shape.count() + piece.begin, piece.count, kept);
    }
  }
  clear_off(output, rows);
}

void Network::Step::show_own(int64_t rows) {
  const Scalar* kept = off_values.data();
  for (int64_t r = 0; r < rows; ++r) {
    for (const Piece& piece : off) {
      std::copy_n(kept, piece.count, output + r * shape.count() + piece.begin);
      kept += piece.count;
    }
  }
}

void Network::Step::clear_off(Scalar* values, int64_t rows) const {
  for (int64_t r = 0; r < rows; ++r) {
    for (const Piece& piece : off) std::fill_n(values + r * shape.count() + piece.begin, piece.count, Scalar(0));
  }
}

void Network::plan_off(Step& step, const Masks& masks) {
  step.off.clear();
  const bool own = step.layer && !info_.nodes[static_cast<size_t>(step.node)].type->gate;
  for (const int64_t unit : masks.off_units) {
    if (own && unit >= 0 && unit < unit_count(step.shape)) add_columns(step.shape, unit, step.off);
  }
  int64_t columns = 0;
  for (const Piece& piece : step.off) columns += piece.count;
  step.off_values.assign(static_cast<size_t>(columns * max_rows_), Scalar(0));
}

void Network::show_before(const Step& step) {
  for (size_t i = step.held.size(); i-- > 0;) parameters_[static_cast<size_t>(step.held[i].at)] = step.held[i].before;
}

void Network::release_weights() {
  for (const auto& step : steps_) show_before(*step);
}

void Network::hold_released() {
  for (auto& step : steps_) {
    for (Step::Held& h : step->held) {
      h.before = parameters_[static_cast<size_t>(h.at)];
      parameters_[static_cast<size_t>(h.at)] = h.value;
    }
  }
}

void Network::plan_held(Step& step, const Masks& masks) {
  show_before(step);
  step.held.clear();
  const NodeInfo& info = info_.nodes[static_cast<size_t>(step.node)];
  const auto hold = [&](int64_t at, Scalar value) {
    step.held.push_back({at, value, parameters_[static_cast<size_t>(at)]});
    parameters_[static_cast<size_t>(at)] = value;
  };
  for (const NodeParameter& p : step.parameters) {
    const Shape& s = p.spec.shape;
    for (const HeldWeight& w : masks.weights) {
      const auto value = static_cast<Scalar>(w.value);
      if (!holds_weights(p.spec) || !std::isfinite(value)) break;
      if (w.unit >= 0 && w.unit < s[0] && w.input >= 0 && w.input < s[1])
        hold(p.offset + w.unit * s[1] + w.input, value);
    }
    if (info.type->heads_key.empty() || p.spec.name != info.type->heads_weight) continue;
    const int64_t heads = get_int(info.params, info.type->heads_key), size = s[1] / std::max<int64_t>(1, heads);
    for (const int64_t head : masks.off_heads) {
      if (head < 0 || head >= heads) continue;
      for (int64_t row = 0; row < s[0]; ++row) {
        for (int64_t k = 0; k < size; ++k) hold(p.offset + row * s[1] + head * size + k, Scalar(0));
      }
    }
  }
}

void Network::set_masks(int node, const Masks& masks) {
  spec_.nodes[static_cast<size_t>(node)].masks = masks;
  Step& s = step(node);
  plan_off(s, masks);
  plan_held(s, masks);
}

void Network::take_masks(const Network& other) {
  for (const auto& step : steps_) {
    const Masks& wanted = other.spec_.nodes[static_cast<size_t>(step->node)].masks;
    if (!(spec_.nodes[static_cast<size_t>(step->node)].masks == wanted)) set_masks(step->node, wanted);
  }
}

void Network::hold_weights() {
  for (const auto& step : steps_) {
    for (const Step::Held& h : step->held) parameters_[static_cast<size_t>(h.at)] = h.value;
  }
}

// After the weights of an older network were taken over: those that it held come with their values from before.
void Network::keep_held(Step& step, const Step& old, const NodeParameter& now, const NodeParameter& before) {
  const Shape &to = now.spec.shape, &from = before.spec.shape;
  const auto begin = parameters_.begin() + now.offset;
  for (const Step::Held& h : old.held) {
    const int64_t at = h.at - before.offset;
    if (at < 0 || at >= from.count()) continue;
    const int64_t row = at / from[1], column = at % from[1];  // of a matrix: nothing else is held
    if (row < to[0] && column < to[1]) begin[row * to[1] + column] = h.before;
  }
  for (Step::Held& h : step.held) {
    if (h.at >= now.offset && h.at < now.offset + to.count()) h.before = parameters_[static_cast<size_t>(h.at)];
  }
}

std::vector<Network::Piece> Network::held(NetworkPart part) const {
  std::vector<Piece> out;
  for (const auto& step : steps_) {
    if (part != NetworkPart::whole && part_of(step->node) != part) continue;
    for (const Step::Held& h : step->held) out.push_back({h.at, 1});
    for (const int64_t unit : spec_.nodes[static_cast<size_t>(step->node)].masks.frozen_units) {
      for (const NodeParameter& p : step->parameters) add_own(p, unit, out);
    }
  }
  std::sort(out.begin(), out.end(), by_begin);
  return out;
}

namespace {

std::vector<ParameterSpec> parameters_of(const NodeInfo& info) {
  if (!info.type || !info.output || info.type->inputs == 0 || !info.type->make || info.error) return {};
  return info.type->make(info.params, info.inputs, *info.output)->parameters();
}

}  // namespace

bool units_own_weights(const NodeInfo& info) {
  const std::vector<ParameterSpec> list = parameters_of(info);
  return std::any_of(list.begin(), list.end(), [](const ParameterSpec& p) { return p.unit_axis >= 0 && p.trained; });
}

Shape held_matrix(const NodeInfo& info) {
  for (const ParameterSpec& p : parameters_of(info)) {
    if (holds_weights(p)) return p.shape;
  }
  return {};
}

}  // namespace engine
