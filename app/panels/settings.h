// What the user sets for himself: language, colours, size, motion, the layout of the window. Changes nothing itself.
#pragma once

#include "app/panels/panel.h"

namespace app {

class SettingsPanel final : public Panel {
 public:
  const char* id() const override { return "settings"; }
  void draw(const PanelContext& context) override;

 private:
  int frames_ = 0;
};

}  // namespace app
