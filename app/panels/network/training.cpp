#include "app/panels/network/training.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "app/panels/network/more.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/param_editor.h"
#include "app/ui/popover.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"
#include "engine/data/steps.h"
#include "engine/schema/schedule_type.h"

namespace app::network {
namespace {

constexpr float kWidth = 296, kMostHeight = 560, kRow = 34, kSliderRow = 50;

}  // namespace

void TrainingCard::draw(const PanelContext& context, const char* name, const engine::LossType* loss,
                        std::span<const engine::ParamSpec* const> optimizer, const engine::Params& values) {
  const ui::Popover card(name, {kWidth, std::min(kMostHeight, height_ + 16)});
  const ui::Rect& r = card.area();
  const ui::Rect inside{r.x + 1, r.y + 8, r.w - 2, r.h - 16};
  const ui::ScrollArea scroll("network.training", inside, height_);
  x_ = r.x + 14;
  y_ = scroll.y();
  width_ = r.w - 32;
  task(context);
  schedule(context);
  stop_rules(context);
  penalties(context);
  if (loss && !loss->params.empty() && task_of(context.view.experiment).chooses_loss) loss_params(context, *loss);
  if (!optimizer.empty()) section(ui::tr("Optimizer"));
  for (const engine::ParamSpec* spec : optimizer) {
    optimizer_slider(context, *spec, values, {x_, y_ + 14}, width_);
    y_ += kSliderRow;
  }
  threads(context);
  height_ = y_ - scroll.y();
}

void TrainingCard::section(const char* title) {
  const ui::Text look{.size = 14, .weight = 600, .colour = ui::theme().ink};
  ui::draw::text(ui::with_english(title, look, width_), {x_, y_ + 16}, look);
  y_ += 34;
}

void TrainingCard::params(const PanelContext& context, const std::string& name,
                          std::span<const engine::ParamSpec> specs, engine::Term engine::Experiment::*member) {
  const auto resolved = engine::resolve(specs, (context.view.experiment.*member).params);
  const engine::Params values = resolved ? *resolved : engine::defaults(specs);
  for (const engine::ParamSpec& spec : specs) {
    if (!engine::is_visible(spec, values)) continue;
    const std::string item = name + "." + spec.key;
    const auto change = ui::param_row(item.c_str(), {x_, y_, width_, kRow}, spec, values.at(spec.key));
    y_ += kRow;
    if (!change) continue;
    edit_by(context, {change->began, true, change->committed}, engine::message("Change {}", ui::tr(spec.label)), item,
            [&](engine::Experiment& e) { (e.*member).params.insert_or_assign(spec.key, change->value); });
  }
}

void TrainingCard::task(const PanelContext& context) {
  section(ui::tr("Learns from"));
  const engine::Experiment& e = context.view.experiment;
  std::vector<const engine::TaskType*> all = engine::tasks().entries();
  std::erase_if(all, [&](const engine::TaskType* type) { return !suits(*type, e) && type != &task_of(e); });
  const engine::TaskType& now = task_of(e);
  std::vector<std::string> titles;
  int chosen = -1;
  for (size_t i = 0; i < all.size(); ++i) {
    titles.push_back(ui::tr(all[i]->title));
    if (all[i] == &now) chosen = static_cast<int>(i);
  }
  if (ui::dropdown("network.task", {x_, y_ - 4, width_, 28}, titles, &chosen, {.tip = ui::tr(now.summary)})) {
    const engine::PreparedData* data = context.view.data.get();
    const engine::Shape sample = data ? data->input_shape : engine::known_input_shape(e.data);
    push_edit(context, engine::message("Learns from: {}", titles[static_cast<size_t>(chosen)]),
              set_task(e, *all[static_cast<size_t>(chosen)], sample, data ? data->raw.classes : 0));
  }
  y_ += 30;
  params(context, "network.task", now.params, &engine::Experiment::task);
  y_ += 4;
}

void TrainingCard::schedule(const PanelContext& context) {
  section(ui::tr("Learning rate schedule"));
  const auto& all = engine::schedules().entries();
  const engine::ScheduleType* now = engine::schedules().find(context.view.experiment.schedule.type);
  std::vector<std::string> titles;
  int chosen = -1;
  for (size_t i = 0; i < all.size(); ++i) {
    titles.push_back(ui::tr(all[i]->title));
    if (all[i] == now) chosen = static_cast<int>(i);
  }
  const ui::Dropdown look{.placeholder = context.view.experiment.schedule.type,
                          .tip = now ? ui::tr(now->summary.c_str()) : ""};
  if (ui::dropdown("network.schedule", {x_, y_ - 4, width_, 28}, titles, &chosen, look)) {
    engine::Experiment next = context.view.experiment;
    next.schedule = {all[static_cast<size_t>(chosen)]->id, {}};
    push_edit(context, engine::message("Schedule: {}", titles[static_cast<size_t>(chosen)]), std::move(next));
  }
  y_ += 30;
  if (!now) return;
  params(context, "network.schedule", now->params, &engine::Experiment::schedule);
  y_ += 4;
}

ui::Change TrainingCard::count_row(const char* name, const char* label, const char* tip, int64_t* value, double step,
                                   const char* zero) {
  ui::draw::text(label, {x_, y_ + kRow / 2}, {.size = 13, .max_width = width_ - 116});
  ui::Stepper look{.minimum = 0, .maximum = 1e6, .step = step, .tip = tip};
  if (*value == 0) look.text = zero;
  const ui::Change change = ui::stepper(name, {x_ + width_ - 108, y_ + 3, 108, 28}, value, look);
  y_ += kRow;
  return change;
}

ui::Change TrainingCard::switch_row(const char* name, const char* label, const char* tip, bool* on) {
  ui::draw::text(label, {x_, y_ + kRow / 2}, {.size = 13, .max_width = width_ - 40});
  const bool pressed = ui::toggle(name, {x_ + width_ - 32, y_ + kRow / 2 - 9}, on);
  ui::tooltip(tip);
  y_ += kRow;
  return {pressed, pressed, pressed};
}

void TrainingCard::stop_rules(const PanelContext& context) {
  section(ui::tr("When to stop"));
  y_ -= 6;
  engine::Experiment e = context.view.experiment;
  const auto take = [&](const ui::Change& change, const char* label, const char* key) {
    edit_by(context, change, engine::message("Change {}", label), key, [&](engine::Experiment& next) {
      next.max_epochs = e.max_epochs;
      next.stop = e.stop;
    });
  };
  const char* epochs = ui::tr("Epochs");
  take(count_row("network.stop.epochs", epochs, ui::tr("Training ends after so many passes over the training part."),
                 &e.max_epochs, e.max_epochs >= 100 ? 50 : 10, "∞"),
       epochs, "network.stop.epochs");
  const char* patience = ui::tr("Patience");
  take(count_row("network.stop.patience", patience,
                 ui::tr("Early stopping: training ends when the validation loss has not fallen for so many epochs."),
                 &e.stop.patience, 1, ui::tr("off")),
       patience, "network.stop.patience");
  if (e.stop.patience > 0) {
    const char* best = ui::tr("Back to the best weights");
    take(switch_row("network.stop.best", best, ui::tr("At the end the weights of the lowest validation loss return."),
                    &e.stop.restore_best),
         best, "");
    const char* least = ui::tr("Least improvement");
    const std::string text = e.stop.min_delta > 0 ? ui::format_number(e.stop.min_delta, 2) : "0";
    take(ui::slider("network.stop.delta", {x_, y_ + 14}, width_, least, &e.stop.min_delta,
                    {.range = {0, 1, 0, true},
                     .text = text,
                     .has_reset = true,
                     .tip = ui::tr("A loss that falls by less than this has not fallen.")}),
         least, "network.stop.delta");
    y_ += kSliderRow;
  }
  const char* time = ui::tr("Seconds");
  auto seconds = static_cast<int64_t>(std::llround(e.stop.seconds));
  const ui::Change change =
      count_row("network.stop.seconds", time, ui::tr("Training ends after so much time spent on it."), &seconds,
                seconds >= 60 ? 30 : 10, "∞");
  e.stop.seconds = static_cast<double>(seconds);
  take(change, time, "network.stop.seconds");
  if (!e.target.metric.empty()) {
    const char* target = ui::tr("At the target");
    take(switch_row("network.stop.target", target, ui::tr("Training ends once the project's target is reached."),
                    &e.stop.at_target),
         target, "");
  }
}

void TrainingCard::threads(const PanelContext& context) {
  section(ui::tr("Computing"));
  y_ -= 6;
  const auto most = static_cast<double>(std::max(1u, std::thread::hardware_concurrency()));
  ui::draw::text(ui::tr("Training threads"), {x_, y_ + kRow / 2}, {.size = 13, .max_width = width_ - 116});
  int64_t count = context.view.snapshot.threads;
  const ui::Stepper look{.minimum = 1,
                         .maximum = most,
                         .tip = ui::tr("Cores that train. The numbers are the same with any number of them.")};
  if (ui::stepper("network.threads", {x_ + width_ - 108, y_ + 3, 108, 28}, &count, look).changed)
    context.actions.push(action::SetThreads{static_cast<int>(count)});
  y_ += kRow + 6;
}

void TrainingCard::penalties(const PanelContext& context) {
  section(ui::tr("Regularization"));
  using engine::Regularization;
  struct Row {
    const char *name, *label, *tip;
    double Regularization::*member;
    double low, high;
  };
  const Row rows[] = {
      {"network.l1", ui::tr("L1 penalty"), ui::tr("Adds the sum of |w| to the loss: many weights become 0."),
       &Regularization::l1, 1e-7, 1},
      {"network.l2", ui::tr("L2 penalty"), ui::tr("Adds half the sum of w² to the loss: weights stay small."),
       &Regularization::l2, 1e-7, 1},
      {"network.clip_norm", ui::tr("Clip norm"), ui::tr("The gradient over all weights is never longer than this."),
       &Regularization::clip_norm, 1e-6, 100},
      {"network.clip_value", ui::tr("Clip value"), ui::tr("No single gradient is larger than this."),
       &Regularization::clip_value, 1e-6, 100}};
  for (const Row& row : rows) {
    double value = context.view.experiment.regularization.*row.member;
    const ui::Slider look{.range = {0, row.high, 0, true},
                          .text = value == 0 ? std::string_view(ui::tr("off")) : std::string_view(),
                          .reset = 0,
                          .has_reset = true,
                          .tip = row.tip};
    const ui::Change change = ui::slider(row.name, {x_, y_ + 6}, width_, row.label, &value, look);
    edit_by(context, change, engine::message("Change {}", row.label), row.name,
            [&](engine::Experiment& e) { e.regularization.*row.member = value < row.low ? 0 : value; });
    y_ += kSliderRow;
  }
}

void TrainingCard::loss_params(const PanelContext& context, const engine::LossType& loss) {
  section(ui::tr("Loss"));
  y_ -= 6;
  params(context, "network.loss", loss.params, &engine::Experiment::loss);
  y_ += 6;
}

}  // namespace app::network
