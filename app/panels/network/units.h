// All units of a large layer in a card: opened by the tile that stands for those that have no tile of their own.
#pragma once

#include <string>

#include "app/panels/network/model.h"
#include "app/panels/panel.h"
#include "app/views/tile_atlas.h"

namespace app::network {

class UnitGrid {
 public:
  void open(const Column& column, const ui::Rect& tile);
  // Draws the card when it is open. The unit under the pointer, -1: none.
  int64_t draw(const PanelContext& context, const Model& model);
  // The column whose units are shown, -1: none.
  int column(const Model& model) const;

 private:
  void update(const View& view, const Column& column, int64_t units, double now);

  std::string node_;
  views::TileAtlas atlas_;
  double updated_ = -1;
  std::vector<float> small_;
};

}  // namespace app::network
