// The button in the head of the canvas that says what is switched off, frozen or held, and the list behind it. There is
// none while all is in play.
#pragma once

#include "app/panels/panel.h"
#include "app/workbench/masks.h"

namespace app::network {

class OffList {
 public:
  // At `left_middle`, no wider than `room`; returns the width that it took, with the gap behind it.
  float button(const PanelContext& context, ui::Vec left_middle, float room);
  void draw(const PanelContext& context);

 private:
  std::vector<Masked> parts_;  // of this frame
};

}  // namespace app::network
