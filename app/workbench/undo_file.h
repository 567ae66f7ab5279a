// The edits of a project as a file, so that undo goes on where it was after the project is opened again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/workbench/history.h"

namespace app {

// The newest steps, as many as are worth keeping.
std::string undo_text(const History& history);
// The history again, when it belongs to the experiment as the project file has it; else nothing.
std::optional<History> parse_undo(std::string_view text, const engine::Experiment& saved);

}  // namespace app
