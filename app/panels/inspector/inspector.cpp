#include "app/panels/inspector/inspector.h"

#include <algorithm>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "engine/schema/activation_type.h"
#include "engine/schema/initializer_type.h"

namespace app {

InspectorPanel::Shown InspectorPanel::shown_layer(const View& view) {
  Shown s;
  const auto& nodes = view.experiment.network.nodes;
  for (size_t i = 0; i < nodes.size() && i < view.info.nodes.size(); ++i) {
    if (view.selection.nodes.empty() || nodes[i].id != view.selection.nodes.back()) continue;
    s.index = i;
    s.node = &nodes[i];
    s.info = &view.info.nodes[i];
    s.type = s.info->type;
  }
  if (!s.type) return s;
  s.params = s.info->params.empty() ? engine::defaults(s.type->params) : s.info->params;
  for (const engine::ParamSpec& spec : s.type->params) {
    if (!engine::is_visible(spec, s.params)) continue;
    if (&spec == engine::activation_param(*s.type)) s.activation = &spec;
    const std::string first = spec.choices.empty() ? std::string() : spec.choices.front().id;
    if (!first.empty() && engine::initializers().find(first)) s.init = &spec;
    if (spec.key == s.type->units_key) s.units = &spec;
    if (spec.key == "bias" && std::holds_alternative<bool>(spec.default_value)) s.bias = &spec;
  }
  return s;
}

void InspectorPanel::draw(const PanelContext& c) {
  const ui::Surface surface("inspector", c.area);
  ui::panel(c.area);
  const Shown s = shown_layer(c.view);
  if (!s.node) {
    summary(c);
    return;
  }
  header(c, s);
  const ui::Rect inside{c.area.x, c.area.y + 40, c.area.w, c.area.h - 44};
  if (s.type) {
    layer(c, s, inside);
    return;
  }
  const std::string words = ui::tr_fill("This program does not know the layer type \"{}\".", {s.node->type});
  ui::empty_state(inside, words);
}

void InspectorPanel::header(const PanelContext& c, const Shown& s) {
  const ui::Palette& colours = ui::theme();
  const float y = c.area.y + 20;
  const size_t many = c.view.selection.nodes.size();
  std::string name = node_name(c.view.experiment.network, s.node->id);
  if (many > 1) name = ui::tr_fill("{} and {} more", {name, std::to_string(many - 1)});
  const std::string count = ui::tr_fill("{} params", {ui::format_count(s.info->cost.parameters)});
  ui::icon(s.type ? s.type->glyph : "help", {c.area.x + 22, y}, 20, colours.ink2, 1.8f);
  const float right = s.info->cost.parameters > 0 ? ui::text_width(count, {.size = 13, .mono = true}) : 0;
  const ui::Text title{
      .size = 15, .weight = 600, .colour = colours.ink, .max_width = c.area.w - 68 - right, .ellipsis = true};
  ui::draw::text(ui::with_english(name, title, title.max_width), {c.area.x + 40, y}, title);
  if (right > 0) {
    ui::draw::text(count, {c.area.right() - 12, y},
                   {.size = 13, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
  }
  if (!s.type) return;
  (void)ui::hit("inspector.title", {c.area.x + 12, c.area.y + 8, c.area.w - 24 - right, 24}, {.focusable = false});
  ui::tooltip({.title = ui::tr(s.type->title), .text = ui::tr(s.type->summary)});
}

void InspectorPanel::layer(const PanelContext& c, const Shown& s, const ui::Rect& inside) {
  const ui::ScrollArea scroll("inspector.layer", inside, content_);
  Flow at{inside.x + 12, scroll.y() + 2, inside.w - 24};  // the scroll bar lies in the margin
  if (s.info->error) {
    at.y += ui::draw::text_block(ui::tr(s.info->error->what), {at.x, at.y, at.w, 120},
                                 {.size = 13, .colour = ui::theme().err}) +
            8;
  }
  shapes(s, at);
  if (s.activation) {
    activation_tiles(c, s, at);
    activation_curve(c, s, at);
  } else {
    output_picture(c, s, at);
  }
  if (s.type->has_weights) weight_pictures(c, s, at);
  if (s.units || s.init) size_row(c, s, at);
  if (s.type->has_weights) switch_row(c, s, at);
  other_params(c, s, at);
  about(s, at, inside.bottom());
  content_ = at.y - scroll.y();
}

// The parameter of every selected layer that has it.
void InspectorPanel::set_param(const PanelContext& c, const Shown& s, const engine::ParamSpec& spec,
                               const engine::ParamValue& value, const ui::Change& how) {
  edit_by(c, how, engine::message("Change {}", ui::tr(spec.label)), "inspector." + s.node->id + "." + spec.key,
          [&](engine::Experiment& e) {
            for (const std::string& id : c.view.selection.nodes) {
              const engine::NodeSpec* node = e.network.find(id);
              const engine::LayerType* type = node ? engine::layers().find(node->type) : nullptr;
              if (!type || !engine::find_param(type->params, spec.key)) continue;
              e = set_node_param(std::move(e), id, spec.key, value);
            }
          });
}

}  // namespace app
