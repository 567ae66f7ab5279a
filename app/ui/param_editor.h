// Controls for any list of engine parameters: one row each, made from the ParamSpec alone. Changes nothing itself;
// returns what the user did, and the caller turns that into an edit.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/ui/widgets.h"
#include "engine/schema/param.h"

namespace app::ui {

struct ParamEdit {
  std::string key = {};
  engine::ParamValue value = {};
  bool live = false;       // as the spec says: no rebuild needed
  bool began = false;      // first change of a drag
  bool committed = false;  // last change of a drag: one undo step
};

struct ParamEditor {
  float row = 36;         // height of a row
  float label_width = 0;  // 0: nearly half
  bool disabled = false;
  // Keys that the panel shows in another way.
  std::span<const std::string_view> hidden = {};
};
// Rows from the top of `area` down; the controls are named `name`.`key`.
std::optional<ParamEdit> param_editor(const char* name, const Rect& area, std::span<const engine::ParamSpec> specs,
                                      const engine::Params& values, const ParamEditor& look = {});
float param_editor_height(std::span<const engine::ParamSpec> specs, const engine::Params& values,
                          const ParamEditor& look = {});
// One parameter in one row; for panels that place rows themselves.
std::optional<ParamEdit> param_row(const char* name, const Rect& row, const engine::ParamSpec& spec,
                                   const engine::ParamValue& value, const ParamEditor& look = {});

}  // namespace app::ui
