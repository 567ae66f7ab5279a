// The state of a training as JSON: the object "training" of a project. Numbers are written as base64 of their bytes,
// the lowest first, so that they come back bit for bit.
#pragma once

#include "engine/graph/checkpoint.h"
#include "engine/io/json_fields.h"

namespace engine {

Json checkpoint_to_json(const Checkpoint& state);
// Reads the fields of `object`; what is not in order is an error of the log. Whether it fits a network is asked later.
Checkpoint checkpoint_from_json(const Json& object, ReadLog& log);

}  // namespace engine
