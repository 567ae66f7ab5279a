// What is left of a side column that was made small: at the left a strip of icons for the data and every layer, at the
// right a single button. The layers do what the tiles of the palette do.
#pragma once

#include "app/panels/panel.h"
#include "app/panels/panel_layers.h"

namespace app {

class RailPanel final : public Panel {
 public:
  const char* id() const override { return "rail"; }
  void draw(const PanelContext& context) override;

 private:
  void layers(const PanelContext& c, const ui::Rect& r);
  void tile(const PanelContext& c, const LayerOffer& offer, const ui::Rect& r);

  LayerTileGesture gesture_;
};

class RightRailPanel final : public Panel {
 public:
  const char* id() const override { return "right_rail"; }
  void draw(const PanelContext& context) override;
};

}  // namespace app
