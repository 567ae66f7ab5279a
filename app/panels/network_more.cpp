#include "app/panels/network_more.h"

#include <algorithm>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/popover.h"
#include "app/ui/widgets.h"

namespace app::network {
namespace {

constexpr float kRow = 50;
constexpr float kWidth = 248;

void send(const PanelContext& context, const ui::Change& change, engine::Message label, engine::Experiment value,
          const std::string& key) {
  if (change.changed) context.actions.push(action::Edit{std::move(label), std::move(value), key});
  if (change.committed) context.actions.push(action::Commit{});
}

ui::Range range_of(const engine::ParamSpec& spec) { return {spec.minimum, spec.maximum, spec.step, spec.logarithmic}; }

double number_of(const engine::ParamValue& v) {
  if (std::holds_alternative<double>(v)) return std::get<double>(v);
  return std::holds_alternative<int64_t>(v) ? static_cast<double>(std::get<int64_t>(v)) : 0.0;
}

bool is_number(const engine::ParamSpec& spec) {
  return std::holds_alternative<double>(spec.default_value) || std::holds_alternative<int64_t>(spec.default_value);
}

engine::ParamValue like(const engine::ParamSpec& spec, double v) {
  if (std::holds_alternative<int64_t>(spec.default_value)) return static_cast<int64_t>(v);
  return v;
}

// A penalty or a limit: 0 is off.
void regularization(const PanelContext& context, const char* name, const char* label, const char* help,
                    double engine::Regularization::*member, double low, double high, ui::Vec at) {
  engine::Experiment e = context.view.experiment;
  double value = e.regularization.*member;
  const ui::Slider look{.range = {0, high, 0, true},
                        .text = value == 0 ? std::string_view(ui::tr("off")) : std::string_view(),
                        .reset = 0,
                        .has_reset = true,
                        .tip = help};
  const ui::Change change = ui::slider(name, at, kWidth - 24, label, &value, look);
  if (change.changed) e.regularization.*member = value < low ? 0 : value;
  send(context, change, engine::message("Change {}", label), std::move(e), name);
}

}  // namespace

bool regularized(const engine::Experiment& e) {
  const engine::Regularization& r = e.regularization;
  return r.l1 > 0 || r.l2 > 0 || r.clip_norm > 0 || r.clip_value > 0;
}

void optimizer_slider(const PanelContext& context, const engine::ParamSpec& spec, const engine::Params& values,
                      ui::Vec at, float width) {
  const auto it = values.find(spec.key);
  if (it == values.end() || !is_number(spec)) return;
  double value = number_of(it->second);
  const std::string label = ui::tr(spec.label);
  const std::string name = "network.optimizer." + spec.key;
  const ui::Slider look{.range = range_of(spec),
                        .unit = spec.unit,
                        .reset = number_of(spec.default_value),
                        .has_reset = true,
                        .tip = ui::tr(spec.help.c_str())};
  const ui::Change change = ui::slider(name.c_str(), at, width, label, &value, look);
  if (!change.changed && !change.committed) return;
  engine::Experiment e = context.view.experiment;
  e.optimizer.params.insert_or_assign(spec.key, like(spec, value));
  send(context, change, engine::message("Change {}", label), std::move(e), name);
}

void draw_more_popover(const PanelContext& context, const char* name, const engine::LossType* loss,
                       std::span<const engine::ParamSpec* const> optimizer, const engine::Params& values) {
  const size_t loss_rows = loss ? loss->params.size() : 0;
  const auto rows = static_cast<float>(4 + loss_rows + optimizer.size());
  const ui::Popover card(name, {kWidth, 44 + rows * kRow});
  const ui::Rect& r = card.area();
  ui::draw::text(ui::tr("Regularization"), {r.x + 12, r.y + 20},
                 {.size = 14, .weight = 600, .colour = ui::theme().ink});
  ui::Vec at{r.x + 12, r.y + 52};
  const auto next = [&] {
    const ui::Vec now = at;
    at.y += kRow;
    return now;
  };
  regularization(context, "network.l1", ui::tr("L1 penalty"),
                 ui::tr("Adds the sum of |w| to the loss: many weights become 0."), &engine::Regularization::l1, 1e-7,
                 1, next());
  regularization(context, "network.l2", ui::tr("L2 penalty"),
                 ui::tr("Adds half the sum of w² to the loss: weights stay small."), &engine::Regularization::l2, 1e-7,
                 1, next());
  regularization(context, "network.clip_norm", ui::tr("Clip norm"),
                 ui::tr("The gradient over all weights is never longer than this."), &engine::Regularization::clip_norm,
                 1e-6, 100, next());
  regularization(context, "network.clip_value", ui::tr("Clip value"), ui::tr("No single gradient is larger than this."),
                 &engine::Regularization::clip_value, 1e-6, 100, next());
  if (loss) {
    const auto params = engine::resolve(loss->params, context.view.experiment.loss.params);
    for (const engine::ParamSpec& spec : loss->params) {
      if (!params || !is_number(spec)) continue;
      double value = number_of(params->at(spec.key));
      const std::string item = "network.loss." + spec.key, label = ui::tr(spec.label);
      const ui::Slider look{.range = range_of(spec), .unit = spec.unit, .tip = ui::tr(spec.help.c_str())};
      const ui::Change change = ui::slider(item.c_str(), next(), kWidth - 24, label, &value, look);
      if (!change.changed && !change.committed) continue;
      engine::Experiment e = context.view.experiment;
      e.loss.params.insert_or_assign(spec.key, like(spec, value));
      send(context, change, engine::message("Change {}", label), std::move(e), item);
    }
  }
  for (const engine::ParamSpec* spec : optimizer) optimizer_slider(context, *spec, values, next(), kWidth - 24);
}

}  // namespace app::network
