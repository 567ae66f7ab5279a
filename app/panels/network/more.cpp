#include "app/panels/network/more.h"

#include <algorithm>

#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app::network {
namespace {

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

}  // namespace

bool has_more(const engine::Experiment& e) {
  const engine::Regularization& r = e.regularization;
  const engine::StopRules none;
  return r.l1 > 0 || r.l2 > 0 || r.clip_norm > 0 || r.clip_value > 0 || e.schedule.type != "constant" ||
         !(e.stop == none) || e.max_epochs > 0;
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

}  // namespace app::network
