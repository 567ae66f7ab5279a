#include "app/ui/inline_edit.h"

#include <algorithm>
#include <cmath>

#include "app/ui/interact_internal.h"
#include "app/ui/item_registry.h"
#include "app/ui/type.h"

namespace app::ui {
namespace {

struct Open {
  std::string name, text, before;
  int frames = 0;
  std::string owner = {};  // has the keyboard's focus again afterwards; empty: nothing had it
};
Open open_;

int grow(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
  auto* text = static_cast<std::string*>(data->UserData);
  text->resize(static_cast<size_t>(data->BufTextLen));
  data->Buf = text->data();
  return 0;
}

void push_font(const Font& f) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(f.face, f.draw_size);
#else
  ImGui::PushFont(f.face);
#endif
}
}  // namespace

EditBox edit_box(const char* name, const Rect& r, std::string* value, const Text& look, bool take_focus,
                 std::string_view hint) {
  EditBox out;
  if (!(r.w > 4) || !(r.h > 4) || !std::isfinite(r.x + r.y + r.w + r.h)) return out;
  const Font f = font_of({static_cast<int>(std::lround(look.size)), look.weight, look.mono});
  push_font(f);
  const float baseline = snap(r.mid_y() + 0.36f * look.size);
  const float top = std::max(snap(r.y), baseline - f.baseline);
  float left = snap(r.x);
  if (look.align == Align::centre) {
    left += std::max(0.0f, (px(r.w) - px(text_width(*value, look))) / 2);
  }
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0f);
  const Palette& t = theme();
  ImGui::PushStyleColor(ImGuiCol_FrameBg, with_alpha(t.bg0, 0));
  ImGui::PushStyleColor(ImGuiCol_Text, look.colour ? look.colour : t.ink);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, with_alpha(t.acc, 0.35f));
  ImGui::PushStyleColor(ImGuiCol_NavHighlight, with_alpha(t.bg0, 0));
  ImGui::SetCursorScreenPos(ImVec2(left, top));
  ImGui::SetNextItemWidth(std::max(4.0f, snap(r.right()) - left));
  if (take_focus) ImGui::SetKeyboardFocusHere();
  item(name, ImVec2(snap(r.x), snap(r.y)), ImVec2(snap(r.right()), snap(r.bottom())));
  const std::string id = std::string("##") + name;  // ImGui would write the name behind the field
  const bool entered = ImGui::InputText(
      id.c_str(), value->data(), value->capacity() + 1,
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll |
          ImGuiInputTextFlags_NoHorizontalScroll * (look.align == Align::centre ? 1 : 0),
      grow, value);
  out.changed = ImGui::IsItemEdited();
  out.active = ImGui::IsItemActive();
  out.began = ImGui::IsItemActivated();
  if (out.began && items::enabled()) use_item(name);
  out.cancelled = ImGui::IsItemDeactivated() && key_pressed(Key::escape, false);
  out.committed = !out.cancelled && (entered || ImGui::IsItemDeactivatedAfterEdit());
  ImGui::PopStyleColor(4);
  ImGui::PopStyleVar(2);
  ImGui::PopFont();
  if (value->empty() && !hint.empty()) {
    Text quiet = look;
    quiet.colour = t.ink3;
    draw::text(hint, {look.align == Align::centre ? r.mid_x() : r.x, r.mid_y()}, quiet);
  }
  if (out.active) request_frame(0.25);
  return out;
}

void start_inline_edit(const char* name, std::string text, const char* owner) {
  if (!owner) owner = name;
  open_ = {scoped(name), text, text, 0, keyboard_focus(owner) ? owner : ""};
  request_frame();
}

bool inline_edit_open(const char* name) { return open_.name == scoped(name); }

void end_inline_edit(const char* name) {
  if (inline_edit_open(name)) open_ = {};
}

bool inline_edit(const char* name, const Rect& r, const Text& look, std::string* entered) {
  if (!inline_edit_open(name)) return false;
  draw::rect_filled(r, theme().cv, 6);
  draw::rect(r, theme().acc, 6, 1);
  const std::string id = open_.name + "/edit";
  const EditBox box = edit_box(id.c_str(), r.inset(6, 0), &open_.text, look, open_.frames == 0);
  ++open_.frames;
  // The caret arrives one frame after it was asked for; from then on its loss ends the edit.
  const bool ended = open_.frames > 3 && !box.active;
  if (!box.committed && !box.cancelled && !ended) return false;
  const bool accepted = !box.cancelled && open_.text != open_.before;
  *entered = open_.text;
  if (!open_.owner.empty()) set_focus(open_.owner);
  open_ = {};
  request_frame();
  return accepted;
}

}  // namespace app::ui
