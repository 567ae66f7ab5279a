// Painting points by hand on the surface: click, drag, erase, choose the class or the number.
#include <algorithm>
#include <cmath>

#include "app/panels/output.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"

namespace app {
namespace {

constexpr float kSpacing = 11;   // of painted points, in logical pixels
constexpr float kEraser = 14;    // radius
constexpr int kMostClasses = 6;  // offered here
constexpr const char* kKey = "output.points";

// Whether the hand-made set holds classes, as its parameters say.
bool paints_classes(const engine::Experiment& e) {
  const engine::DatasetType* type = engine::datasets().find(e.data.source.type);
  const auto params =
      type ? engine::resolve(type->params, e.data.source.params) : engine::Result<engine::Params>(engine::Error{});
  if (!params || !engine::find_param(type->params, "task")) return true;
  return engine::get_text(*params, "task") == "classify";
}

int classes_in(const engine::Experiment& e) {
  double most = 1;
  for (const engine::HandPoint& p : e.data.points) most = std::max(most, p.target);
  return static_cast<int>(std::clamp(most, 1.0, 9.0)) + 1;
}

}  // namespace

void OutputPanel::paint(const PanelContext& c, const Frame& f, bool hovered, bool held, bool pressed, bool released) {
  const ui::Vec m = ui::mouse();
  const bool inside = f.square.contains(m);
  const float way = std::hypot(m.x - last_put_.x, m.y - last_put_.y);
  if (inside && (pressed || (held && way > kSpacing))) {
    last_put_ = m;
    put_point(c, f);
  }
  if (released) c.actions.push(action::Commit{});
  const bool right = ImGui::IsMouseDown(1) && (hovered || erasing_) && inside;
  if (right) {
    ui::draw::circle(m, kEraser, ui::theme().ink2, 1.5f);
    erase_points(c, f);
  }
  if (erasing_ && !right) c.actions.push(action::Commit{});
  erasing_ = right;
}

void OutputPanel::put_point(const PanelContext& c, const Frame& f) {
  const ui::Vec m = ui::mouse();
  engine::Experiment next = c.view.experiment;
  const bool classes = paints_classes(next);
  const int before = classes_in(next), now = std::min(hand_class_, kMostClasses - 1);
  // Shift takes the other of two classes, or the next one.
  const double other = before > 2 ? (now + 1) % before : 1 - std::min(now, 1);
  double target = classes ? (ui::shift_down() ? other : now) : (ui::shift_down() ? -hand_value_ : hand_value_);
  next.data.points.push_back({f.plane.x_at(m.x, f.square), f.plane.y_at(m.y, f.square), target});
  const int after = classes ? classes_in(next) : 0;
  if (!classes || after != before || next.data.points.size() == 1) next = fit_output(std::move(next), after);
  c.actions.push(action::Edit{engine::message("Add points"), std::move(next), kKey});
}

void OutputPanel::erase_points(const PanelContext& c, const Frame& f) {
  const ui::Vec m = ui::mouse();
  const auto near = [&](const engine::HandPoint& p) {
    const ui::Vec at = f.plane.place(p.x, p.y, f.square);
    return std::hypot(at.x - m.x, at.y - m.y) < kEraser;
  };
  const auto& points = c.view.experiment.data.points;
  if (std::none_of(points.begin(), points.end(), near)) return;
  engine::Experiment next = c.view.experiment;
  std::erase_if(next.data.points, near);
  c.actions.push(action::Edit{engine::message("Erase points"), std::move(next), kKey});
}

void OutputPanel::hand_controls(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const float x = f.legend.x, y = f.legend.y + 22, right = f.legend.right();
  const bool any = !c.view.experiment.data.points.empty();
  if (ui::button("output.clear", {right - 76, y - 14, 76, 28},
                 {.icon_name = "trash", .label = ui::tr("Clear"), .disabled = !any, .size = 13, .icon_size = 14})) {
    engine::Experiment next = c.view.experiment;
    next.data.points.clear();
    push_edit(c, engine::message("Clear the points"), std::move(next));
  }
  if (!paints_classes(c.view.experiment)) {
    const std::string text = ui::format_signed(hand_value_, 2);
    (void)ui::slider("output.value", {x, y - 10}, f.legend.w - 96, ui::tr("Value of new points"), &hand_value_,
                     {.range = {-1, 1, 0.05}, .text = text, .tip = ui::tr("Shift: the opposite value")});
    return;
  }
  const int used = classes_in(c.view.experiment), shown = std::min(kMostClasses, used + 1);
  hand_class_ = std::clamp(hand_class_, 0, shown - 1);
  for (int k = 0; k < shown; ++k) {
    const ui::Rect r{x + 38 * static_cast<float>(k), y - 14, 32, 28};
    const std::string name = "output.class" + std::to_string(k);
    const ui::Hit hit = ui::hit(name.c_str(), r);
    ui::tooltip(k < used ? ui::tr_fill("Paint points of class {}. Shift paints the other one.", {std::to_string(k)})
                         : ui::tr("One more class"));
    ui::draw::rect_filled(r, hit.hovered || k == hand_class_ ? colours.bg3 : colours.bg2, 8);
    ui::draw::rect(r, colours.line, 8);
    if (k == hand_class_) ui::draw::selection_ring(r.inset(1), 8);
    if (k < used) {
      ui::draw::circle_filled(r.centre(), 7, ui::class_colour(k, used));
    } else {
      ui::icon("plus", r.centre(), 16, k == hand_class_ ? colours.ink : colours.ink3);
    }
    if (hit.clicked) hand_class_ = k;
  }
}

}  // namespace app
