// Edits of what is switched off, frozen or held in single layers, and what there is of it. Pure, as all edits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/graph/experiment.h"
#include "engine/graph/infer.h"

namespace app {

enum class MaskKind { off_unit, off_head, frozen_unit, weight };

// One thing that is out of play.
struct Masked {
  std::string node;
  MaskKind kind = MaskKind::off_unit;
  int64_t index = 0;  // unit or head
  int64_t input = 0;  // of a weight
  double value = 0;   // of a weight
  bool operator==(const Masked&) const = default;
};

// All of it that the layers really have, in reading order.
std::vector<Masked> masked_parts(const engine::NetworkSpec& net, const engine::NetworkInfo& info);

// How many of each kind the layer has; 0: none can be chosen.
int64_t choices_of(const engine::NodeInfo& info, MaskKind kind);
bool is_masked(const engine::Masks& masks, MaskKind kind, int64_t index);
// The value that a weight is held at.
std::optional<double> held_value(const engine::Masks& masks, int64_t unit, int64_t input);

engine::Experiment set_masked(engine::Experiment e, std::string_view node, MaskKind kind, int64_t index, bool on);
// Without a value the weight is let go.
engine::Experiment hold_weight(engine::Experiment e, std::string_view node, int64_t unit, int64_t input,
                               std::optional<double> value);
engine::Experiment let_go(engine::Experiment e, const Masked& part);
// Everything of one layer, or of all.
engine::Experiment clear_masks(engine::Experiment e, std::string_view node = {});

}  // namespace app
