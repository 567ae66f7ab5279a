#include "app/ui/interact.h"
#include "app/ui/overlay.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <unordered_map>
#include <vector>

#include "app/ui/draw.h"
#include "app/ui/interact_internal.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"

namespace app::ui {
namespace {

struct Focusable {
  size_t id;
  bool arrows;
};

size_t focus_ = 0;
bool focus_visible_ = false, focus_seen_ = false, focus_arrows_ = false, focus_edits_ = false;
std::vector<Focusable> order_, last_order_;
Rect ring_;
float ring_radius_ = 0;
bool ring_drawn_ = false;

LastHit last_hit_;
bool wheel_taken_ = false;
bool reduce_motion_ = false;
double wake_at_ = 1e30;
int overlays_ = 0, overlays_before_ = 0;  // menus and questions that are open: in this frame and in the last
std::deque<std::string> names_;
size_t names_used_ = 0;
std::unordered_map<std::string, float> scroll_;

size_t hash(std::string_view name) { return std::hash<std::string_view>{}(name) | 1u; }

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

// Tab walks through what could take the focus in the last frame.
void move_focus() {
  if (overlays_before_ > 0 || ImGui::GetIO().WantTextInput || last_order_.empty() || !key_pressed(Key::tab)) return;
  const auto at =
      std::find_if(last_order_.begin(), last_order_.end(), [](const Focusable& f) { return f.id == focus_; });
  const auto n = static_cast<long>(last_order_.size());
  long next = shift_down() ? n - 1 : 0;
  if (at != last_order_.end()) next = (at - last_order_.begin() + (shift_down() ? n - 1 : 1)) % n;
  focus_ = last_order_[static_cast<size_t>(next)].id;
  focus_visible_ = true;
}

void draw_focus() {
  if (!focus_visible_ || !ring_drawn_ || overlays_ > 0) return;
  const draw::Target above(ImGui::GetForegroundDrawList());
  draw::focus_ring(ring_, ring_radius_);
}

bool usable(const Rect& r) {
  const auto fine = [](float v) { return v > -1e5f && v < 1e5f; };
  return fine(r.x) && fine(r.y) && fine(r.w) && fine(r.h) && r.w > 0.01f && r.h > 0.01f;
}

// The keyboard's part of a hit.
void focus_part(size_t id, const Rect& area, const HitOptions& options, Hit& h) {
  order_.push_back({id, options.arrows});
  if (h.pressed || (options.edits && h.right_clicked)) {
    focus_ = id;
    focus_visible_ = false;
  }
  if (focus_ != id) return;
  focus_seen_ = true;
  focus_edits_ = options.edits;
  focus_arrows_ = options.arrows;
  h.focused = true;
  if (focus_visible_) {
    ring_ = area;
    ring_radius_ = options.focus_radius;
    ring_drawn_ = true;
    if (!keyboard_taken() && key_pressed(Key::enter, false)) h.clicked = true;
  }
  if (options.wheel && h.hovered && ImGui::GetIO().MouseWheel != 0) {
    h.wheel = ImGui::GetIO().MouseWheel;
    wheel_taken_ = true;
  }
}
}  // namespace

void begin_frame() {
  lint::begin_frame();
  overlays_before_ = overlays_;
  overlays_ = 0;
  last_order_.swap(order_);
  order_.clear();
  names_used_ = 0;
  wheel_taken_ = false;
  if (!focus_seen_ && focus_ != 0 && !last_order_.empty()) focus_ = 0;  // what had it is gone
  focus_seen_ = ring_drawn_ = focus_arrows_ = focus_edits_ = false;
  wake_at_ = 1e30;
  last_hit_ = {};
  if (ImGui::IsMouseClicked(0)) {
    focus_ = 0;
    focus_visible_ = false;
  }
  if (focus_visible_ && overlays_before_ == 0 && key_pressed(Key::escape, false)) clear_focus();
  move_focus();
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
}

Surface::~Surface() { ImGui::End(); }

ScrollArea::ScrollArea(const char* name, const Rect& area, float content_height)
    : area_(usable(area) ? area : Rect{0, 0, 1, 1}), content_(content_height), name_(name) {
  const float most = std::max(0.0f, content_ - area_.h);
  float& offset = scroll_[name_];
  offset = std::clamp(offset, 0.0f, most);
  top_ = area_.y - offset;
  width_ = most > 0 ? area_.w - 10 : area_.w;
  draw::push_clip(area_);
}

ScrollArea::~ScrollArea() {
  draw::pop_clip();
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

Hit hit(const char* name, const Rect& area, const HitOptions& options) {
  Hit h;
  const Rect reach = area.grown(options.reach);
  if (!usable(reach)) return h;
  const ImVec2 min(snap(reach.x), snap(reach.y)), max(snap(reach.right()), snap(reach.bottom()));
  item(name, ImVec2(snap(area.x), snap(area.y)), ImVec2(snap(area.right()), snap(area.bottom())));
  if (max.x <= min.x || max.y <= min.y) return h;
  ImGui::SetCursorScreenPos(min);
  const bool clicked = ImGui::InvisibleButton(name, ImVec2(max.x - min.x, max.y - min.y));
  last_hit_ = {hash(name), ImGui::IsItemHovered(), ImGui::IsItemActive()};
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
  if (options.focusable) focus_part(hash(name), area, options, h);
  return h;
}

const LastHit& last_hit() { return last_hit_; }
void take_wheel() { wheel_taken_ = true; }
void note_overlay() { ++overlays_; }

bool has_focus(std::string_view name) { return focus_ == hash(name); }
void set_focus(std::string_view name) {
  focus_ = hash(name);
  focus_visible_ = true;
  focus_seen_ = true;  // it may come later in this frame
}
void clear_focus() {
  focus_ = 0;
  focus_visible_ = false;
}
bool keyboard_focus(std::string_view name) { return focus_visible_ && has_focus(name); }

int overlays_open() { return std::max(overlays_, overlays_before_); }

bool keyboard_taken() { return overlays_ + overlays_before_ > 0 || ImGui::GetIO().WantTextInput; }

bool focus_uses(Key key) {
  if (!focus_visible_ || focus_ == 0) return false;
  if (key == Key::enter) return true;
  const auto at =
      std::find_if(last_order_.begin(), last_order_.end(), [](const Focusable& f) { return f.id == focus_; });
  const bool arrows = focus_arrows_ || (at != last_order_.end() && at->arrows);
  return arrows && (key == Key::left || key == Key::right || key == Key::up || key == Key::down || key == Key::home ||
                    key == Key::end);
}

bool focus_edits() { return focus_edits_; }

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
