// The sheet with the keys and gestures: what can be done without looking for it. It is given the keys.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

class KeysPanel final : public Panel {
 public:
  // A key and what it does, in English.
  struct Key {
    std::string chord, what;
  };
  explicit KeysPanel(std::vector<Key> keys);

  const char* id() const override { return "keys"; }
  void draw(const PanelContext& context) override;

 private:
  std::vector<Key> keys_;
  int frames_ = 0;
};

}  // namespace app
