#include "app/platform/synthetic_input.h"

#include <string>
#include <utility>

namespace app::platform {

#if IMGUI_VERSION_NUM >= 18700

ImGuiKey imgui_key(Key key) {
  const int code = static_cast<int>(key);
  if (code >= 'A' && code <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (code - 'A'));
  if (code >= '0' && code <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (code - '0'));
  const int f1 = static_cast<int>(Key::f1);
  if (code >= f1 && code < f1 + 12) return static_cast<ImGuiKey>(ImGuiKey_F1 + (code - f1));
  constexpr std::pair<Key, ImGuiKey> table[] = {
      {Key::space, ImGuiKey_Space},
      {Key::apostrophe, ImGuiKey_Apostrophe},
      {Key::comma, ImGuiKey_Comma},
      {Key::minus, ImGuiKey_Minus},
      {Key::period, ImGuiKey_Period},
      {Key::slash, ImGuiKey_Slash},
      {Key::semicolon, ImGuiKey_Semicolon},
      {Key::equal, ImGuiKey_Equal},
      {Key::left_bracket, ImGuiKey_LeftBracket},
      {Key::backslash, ImGuiKey_Backslash},
      {Key::right_bracket, ImGuiKey_RightBracket},
      {Key::grave, ImGuiKey_GraveAccent},
      {Key::escape, ImGuiKey_Escape},
      {Key::enter, ImGuiKey_Enter},
      {Key::tab, ImGuiKey_Tab},
      {Key::backspace, ImGuiKey_Backspace},
      {Key::insert, ImGuiKey_Insert},
      {Key::del, ImGuiKey_Delete},
      {Key::right, ImGuiKey_RightArrow},
      {Key::left, ImGuiKey_LeftArrow},
      {Key::down, ImGuiKey_DownArrow},
      {Key::up, ImGuiKey_UpArrow},
      {Key::page_up, ImGuiKey_PageUp},
      {Key::page_down, ImGuiKey_PageDown},
      {Key::home, ImGuiKey_Home},
      {Key::end, ImGuiKey_End},
      {Key::keypad_enter, ImGuiKey_KeypadEnter},
      {Key::left_shift, ImGuiKey_LeftShift},
      {Key::left_control, ImGuiKey_LeftCtrl},
      {Key::left_alt, ImGuiKey_LeftAlt},
      {Key::left_super, ImGuiKey_LeftSuper},
  };
  for (const auto& [ours, theirs] : table) {
    if (ours == key) return theirs;
  }
  return ImGuiKey_None;
}

void SyntheticInput::key(Key key, bool down) {
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18900
  constexpr std::pair<Key, ImGuiKey> modifiers[] = {{Key::left_control, ImGuiMod_Ctrl},
                                                    {Key::left_shift, ImGuiMod_Shift},
                                                    {Key::left_alt, ImGuiMod_Alt},
                                                    {Key::left_super, ImGuiMod_Super}};
#else
  constexpr std::pair<Key, ImGuiKey> modifiers[] = {{Key::left_control, ImGuiKey_ModCtrl},
                                                    {Key::left_shift, ImGuiKey_ModShift},
                                                    {Key::left_alt, ImGuiKey_ModAlt},
                                                    {Key::left_super, ImGuiKey_ModSuper}};
#endif
  for (const auto& [ours, theirs] : modifiers) {
    if (ours == key) io.AddKeyEvent(theirs, down);
  }
  io.AddKeyEvent(imgui_key(key), down);
}

void SyntheticInput::apply() {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(position_.x, position_.y);
  for (std::size_t i = 0; i < down_.size(); ++i) {
    if (down_[i] != sent_[i]) io.AddMouseButtonEvent(static_cast<int>(i), down_[i]);
  }
  sent_ = down_;
  if (wheel_ != 0) io.AddMouseWheelEvent(0, wheel_);
  wheel_ = 0;
}

#else

void SyntheticInput::key(Key key, bool down) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeysDown[static_cast<int>(key)] = down;
  if (key == Key::left_control) io.KeyCtrl = down;
  if (key == Key::left_shift) io.KeyShift = down;
  if (key == Key::left_alt) io.KeyAlt = down;
  if (key == Key::left_super) io.KeySuper = down;
}

void SyntheticInput::apply() {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = position_;
  for (std::size_t i = 0; i < down_.size(); ++i) io.MouseDown[i] = down_[i];
  io.MouseWheel += wheel_;
  wheel_ = 0;
}

#endif

void SyntheticInput::text(std::string_view utf8) { ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str()); }

}  // namespace app::platform
