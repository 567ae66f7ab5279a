// What scripts may ask about: "epoch", "train_loss", "playing", "network.dense1.units" ... as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/workbench/workbench.h"

namespace app {

// Nothing when there is no such variable.
std::optional<std::string> script_variable(const View& view, std::string_view name);

}  // namespace app
