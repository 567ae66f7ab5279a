// A rule for the starting weights as a parameter of a layer: the choice itself, and the rules' own numbers beside it.
// Knows no rule by name; all come from the catalog.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/core/check.h"
#include "engine/schema/initializer_type.h"

namespace engine {

// Keys of a rule's own parameters, which stand among the layer's: "init_low".
constexpr const char* kInitPrefix = "init_";

// The choice, followed by each rule's own parameters, shown only while one of their rules is chosen.
inline std::vector<ParamSpec> initializer_params() {
  ParamSpec choice{.key = "initializer",
                   .label = "Starting weights",
                   .help = "How the weights are drawn; takes effect at the next reset.",
                   .default_value = std::string("pytorch")};
  std::vector<ParamSpec> own;
  for (const InitializerType* type : initializers().entries()) {
    choice.choices.push_back({type->id, type->title});
    for (ParamSpec spec : type->params) {
      spec.key = kInitPrefix + spec.key;
      const auto same = [&](const ParamSpec& s) { return s.key == spec.key; };
      const auto shared = std::find_if(own.begin(), own.end(), same);
      if (shared != own.end()) {
        shared->visible_if.values.push_back(type->id);
        continue;
      }
      spec.visible_if = {"initializer", {type->id}};
      own.push_back(std::move(spec));
    }
  }
  own.insert(own.begin(), std::move(choice));
  return own;
}

struct ChosenInitializer {
  const InitializerType* type = nullptr;
  Params own;

  static ChosenInitializer from(const Params& params) {
    ChosenInitializer chosen{initializers().find(get_text(params, "initializer")), {}};
    CHECK(chosen.type, "the parameters are resolved");
    for (const ParamSpec& spec : chosen.type->params) chosen.own[spec.key] = params.at(kInitPrefix + spec.key);
    return chosen;
  }
  // Draws the weights, and the bias (which may be empty) where the rule does; otherwise that starts as zeros.
  void fill(const FanInOut& fan, Rng& rng, std::span<Scalar> weight, std::span<Scalar> bias) const {
    type->fill(own, fan, rng, weight);
    if (bias.empty()) return;
    if (type->fills_bias) {
      type->fill(own, fan, rng, bias);
    } else {
      std::fill(bias.begin(), bias.end(), Scalar{0});
    }
  }
};

}  // namespace engine
