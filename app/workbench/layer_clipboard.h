// Layers as text, to be copied, cut and pasted also between projects and programs; a layer in the place of another.
// Pure edits; the clipboard itself is the window's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/workbench/edits.h"
#include "engine/core/result.h"

namespace app {

// The nodes and the wires between them as the text of a project. Inputs stay behind: every network has its own. Empty
// when nothing is left.
std::string copy_layers(const engine::Experiment& e, const std::vector<std::string>& ids);

// The layers of such a text behind the node `behind` (before the last layer when there is no such node), with the wires
// between them; where none led, one to the next in reading order. The new nodes are in `ids`. Refuses what is no text
// of layers.
engine::Result<engine::Experiment> paste_layers(engine::Experiment e, std::string_view text, std::string_view behind,
                                                std::vector<std::string>& ids);

// Why a layer of that type cannot take the place of the node, if so.
std::optional<engine::Message> refuse_replace(const engine::Experiment& e, const engine::Shape& input,
                                              std::string_view id, std::string_view type);
// A layer of that type in the place of the node, at the same wires; parameters that both have are kept. Its id is in
// `fresh`. Call only where refuse_replace does not refuse.
engine::Experiment replace_layer(engine::Experiment e, std::string_view id, std::string_view type, std::string& fresh);

}  // namespace app
