// What one experiment has otherwise than another, in words.
#pragma once

#include <vector>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"

namespace app {

// "Learning rate 0.03 → 0.01", "Added: Dense", ... in the order of data, network, training. Empty: nothing that
// training could feel.
std::vector<engine::Message> differences(const engine::Experiment& from, const engine::Experiment& to);

}  // namespace app
