// The transformer encoder layer with the normalisation in front ("pre-norm"): attention and a small network for each
// step, each behind a layer normalisation and beside a skip connection.
#include "engine/blocks/fragment.h"
#include "engine/schema/block_type.h"

namespace engine {
namespace {

constexpr int64_t kUnknownWidth = 64;

NetworkSpec build(const Params& params, const Shape& input) {
  const int64_t width = input.rank() == 2 ? input[1] : kUnknownWidth;
  const double p = get_double(params, "dropout");
  Fragment f;
  const auto dropped = [&](const std::string& id) { return p > 0 ? f.add("dropout", {{"p", p}}, {id}) : id; };
  std::string x = f.add("layer_norm", {}, {""});
  x = f.add("self_attention", {{"heads", get_int(params, "heads")}, {"causal", get_bool(params, "causal")}}, {x});
  const std::string middle = f.add("add", {}, {"", dropped(x)});
  x = f.add("layer_norm", {}, {middle});
  x = f.add("dense", {{"units", width * get_int(params, "expansion")}, {"activation", get_text(params, "activation")}},
            {x});
  x = f.add("dense", {{"units", width}, {"activation", std::string("linear")}}, {dropped(x)});
  f.add("add", {}, {middle, dropped(x)});
  return f.net;
}

}  // namespace

const BlockType& transformer_encoder_block() {
  static const BlockType type{
      .id = "transformer_encoder",
      .title = "Transformer encoder",
      .category = "Blocks",
      .glyph = "attention",
      .summary = "Self-attention and a small network for each step, each with normalisation and a skip connection.",
      .use_when = "Behind an embedding and a positional encoding; several one after the other make a transformer.",
      .source = "Vaswani et al. 2017, figure 1; as nn.TransformerEncoderLayer of PyTorch 1.13.1 with norm_first.",
      .params = {{.key = "heads",
                  .label = "Heads",
                  .help = "How many parts of the width look at the sequence independently; it must divide the width.",
                  .default_value = int64_t{4},
                  .minimum = 1,
                  .maximum = 64,
                  .step = 1},
                 {.key = "expansion",
                  .label = "Expansion",
                  .help = "How many times wider than the sequence the small network is inside.",
                  .default_value = int64_t{4},
                  .minimum = 1,
                  .maximum = 16,
                  .step = 1},
                 {.key = "activation",
                  .label = "Activation",
                  .help = "The activation of the small network.",
                  .default_value = std::string("gelu"),
                  .choices = {{"gelu", "GELU"}, {"relu", "ReLU"}}},
                 {.key = "causal",
                  .label = "Causal",
                  .help = "Each step sees itself and the steps before it, never a later one.",
                  .default_value = false},
                 {.key = "dropout",
                  .label = "Drop probability",
                  .help = "Of dropout layers behind attention and in the small network; 0 leaves them out.",
                  .default_value = 0.0,
                  .minimum = 0,
                  .maximum = 0.9,
                  .step = 0.05}},
      .build = build,
  };
  return type;
}

}  // namespace engine
