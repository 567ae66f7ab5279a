// The editor of drawings: a pad and the classes above it, and what was recorded as small pictures to look through,
// relabel and delete.
#pragma once

#include "app/panels/explorer/hand.h"
#include "app/panels/explorer/hand_classes.h"
#include "app/panels/explorer/hand_thumbs.h"
#include "app/ui/draw_pad.h"

namespace app {

class DrawingsEditor final : public HandEditor {
 public:
  const char* source() const override { return "drawings"; }
  void draw(const PanelContext& c, const ui::Rect& r) override;

 private:
  void pad(const PanelContext& c, const ui::Rect& r);
  void buttons(const PanelContext& c, const ui::Rect& r);
  void add(const PanelContext& c);
  void recorded(const PanelContext& c, const ui::Rect& r);

  ui::DrawPad pad_;
  ClassChips chips_;
  DrawingThumbs thumbs_;
  bool by_itself_ = false;  // what is on the pad is added when the pen rests
  double drawn_at_ = 0;     // when the pen last left a mark
};

}  // namespace app
