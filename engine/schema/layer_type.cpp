#include "engine/schema/layer_type.h"

#include "engine/schema/activation_type.h"

namespace engine {

int input_count(const LayerType& type, const Params& params) {
  return type.inputs_key.empty() ? type.inputs : static_cast<int>(get_int(params, type.inputs_key));
}

const ParamSpec* activation_param(const LayerType& type) {
  for (const ParamSpec& spec : type.params) {
    if (!spec.choices.empty() && activations().find(spec.choices.front().id)) return &spec;
  }
  return nullptr;
}

}  // namespace engine
