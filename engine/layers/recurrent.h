// What rnn, lstm and gru share: parameters, shapes, the order of weights, stacking, directions, lengths, dropout.
// The arithmetic of a cell is in the kernels; texts are the layers' own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/recurrent.h"

namespace engine {

// units, num_layers, bidirectional, return, bias, dropout.
std::vector<ParamSpec> recurrent_params();
// [steps, features] -> [units] or [steps, units], twice the units when bidirectional.
Result<Shape> recurrent_shape(const Params& params, std::span<const Shape> inputs);
// `gates`: rows of the weights for each unit.
Cost recurrent_cost(int64_t gates, const Params& params, std::span<const Shape> inputs);
std::unique_ptr<Layer> make_recurrent(kernels::Cell cell, const Params& params, const Shape& input);
std::vector<ViewRef> recurrent_views();
// "h", "c" and the gates of each stacked layer and direction; the group is PyTorch's suffix, "_l0_reverse".
std::vector<InsideSpec> recurrent_insides(kernels::Cell cell, const Params& params);
// Why there is no line for nn.Sequential.
const char* recurrent_torch_missing();

}  // namespace engine
