// The descriptor of a layer: everything that palette, inspector, shape labels, project files, help, export and the
// contract test need. One file in engine/layers holds one descriptor and the class behind it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/schema/windowed.h"
#include "engine/tensor/shape.h"

namespace engine {

class Layer;  // engine/graph/layer.h

struct Cost {
  int64_t parameters = 0;
  int64_t multiply_adds = 0;  // of one sample, forward
  int64_t kept = 0;  // numbers of one sample that it keeps for backward, where that is far more than its output
};

struct ValueRange {
  double low, high;
};

// A picture of the layer's inside: what is shown, and the kind of view that draws it (app/panels/microscope/looks.h).
struct ViewRef {
  std::string name;       // "weight", "activation"
  std::string view_kind;  // "output", "histogram", "matrix"
};

// Numbers inside a layer that are neither parameters nor outputs: Layer::inside() hands them out.
struct InsideSpec {
  std::string name;        // "attention", "i_l0"
  std::string label{};     // "input gate"; empty where it is never shown by itself
  std::string group{};     // what belongs together: "_l0", "_l0_reverse"
  ValueRange range{0, 0};  // fixed limits of its values, where low < high
};

struct LayerType {
  std::string id{};  // file name
  int version = 1;
  std::string title{};
  std::string category{};  // heading in the palette: "Basic", "Image", "Sequence", "Stabilise"
  std::string glyph{};     // icon name
  std::string summary{};
  std::string formula{};  // ASCII
  std::string use_when{};
  std::string source{};  // paper and equation
  std::vector<ParamSpec> params{};
  int inputs = 1;                    // number of wires that it takes; 0 for the input layer
  std::string inputs_key{};          // the parameter that holds that number (`inputs` is its default), or empty
  std::vector<std::string> ports{};  // what each wire brings ("query", "key"), where that is not plain
  bool reads_tokens = false;         // the input is a list of token ids (0, 1, ...), not of measured numbers
  std::string units_key{};           // the parameter that + and - change, empty when there is none
  bool has_weights = false;
  // Of attention: the parameter that holds the number of heads, and the matrix [width, width] whose columns read their
  // results one after the other; without its columns a head counts for nothing.
  std::string heads_key{}, heads_weight{};
  // Divides a network into one that makes samples, in front, and one that judges them: real samples come in here.
  bool gate = false;
  // Hands scores [steps, tags] on while training: the loss is that of whole paths through them (tasks/tag_chain), with
  // the parameters "transitions", "start_transitions" and "end_transitions".
  bool chains_tags = false;
  // A model of what comes in, by itself: learnt by sampling (tasks/boltzmann), with the parameters "weight"
  // [units, inputs], "bias" [units] and "visible_bias" [inputs]; its inputs lie between 0 and 1, or are any numbers
  // where its choice "visible" is "gaussian".
  bool models_input = false;

  // Shape of one sample at the output, or why it cannot be. `params` are resolved. `inputs` has `inputs` entries.
  Result<Shape> (*infer_shape)(const Params& params, std::span<const Shape> inputs) = nullptr;
  std::unique_ptr<Layer> (*make)(const Params& params, std::span<const Shape> inputs, const Shape& output) = nullptr;
  Cost (*cost)(const Params& params, std::span<const Shape> inputs, const Shape& output) = nullptr;
  // Limits of the output values; nullptr: unbounded.
  ValueRange (*output_range)(const Params& params) = nullptr;
  std::vector<ViewRef> views{};
  // What Layer::inside() knows by name; nullptr: nothing.
  std::vector<InsideSpec> (*insides)(const Params& params) = nullptr;
  // How a number of the output is made of a window of the input; nullptr: it is not.
  const Windowed* windowed = nullptr;

  // The lines of a PyTorch nn.Sequential, or empty with the reason in torch_missing.
  std::string (*torch)(const Params& params, std::span<const Shape> inputs, const Shape& output) = nullptr;
  std::string torch_missing{};
};

// Number of wires that a layer with these parameters (resolved) takes.
int input_count(const LayerType& type, const Params& params);

// The choice among its parameters that names an activation; null: it has none.
const ParamSpec* activation_param(const LayerType& type);

const Catalog<LayerType>& layers();  // engine/layers/*.cpp

}  // namespace engine
