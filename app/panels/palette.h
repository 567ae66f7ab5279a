// The Layers card: every layer that can be put into the network, by category, found by name, dragged to the canvas.
// Knows no layer by name: all comes from the catalog.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/panels/panel_layers.h"

namespace app {

class PalettePanel final : public Panel {
 public:
  const char* id() const override { return "palette"; }
  void draw(const PanelContext& context) override;

 private:
  struct Group {
    std::string category;
    std::vector<const LayerOffer*> types;
  };

  void header(const ui::Rect& area);
  void search(const ui::Rect& area);
  std::vector<Group> groups(const std::vector<std::string>& favourites) const;
  void tile(const PanelContext& c, const Group& group, const LayerOffer& type, const ui::Rect& r);
  void menu(const PanelContext& c);
  // The heading of a category; a click folds and unfolds it.
  void heading(const std::string& category, size_t count, const ui::Rect& r);

  std::vector<std::string> folded_;  // categories
  bool searching_ = false, search_opened_ = false;
  std::string words_;  // searched for
  const LayerOffer* menu_for_ = nullptr;
  LayerTileGesture gesture_;
};

}  // namespace app
