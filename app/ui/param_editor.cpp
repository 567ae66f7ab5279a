#include "app/ui/param_editor.h"

#include <algorithm>
#include <vector>

#include "app/ui/i18n.h"
#include "app/ui/terms.h"

namespace app::ui {
namespace {

using engine::ParamSpec;
using engine::ParamValue;

std::string began_;  // the control whose edit began and has not changed anything yet

// A widget's report as an edit. The press of a drag changes nothing, so its `began` waits for the first change.
std::optional<ParamEdit> edit_of(const char* name, const ParamSpec& spec, const Change& change, ParamValue value) {
  if (change.began) began_ = name;
  if (!change.changed && !change.committed) return std::nullopt;
  ParamEdit edit{spec.key, std::move(value), spec.live, began_ == name, change.committed};
  if (began_ == name) began_.clear();
  return edit;
}

bool bounded(const ParamSpec& spec) { return spec.minimum < spec.maximum; }

struct Row {
  const char* name;
  Rect area;  // of the control
  const ParamSpec& spec;
  const ParamEditor& look;
};

std::optional<ParamEdit> draw_value(const Row& row, bool value) {
  const bool pressed = toggle(row.name, {row.area.right() - 32, row.area.mid_y() - 9}, &value, row.look.disabled);
  return edit_of(row.name, row.spec, {pressed, pressed, pressed}, value);
}

std::optional<ParamEdit> draw_value(const Row& row, int64_t value) {
  const float width = std::min(108.0f, row.area.w);
  Stepper look{.disabled = row.look.disabled};
  look.minimum = bounded(row.spec) ? row.spec.minimum : -1e9;
  look.maximum = bounded(row.spec) ? row.spec.maximum : 1e9;
  look.step = std::max(1.0, row.spec.step);
  const Change change = stepper(row.name, {row.area.right() - width, row.area.mid_y() - 14, width, 28}, &value, look);
  return edit_of(row.name, row.spec, change, value);
}

std::optional<ParamEdit> draw_value(const Row& row, double value) {
  if (!bounded(row.spec)) {
    const Stepper look{.minimum = -1e9,
                       .maximum = 1e9,
                       .step = row.spec.step > 0 ? row.spec.step : 0.1,
                       .disabled = row.look.disabled};
    const float width = std::min(108.0f, row.area.w);
    const Change change = stepper(row.name, {row.area.right() - width, row.area.mid_y() - 14, width, 28}, &value, look);
    return edit_of(row.name, row.spec, change, value);
  }
  Slider look{.range = {row.spec.minimum, row.spec.maximum, row.spec.step, row.spec.logarithmic}};
  look.unit = row.spec.unit.empty() ? "" : tr(row.spec.unit.c_str());
  look.disabled = row.look.disabled;
  if (const auto* initial = std::get_if<double>(&row.spec.default_value)) {
    look.reset = *initial;
    look.has_reset = true;
  }
  const Change change = slider_row(row.name, row.area, &value, look);
  return edit_of(row.name, row.spec, change, value);
}

std::optional<ParamEdit> draw_value(const Row& row, const std::string& value) {
  const Rect box{row.area.x, row.area.mid_y() - 14, row.area.w, 28};
  if (row.spec.choices.empty()) {
    std::string text = value;
    const Change change = text_field(row.name, box, &text, {.icon_name = row.spec.is_path ? "open" : ""});
    return edit_of(row.name, row.spec, change, std::move(text));
  }
  std::vector<std::string> labels;
  int selected = -1;
  for (size_t i = 0; i < row.spec.choices.size(); ++i) {
    labels.emplace_back(tr(row.spec.choices[i].label));
    if (row.spec.choices[i].id == value) selected = static_cast<int>(i);
  }
  if (!dropdown(row.name, box, labels, &selected, {.disabled = row.look.disabled})) return std::nullopt;
  return edit_of(row.name, row.spec, {true, true, true}, row.spec.choices[static_cast<size_t>(selected)].id);
}

bool shown(const ParamSpec& spec, const engine::Params& values, const ParamEditor& look) {
  const auto& hidden = look.hidden;
  return std::find(hidden.begin(), hidden.end(), spec.key) == hidden.end() && engine::is_visible(spec, values);
}

engine::Params with_defaults(std::span<const ParamSpec> specs, const engine::Params& values) {
  engine::Params all = engine::defaults(specs);
  for (const auto& [key, value] : values) all[key] = value;
  return all;
}
}  // namespace

std::optional<ParamEdit> param_row(const char* name, const Rect& r, const ParamSpec& spec, const ParamValue& value,
                                   const ParamEditor& look) {
  const float label_width = look.label_width > 0 ? look.label_width : r.w * 0.44f;
  const Rect label{r.x, r.y, label_width, r.h};
  hit(name_of(name, "label"), label.inset(0, 6), {.focusable = false});
  if (!spec.help.empty()) tooltip(tr(spec.help.c_str()));
  // A switch stands at the right end and leaves the rest of the row to its label.
  const float room = std::holds_alternative<bool>(value) ? r.w - 40 : label_width - 6;
  const Text words{
      .size = 13, .colour = look.disabled ? theme().dis : theme().ink2, .max_width = room, .ellipsis = true};
  draw::text(with_english(tr(spec.label.c_str()), words, room), {r.x, r.mid_y()}, words);
  const Row row{name, {r.x + label_width, r.y, r.w - label_width, r.h}, spec, look};
  return std::visit([&](const auto& v) { return draw_value(row, v); }, value);
}

std::optional<ParamEdit> param_editor(const char* name, const Rect& area, std::span<const ParamSpec> specs,
                                      const engine::Params& values, const ParamEditor& look) {
  const engine::Params all = with_defaults(specs, values);
  std::optional<ParamEdit> result;
  float y = area.y;
  for (const ParamSpec& spec : specs) {
    if (!shown(spec, all, look)) continue;
    auto edit = param_row(name_of(name, spec.key.c_str()), {area.x, y, area.w, look.row}, spec, all.at(spec.key), look);
    if (edit) result = std::move(edit);
    y += look.row;
  }
  return result;
}

float param_editor_height(std::span<const ParamSpec> specs, const engine::Params& values, const ParamEditor& look) {
  const engine::Params all = with_defaults(specs, values);
  float height = 0;
  for (const ParamSpec& spec : specs) height += shown(spec, all, look) ? look.row : 0;
  return height;
}

}  // namespace app::ui
