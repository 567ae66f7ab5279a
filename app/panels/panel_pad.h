// The pad on which the user draws a picture for the network. There is one for the program: whoever shows it shows the
// same drawing.
#pragma once

#include <memory>

#include "app/ui/draw_pad.h"
#include "app/views/picture_traits.h"
#include "engine/data/prepare.h"

namespace app {

class PanelPad {
 public:
  PanelPad();
  ~PanelPad();
  PanelPad(const PanelPad&) = delete;
  PanelPad& operator=(const PanelPad&) = delete;

  // The one that there is, null while there is none.
  static PanelPad* shared();
  // Whether samples of a set can be drawn on a pad: they are pictures.
  static bool suits(const engine::Dataset& set) { return set.inputs.shape().rank() == 3; }
  // Takes over size, paper and place of the pictures of a set. What was drawn stays where the size is the same.
  void fit(const std::shared_ptr<const engine::PreparedData>& data);

  ui::DrawPad paper;
  views::PictureTraits traits;

 private:
  std::shared_ptr<const engine::PreparedData> of_;
};

}  // namespace app
