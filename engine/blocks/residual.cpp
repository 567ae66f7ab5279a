// The building block of a residual network: two convolutions with batch normalisation beside a skip connection. Where
// the block changes channels or size, a convolution of 1×1 stands in the skip connection.
#include "engine/blocks/fragment.h"
#include "engine/schema/block_type.h"

namespace engine {
namespace {

Params convolution(int64_t channels, int64_t kernel, int64_t stride) {
  return {{"out_channels", channels}, {"kernel_size", kernel}, {"stride", stride},
          {"padding", kernel / 2},    {"bias", false},         {"activation", std::string("linear")}};
}

NetworkSpec build(const Params& params, const Shape& input) {
  const int64_t channels = get_int(params, "channels"), stride = get_int(params, "stride");
  Fragment f;
  std::string x = f.add("conv2d", convolution(channels, 3, stride), {""});
  x = f.add("batch_norm", {}, {x});
  x = f.add("activation", {{"function", std::string("relu")}}, {x});
  x = f.add("conv2d", convolution(channels, 3, 1), {x});
  x = f.add("batch_norm", {}, {x});
  std::string skip;
  if (stride != 1 || input.rank() != 3 || input[0] != channels) {
    skip = f.add("conv2d", convolution(channels, 1, stride), {""});
    skip = f.add("batch_norm", {}, {skip});
  }
  x = f.add("add", {}, {x, skip});
  f.add("activation", {{"function", std::string("relu")}}, {x});
  return f.net;
}

}  // namespace

const BlockType& residual_block() {
  static const BlockType type{
      .id = "residual",
      .title = "Residual block",
      .category = "Blocks",
      .glyph = "add",
      .summary = "Two convolutions with batch normalisation whose result is added to their input.",
      .use_when = "For deep networks on images; several one after the other make a residual network.",
      .source = "He et al. 2016, figures 2 and 3; as BasicBlock of torchvision's ResNet.",
      .params = {{.key = "channels",
                  .label = "Channels",
                  .help = "Channels of both convolutions; as many as the input has keep the skip connection free.",
                  .default_value = int64_t{16},
                  .minimum = 1,
                  .maximum = 4096,
                  .step = 1},
                 {.key = "stride",
                  .label = "Stride",
                  .help = "2 halves height and width.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 4,
                  .step = 1}},
      .build = build,
  };
  return type;
}

}  // namespace engine
