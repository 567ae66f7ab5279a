// What the program has to say in passing: notices at the top of the canvas that go away by themselves or when told
// to, and the question about unsaved work.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

class MessagesPanel final : public Panel {
 public:
  const char* id() const override { return "messages"; }
  // The area is the whole window.
  void draw(const PanelContext& context) override;

 private:
  struct Shown {
    uint64_t number = 0;
    double since = 0;     // when it was first drawn
    bool closed = false;  // by the user
  };

  Shown& state_of(const Notice& notice, double now);
  float notice(const PanelContext& c, const Notice& n, float bottom, float opacity);
  void question(const PanelContext& c);

  std::vector<Shown> shown_;
  bool asking_ = false;
};

}  // namespace app
