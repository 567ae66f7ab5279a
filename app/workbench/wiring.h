// Edits of single wires and of groups of nodes, as functions from an experiment to the next. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"

namespace app {

// How many wires end at a node, as its parameters are.
int ports_of(const engine::NodeSpec& node);
// The name of a port in English, empty when the layer's inputs have no names.
std::string port_name(const engine::NodeSpec& node, int port);
// The first port without a wire; a layer that takes any number of wires may offer one more. -1: none is free.
int free_port(const engine::NetworkSpec& net, std::string_view id);

// Why a wire cannot go there, if so. `port` -1: any free one.
std::optional<engine::Message> refuse_wire(const engine::NetworkSpec& net, std::string_view from, std::string_view to,
                                           int port);
// What ended at the port before is taken off. Call only where refuse_wire does not refuse.
engine::Experiment add_wire(engine::Experiment e, std::string_view from, std::string_view to, int port);
engine::Experiment remove_wire(engine::Experiment e, std::string_view to, int port);

// A new layer behind `from`, with its first wire; nothing reads it yet.
engine::Experiment add_behind(engine::Experiment e, std::string_view type, std::string_view from, std::string& id);

}  // namespace app
