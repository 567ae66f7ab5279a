// The layers and blocks that can be put into a network, for every place that offers them: what they are called, what a
// click and what a drag does.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/ui/interact.h"

namespace app {

// A layer, or a block of layers.
struct LayerOffer {
  std::string id, title, category, glyph, summary, use_when, formula;
  bool block = false;
};
const std::vector<LayerOffer>& layer_offers();
// The place of a category among the others; those that nobody has thought of come last.
size_t place_of_category(const std::string& category);

// Puts it before the last layer of the network and selects it.
void append_layer(const PanelContext& c, const LayerOffer& offer);

// A tile that is dragged to the canvas, or clicked to append its layer.
class LayerTileGesture {
 public:
  // What the pointer did to the tile in this frame. True while it is the one that is being dragged.
  bool follow(const PanelContext& c, const LayerOffer& offer, const ui::Hit& hit);

 private:
  std::string dragging_;  // since the button went down
};

// Title, summary, when to use it, formula: of the last hit.
void layer_tooltip(const LayerOffer& offer);

}  // namespace app
