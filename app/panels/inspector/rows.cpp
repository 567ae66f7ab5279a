// The controls of a layer: units and starting weights, switches, penalties, whatever else it has, and what it is.
#include <algorithm>

#include "app/panels/inspector/inspector.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/param_editor.h"
#include "app/ui/terms.h"
#include "app/workbench/edits.h"

namespace app {
namespace {

constexpr float kRow = 36, kControl = 28;
constexpr ui::Change kAtOnce{true, true, true};
constexpr double kMostPenalty = 0.3;

}  // namespace

void InspectorPanel::size_row(const PanelContext& c, const Shown& s, Flow& at) {
  const float y = at.y + kControl / 2;
  float x = at.x;
  if (s.units) {
    const bool short_name = s.units->key == "units";
    const ui::Text look{.size = 13, .max_width = 96, .ellipsis = true};
    x += ui::draw::text(ui::with_english(short_name ? ui::tr("Units") : ui::tr(s.units->label.c_str()), look, 96),
                        {x, y}, look) +
         10;
    int64_t units = engine::get_int(s.params, s.units->key);
    const ui::Change change = ui::stepper(
        ("inspector." + s.units->key).c_str(), {x, at.y, 92, kControl}, &units,
        {.minimum = s.units->minimum, .maximum = std::min(4096.0, s.units->maximum), .tip = ui::tr(s.units->help)});
    edit_by(c, change, engine::message("Change {}", ui::tr(s.units->label)), "inspector." + s.node->id + ".units",
            [&](engine::Experiment& e) {
              for (const std::string& id : c.view.selection.nodes) e = set_units(std::move(e), id, units);
            });
    x += 92 + 14;
  }
  if (s.init && at.x + at.w - x < 130) {  // a row of its own
    at.y += kRow;
    x = at.x;
  }
  if (s.init) {
    const float middle = at.y + kControl / 2;
    x += ui::draw::text(ui::with_english(ui::tr("Init"), {.size = 13}, 90), {x, middle}, {.size = 13}) + 10;
    std::vector<std::string> titles;
    int selected = -1;
    const std::string& now = engine::get_text(s.params, s.init->key);
    for (size_t i = 0; i < s.init->choices.size(); ++i) {
      titles.push_back(ui::tr(s.init->choices[i].label));
      if (s.init->choices[i].id == now) selected = static_cast<int>(i);
    }
    if (ui::dropdown(("inspector." + s.init->key).c_str(), {x, at.y, at.x + at.w - x, kControl}, titles, &selected,
                     {.tip = ui::tr(s.init->help)})) {
      set_param(c, s, *s.init, s.init->choices[static_cast<size_t>(selected)].id, kAtOnce);
    }
  }
  at.y += kRow;
}

void InspectorPanel::penalty(const PanelContext& c, const char* name, const char* label, ui::Vec left_middle,
                             float width, double engine::Regularization::*field) {
  double value = c.view.experiment.regularization.*field;
  const float label_width = ui::draw::text(label, left_middle, {.size = 13, .mono = true});
  const float x = left_middle.x + label_width + 18, number = 44;
  const ui::Slider look{.range = {0, kMostPenalty, 0, true}, .has_reset = true};
  const ui::Change change = ui::track(name, {x, left_middle.y}, left_middle.x + width - x - number, &value, look);
  ui::tooltip(ui::tr("Pulls the weights of all layers towards 0"));
  ui::draw::text(value == 0 ? "0" : ui::format_number(value, 2), {left_middle.x + width, left_middle.y},
                 {.size = 12, .weight = 600, .mono = true, .colour = ui::theme().ink, .align = ui::Align::right});
  edit_by(c, change, engine::message("Change {}", label), name,
          [&](engine::Experiment& e) { e.regularization.*field = value; });
}

void InspectorPanel::switch_row(const PanelContext& c, const Shown& s, Flow& at) {
  const float y = at.y + kControl / 2, right = at.x + at.w;
  const float half = (at.w - 16) / 2;
  penalty(c, "inspector.l2", "L2", {at.x, y}, half, &engine::Regularization::l2);
  bool frozen = s.node->frozen;
  if (ui::toggle("inspector.freeze", {right - 32, y - 9}, &frozen)) {
    edit_by(c, kAtOnce, frozen ? engine::message("Freeze") : engine::message("Unfreeze"), "",
            [&](engine::Experiment& e) {
              for (const std::string& id : c.view.selection.nodes) e = set_frozen(std::move(e), id, frozen);
            });
  }
  ui::tooltip(ui::tr("A frozen layer keeps its weights while the others learn."));
  ui::draw::text(ui::tr("Freeze"), {right - 40, y}, {.size = 13, .align = ui::Align::right});
  if (s.bias) {
    bool bias = engine::get_bool(s.params, s.bias->key);
    const float x = at.x + half + 16;
    const std::string label = ui::with_english(ui::tr(s.bias->label), {.size = 13}, half - 140);
    const float width = ui::draw::text(label, {x, y}, {.size = 13});
    if (ui::toggle("inspector.bias", {x + width + 8, y - 9}, &bias)) set_param(c, s, *s.bias, bias, kAtOnce);
    ui::tooltip(ui::tr(s.bias->help));
  }
  at.y += kRow;
}

void InspectorPanel::other_params(const PanelContext& c, const Shown& s, Flow& at) {
  for (const engine::ParamSpec& spec : s.type->params) {
    const bool has_place =
        &spec == s.activation || &spec == s.init || &spec == s.units || (&spec == s.bias && s.type->has_weights);
    if (has_place || !engine::is_visible(spec, s.params)) continue;
    const std::string name = "inspector." + spec.key;
    const auto edit = ui::param_row(name.c_str(), {at.x, at.y, at.w, kRow}, spec, s.params.at(spec.key));
    if (edit) set_param(c, s, spec, edit->value, {edit->began, true, edit->committed});
    at.y += kRow;
  }
}

// What the layer does, when to use it and where it comes from.
void InspectorPanel::about(const Shown& s, Flow& at, float bottom) {
  const ui::Palette& colours = ui::theme();
  at.y += 4;
  ui::draw::hairline({at.x, at.y}, {at.x + at.w, at.y}, colours.line);
  at.y += 8;
  const float top = at.y;
  const auto flow = [&](bool draws) {
    const auto block = [&](const std::string& words, const ui::Text& look) {
      if (words.empty()) return;
      const ui::Rect box{at.x, at.y, at.w, 400};
      at.y += draws ? ui::draw::text_block(words, box, look) : ui::draw::text_block_height(words, at.w, look);
      at.y += 6;
    };
    block(ui::tr(s.type->summary), {.size = 13});
    block(s.type->formula, {.size = 13, .mono = true, .colour = colours.ink});
    block(ui::tr(s.type->use_when), {.size = 13});
    block(ui::tr(s.type->source), {.size = 12, .colour = colours.ink3});
  };
  const bool known = about_.type == s.type && about_.width == at.w && about_.scale == ui::scale() &&
                     about_.chinese == ui::is_chinese();
  const bool seen = top < bottom;
  if (seen || !known) {
    flow(seen);
    about_ = {s.type, at.w, ui::scale(), at.y - top, ui::is_chinese()};
  } else {
    at.y += about_.height;
  }
  at.y += 4;
}

}  // namespace app
