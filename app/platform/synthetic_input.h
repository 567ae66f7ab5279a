// Mouse and keyboard as ImGui sees them, moved by a script instead of a hand. Works on a window that is not shown.
#pragma once

#include <imgui.h>

#include <array>
#include <string_view>

#include "app/platform/keys.h"

namespace app::platform {

#if IMGUI_VERSION_NUM >= 18700
ImGuiKey imgui_key(Key key);
#endif

class SyntheticInput {
 public:
  // Positions in ImGui's units. Nothing takes effect before the next apply().
  void move(ImVec2 position) { position_ = position; }
  ImVec2 position() const { return position_; }
  void button(int which, bool down) { down_[static_cast<std::size_t>(which)] = down; }
  void wheel(float notches) { wheel_ += notches; }
  void key(Key key, bool down);
  void text(std::string_view utf8);

  // Once a frame, between the backends' NewFrame and ImGui's.
  void apply();

 private:
  ImVec2 position_{-1, -1};
  std::array<bool, 3> down_{};
  float wheel_ = 0;
#if IMGUI_VERSION_NUM >= 18700
  std::array<bool, 3> sent_{};
#endif
};

}  // namespace app::platform
