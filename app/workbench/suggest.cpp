#include "app/workbench/suggest.h"

#include <algorithm>

#include "engine/data/prepare.h"
#include "engine/schema/layer_type.h"

namespace app {
namespace {

using engine::Params;

// Layers one behind the other; what this version does not have is left out, parameters it does not know as well.
class Chain {
 public:
  Chain() { net_.nodes.push_back({"input1", "input", "", {}, false}); }

  Chain& add(const char* type, const Params& wanted = {}) {
    const engine::LayerType* layer = engine::layers().find(type);
    if (!layer) return *this;
    engine::NodeSpec node{net_.fresh_id(type), type, "", {}, false};
    for (const auto& [key, value] : wanted) {
      const engine::ParamSpec* spec = engine::find_param(layer->params, key);
      if (spec && engine::check_param(*spec, value)) node.params.insert_or_assign(key, value);
    }
    net_.edges.push_back({net_.nodes.back().id, node.id, 0});
    net_.nodes.push_back(std::move(node));
    return *this;
  }
  engine::NetworkSpec take() { return std::move(net_); }

 private:
  engine::NetworkSpec net_;
};

Params dense(int64_t units, const char* activation) {
  return {{"units", units}, {"activation", std::string(activation)}};
}

Params convolution(int64_t channels, const char* activation) {
  return {
      {"out_channels", channels}, {"kernel_size", int64_t{3}}, {"same", true}, {"activation", std::string(activation)}};
}

// "1,28,28", as the layer that reshapes takes it.
std::string shape_param(const engine::Shape& shape) {
  std::string text;
  for (int i = 0; i < shape.rank(); ++i) text += (i > 0 ? "," : "") + std::to_string(shape[i]);
  return text;
}

}  // namespace

std::optional<engine::NetworkSpec> suggest_network(const engine::DatasetType& type, const Params& params,
                                                   const engine::Shape& sample, int64_t classes) {
  const engine::Shape target = engine::known_target_shape(type, params);
  const bool each = target.rank() > 0 && classes > 0;  // a class for every pixel or step
  int64_t outputs = classes > 2 || each ? std::max<int64_t>(classes, 2) : 1;
  if (classes == 0 && target.rank() == 1) outputs = target[0];
  Chain net;
  switch (type.kind) {
    case engine::SampleKind::numbers:
      if (sample.rank() != 1) return std::nullopt;
      return net.add("dense", dense(8, "tanh"))
          .add("dense", dense(8, "tanh"))
          .add("dense", dense(outputs, "linear"))
          .take();
    case engine::SampleKind::image:
      if (each) {
        return net.add("conv2d", convolution(12, "relu"))
            .add("conv2d", convolution(12, "relu"))
            .add("conv2d", convolution(outputs, "linear"))
            .take();
      }
      return net.add("conv2d", convolution(8, "relu"))
          .add("max_pool2d")
          .add("flatten")
          .add("dense", dense(32, "relu"))
          .add("dense", dense(outputs, "linear"))
          .take();
    case engine::SampleKind::tokens: net.add("embedding", {{"embedding_dim", int64_t{16}}}); [[fallthrough]];
    case engine::SampleKind::series: {
      // Fewer answers than steps: they are given at the last steps, which must know the whole sequence.
      const bool fewer = each && target.rank() == 1 && target[0] < sample[0];
      Params lstm{{"units", int64_t{24}}, {"return", std::string(each ? "sequence" : "last")}};
      if (fewer) lstm.emplace("bidirectional", true);
      net.add("lstm", lstm);
      if (fewer) {
        net.add("slice", {{"axis", std::string("steps")}, {"start", sample[0] - target[0]}, {"length", target[0]}});
      }
      return net.add("dense", dense(outputs, "linear")).take();
    }
  }
  return std::nullopt;
}

engine::NetworkSpec suggest_autoencoder(const engine::Shape& sample) {
  const int64_t numbers = sample.count(), wide = std::clamp<int64_t>(numbers * 4, 8, 128);
  Chain net;
  if (sample.rank() > 1) net.add("flatten");
  return net.add("dense", dense(wide, "relu"))
      .add("dense", dense(std::clamp<int64_t>(numbers / 8, 1, 16), "linear"))
      .add("dense", dense(wide, "relu"))
      .add("dense", dense(numbers, "linear"))
      .take();
}

engine::NetworkSpec suggest_numbers(const engine::Shape& sample, int64_t outputs, const char* activation) {
  constexpr int64_t kWide = 64;
  Chain net;
  if (sample.rank() > 1) net.add("flatten");
  return net.add("dense", dense(kWide, activation))
      .add("dense", dense(kWide, activation))
      .add("dense", dense(outputs, "linear"))
      .take();
}

engine::NetworkSpec suggest_machine(const engine::Shape& sample, bool shares) {
  Chain net;
  if (sample.rank() > 1) net.add("flatten");
  return net
      .add("rbm", {{"units", std::clamp<int64_t>(sample.count() * 4, 8, 64)},
                   {"visible", std::string(shares ? "binary" : "gaussian")}})
      .take();
}

engine::NetworkSpec suggest_generator(const engine::Shape& sample) {
  constexpr int64_t kWide = 64;
  Chain net;
  net.add("dense", dense(kWide, "relu"))
      .add("dense", dense(kWide, "relu"))
      .add("dense", dense(sample.count(), "linear"));
  if (sample.rank() > 1) net.add("reshape", {{"shape", shape_param(sample)}});
  net.add("real_or_made");
  if (sample.rank() > 1) net.add("flatten");
  return net.add("dense", dense(kWide, "leaky_relu"))
      .add("dense", dense(kWide, "leaky_relu"))
      .add("dense", dense(1, "linear"))
      .take();
}

}  // namespace app
