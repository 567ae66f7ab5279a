// One node at run time. For the files of Network alone.
#pragma once

#include <memory>
#include <vector>

#include "engine/graph/network.h"

namespace engine {

struct Network::Step {
  int node = 0;
  std::unique_ptr<Layer> layer;  // none for the input
  std::vector<NodeParameter> parameters;
  std::vector<Scalar*> params, d_params;
  std::vector<int> sources;  // steps that feed the ports
  std::vector<int64_t> scratch_columns;
  std::vector<Scalar*> scratch;
  Shape shape;
  Scalar* output = nullptr;
  Scalar* d_output = nullptr;     // sum over the readers
  std::vector<Scalar*> d_inputs;  // where backward writes; null: nobody needs it
  std::vector<int> d_add_to;      // step whose d_output that buffer is added to; -1: it is that d_output itself
  std::vector<int64_t> d_columns;
  bool frozen = false;
  // Views handed to the layer, kept so that a pass builds nothing.
  std::vector<ConstView> inputs;
  std::vector<View> d_views;
  // Steps that count in each row of the inputs, and of the output; null: all.
  std::vector<const int32_t*> input_lengths;
  const int32_t* lengths = nullptr;
  bool hands_on = false;             // the output has the steps of the first input
  std::vector<int32_t> own_lengths;  // of a layer that says them itself

  // What is switched off of the output: columns of a row, and room for what the layer gave there, so that its backward
  // finds that.
  std::vector<Network::Piece> off;
  std::vector<Scalar> off_values;
  // Weights that keep a value, by their place in the network's parameters; `before` comes back when they are let go.
  struct Held {
    int64_t at;
    Scalar value, before;
  };
  std::vector<Held> held;

  void switch_off(int64_t rows);
  void show_own(int64_t rows);
  void clear_off(Scalar* values, int64_t rows) const;

  // The views of a pass over `rows` rows; forward and backward add what is theirs.
  void fill(LayerPass& pass, Mode mode, int64_t rows, std::span<Scalar> workspace) const {
    pass.mode = mode;
    pass.inputs = inputs;
    pass.output = {output, rows, shape};
    pass.params = params;
    pass.scratch = scratch;
    pass.workspace = workspace;
    pass.lengths = input_lengths;
  }
};

}  // namespace engine
