// Painting points by hand on the surface: single points, a brush that scatters them, an eraser; the class or the number
// of new ones. One stroke is one undo step.
#include <algorithm>
#include <cmath>

#include "app/panels/output/output.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/brush.h"
#include "app/workbench/edits.h"
#include "engine/formats/limits.h"

namespace app {
namespace {

constexpr float kSpacing = 11;   // of painted points, in logical pixels
constexpr int kMostClasses = 6;  // offered here
constexpr const char* kKey = "output.points";

// How many classes the set made by hand has; 0: its points have numbers.
int classes_of_points(const engine::Experiment& e) {
  const engine::DatasetType* type = engine::datasets().find(e.data.source.type);
  if (!type || !type->classes_by_hand) return 2;
  const auto params = engine::resolve(type->params, e.data.source.params);
  return params ? static_cast<int>(type->classes_by_hand(e.data.hand, *params)) : 2;
}

}  // namespace

void OutputPanel::paint(const PanelContext& c, const Frame& f, bool hovered, bool held, bool pressed, bool released) {
  const ui::Vec m = ui::mouse();
  const bool inside = f.square.contains(m), erases = hand_.tool == HandTool::eraser;
  const bool right = ImGui::IsMouseDown(1) && (hovered || hand_.erasing) && inside;
  const bool ring = hand_.tool != HandTool::points || right;
  if (inside && ring && (hovered || held)) {
    ui::draw::circle(m, hand_.radius, right || erases ? ui::theme().ink2 : ui::theme().acc, 1.5f);
  }
  if (inside && pressed) begin_stroke(c);
  const float way = std::hypot(m.x - hand_.last.x, m.y - hand_.last.y);
  const float spacing = hand_.tool == HandTool::points ? kSpacing : hand_.radius * 0.6f;
  if (right || (erases && inside && (pressed || held))) {
    erase_points(c, f);
  } else if (inside && (pressed || (held && way > spacing))) {
    hand_.last = m;
    put_points(c, f);
  }
  if (released || (hand_.erasing && !right)) c.actions.push(action::Commit{});
  hand_.erasing = right;
}

// A stroke that begins with the same points draws the same random numbers.
void OutputPanel::begin_stroke(const PanelContext& c) {
  const engine::DataSpec& data = c.view.experiment.data;
  hand_.rng = engine::Rng(data.seed, engine::stream_of("brush", data.hand.points.size()));
}

void OutputPanel::put_points(const PanelContext& c, const Frame& f) {
  const ui::Vec m = ui::mouse();
  const engine::Experiment& now = c.view.experiment;
  const int before = classes_of_points(now), chosen = std::min(hand_.label, kMostClasses - 1);
  // Shift takes the other of two classes, or the next one.
  const double other = before > 2 ? (chosen + 1) % before : 1 - std::min(chosen, 1);
  const double target =
      before > 0 ? (ui::shift_down() ? other : chosen) : (ui::shift_down() ? -hand_.value : hand_.value);
  const double x = f.plane.x_at(m.x, f.square), y = f.plane.y_at(m.y, f.square);
  std::vector<engine::HandPoint> points = now.data.hand.points.list();
  if (hand_.tool == HandTool::points) {
    points.push_back({x, y, target});
  } else {
    Brush brush{.points = static_cast<int>(std::lround(hand_.density)), .soft = hand_.tool == HandTool::soft};
    brush.radius = std::abs(f.plane.x_at(m.x + hand_.radius, f.square) - x);
    dab(brush, x, y, target, hand_.rng, points);
  }
  const auto most = static_cast<size_t>(engine::limits::hand_points.value);
  points.resize(std::min(points.size(), most));
  engine::HandMade hand = now.data.hand;
  hand.points = std::move(points);
  c.actions.push(action::Edit{engine::message("Add points"), set_hand_made(now, std::move(hand)), kKey});
}

void OutputPanel::erase_points(const PanelContext& c, const Frame& f) {
  const ui::Vec m = ui::mouse();
  const auto near = [&](const engine::HandPoint& p) {
    const ui::Vec at = f.plane.place(p.x, p.y, f.square);
    return std::hypot(at.x - m.x, at.y - m.y) < hand_.radius;
  };
  std::vector<engine::HandPoint> points = c.view.experiment.data.hand.points.list();
  if (std::erase_if(points, near) == 0) return;
  engine::Experiment next = c.view.experiment;
  next.data.hand.points = std::move(points);
  c.actions.push(action::Edit{engine::message("Erase points"), std::move(next), kKey});
}

void OutputPanel::hand_controls(const PanelContext& c, const Frame& f) {
  const float y = f.legend.y + 22;
  const size_t count = c.view.experiment.data.hand.points.size();
  const bool full = static_cast<int64_t>(count) >= engine::limits::hand_points.value;
  const std::string words = full ? ui::tr_fill("Full: {} points", {ui::format_count(static_cast<int64_t>(count))})
                                 : ui::tr_fill("{} points", {ui::format_count(static_cast<int64_t>(count))});
  ui::draw::text(words, {f.legend.right(), y},
                 {.size = 13, .colour = full ? ui::theme().warn : ui::theme().ink3, .align = ui::Align::right});
  const int used = classes_of_points(c.view.experiment);
  if (used > 0) {
    hand_classes({f.legend.x, y - 14}, used);
  } else {
    const std::string text = ui::format_signed(hand_.value, 2);
    (void)ui::slider("output.value", {f.legend.x, y - 10}, f.legend.w - 110, ui::tr("Value of new points"),
                     &hand_.value, {.range = {-1, 1, 0.05}, .text = text, .tip = ui::tr("Shift: the opposite value")});
  }
  hand_tools(c, {f.legend.x, y + 24, f.legend.w, 28});
}

void OutputPanel::hand_classes(ui::Vec at, int used) {
  const ui::Palette& colours = ui::theme();
  const int shown = std::min(kMostClasses, used + 1);
  hand_.label = std::clamp(hand_.label, 0, shown - 1);
  for (int k = 0; k < shown; ++k) {
    const ui::Rect r{at.x + 36 * static_cast<float>(k), at.y, 32, 28};
    const std::string name = "output.class" + std::to_string(k);
    const ui::Hit hit = ui::hit(name.c_str(), r);
    ui::tooltip(k < used ? ui::tr_fill("Paint points of class {}. Shift paints the other one.", {std::to_string(k)})
                         : ui::tr("One more class"));
    ui::draw::rect_filled(r, hit.hovered || k == hand_.label ? colours.bg3 : colours.bg2, 8);
    ui::draw::rect(r, colours.line, 8);
    if (k == hand_.label) ui::draw::selection_ring(r.inset(1), 8);
    if (k < used) {
      ui::draw::circle_filled(r.centre(), 7, ui::class_colour(k, used));
    } else {
      ui::icon("plus", r.centre(), 16, k == hand_.label ? colours.ink : colours.ink3);
    }
    if (hit.clicked) hand_.label = k;
  }
}

// What the left button does, how far and how densely; undo and clear at the right.
void OutputPanel::hand_tools(const PanelContext& c, const ui::Rect& r) {
  const ui::SegmentItem items[] = {{.icon_name = "pencil", .tip = ui::tr("Single points (the right button erases)")},
                                   {.icon_name = "spray_soft", .tip = ui::tr("Brush, dense in the middle")},
                                   {.icon_name = "spray_even", .tip = ui::tr("Brush, equally dense everywhere")},
                                   {.icon_name = "eraser", .tip = ui::tr("Eraser")}};
  int tool = static_cast<int>(hand_.tool);
  if (ui::segmented("output.tool", {r.x, r.y, 128, r.h}, items, &tool)) hand_.tool = static_cast<HandTool>(tool);
  const bool sprays = hand_.tool == HandTool::soft || hand_.tool == HandTool::even;
  const float left = r.x + 128, right = r.right() - 64, room = (right - left) / 2;
  const auto amount = [&](const char* name, float x, double* value, const ui::Range& range, const char* tip) {
    (void)ui::track(name, {x + 22, r.mid_y()}, room - 36, value, {.range = range});
    ui::tooltip(tip);
  };
  double radius = static_cast<double>(hand_.radius);
  ui::draw::circle({left + 16, r.mid_y()}, 3 + hand_.radius / 16, ui::theme().ink2, 1.5f);
  amount("output.radius", left + 8, &radius, {6, 64, 1}, ui::tr("Radius of brush and eraser"));
  hand_.radius = static_cast<float>(radius);
  if (sprays) {
    const float x = left + room;
    for (int i = 0; i < 3; ++i) {
      const float turn = 2.1f * static_cast<float>(i);
      ui::draw::circle_filled({x + 14 + 4 * std::cos(turn), r.mid_y() + 4 * std::sin(turn)}, 1.8f, ui::theme().ink2);
    }
    amount("output.density", x + 6, &hand_.density, {1, 24, 1}, ui::tr("Points of one dab"));
  }
  const engine::Message last = c.view.history.undo_label();
  const bool painted = last == engine::message("Add points") || last == engine::message("Erase points");
  if (ui::button(
          "output.undo", {r.right() - 60, r.y, 28, r.h},
          {.icon_name = "undo", .disabled = !painted, .icon_size = 14, .tip = ui::tr("Take back the last stroke")})) {
    c.actions.push(action::Undo{});
  }
  const bool any = !c.view.experiment.data.hand.points.empty();
  if (ui::button("output.clear", {r.right() - 28, r.y, 28, r.h},
                 {.icon_name = "trash", .disabled = !any, .icon_size = 14, .tip = ui::tr("Clear")})) {
    engine::HandMade hand = c.view.experiment.data.hand;
    hand.points = {};
    push_edit(c, engine::message("Clear the points"), set_hand_made(c.view.experiment, std::move(hand)));
  }
}

}  // namespace app
