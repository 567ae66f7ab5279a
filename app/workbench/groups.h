// Groups of layers under a name, as functions from an experiment to the next. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/workbench/edits.h"

namespace app {

// Its layers in the order of the network; empty when there is no such group.
std::vector<std::string> group_members(const engine::NetworkSpec& net, std::string_view group);
// Its name, or "Group" with its number among those that have none. As node_title.
engine::NodeTitle group_title(const engine::NetworkSpec& net, std::string_view group);
// The groups that the layers belong to, each once.
std::vector<std::string> groups_of(const engine::NetworkSpec& net, const std::vector<std::string>& nodes);

// A layer outside that reads from these and is read by them: folded, they would be drawn in a circle. Empty: none.
std::string layer_between(const engine::NetworkSpec& net, const std::vector<std::string>& nodes);
// Why they cannot be a group, if so.
std::optional<engine::Message> refuse_group(const engine::NetworkSpec& net, const std::vector<std::string>& nodes);
// They leave the groups that they were in. The new one's id in `group`.
engine::Experiment group_layers(engine::Experiment e, const std::vector<std::string>& nodes, std::string& group);
// Its layers stay where they are.
engine::Experiment ungroup(engine::Experiment e, std::string_view group);
engine::Experiment set_folded(engine::Experiment e, std::string_view group, bool folded);
// Those that can be folded as the wires are.
engine::Experiment set_all_folded(engine::Experiment e, bool folded);
engine::Experiment rename_group(engine::Experiment e, std::string_view group, std::string name);

// What selecting the layer by key selects: all of the folded group that it is in, else itself.
std::vector<std::string> selected_with(const engine::NetworkSpec& net, const std::string& node);

// The layer that stands for a folded group: what it puts out. Empty where the group cannot be folded as the wires are.
std::string face_of(const engine::NetworkSpec& net, std::string_view group);

// Layers that hang together, put onto another wire as they are. Refused as refuse_move refuses one layer, and where
// more than one wire comes in or more than one layer is read.
std::optional<engine::Message> refuse_move_all(const engine::Experiment& e, const engine::Shape& input,
                                               const std::vector<std::string>& nodes, const Gap& gap);
// Within another group they belong to it.
engine::Experiment move_all(engine::Experiment e, const std::vector<std::string>& nodes, const Gap& gap);

}  // namespace app
