// The edits that the window offers, as functions from an experiment to the next. Pure; the panels wrap the result in
// an Edit action. Each keeps network and data fitting where the user would expect it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"
#include "engine/graph/infer.h"

namespace app {

// A place on the canvas where a layer can go: on the wire from -> to, which ends at that port.
struct Gap {
  std::string from, to;
  int port = 0;
  bool operator==(const Gap&) const = default;
};

// What would come of inserting a layer of that type there.
struct InsertPreview {
  std::optional<engine::Message> refused;  // why it cannot go there
  engine::Shape before, after;             // shapes at its input and output, when it can
};

// The wires of the network in reading order.
std::vector<Gap> gaps(const engine::NetworkSpec& net);

// The first error that the network has after an edit and had not before.
std::optional<engine::Message> new_error(const engine::NetworkSpec& before, const engine::NetworkSpec& after,
                                         const engine::Shape& input);

InsertPreview preview_insert(const engine::Experiment& e, const engine::Shape& input, std::string_view type,
                             const Gap& gap);
// The new experiment, with the new node's id in `id`. Call only where preview_insert does not refuse.
engine::Experiment insert_layer(engine::Experiment e, std::string_view type, const Gap& gap, std::string& id);
// A block of layers in one go, a group of that name, with the ids of all of them; its widths follow from what it reads.
// The same experiment where there is no such block. preview_insert knows blocks as well.
engine::Experiment insert_block_at(engine::Experiment e, const engine::Shape& input, std::string_view block,
                                   const Gap& gap, std::vector<std::string>& ids);
// Where a click or Enter in the palette puts a layer: before the output layer.
Gap append_gap(const engine::NetworkSpec& net);

// Why a node cannot be deleted, moved or duplicated (input, output), if so.
std::optional<engine::Message> refuse_delete(const engine::NetworkSpec& net, std::string_view id);
std::optional<engine::Message> refuse_move(const engine::Experiment& e, const engine::Shape& input, std::string_view id,
                                           const Gap& gap);
engine::Experiment delete_nodes(engine::Experiment e, const std::vector<std::string>& ids);
engine::Experiment move_node(engine::Experiment e, std::string_view id, const Gap& gap);
// A copy right behind the original.
engine::Experiment duplicate_node(engine::Experiment e, std::string_view id, std::string& copy_id);

// A parameter of a node. set_units also serves the + and - of a column.
engine::Experiment set_node_param(engine::Experiment e, std::string_view id, std::string_view key,
                                  engine::ParamValue value);
// A name as it is kept: without blanks around it, 60 characters at most.
std::string kept_label(std::string text);
// What the user calls it; empty: as its type is called.
engine::Experiment set_name(engine::Experiment e, std::string_view id, std::string name);
engine::Experiment set_frozen(engine::Experiment e, std::string_view id, bool frozen);
engine::Experiment set_units(engine::Experiment e, std::string_view id, int64_t units);

// Another source of data. Units and activation of the output layer, loss and features are fitted to it. `classes`:
// those of a file, as in fit_output; -1: not known before it has been read.
engine::Experiment set_source(engine::Experiment e, std::string_view source, int64_t classes = -1);
// The sets made by hand become these; output layer and loss follow the classes of the one in use.
engine::Experiment set_hand_made(engine::Experiment e, engine::HandMade hand);
// Fits output layer and loss to `classes` (0: regression, 2: one output, more: one output each).
engine::Experiment fit_output(engine::Experiment e, int64_t classes);

engine::Experiment set_loss(engine::Experiment e, std::string_view type);
// Keeps the learning rate when both optimizers have been tuned by the user to the same scale (adam <-> adamw ...);
// else takes the new one's default.
engine::Experiment set_optimizer(engine::Experiment e, std::string_view type);

}  // namespace app
