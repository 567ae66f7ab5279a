// The canvas in the middle of the window: the network as glass columns, its edges, the loss beside it and the Doctor
// below. Owns what is not part of the project: zoom, what is pointed at, a drag in progress.
#pragma once

#include <memory>

#include "app/panels/panel.h"

namespace app {

class NetworkPanel final : public Panel {
 public:
  NetworkPanel();
  ~NetworkPanel() override;

  const char* id() const override { return "network"; }
  void draw(const PanelContext& context) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace app
