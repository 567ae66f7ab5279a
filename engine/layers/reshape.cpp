// Gives the numbers of a sample another shape, in the order in which they are stored. Computes nothing.
#include <charconv>
#include <optional>

#include "engine/layers/pass_through.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

// "3×8×8", "3 x 8 x 8" or "3, 8, 8"; one size may be -1. Nothing when it is none of these.
std::optional<Shape> parse(std::string text) {
  for (size_t at; (at = text.find("×")) != std::string::npos;) text.replace(at, 2, ",");
  std::vector<int64_t> sizes;
  const char *at = text.data(), *end = at + text.size();
  const auto skip = [&](std::string_view these) {
    while (at != end && these.find(*at) != std::string_view::npos) ++at;
  };
  for (skip(" "); at != end; skip(" ,xX*")) {
    int64_t size = 0;
    const auto [next, problem] = std::from_chars(at, end, size);
    if (problem != std::errc() || size < -1 || size == 0 || size > (int64_t{1} << 30)) return std::nullopt;
    sizes.push_back(size);
    at = next;
  }
  switch (sizes.size()) {
    case 1: return Shape{sizes[0]};
    case 2: return Shape{sizes[0], sizes[1]};
    case 3: return Shape{sizes[0], sizes[1], sizes[2]};
    default: return std::nullopt;
  }
}

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const std::string& text = get_text(params, "shape");
  std::optional<Shape> shape = parse(text);
  if (!shape)
    return error("\"{}\" is no shape; write one to three sizes such as 3, 8, 8, of which one may be -1.", text);
  const int64_t count = inputs[0].count();
  int open = -1;
  int64_t known = 1;
  for (int i = 0; i < shape->rank(); ++i) {
    if ((*shape)[i] > 0) {
      known = known > count ? known : known * (*shape)[i];
    } else if (open >= 0) {
      return error("In the shape \"{}\" more than one size is -1; write numbers for all but one.", text);
    } else {
      open = i;
    }
  }
  const bool fits = open >= 0 ? count % known == 0 && known <= count : known == count;
  if (!fits) {
    return error("The {} numbers of {} do not fit into the shape {}; choose sizes whose product is {}.", count,
                 inputs[0].text(), text, count);
  }
  if (open >= 0) (*shape)[open] = count / known;
  return *shape;
}

// nn.Unflatten puts the sizes in place of one axis, so the sample is flat before it.
std::string torch(const Params&, std::span<const Shape> inputs, const Shape& output) {
  std::string sizes;
  for (int i = 0; i < output.rank(); ++i) sizes += fmt::format("{}{}", i > 0 ? ", " : "", output[i]);
  if (output.rank() == 1) return "nn.Flatten()";
  return fmt::format("{}nn.Unflatten(1, ({}))", inputs[0].rank() > 1 ? "nn.Flatten()\n" : "", sizes);
}

}  // namespace

const LayerType& reshape_layer() {
  static const LayerType type{
      .id = "reshape",
      .title = "Reshape",
      .category = "Basic",
      .glyph = "reshape",
      .summary = "Gives the same numbers another shape, such as an image out of a flat list.",
      .formula = "y = x, read in another shape",
      .use_when = "Before convolutions when the data comes flat.",
      .source = "As torch.reshape of PyTorch 1.13.1, sample by sample.",
      .params = {{.key = "shape",
                  .label = "Shape",
                  .help = "Sizes such as 3, 8, 8 (channels, height, width); -1 stands for what is left.",
                  .default_value = std::string("-1")}},
      .infer_shape = infer_shape,
      .make = [](const Params&, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<PassThrough>();
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch = torch,
  };
  return type;
}

}  // namespace engine
