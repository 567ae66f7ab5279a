#include "app/ui/interact.h"
#include "app/ui/overlay.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/platform/keys.h"
#include "app/ui/draw.h"
#include "app/ui/interact_internal.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"

namespace app::ui {
namespace {

LastHit last_hit_;
bool wheel_taken_ = false;
bool reduce_motion_ = false;
double wake_at_ = 1e30;
std::deque<std::string> names_;
size_t names_used_ = 0;
std::string scope_;  // of names
bool scope_focused_ = false;
std::unordered_map<std::string, float> scroll_;
std::vector<std::pair<std::string, Rect>> scroll_areas_;  // those that are open, the innermost last

#if IMGUI_VERSION_NUM < 18700
using ImKey = ImGuiKey_;
constexpr ImKey pad_enter = ImGuiKey_KeyPadEnter;
#else
using ImKey = ImGuiKey;
constexpr ImKey pad_enter = ImGuiKey_KeypadEnter;
#endif

bool pressed(ImKey key, bool repeat) {
#if IMGUI_VERSION_NUM < 18700
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
#else
  return ImGui::IsKeyPressed(key, repeat);
#endif
}

bool usable(const Rect& r) {
  const auto fine = [](float v) { return v > -1e5f && v < 1e5f; };
  return fine(r.x) && fine(r.y) && fine(r.w) && fine(r.h) && r.w > 0.01f && r.h > 0.01f;
}

}  // namespace

void begin_frame() {
  lint::begin_frame();
  begin_focus();
  names_used_ = 0;
  wheel_taken_ = false;
  wake_at_ = 1e30;
  last_hit_ = {};
  scroll_areas_.clear();
}

void end_frame() {
  draw_focus();
  draw_tooltip();
  if (ImGui::GetIO().WantTextInput) request_frame(0.3);
}

Surface::Surface(const char* name, const Rect& area) {
  const Rect r = usable(area) ? area : Rect{0, 0, 1, 1};
  ImGui::SetNextWindowPos(ImVec2(snap(r.x), snap(r.y)));
  ImGui::SetNextWindowSize(ImVec2(snap(r.right()) - snap(r.x), snap(r.bottom()) - snap(r.y)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleVar(3);
  note_surface();
}

Surface::~Surface() { ImGui::End(); }

NameScope::NameScope(const char* name) {
  scope_ = name;
  scope_focused_ = false;
}
bool NameScope::focused() const { return scope_focused_; }
NameScope::~NameScope() { scope_.clear(); }

const char* scoped(const char* name) { return scope_.empty() ? name : name_of(scope_.c_str(), name); }

size_t id_of_scoped(std::string_view name) {
  return scope_.empty() ? id_of(name) : id_of(scope_ + "/" + std::string(name));
}

ScrollArea::ScrollArea(const char* name, const Rect& area, float content_height)
    : area_(usable(area) ? area : Rect{0, 0, 1, 1}), content_(content_height), name_(scoped(name)) {
  const float most = std::max(0.0f, content_ - area_.h);
  float& offset = scroll_[name_];
  offset = std::clamp(offset, 0.0f, most);
  top_ = area_.y - offset;
  width_ = most > 0 ? area_.w - 10 : area_.w;
  draw::push_clip(area_);
  scroll_areas_.push_back({name_, area_});
}

ScrollArea::~ScrollArea() {
  draw::pop_clip();
  if (!scroll_areas_.empty()) scroll_areas_.pop_back();
  const float most = content_ - area_.h;
  if (!(most > 0)) return;
  float& offset = scroll_[name_];
  if (!wheel_taken_ && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
      area_.contains(mouse())) {
    offset = std::clamp(offset - ImGui::GetIO().MouseWheel * 48, 0.0f, most);
  }
  const float size = std::max(24.0f, area_.h * area_.h / content_);
  const Rect bar{area_.right() - 6, area_.y + (area_.h - size) * offset / most, 4, size};
  const Hit h = hit((name_ + "/scroll").c_str(), bar, {.focusable = false, .reach = 3});
  if (h.held) offset = std::clamp(offset + h.moved.y * most / std::max(1.0f, area_.h - size), 0.0f, most);
  draw::rect_filled(bar, h.hovered || h.held ? theme().ink3 : theme().line2, 2);
}

void scroll_to(const char* name, float top, float bottom, float height) {
  float& offset = scroll_[name];
  offset = std::min(std::max(offset, bottom - height), top);
}

// What the keyboard has come to is seen, and a little of what lies beyond, which the next step may come to.
void scroll_into_view(const Rect& r) {
  if (scroll_areas_.empty()) return;
  const auto& [name, area] = scroll_areas_.back();
  float& offset = scroll_[name];
  const float beyond = std::min(r.h, area.h / 4);
  if (r.bottom() + beyond > area.bottom()) offset += r.bottom() + beyond - area.bottom();
  if (r.y - beyond < area.y) offset -= area.y - (r.y - beyond);
  request_frame();
}

Hit hit(const char* plain, const Rect& area, const HitOptions& options) {
  Hit h;
  const char* name = scoped(plain);
  const Rect reach = area.grown(options.reach);
  if (!usable(reach)) return h;
  const ImVec2 min(snap(reach.x), snap(reach.y)), max(snap(reach.right()), snap(reach.bottom()));
  item(name, ImVec2(snap(area.x), snap(area.y)), ImVec2(snap(area.right()), snap(area.bottom())), options.disabled);
  if (max.x <= min.x || max.y <= min.y) return h;
  ImGui::SetCursorScreenPos(min);
  const bool clicked = ImGui::InvisibleButton(name, ImVec2(max.x - min.x, max.y - min.y));
  last_hit_ = {id_of(name), ImGui::IsItemHovered(), ImGui::IsItemActive()};
  if (options.disabled) return h;
  h.clicked = clicked;
  h.hovered = last_hit_.hovered;
  h.held = last_hit_.held;
  h.pressed = ImGui::IsItemActivated();
  h.released = ImGui::IsItemDeactivated();
  h.double_clicked = h.hovered && ImGui::IsMouseDoubleClicked(0);
  h.right_clicked = h.hovered && ImGui::IsMouseClicked(1);
  if (options.repeat) {
    h.clicked = h.held && h.hovered && ImGui::IsMouseClicked(0, true);
    if (h.held) request_frame(0.03);
  }
  if (h.held) {
    h.drag = logical(ImGui::GetMouseDragDelta(0, 0));
    h.moved = logical(ImGui::GetIO().MouseDelta);
  }
  if (options.focusable) focus_part(name, area, options, h);
  if (!scope_.empty() && keyboard_focus(plain)) scope_focused_ = true;
  if (options.focusable && options.wheel && h.focused && h.hovered && ImGui::GetIO().MouseWheel != 0) {
    h.wheel = ImGui::GetIO().MouseWheel;
    wheel_taken_ = true;
  }
  if (items::enabled() && (h.pressed || h.clicked || h.double_clicked || h.right_clicked || h.wheel != 0))
    use_item(name);
  return h;
}

const LastHit& last_hit() { return last_hit_; }
void take_wheel() { wheel_taken_ = true; }
bool key_pressed(Key key, bool repeat) {
  switch (key) {
    case Key::tab: return pressed(ImGuiKey_Tab, repeat);
    case Key::enter: return pressed(ImGuiKey_Enter, repeat) || pressed(pad_enter, repeat);
    case Key::escape: return pressed(ImGuiKey_Escape, repeat);
    case Key::left: return pressed(ImGuiKey_LeftArrow, repeat);
    case Key::right: return pressed(ImGuiKey_RightArrow, repeat);
    case Key::up: return pressed(ImGuiKey_UpArrow, repeat);
    case Key::down: return pressed(ImGuiKey_DownArrow, repeat);
    case Key::home: return pressed(ImGuiKey_Home, repeat);
    case Key::end: return pressed(ImGuiKey_End, repeat);
    case Key::page_up: return pressed(ImGuiKey_PageUp, repeat);
    case Key::page_down: return pressed(ImGuiKey_PageDown, repeat);
    case Key::del: return pressed(ImGuiKey_Delete, repeat);
    case Key::backspace: return pressed(ImGuiKey_Backspace, repeat);
    case Key::space: return pressed(ImGuiKey_Space, repeat);
    case Key::next_panel: return platform::chord_pressed("F6") || platform::chord_pressed("Shift+F6");
  }
  return false;
}

bool shift_down() { return ImGui::GetIO().KeyShift; }
bool ctrl_down() { return ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeySuper; }
double now() { return ImGui::GetTime(); }
void set_reduce_motion(bool on) { reduce_motion_ = on; }
bool reduce_motion() { return reduce_motion_; }

void request_frame(double in_seconds) { wake_at_ = std::min(wake_at_, now() + std::max(0.0, in_seconds)); }
double seconds_to_next_frame() { return std::max(0.0, wake_at_ - now()); }

const char* name_of(const char* parent, const char* child) {
  if (names_used_ == names_.size()) names_.emplace_back();
  std::string& name = names_[names_used_++];
  name.assign(parent).append("/").append(child);
  return name.c_str();
}

const char* name_of(const char* parent, long long index) { return name_of(parent, std::to_string(index).c_str()); }

}  // namespace app::ui
