// Experiment <-> JSON, field by field. Knows the names of the fields and nothing of files.
#pragma once

#include "engine/graph/experiment.h"
#include "engine/io/json_fields.h"

namespace engine {

Json experiment_to_json(const Experiment& experiment);
// Reads the fields of `object` that belong to an experiment; absent ones have their default.
Experiment experiment_from_json(JsonFields& fields, ReadLog& log);

}  // namespace engine
