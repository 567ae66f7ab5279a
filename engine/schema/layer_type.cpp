#include "engine/schema/layer_type.h"

namespace engine {

int input_count(const LayerType& type, const Params& params) {
  return type.inputs_key.empty() ? type.inputs : static_cast<int>(get_int(params, type.inputs_key));
}

}  // namespace engine
