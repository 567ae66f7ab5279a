#include "app/panels/panel_layers.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/drag.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "engine/schema/block_type.h"
#include "engine/schema/layer_type.h"

namespace app {
namespace {

constexpr float kDragAfter = 4;  // the pointer has moved so far: a drag, not a click

}  // namespace

const std::vector<LayerOffer>& layer_offers() {
  static const std::vector<LayerOffer> all = [] {
    std::vector<LayerOffer> list;
    for (const engine::LayerType* type : engine::layers().entries()) {
      if (type->inputs == 0) continue;  // the input is there already
      list.push_back(
          {type->id, type->title, type->category, type->glyph, type->summary, type->use_when, type->formula, false});
    }
    for (const engine::BlockType* type : engine::blocks().entries())
      list.push_back({type->id, type->title, type->category, type->glyph, type->summary, type->use_when, "", true});
    return list;
  }();
  return all;
}

size_t place_of_category(const std::string& category) {
  static const std::vector<std::string> order{"Basic",     "Image",    "Sequence", "Attention",
                                              "Stabilise", "Generate", "Combine",  "Blocks"};
  return static_cast<size_t>(std::find(order.begin(), order.end(), category) - order.begin());
}

void append_layer(const PanelContext& c, const LayerOffer& offer) {
  const Gap gap = append_gap(c.view.experiment.network);
  if (offer.block) {
    engine::Shape input{2};
    for (const engine::NodeInfo& node : c.view.info.nodes) {
      if (node.type && node.type->inputs == 0 && !node.inputs.empty()) input = node.inputs.front();
    }
    std::vector<std::string> ids;
    push_edit(c, engine::message("Add {}", ui::tr(offer.title)),
              insert_block_at(c.view.experiment, input, offer.id, gap, ids));
    c.actions.push(action::Select{{std::move(ids)}});
    return;
  }
  std::string id;
  push_edit(c, engine::message("Add {}", ui::tr(offer.title)), insert_layer(c.view.experiment, offer.id, gap, id));
  c.actions.push(action::Select{{{id}}});
}

bool LayerTileGesture::follow(const PanelContext& c, const LayerOffer& offer, const ui::Hit& hit) {
  ui::LayerDrag& drag = ui::layer_drag();
  const bool hot = drag.active && drag.type == offer.id;
  if (hit.pressed) dragging_.clear();
  if (hit.held && !hot && dragging_.empty() && std::hypot(hit.drag.x, hit.drag.y) > kDragAfter) {
    drag = {.active = true, .type = offer.id};
    dragging_ = offer.id;
  }
  if (hot && hit.held && (ui::key_pressed(ui::Key::escape, false) || ImGui::IsMouseClicked(1))) drag.cancelled = true;
  if (hit.released && dragging_ == offer.id) {
    if (hot && !drag.cancelled) drag.dropped = true;
    dragging_.clear();
  } else if (hit.clicked) {
    append_layer(c, offer);
  }
  return hot;
}

void layer_tooltip(const LayerOffer& offer) {
  ui::Tip tip{.title = ui::tr(offer.title),
              .text = ui::tr(offer.summary) + "\n" + ui::tr(offer.use_when),
              .rows = {},
              .picture = offer.glyph};
  if (!offer.formula.empty()) tip.rows.push_back({.label = "", .value = offer.formula});
  ui::tooltip(tip);
}

}  // namespace app
