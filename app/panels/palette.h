// The Layers card: every layer that can be put into the network, by category, found by name, dragged to the canvas.
// Knows no layer by name: all comes from the catalog.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

class PalettePanel final : public Panel {
 public:
  const char* id() const override { return "palette"; }
  void draw(const PanelContext& context) override;

 private:
  // A layer, or a block of layers.
  struct Entry {
    std::string id, title, category, glyph, summary, use_when, formula;
    bool block = false;
  };
  struct Group {
    std::string category;
    std::vector<const Entry*> types;
  };

  void header(const ui::Rect& area);
  void search(const ui::Rect& area);
  std::vector<Group> groups() const;
  void tile(const PanelContext& c, const Entry& type, const ui::Rect& r);
  void append(const PanelContext& c, const Entry& type);
  static const std::vector<Entry>& entries();
  // The heading of a category; a click folds and unfolds it.
  void heading(const std::string& category, size_t count, const ui::Rect& r);

  std::vector<std::string> folded_;  // categories
  bool searching_ = false, search_opened_ = false;
  std::string words_;     // searched for
  std::string dragging_;  // type under the pointer since the button went down
};

}  // namespace app
