// What the convolution layers share: the batch, its threads, the activation and the weights around kernels::Conv.
// No descriptor; each layer has its own file.
#pragma once

#include "engine/graph/layer.h"
#include "engine/layers/activation_choice.h"
#include "engine/layers/initializer_choice.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/conv.h"

namespace engine {

// y = f(w * x + b). The batch is cut into pieces by its size alone; each piece has buffers and a partial sum of the
// weights' gradient of its own.
class Convolution final : public Layer {
 public:
  struct Kind {
    kernels::ConvShape shape;
    bool transposed = false;   // the layer's input is the convolution's output: weight [in, out / groups, ...]
    bool steps_first = false;  // the layer's data is [steps, features]; the shape has height 1
  };
  Convolution(const Params& params, const Kind& kind);

  std::vector<ParameterSpec> parameters() const override;
  // The values before the activation. Not written while its gradient follows from its output.
  std::vector<int64_t> scratch_columns() const override { return {outputs_}; }
  int64_t workspace_count(int64_t max_rows) const override;
  void set_params(const Params& params) override { activation_ = ChosenActivation::from(params, "activation"); }
  void initialise(std::span<Scalar* const> params, Rng& rng) override;
  void forward(const LayerPass& pass) override;
  void backward(const LayerBackward& pass) override;
  ConstView pre_activation(const LayerPass& pass) const override;

 private:
  // The parts of a piece's buffer.
  struct Buffer {
    Scalar *conv, *input, *output, *planes, *pixel;
  };

  Buffer buffer_at(Scalar* start) const;
  int64_t partials(int64_t rows) const;
  const Scalar* pack(const LayerPass& pass, bool forward) const;
  void forward_row(const LayerPass& pass, const Scalar* packed, int64_t row, const Buffer& buffer) const;
  void convolve(const Scalar* x, const Scalar* packed, const Scalar* bias, Scalar* z, const Buffer& buffer) const;
  void backward_row(const LayerBackward& pass, const Scalar* packed, int64_t row, const Buffer& buffer,
                    Scalar* partial) const;
  void activate(const Scalar* z, Scalar* y, Scalar* pixel) const;
  void activate_backward(const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, Scalar* pixel) const;

  kernels::Conv conv_;
  bool transposed_, steps_first_, bias_;
  int64_t in_channels_, in_pixels_, inputs_;
  int64_t channels_, pixels_, outputs_;
  int64_t weight_count_, buffer_count_, partial_count_;
  ChosenActivation activation_;
  ChosenInitializer initializer_;
};

// out_channels, bias, activation and starting weights: what every convolution has beside its geometry.
std::vector<ParamSpec> convolution_params(std::vector<ParamSpec> geometry);
ParamSpec same_param();
ParamSpec padding_param(const char* help);
ParamSpec groups_param();
std::vector<ViewRef> convolution_views();
// Of conv1d and conv2d.
const Windowed& convolution_windowed();
// The window of kernel_size, stride, same, padding and dilation.
Window convolution_window(const Params& params);
// The groups divide both numbers of channels, or what is wrong.
Status check_groups(int64_t groups, int64_t in_channels, int64_t out_channels);
// That, and "same" goes with the stride.
Status check_convolution(const Params& params, int64_t in_channels, int64_t out_channels);
// `weight` are the sizes of the weights; each is used once for each of `pixels`.
Cost convolution_cost(const Params& params, std::initializer_list<int64_t> weight, int64_t out_channels,
                      int64_t pixels);
// The lines of nn.Sequential.
std::string convolution_torch(const char* module, const Params& params, int64_t in_channels, int64_t out_channels);

}  // namespace engine
