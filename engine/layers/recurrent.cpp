#include "engine/layers/recurrent.h"

#include <algorithm>
#include <cmath>

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

using kernels::Cell;
using kernels::Recurrent;

// A stack of layers, each of one or two directions over the sequence, as nn.RNN, nn.LSTM and nn.GRU of PyTorch with
// batch_first and packed sequences: the steps after a row's length change nothing, the way back starts at its last
// step.
//
// Buffers that live from forward to backward, for each layer and direction: xh, kept, cells (see kernels/recurrent.h);
// then for each layer but the last its output [steps, outputs] and the dropout mask on it.
class RecurrentLayer final : public Layer {
 public:
  RecurrentLayer(Cell cell, const Params& params, const Shape& input)
      : cell_(cell),
        steps_(input[0]),
        features_(input[1]),
        units_(get_int(params, "units")),
        layers_(get_int(params, "num_layers")),
        directions_(get_bool(params, "bidirectional") ? 2 : 1),
        bias_(get_bool(params, "bias")),
        sequence_(get_text(params, "return") == "sequence") {
    RecurrentLayer::set_params(params);
  }

  void set_params(const Params& params) override { dropout_ = get_double(params, "dropout"); }

  std::vector<ParameterSpec> parameters() const override {
    std::vector<ParameterSpec> list;
    const int64_t gates = kernels::recurrent_gates(cell_), rows = gates * units_;
    const int blocks = static_cast<int>(gates);
    for (int64_t layer = 0; layer < layers_; ++layer) {
      for (int64_t direction = 0; direction < directions_; ++direction) {
        const std::string end = place_name(layer, direction);
        // Only the last layer's units are those of the output, the second direction's behind the first's.
        const int axis = layer + 1 == layers_ ? 0 : -1;
        const int64_t first = direction * units_;
        list.push_back({"weight_ih" + end, {rows, inputs_of(layer)}, true, true, blocks, axis, first});
        list.push_back({"weight_hh" + end, {rows, units_}, true, true, blocks, axis, first});
        if (!bias_) continue;
        list.push_back({"bias_ih" + end, {rows}, false, true, blocks, axis, first});
        list.push_back({"bias_hh" + end, {rows}, false, true, blocks, axis, first});
      }
    }
    return list;
  }

  std::vector<int64_t> scratch_columns() const override {
    std::vector<int64_t> columns;
    for (int64_t layer = 0; layer < layers_; ++layer) {
      for (int64_t direction = 0; direction < directions_; ++direction) {
        columns.push_back((steps_ + 1) * (inputs_of(layer) + units_));
        columns.push_back(steps_ * kernels::recurrent_kept(cell_) * units_);
        columns.push_back(cell_ == Cell::lstm ? (steps_ + 1) * units_ : 0);
      }
    }
    for (int64_t layer = 0; layer + 1 < layers_; ++layer) {
      columns.push_back(steps_ * outputs());
      columns.push_back(steps_ * outputs());
    }
    return columns;
  }

  int64_t workspace_count(int64_t max_rows) const override {
    return packed_count() + sums_count() + max_rows * (2 * units_ + steps_ * (units_ + outputs()));
  }

  // Uniform in +-1 / sqrt(units), all of them.
  void initialise(std::span<Scalar* const> params, Rng& rng) override {
    const std::vector<ParameterSpec> specs = parameters();
    const double bound = 1 / std::sqrt(static_cast<double>(units_));
    for (size_t i = 0; i < specs.size(); ++i) {
      for (int64_t k = 0; k < specs[i].shape.count(); ++k) {
        params[i][k] = static_cast<Scalar>(rng.uniform(-bound, bound));
      }
    }
  }

  void forward(const LayerPass& pass) override {
    const int64_t rows = pass.output.rows;
    for (int64_t layer = 0; layer < layers_; ++layer) {
      const bool last = layer + 1 == layers_;
      const Scalar* x = layer == 0 ? pass.inputs[0].data : between(pass, layer - 1);
      Scalar* y = last ? pass.output.data : between(pass, layer);
      for (int64_t direction = 0; direction < directions_; ++direction) {
        const Recurrent r = recurrent(pass, layer, direction);
        kernels::recurrent_pack_forward(r);
        parallel_for(rows, kernels::recurrent_rows, [&](int64_t begin, int64_t end) {
          for (int64_t row = begin; row < end; ++row) take_input(r, row, direction, x);
          kernels::recurrent_forward(r, begin, end);
          for (int64_t row = begin; row < end; ++row) {
            last && !sequence_ ? give_last(r, row, direction, y) : give_sequence(r, row, direction, y);
          }
        });
      }
      if (!last && drops(pass)) drop(pass, layer, y);
    }
  }

  void backward(const LayerBackward& pass) override {
    const int64_t rows = pass.output.rows;
    Scalar* d_between = pass.workspace.data() + packed_count() + sums_count() + rows * (2 + steps_) * units_;
    for (int64_t layer = layers_ - 1; layer >= 0; --layer) {
      const bool last = layer + 1 == layers_, input_needed = layer > 0 || pass.d_inputs[0];
      const Scalar* dy = last ? pass.d_output.data : d_between;
      for (int64_t direction = 0; direction < directions_; ++direction) {
        back_through(pass, layer, direction, last && !sequence_, dy);
        if (input_needed) kernels::recurrent_input_gradient(recurrent(pass, layer, direction));
      }
      if (!input_needed) continue;
      Scalar* dx = layer == 0 ? pass.d_inputs[0].data : d_between;
      parallel_for(rows, kernels::recurrent_rows, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) give_input_gradient(pass, layer, row, dx);
      });
      if (layer > 0 && drops(pass)) kernels::multiply(dx, dx, mask(pass, layer - 1), rows * steps_ * outputs());
    }
  }

  // [steps that count, units], in the order of the sequence: "h", "c" and the gates of recurrent_insides().
  Inside inside(const LayerPass& pass, std::string_view name, int64_t row) const override {
    const size_t cut = name.find("_l");
    if (cut == std::string_view::npos) return {};
    const std::string_view what = name.substr(0, cut), place = name.substr(cut);
    for (int64_t layer = 0; layer < layers_; ++layer) {
      for (int64_t direction = 0; direction < directions_; ++direction) {
        if (place != place_name(layer, direction)) continue;
        return inside_of(recurrent(pass, layer, direction), what, row, direction);
      }
    }
    return {};
  }

  static std::string place_name(int64_t layer, int64_t direction) {
    return "_l" + std::to_string(layer) + (direction == 1 ? "_reverse" : "");
  }
  // What `kept` holds for each unit, in its order. Of an RNN nothing before backward.
  static std::vector<InsideSpec> gates(Cell cell) {
    const ValueRange share{0, 1}, both{-1, 1};
    if (cell == Cell::lstm) {
      return {{"i", "input gate", "", share},
              {"f", "forget gate", "", share},
              {"g", "candidate", "", both},
              {"o", "output gate", "", share}};
    }
    if (cell == Cell::gru) {
      return {{"n", "candidate", "", both},
              {"r", "reset gate", "", share},
              {"z", "update gate", "", share},
              {"m", "", "", {0, 0}}};
    }
    return {};
  }

 private:
  Inside inside_of(const Recurrent& r, std::string_view what, int64_t row, int64_t direction) const {
    const int64_t count = length(r, row), kept = kernels::recurrent_kept(cell_) * units_;
    const auto strip = [&](const Scalar* first, int64_t step) -> Inside {
      if (count == 0) return {};
      if (direction == 1) first += (count - 1) * step;
      return {first, {count, units_}, {direction == 1 ? -step : step, 1, 0}};
    };
    if (what == "h") return strip(x_at(r, 1, row) + r.inputs, r.rows * (r.inputs + r.units));
    if (what == "c" && cell_ == Cell::lstm) return strip(r.cells + (r.rows + row) * units_, r.rows * units_);
    const std::vector<InsideSpec> list = gates(cell_);
    for (size_t i = 0; i < list.size(); ++i) {
      if (what == list[i].name) {
        return strip(r.kept + row * kept + static_cast<int64_t>(i) * units_, r.rows * kept);
      }
    }
    return {};
  }

  int64_t outputs() const { return directions_ * units_; }
  int64_t inputs_of(int64_t layer) const { return layer == 0 ? features_ : outputs(); }
  int64_t packed_count() const {
    return aligned(std::max(kernels::recurrent_packed_count(cell_, features_, units_),
                            kernels::recurrent_packed_count(cell_, outputs(), units_)));
  }
  int64_t sums_count() const { return aligned(kernels::recurrent_kept(cell_) * units_); }
  static int64_t aligned(int64_t n) { return (n + 15) / 16 * 16; }

  Scalar* between(const LayerPass& pass, int64_t layer) const {
    return pass.scratch[static_cast<size_t>(3 * layers_ * directions_ + 2 * layer)];
  }
  Scalar* mask(const LayerPass& pass, int64_t layer) const {
    return pass.scratch[static_cast<size_t>(3 * layers_ * directions_ + 2 * layer + 1)];
  }
  bool drops(const LayerPass& pass) const { return pass.mode == Mode::training && dropout_ > 0; }

  Recurrent recurrent(const LayerPass& pass, int64_t layer, int64_t direction) const {
    const int64_t place = layer * directions_ + direction;
    Scalar* const* params = pass.params.data() + place * (bias_ ? 4 : 2);
    Scalar* const* scratch = pass.scratch.data() + place * 3;
    return {.cell = cell_,
            .rows = pass.output.rows,
            .steps = steps_,
            .inputs = inputs_of(layer),
            .units = units_,
            .lengths = pass.lengths.empty() ? nullptr : pass.lengths[0],
            .weight_ih = params[0],
            .weight_hh = params[1],
            .bias_ih = bias_ ? params[2] : nullptr,
            .bias_hh = bias_ ? params[3] : nullptr,
            .xh = scratch[0],
            .kept = scratch[1],
            .cells = scratch[2],
            .packed = pass.workspace.data()};
  }

  static int64_t length(const Recurrent& r, int64_t row) { return r.lengths ? r.lengths[row] : r.steps; }
  // Where in the sequence the step is that the cell takes as number `step`.
  static int64_t place(const Recurrent& r, int64_t row, int64_t direction, int64_t step) {
    return direction == 0 ? step : length(r, row) - 1 - step;
  }
  static Scalar* x_at(const Recurrent& r, int64_t step, int64_t row) {
    return r.xh + (step * r.rows + row) * (r.inputs + r.units);
  }

  // x [rows, steps, inputs] -> the x part of xh.
  static void take_input(const Recurrent& r, int64_t row, int64_t direction, const Scalar* x) {
    x += row * r.steps * r.inputs;
    const int64_t count = length(r, row);
    for (int64_t step = 0; step < count; ++step) {
      std::copy_n(x + place(r, row, direction, step) * r.inputs, r.inputs, x_at(r, step, row));
    }
    for (int64_t step = count; step < r.steps; ++step) std::fill_n(x_at(r, step, row), r.inputs, Scalar{0});
  }
  // h -> y [rows, steps, outputs]; 0 after the last step that counts.
  void give_sequence(const Recurrent& r, int64_t row, int64_t direction, Scalar* y) const {
    y += row * r.steps * outputs() + direction * r.units;
    const int64_t count = length(r, row);
    for (int64_t step = 0; step < count; ++step) {
      std::copy_n(x_at(r, step + 1, row) + r.inputs, r.units, y + place(r, row, direction, step) * outputs());
    }
    for (int64_t step = count; step < r.steps; ++step) std::fill_n(y + step * outputs(), r.units, Scalar{0});
  }
  // The last h -> y [rows, outputs].
  void give_last(const Recurrent& r, int64_t row, int64_t direction, Scalar* y) const {
    std::copy_n(x_at(r, r.steps, row) + r.inputs, r.units, y + row * outputs() + direction * r.units);
  }

  // Inverted dropout, drawn in the order of the elements.
  void drop(const LayerPass& pass, int64_t layer, Scalar* y) const {
    CHECK(pass.rng, "training needs random numbers");
    const int64_t n = pass.output.rows * steps_ * outputs();
    Scalar* factors = mask(pass, layer);
    const auto kept = static_cast<Scalar>(dropout_ < 1 ? 1 / (1 - dropout_) : 0);
    for (int64_t i = 0; i < n; ++i) factors[i] = pass.rng->uniform() < dropout_ ? Scalar{0} : kept;
    kernels::multiply(y, y, factors, n);
  }

  // Gradients of the weights of one direction, and of the sums of its gates. dy [rows, outputs] or [rows, steps,
  // outputs].
  void back_through(const LayerBackward& pass, int64_t layer, int64_t direction, bool only_last, const Scalar* dy) {
    const Recurrent r = recurrent(pass, layer, direction);
    Scalar* sums = pass.workspace.data() + packed_count();
    Scalar *d_state = sums + sums_count(), *d_cell = d_state + r.rows * units_, *d_h = d_cell + r.rows * units_;
    const kernels::RecurrentGradient gradient{only_last ? nullptr : d_h, d_state, d_cell};
    kernels::recurrent_pack_backward(r);
    parallel_for(r.rows, kernels::recurrent_rows, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        if (only_last) {
          std::copy_n(dy + row * outputs() + direction * units_, units_, d_state + row * units_);
          continue;
        }
        std::fill_n(d_state + row * units_, units_, Scalar{0});
        const Scalar* from = dy + row * steps_ * outputs() + direction * units_;
        for (int64_t step = 0; step < length(r, row); ++step) {
          std::copy_n(from + place(r, row, direction, step) * outputs(), units_, d_h + (step * r.rows + row) * units_);
        }
      }
      kernels::recurrent_backward(r, gradient, begin, end);
    });
    if (pass.d_params.empty()) return;
    Scalar* const* d = pass.d_params.data() + (layer * directions_ + direction) * (bias_ ? 4 : 2);
    kernels::recurrent_weight_gradients(r, d[0], d[1], bias_ ? d[2] : nullptr, bias_ ? d[3] : nullptr, sums);
  }

  // What the directions left in place of x -> dx [rows, steps, inputs], added up.
  void give_input_gradient(const LayerBackward& pass, int64_t layer, int64_t row, Scalar* dx) const {
    for (int64_t direction = 0; direction < directions_; ++direction) {
      const Recurrent r = recurrent(pass, layer, direction);
      Scalar* to = dx + row * r.steps * r.inputs;
      const int64_t count = length(r, row);
      if (direction == 0) std::fill_n(to, r.steps * r.inputs, Scalar{0});
      for (int64_t step = 0; step < count; ++step) {
        Scalar* at = to + place(r, row, direction, step) * r.inputs;
        const Scalar* from = x_at(r, step, row);
        for (int64_t k = 0; k < r.inputs; ++k) at[k] += from[k];
      }
    }
  }

  Cell cell_;
  int64_t steps_, features_, units_, layers_, directions_;
  bool bias_, sequence_;
  double dropout_ = 0;
};

}  // namespace

std::unique_ptr<Layer> make_recurrent(Cell cell, const Params& params, const Shape& input) {
  return std::make_unique<RecurrentLayer>(cell, params, input);
}

std::vector<InsideSpec> recurrent_insides(Cell cell, const Params& params) {
  std::vector<InsideSpec> list;
  const bool rnn_relu = cell == Cell::rnn_relu;
  for (int64_t layer = 0; layer < get_int(params, "num_layers"); ++layer) {
    for (int64_t direction = 0; direction < (get_bool(params, "bidirectional") ? 2 : 1); ++direction) {
      const std::string place = RecurrentLayer::place_name(layer, direction);
      list.push_back({"h" + place, "hidden state", place, rnn_relu ? ValueRange{0, 0} : ValueRange{-1, 1}});
      if (cell == Cell::lstm) list.push_back({"c" + place, "cell state", place, {0, 0}});
      for (InsideSpec gate : RecurrentLayer::gates(cell)) {
        gate.name += place;
        gate.group = place;
        list.push_back(std::move(gate));
      }
    }
  }
  return list;
}

}  // namespace engine
