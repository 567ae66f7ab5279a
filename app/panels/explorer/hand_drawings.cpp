#include "app/panels/explorer/hand_drawings.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/hand_labels.h"
#include "app/panels/panel_words.h"
#include "app/ui/chord.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/data/prepare.h"

namespace app {
namespace {

constexpr double kRest = 0.9;  // seconds after which a pen rests
constexpr float kButtons = 36, kGap = 12;

// The size of the pictures that the set asks for: [channels, height, width].
engine::Shape shape_of(const View& view) {
  const engine::Term& source = view.experiment.data.source;
  const engine::DatasetType* type = engine::datasets().find(source.type);
  const engine::Shape shape = type ? engine::known_sample_shape(*type, source.params) : engine::Shape{};
  return shape.rank() == 3 ? shape : engine::Shape{1, 28, 28};
}

}  // namespace

void DrawingsEditor::draw(const PanelContext& c, const ui::Rect& r) {
  const engine::HandMade& hand = c.view.experiment.data.hand;
  const ClassChips::Wish wish =
      chips_.draw({r.x, r.y, r.w, ClassChips::kRow}, hand.drawings.classes, class_counts(hand.drawings));
  if (wish.kind != ClassChips::Wish::Kind::none) {
    auto [label, set] = carry_out(wish, hand.drawings);
    engine::HandMade next = hand;
    next.drawings = std::move(set);
    push(c, std::move(label), std::move(next));
  }
  const float top = r.y + chips_.height() + kGap;
  const float below = ui::DrawPad::kToolsHeight + kButtons + 2 * kGap;
  const float side = std::max(120.0f, std::min({r.w * 0.48f, r.bottom() - top - below, 520.0f}));
  const float left = std::max(side, 272.0f);
  pad(c, {r.x, top, left, side});
  (void)pad_.tools("hand.pad_tools", {r.x, top + side + kGap, left, ui::DrawPad::kToolsHeight});
  const float tools = shape_of(c.view)[0] >= 3 ? ui::DrawPad::kToolsHeight + 4 : 40;  // grey has no row of colours
  buttons(c, {r.x, top + side + kGap + tools, left, kButtons});
  const float x = r.x + left + 20;
  recorded(c, {x, top, r.right() - x, r.bottom() - top});
}

void DrawingsEditor::pad(const PanelContext& c, const ui::Rect& r) {
  const engine::Shape shape = shape_of(c.view);
  const ui::Ink paper = shape[0] >= 3 ? ui::Ink{1, 1, 1} : ui::Ink{0, 0, 0};
  pad_.set_size(static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2]), paper);
  pad_.offer_no_fit();
  const ui::Change change = pad_.paper("hand.pad", r);
  if (change.changed) {
    drawn_at_ = c.now;
    thumbs_.select_none();
  }
  const bool any = !pad_.empty();
  if (any) ui::claim("Space");
  const bool rests = by_itself_ && any && !ImGui::IsMouseDown(0) && !ImGui::IsMouseDown(1);
  if (rests) ui::request_frame(std::max(0.0, drawn_at_ + kRest - c.now));
  if (any && (ui::chord("Space") || ui::chord("Enter") || (rests && c.now - drawn_at_ >= kRest))) add(c);
}

void DrawingsEditor::buttons(const PanelContext& c, const ui::Rect& r) {
  const std::string word = ui::tr("Add (Space)");
  const float w = ui::text_width(word, {.size = 14, .weight = 600}) + 52;
  const bool can = !pad_.empty() && !c.view.experiment.data.hand.drawings.classes.empty();
  if (ui::button("hand.add", {r.x, r.y, w, r.h},
                 {.icon_name = "plus",
                  .label = word,
                  .kind = ui::ButtonKind::primary,
                  .disabled = !can,
                  .tip = ui::tr("Keep the drawing in the chosen class and clear the pad")})) {
    add(c);
  }
  (void)ui::checkbox("hand.by_itself", {r.x + w + 16, r.mid_y()}, ui::tr("When the pen rests"), &by_itself_);
  ui::tooltip(ui::tr("Adds a drawing by itself a moment after the last stroke"));
}

void DrawingsEditor::add(const PanelContext& c) {
  engine::HandMade next = c.view.experiment.data.hand;
  if (next.drawings.classes.empty() || pad_.empty()) return;
  const engine::Shape shape = shape_of(c.view);
  engine::DrawnPicture picture{static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2]), {}};
  for (const float v : pad_.pixels()) {
    picture.pixels.push_back(static_cast<uint8_t>(std::lround(std::clamp(v, 0.0f, 1.0f) * 255)));
  }
  const engine::Drawing drawing{chips_.chosen(), std::make_shared<const engine::DrawnPicture>(std::move(picture))};
  next.drawings = add_items(std::move(next.drawings), {drawing});
  if (!push(c, engine::message("Add a drawing"), std::move(next))) return;
  pad_.clear();
  ui::clear_focus();  // Ctrl+Z is for what was added, not for the pad
}

void DrawingsEditor::recorded(const PanelContext& c, const ui::Rect& r) {
  const engine::HandMade& hand = c.view.experiment.data.hand;
  problem_line({r.x, r.bottom() - 22, r.w, 20});
  const float bottom = has_problem() ? 28 : 0;
  const DrawingThumbs::Wish wish =
      thumbs_.draw({r.x, r.y, r.w, r.h - bottom}, hand.drawings, chips_.chosen(), chips_.key());
  if (wish.kind == DrawingThumbs::Wish::Kind::none) return;
  engine::HandMade next = hand;
  if (wish.kind == DrawingThumbs::Wish::Kind::remove) {
    next.drawings = delete_item(std::move(next.drawings), wish.index);
    push(c, engine::message("Delete a drawing"), std::move(next));
    return;
  }
  engine::Drawing drawing = hand.drawings.items[wish.index];
  drawing.label = wish.label;
  next.drawings = set_item(std::move(next.drawings), wish.index, std::move(drawing));
  push(c, engine::message("Move a drawing"), std::move(next));
}

std::unique_ptr<HandEditor> make_drawings_editor() { return std::make_unique<DrawingsEditor>(); }

}  // namespace app
