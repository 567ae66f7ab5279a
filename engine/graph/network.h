// The runnable network: a fixed list of layers over flat buffers, planned once; a pass allocates nothing.
// Used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/graph/infer.h"
#include "engine/graph/layer.h"
#include "engine/graph/network_spec.h"
#include "engine/tensor/numbers.h"

namespace engine {

struct NodeParameter {
  ParameterSpec spec;
  int64_t offset = 0;  // into parameters() and gradients()
};

// Which of the two networks that a gate (LayerType::gate) divides this one into.
enum class NetworkPart { whole, front, behind };

class Network {
 public:
  struct Options {
    int64_t max_rows = 256;                   // the largest batch of one pass
    uint64_t seed = 0;                        // of the starting weights
    int64_t memory_limit = int64_t{4} << 30;  // bytes; more is refused before anything is allocated
    int optimizer_slots = 3;                  // counted in the estimate
  };

  // Builds the network, or says what is wrong (where = node id). Starting weights follow from the seed and each node's
  // id alone.
  static Result<std::unique_ptr<Network>> compile(const NetworkSpec& spec, const Shape& input, const Options& options);
  ~Network();

  // Runs all layers on `input` [rows, input shape], rows <= max_rows. The input is read in place and must live until
  // backward is done. The result stays valid until the next pass.
  ConstView forward(ConstView input, Mode mode, Rng* rng = nullptr);
  // The same for one part of a network with a gate: from the input to the gate, or from the gate to the output.
  ConstView forward_part(NetworkPart part, ConstView input, Mode mode, Rng* rng = nullptr);
  // Goes on from `values` [rows, shape of the node's output] as if the node had given them, up to the output, as in
  // evaluation. Every way to the output must lead through the node (is_passage).
  ConstView forward_from(int node, ConstView values);
  // After a forward pass of the same rows: gradients of all parameters from the gradient of the output.
  // d_input may be asked for (saliency); it is written when not null.
  void backward(ConstView d_output, Scalar* d_input = nullptr);
  // Of the input alone [rows, input shape]; gradients of parameters stay as they are.
  void backward_to_input(ConstView d_output, Scalar* d_input);

  // Behind the gate: gradients of the parameters there, if wanted, and of what came through the gate, if wanted.
  void backward_behind(ConstView d_output, bool parameters, bool at_gate);
  // In front of it, after a backward_behind that went up to it.
  void backward_front();
  // The node of the gate; -1 when there is none, or when a wire leads past it.
  int gate() const;
  NetworkPart part_of(int node) const;

  // What the layers add to the loss of the last forward pass; whether any of them does.
  Penalty penalty() const;
  bool has_penalty() const { return !penalised_.empty(); }

  std::span<Scalar> parameters() { return parameters_; }
  std::span<const Scalar> parameters() const { return parameters_; }
  std::span<Scalar> gradients() { return gradients_; }
  std::span<const Scalar> gradients() const { return gradients_; }

  const NetworkSpec& spec() const { return spec_; }
  const NetworkInfo& info() const { return info_; }
  const Shape& input_shape() const { return input_shape_; }
  const Shape& output_shape() const;
  int64_t max_rows() const { return max_rows_; }

  // Nodes by index into spec().nodes; -1 when there is no such id.
  int find(std::string_view node_id) const;
  std::span<const NodeParameter> node_parameters(int node) const;
  // Output, and values before the activation, of the last pass.
  ConstView activation(int node) const;
  ConstView pre_activation(int node) const;
  // What LayerType::insides names, of a row of the last pass. Empty when the node has no such thing.
  Inside inside(int node, std::string_view name, int64_t row = 0) const;
  // Gradient of the node's output in the last backward pass; no data for the input, and none when no backward pass
  // followed the last forward pass of training.
  ConstView d_activation(int node) const;
  // How many steps of each row of the node's output counted in the last pass; null: all.
  const int32_t* lengths(int node) const;
  int output_index() const { return output_; }

  // Starting weights again (the same for the same seed).
  void initialise(uint64_t seed);
  // Takes over the weights of the nodes that `old` also has (same id and type). Where a layer changed its size, the
  // units and inputs that remain keep theirs. Nodes that `newer` has are left alone.
  void keep_weights(const Network& old, const Network* newer = nullptr);
  // Takes over live parameters of a node (already checked).
  void set_node_params(int node, const Params& params);
  void set_frozen(int node, bool frozen);
  bool frozen(int node) const;
  // Switches units, heads and weights of a node off or on again, and says what does not move; weights that are let go
  // have the values from before. What the layer does not have is passed over.
  void set_masks(int node, const Masks& masks);
  // The same as in `other`, which is made from the same nodes.
  void take_masks(const Network& other);
  // After something was written over parameters(): held weights have their values again.
  void hold_weights();
  // All weights as if none was held, to be read or written; then those that are held again.
  void release_weights();
  void hold_released();
  // Pieces of parameters() that no update may move: frozen units and held weights, of one part. Sorted.
  struct Piece {
    int64_t begin = 0, count = 0;
  };
  std::vector<Piece> held(NetworkPart part = NetworkPart::whole) const;

  // The first node whose output (or, failing that, gradient) is not finite; -1 when all are.
  int first_non_finite() const;

 private:
  struct Step;  // one node at run time
  Network() = default;
  void plan(const Options& options);
  void plan_arena(int64_t rows);
  void take_input(ConstView input);
  void run(size_t begin, size_t end, Mode mode, Rng* rng);
  void put_d_output(ConstView d_output);
  void take_d_input(Scalar* d_input) const;
  void run_back(size_t begin, size_t end, bool input_needed, bool parameters);
  void backward_step(Step& step, size_t begin, bool input_needed, bool parameters);
  void find_gate();
  void plan_off(Step& step, const Masks& masks);
  void plan_held(Step& step, const Masks& masks);
  void show_before(const Step& step);
  void keep_held(Step& step, const Step& old, const NodeParameter& now, const NodeParameter& before);
  const Step& step(int node) const;
  Step& step(int node);

  NetworkSpec spec_;
  NetworkInfo info_;
  Shape input_shape_;
  int64_t max_rows_ = 0;
  int64_t rows_ = 0;  // of the last pass
  Mode mode_ = Mode::evaluation;
  bool went_back_ = false;
  int output_ = -1;
  std::vector<std::unique_ptr<Step>> steps_;  // in topological order
  size_t gate_step_ = 0;                      // of the gate; 0: there is none
  Scalar* gate_output_ = nullptr;             // its own buffer
  std::vector<const Step*> penalised_;        // those that add to the loss
  std::vector<int> step_of_;                  // node index -> index into steps_
  Numbers parameters_, gradients_, arena_;
  std::span<Scalar> workspace_;  // the end of the arena
  int64_t workspace_count_ = 0;
};

// Whether each unit of a node's output has weights of its own, which Masks::frozen_units can name.
bool units_own_weights(const NodeInfo& info);
// Shape [units, inputs] of the matrix whose single weights Masks::weights can name; of rank 0 when there is none.
Shape held_matrix(const NodeInfo& info);

}  // namespace engine
