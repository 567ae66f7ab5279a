// The list of edits: newest on top, what was undone above it; a click goes there. Changes nothing itself.
#pragma once

#include "app/panels/panel.h"

namespace app {

class HistoryPanel final : public Panel {
 public:
  const char* id() const override { return "history"; }
  void draw(const PanelContext& context) override;

 private:
  void list(const PanelContext& c, const ui::Rect& r);

  int frames_ = 0;
  size_t shown_ = 0;  // the step that was last scrolled to
};

}  // namespace app
