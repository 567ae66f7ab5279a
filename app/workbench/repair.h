// The repair that goes with an error of a network: found by trying what might help and asking the layers themselves,
// so no layer is known here but the one that makes a list of numbers out of anything. Pure.
#pragma once

#include <optional>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"
#include "engine/graph/infer.h"

namespace app {

// The button's text and the mended experiment.
struct Repair {
  engine::Message label;
  engine::Experiment value;
};
// `classes` of the data, as in Dataset.
std::optional<Repair> offer_repair(const engine::Experiment& e, const engine::NetworkInfo& info,
                                   const engine::Error& error, int64_t classes);

}  // namespace app
