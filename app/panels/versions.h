// The last states in which the open project was saved, and the work that a program which crashed has left behind: both
// become the open project by a click.
#pragma once

#include "app/panels/panel.h"

namespace app {

class VersionsPanel final : public Panel {
 public:
  const char* id() const override { return "versions"; }
  void draw(const PanelContext& context) override;

 private:
  void versions(const PanelContext& c);
  void lost(const PanelContext& c);

  int frames_ = 0;
};

}  // namespace app
