// What of a layer is switched off or held, as JSON: the fields "off_units", "off_heads", "frozen_units" and
// "held_weights" of a node of a project, each only where there is something.
#pragma once

#include "engine/graph/masks.h"
#include "engine/io/json_fields.h"

namespace engine {

void write_masks(const Masks& masks, Json& node);
// What is not in order is an error of the log; the lists are sorted.
void read_masks(JsonFields& node, ReadLog& log, Masks& masks);

}  // namespace engine
