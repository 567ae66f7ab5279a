// Two dense layers beside a skip connection: they learn what to change about their input.
#include "engine/blocks/fragment.h"
#include "engine/schema/block_type.h"

namespace engine {
namespace {

constexpr int64_t kUnknownWidth = 16;

NetworkSpec build(const Params& params, const Shape& input) {
  const int64_t width = input.rank() == 1 || input.rank() == 2 ? input.back() : kUnknownWidth;
  const std::string function = get_text(params, "activation");
  Fragment f;
  std::string x = f.add("dense", {{"units", get_int(params, "units")}, {"activation", function}}, {""});
  x = f.add("dense", {{"units", width}, {"activation", std::string("linear")}}, {x});
  x = f.add("add", {}, {"", x});
  f.add("activation", {{"function", function}}, {x});
  return f.net;
}

}  // namespace

const BlockType& residual_dense_block() {
  static const BlockType type{
      .id = "residual_dense",
      .title = "Residual dense",
      .category = "Blocks",
      .glyph = "add",
      .summary = "Two dense layers whose result is added to their input.",
      .use_when = "For deep networks on points and tables: gradients pass by the layers along the skip connection.",
      .source = "He et al. 2016, figure 2, with dense layers.",
      .params = {{.key = "units",
                  .label = "Units",
                  .help = "Neurons of the first of the two layers; the second is as wide as the input.",
                  .default_value = int64_t{16},
                  .minimum = 1,
                  .maximum = 100000,
                  .step = 1},
                 {.key = "activation",
                  .label = "Activation",
                  .help = "The activation of the first layer and behind the sum.",
                  .default_value = std::string("relu"),
                  .choices = {{"relu", "ReLU"}, {"tanh", "Tanh"}, {"gelu", "GELU"}, {"silu", "SiLU"}}}},
      .build = build,
  };
  return type;
}

}  // namespace engine
