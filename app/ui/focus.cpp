// The keyboard focus: Tab, the arrows where something lies over the window, F6 from panel to panel, the frame around
// what has it. What lies on top has the keyboard alone; when it goes, the focus is where it was before.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

#include "app/ui/draw.h"
#include "app/ui/interact.h"
#include "app/ui/interact_internal.h"
#include "app/ui/item_registry.h"
#include "app/ui/overlay.h"

namespace app::ui {
namespace {

struct Focusable {
  size_t id;
  bool arrows;
  int level;    // overlay that it lies in; 0: the window
  int surface;  // panel that it lies in
  Rect area;
};

size_t focus_ = 0, under_ = 0;  // under_: what had it before an overlay took it
bool focus_visible_ = false, focus_seen_ = false, focus_arrows_ = false, focus_edits_ = false;
bool focus_types_ = false, focus_typed_ = false;  // in this frame and in the last
bool moved_ = false;                              // by a key in this frame
std::vector<std::string> claimed_;
std::vector<Focusable> order_, last_order_;
Rect ring_;
float ring_radius_ = 0;
int ring_level_ = -1;  // of the overlay in which the frame is; -1: there is none
std::string name_;     // of what has the focus

int overlays_ = 0, overlays_before_ = 0;  // that are open: in this frame and in the last
std::vector<int> inside_;                 // overlays whose content is being drawn
int surfaces_ = 0;

// What can take the focus: the content of the topmost overlay, or of the window.
std::vector<Focusable> candidates() {
  std::vector<Focusable> out;
  std::copy_if(last_order_.begin(), last_order_.end(), std::back_inserter(out),
               [](const Focusable& f) { return f.level == overlays_before_; });
  return out;
}

void take(size_t id) {
  if (overlays_before_ > 0 && under_ == 0) under_ = focus_;
  focus_ = id;
  focus_visible_ = true;
  moved_ = true;
}

// The nearest in that direction; what stands aside counts for farther.
const Focusable* neighbour(const std::vector<Focusable>& list, const Focusable& from, Vec way) {
  const Focusable* best = nullptr;
  float least = 1e9f;
  for (const Focusable& f : list) {
    const Vec step = f.area.centre() - from.area.centre();
    const float along = step.x * way.x + step.y * way.y, aside = std::abs(step.x * way.y) + std::abs(step.y * way.x);
    if (along < 4 || along + 2.5f * aside >= least) continue;
    least = along + 2.5f * aside;
    best = &f;
  }
  return best;
}

void by_arrows(const std::vector<Focusable>& list, const Focusable& from) {
  const std::pair<Key, Vec> ways[] = {
      {Key::left, {-1, 0}}, {Key::right, {1, 0}}, {Key::up, {0, -1}}, {Key::down, {0, 1}}};
  for (const auto& [key, way] : ways) {
    if (!key_pressed(key)) continue;
    if (const Focusable* next = neighbour(list, from, way)) take(next->id);
    return;
  }
}

// The first thing of the next panel, or of the one before; past the last comes the first.
void by_panel(const std::vector<Focusable>& list, const Focusable* from) {
  std::vector<const Focusable*> firsts;
  size_t now = 0;
  for (const Focusable& f : list) {
    if (firsts.empty() || firsts.back()->surface != f.surface) firsts.push_back(&f);
    if (from && f.surface == from->surface) now = firsts.size() - 1;
  }
  const size_t step = shift_down() ? firsts.size() - 1 : from ? 1 : 0;
  take(firsts[(now + step) % firsts.size()]->id);
}

void move_focus() {
  moved_ = false;
  if (ImGui::GetIO().WantTextInput || focus_typed_) return;
  const std::vector<Focusable> list = candidates();
  const auto at = std::find_if(list.begin(), list.end(), [](const Focusable& f) { return f.id == focus_; });
  const bool there = at != list.end();
  if (list.empty()) return;
  if (key_pressed(Key::next_panel, false) && overlays_before_ == 0) return by_panel(list, there ? &*at : nullptr);
  if (key_pressed(Key::tab)) {
    const auto n = static_cast<long>(list.size());
    long next = shift_down() ? n - 1 : 0;
    if (there) next = (at - list.begin() + (shift_down() ? n - 1 : 1)) % n;
    return take(list[static_cast<size_t>(next)].id);
  }
  if (overlays_before_ > 0 && there && focus_visible_ && !at->arrows) by_arrows(list, *at);
}

}  // namespace

int level_now() { return inside_.empty() ? 0 : inside_.back(); }

size_t id_of(std::string_view name) { return std::hash<std::string_view>{}(name) | 1u; }

void begin_focus() {
  overlays_before_ = overlays_;
  overlays_ = 0;
  surfaces_ = 0;
  inside_.clear();
  last_order_.swap(order_);
  order_.clear();
  if (!focus_seen_ && focus_ != 0 && !last_order_.empty()) {  // what had it is gone
    focus_ = std::exchange(under_, 0);
    focus_seen_ = focus_ != 0;
  }
  if (overlays_before_ == 0) under_ = 0;
  focus_seen_ = focus_arrows_ = focus_edits_ = false;
  ring_level_ = -1;
  focus_typed_ = std::exchange(focus_types_, false);
  claimed_.clear();
  if (ImGui::IsMouseClicked(0)) {
    focus_ = under_ = 0;
    focus_visible_ = false;
  }
  if (focus_visible_ && overlays_before_ == 0 && key_pressed(Key::escape, false)) clear_focus();
  move_focus();
}

void draw_focus() {
  if (!focus_visible_ || ring_level_ < 0 || ring_level_ != overlays_) return;
  const draw::Target above(ImGui::GetForegroundDrawList());
  draw::focus_ring(ring_, ring_radius_);
}

// The keyboard's part of a hit.
void focus_part(const char* name, const Rect& area, const HitOptions& options, Hit& h) {
  const size_t id = id_of(name);
  order_.push_back({id, options.arrows, level_now(), surfaces_, area});
  if (h.pressed || (options.edits && h.right_clicked)) {
    focus_ = id;
    focus_visible_ = false;
  }
  if (focus_ != id) return;
  focus_seen_ = true;
  focus_edits_ = options.edits;
  focus_types_ = options.types;
  focus_arrows_ = options.arrows;
  h.focused = true;
  if (!focus_visible_) return;
  if (moved_) scroll_into_view(area);
  ring_ = area;
  ring_radius_ = options.focus_radius;
  ring_level_ = level_now();
  if (items::enabled()) name_ = name;
  if (!keys_reach()) return;
  if (key_pressed(Key::enter, false)) h.clicked = true;
  const auto turns = [](Key key) { return key_pressed(key); };
  constexpr Key kTurns[] = {Key::left, Key::right, Key::up, Key::down, Key::home, Key::end};
  if (options.arrows && items::enabled() && std::any_of(std::begin(kTurns), std::end(kTurns), turns)) use_item(name);
}

void note_surface() { ++surfaces_; }
void enter_overlay() { inside_.push_back(++overlays_); }
void leave_overlay() {
  if (!inside_.empty()) inside_.pop_back();
}

bool has_focus(std::string_view name) { return focus_ == id_of_scoped(name); }
void set_focus(std::string_view name) {
  focus_ = id_of_scoped(name);
  focus_visible_ = true;
  focus_seen_ = true;  // it may come later in this frame
}
void clear_focus() {
  focus_ = 0;
  focus_visible_ = false;
}
bool keyboard_focus(std::string_view name) { return focus_visible_ && has_focus(name); }
std::string focus_name() { return focus_visible_ && ring_level_ == overlays_ ? name_ : std::string(); }

int overlays_open() { return std::max(overlays_, overlays_before_); }

bool keyboard_taken() { return overlays_ + overlays_before_ > 0 || ImGui::GetIO().WantTextInput; }

bool keys_reach() { return level_now() == overlays_open() && !ImGui::GetIO().WantTextInput; }

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
bool focus_types() { return focus_types_; }
void claim(std::string_view chord) { claimed_.emplace_back(chord); }
bool is_claimed(std::string_view chord) { return std::find(claimed_.begin(), claimed_.end(), chord) != claimed_.end(); }

}  // namespace app::ui
