// An activation function as a parameter of a layer: the choice itself, and the functions' own numbers beside it.
// Knows no function by name; all come from the catalog.
#pragma once

#include <string>
#include <vector>

#include "engine/schema/activation_type.h"
#include "engine/schema/layer_type.h"

namespace engine {

// The choice, followed by each function's own parameter, shown only while that function is chosen. All are live: a
// change keeps the weights.
inline std::vector<ParamSpec> activation_params(const char* key, const char* label, const char* help,
                                                const char* default_id) {
  ParamSpec choice{.key = key, .label = label, .help = help, .default_value = std::string(default_id), .live = true};
  std::vector<ParamSpec> own;
  for (const ActivationType* type : activations().entries()) {
    choice.choices.push_back({type->id, type->title});
    for (ParamSpec spec : type->params) {
      spec.visible_if = {key, {type->id}};
      own.push_back(std::move(spec));
    }
  }
  own.insert(own.begin(), std::move(choice));
  return own;
}

struct ChosenActivation {
  const ActivationType* type = nullptr;
  Scalar a = 0;  // its own number

  static ChosenActivation from(const Params& params, const char* key) {
    ChosenActivation chosen{activations().find(get_text(params, key))};
    CHECK(chosen.type, "the parameters are resolved");
    if (!chosen.type->params.empty()) chosen.a = static_cast<Scalar>(get_double(params, chosen.type->params[0].key));
    return chosen;
  }
  // "nn.ELU(alpha=1)"; empty when PyTorch has no such function.
  static std::string torch(const Params& params, const char* key) {
    const ActivationType* type = from(params, key).type;
    std::string text = type->torch;
    const size_t place = text.find("{}");
    if (place != std::string::npos) text.replace(place, 2, param_text(params.at(type->params[0].key)));
    return text;
  }
};

// Limits of the chosen function's values.
inline ValueRange activation_range(const Params& params, const char* key) {
  const ActivationType* type = activations().find(get_text(params, key));
  CHECK(type, "the parameters are resolved");
  return {type->low, type->high};
}

// Why torch() is empty.
inline const char* activation_torch_missing() {
  return "PyTorch has no step activation that lets a training signal through.";
}

}  // namespace engine
