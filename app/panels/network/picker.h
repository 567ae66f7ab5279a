// The card with all layers that a wire asks for when it is let go over the ground of the canvas: a search and a list.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app::network {

class LayerPicker {
 public:
  // The chosen layer is put behind `from`.
  void open(const std::string& from, ui::Vec at);
  void draw(const PanelContext& context);

 private:
  void choose(const PanelContext& context, const std::string& type);

  std::string from_, words_;
  bool opened_ = false;
  int lit_ = 0;  // by the arrow keys
};

}  // namespace app::network
