// Everything that the program has said since it was started, to be read again.
#pragma once

#include "app/panels/panel.h"

namespace app {

class LogPanel final : public Panel {
 public:
  const char* id() const override { return "log"; }
  void draw(const PanelContext& context) override;

 private:
  int frames_ = 0;
  float height_ = 0;
};

}  // namespace app
