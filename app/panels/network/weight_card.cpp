#include "app/panels/network/weight_card.h"

#include <algorithm>
#include <cmath>

#include "app/panels/network/pictures.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/popover.h"
#include "app/ui/widgets.h"
#include "app/workbench/masks.h"
#include "engine/graph/network.h"

namespace app::network {
namespace {

constexpr const char* kName = "network.weight";
constexpr float kWidth = 300, kHeight = 264;
constexpr double kMostWeight = 1e6;  // that can be typed

}  // namespace

void WeightCard::open(const std::string& node, int64_t unit, int64_t input, const ui::Rect& anchor) {
  node_ = node;
  unit_ = unit;
  input_ = input;
  known_ = false;
  ui::open_popover(kName, anchor);
}

int WeightCard::column(const Model& model) const {
  return !node_.empty() && ui::popover_is_open(kName) ? model.column_of(node_) : -1;
}

void WeightCard::draw(const PanelContext& context, const Model& model) {
  const int index = column(model);
  if (index < 0) return;
  const Column& c = model.columns()[static_cast<size_t>(index)];
  const engine::Shape matrix =
      c.node < context.view.info.nodes.size() ? engine::held_matrix(context.view.info.nodes[c.node]) : engine::Shape{};
  if (matrix.rank() != 2) return ui::close_popover();
  const ui::Palette& t = ui::theme();
  const ui::Popover card(kName, {kWidth, kHeight});
  const ui::Rect& r = card.area();
  const ui::Rect in{r.x + 14, r.y + 10, r.w - 28, r.h - 20};
  ui::draw::text(ui::tr_fill("A weight of {}", {c.title}), {in.x, in.y + 10},
                 {.size = 14, .weight = 600, .colour = t.ink, .max_width = in.w, .ellipsis = true});
  places({in.x, in.y + 28, in.w, 28}, matrix);
  float weight = 0, gradient = 0;
  bool has_gradient = false;
  const bool there = Pictures::weight_at(context.view, c, unit_, input_, &weight, &gradient, &has_gradient);
  if (!there) return ui::empty_state({in.x, in.y + 64, in.w, in.h - 64}, ui::tr("Waiting for the network."));
  if (!known_) before_ = weight;
  known_ = true;
  value(context, c, {in.x, in.y + 68, in.w, 28}, weight);
  ui::draw::text(ui::tr("Gradient of the last step"), {in.x, in.y + 116}, {.size = 13, .max_width = in.w - 90});
  ui::draw::text(has_gradient ? ui::format_signed(static_cast<double>(gradient), 4) : "–", {in.right(), in.y + 116},
                 {.size = 14, .weight = 600, .mono = true, .colour = t.grad, .align = ui::Align::right});
  foot(context, c, {in.x, in.y + 132, in.w, in.h - 132}, weight);
}

// From which input to which unit; both counted from 1.
void WeightCard::places(const ui::Rect& r, const engine::Shape& matrix) {
  const auto choose = [&](const char* name, const char* label, float x, int64_t* at, int64_t most) {
    const float width = ui::draw::text(label, {x, r.mid_y()}, {.size = 13, .max_width = 44});
    int64_t one = *at + 1;
    const ui::Stepper look{.minimum = 1, .maximum = static_cast<double>(most), .size = 13};
    if (ui::stepper(name, {x + width + 8, r.y, r.w / 2 - width - 14, r.h}, &one, look).changed) known_ = false;
    *at = std::clamp<int64_t>(one - 1, 0, most - 1);
  };
  choose("network.weight.input", ui::tr("from"), r.x, &input_, matrix[1]);
  choose("network.weight.unit", ui::tr("to"), r.x + r.w / 2 + 6, &unit_, matrix[0]);
}

void WeightCard::write(const PanelContext& context, const Column& c, double value, bool held) const {
  if (held) {
    push_edit(context, engine::message("Weight of {}", c.title),
              hold_weight(context.view.experiment, c.id, unit_, input_, value));
  } else {
    const engine::Shape matrix = engine::held_matrix(context.view.info.nodes[c.node]);
    context.actions.push(action::SetWeight{{c.id, "weight", unit_ * matrix[1] + input_, value}});
  }
}

// The number, to be typed, between two buttons that nudge it.
void WeightCard::value(const PanelContext& context, const Column& c, const ui::Rect& r, float weight) {
  ui::draw::text(ui::tr("Weight"), {r.x, r.mid_y()}, {.size = 13, .max_width = 70});
  const std::optional<double> held = held_value(c.masks, unit_, input_);
  const double now = held ? *held : static_cast<double>(weight);
  const ui::Rect field{r.right() - 156, r.y, 120, r.h};
  const double step = ui::shift_down() ? 0.01 : 0.1;
  const char* tip = ui::tr("0.1 less or more; with Shift 0.01");
  const auto nudge = [&](const char* name, const char* icon, float x, double by) {
    if (ui::button(name, {x, r.y, r.h, r.h}, {.icon_name = icon, .icon_size = 14, .radius = 6, .tip = tip}))
      write(context, c, std::isfinite(now) ? now + by : by, held.has_value());
  };
  nudge("network.weight.less", "minus", field.x - r.h - 6, -step);
  nudge("network.weight.more", "plus", field.right() + 6, step);
  if (!typing_) typed_ = ui::format_number(now, 4);
  double value = 0;
  const bool good = ui::parse_number(typed_, &value) && std::abs(value) <= kMostWeight;
  const ui::Change change = ui::text_field("network.weight.value", field, &typed_, {.mono = true, .bad = !good});
  typing_ = ImGui::IsItemActive();
  if (change.committed && good) write(context, c, value, held.has_value());
}

void WeightCard::foot(const PanelContext& context, const Column& c, const ui::Rect& r, float weight) {
  const std::optional<double> held = held_value(c.masks, unit_, input_);
  bool hold = held.has_value();
  const auto change = [&](engine::Message words, std::optional<double> value) {
    push_edit(context, std::move(words), hold_weight(context.view.experiment, c.id, unit_, input_, value));
  };
  if (ui::checkbox("network.weight.hold", {r.x, r.y + 14}, ui::tr("Hold it at this value"), &hold)) {
    const double now = std::isfinite(weight) ? static_cast<double>(weight) : 0;
    change(engine::message(hold ? "Hold a weight of {}" : "Let go a weight of {}", c.title),
           hold ? std::optional(now) : std::nullopt);
  }
  ui::draw::text_block(held ? ui::tr("Held: part of the project. Let go, it has its value from before.")
                            : ui::tr("Training moves it on from what you type; that is not in the history."),
                       {r.x, r.y + 30, r.w, 36}, {.size = 12, .colour = ui::theme().ink3});
  const float half = (r.w - 8) / 2;
  const bool cut = held && *held == 0;
  if (ui::button("network.weight.cut", {r.x, r.bottom() - 32, half, 30},
                 {.icon_name = cut ? "undo" : "ban",
                  .label = cut ? ui::tr("Connect") : ui::tr("Cut"),
                  .size = 13,
                  .icon_size = 14,
                  .tip = ui::tr("A cut weight stays 0.")}))
    change(engine::message(cut ? "Let go a weight of {}" : "Cut a weight of {}", c.title),
           cut ? std::nullopt : std::optional(0.0));
  const bool same = held || std::abs(before_ - weight) < 1e-6f;
  if (ui::button("network.weight.back", {r.x + half + 8, r.bottom() - 32, half, 30},
                 {.icon_name = "undo",
                  .label = ui::tr("Put back"),
                  .disabled = same,
                  .size = 13,
                  .icon_size = 14,
                  .tip = ui::tr("The value that it had when this card was opened")}))
    write(context, c, static_cast<double>(before_), false);
}

}  // namespace app::network
