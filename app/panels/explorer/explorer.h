// The data page: everything there is to see of the set in use, over the place of network and charts. Holds the tabs;
// what they show is in explorer_*.
#pragma once

#include <memory>
#include <vector>

#include "app/panels/explorer/page.h"

namespace app {

class ExplorerPanel final : public Panel {
 public:
  ExplorerPanel();

  const char* id() const override { return "explorer"; }
  void draw(const PanelContext& context) override;

 private:
  // The page to show: the wished one, else the first that the set has.
  ExplorerPage* header(const ExplorerContext& c);
  float facts(const ExplorerContext& c, float x, float right);
  bool close_button(const PanelContext& c);

  std::vector<std::unique_ptr<ExplorerPage>> pages_;  // in the order of the tabs
};

}  // namespace app
