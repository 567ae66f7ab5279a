// The Inspector without a selection: the layers as a table, then what training is made of.
#include <algorithm>

#include "app/panels/inspector/inspector.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr float kRow = 26;

// Right edges of the columns behind the name, as parts of the width.
struct Columns {
  float shape, params, work;
  explicit Columns(float x, float w) : shape(x + w * 0.54f), params(x + w * 0.75f), work(x + w) {}
};

void cells(const Columns& at, float y, const std::string& shape, const std::string& params, const std::string& work,
           const ui::Text& look) {
  ui::Text right = look;
  right.align = ui::Align::right;
  ui::draw::text(shape, {at.shape, y}, right);
  ui::draw::text(params, {at.params, y}, right);
  ui::draw::text(work, {at.work, y}, right);
}

}  // namespace

void InspectorPanel::summary(const PanelContext& c) {
  ui::panel_header(c.area, "net", ui::tr("Network"), ui::tr("Click a layer to edit it"));
  const ui::Rect inside{c.area.x, c.area.y + 40, c.area.w, c.area.h - 44};
  const ui::ScrollArea scroll("inspector.summary", inside, summary_content_);
  Flow at{inside.x + 12, scroll.y(), inside.w - 24};
  layer_table(c, at);
  training_terms(c, at);
  summary_content_ = at.y - scroll.y();
}

void InspectorPanel::layer_table(const PanelContext& c, Flow& at) {
  const ui::Palette& colours = ui::theme();
  const Columns columns(at.x, at.w);
  const ui::Text head{.size = 12, .colour = colours.ink3};
  ui::draw::text(ui::tr("Layer"), {at.x, at.y + 10}, head);
  cells(columns, at.y + 10, ui::tr("Shape"), ui::tr("Params"), ui::tr("Mult-adds"), head);
  at.y += 22;
  const ui::Text number{.size = 13, .mono = true, .colour = colours.ink2};
  const auto& nodes = c.view.experiment.network.nodes;
  for (const size_t i : c.view.info.order) {
    if (i >= nodes.size() || i >= c.view.info.nodes.size()) continue;
    const engine::NodeInfo& info = c.view.info.nodes[i];
    const ui::Rect r{at.x - 6, at.y, at.w + 12, kRow};
    const ui::Hit hit = ui::hit(("inspector.row." + nodes[i].id).c_str(), r, {.focus_radius = 6});
    if (hit.hovered) ui::draw::rect_filled(r, colours.bg2, 6);
    ui::icon(info.type ? info.type->glyph : "help", {at.x + 8, r.mid_y()}, 16, colours.ink3, 1.6f);
    const std::string shape = info.output ? info.output->text() : "–";
    const float room = columns.shape - ui::text_width(shape, number) - 8 - (at.x + 24);
    ui::draw::text(node_name(c.view.experiment.network, nodes[i].id), {at.x + 24, r.mid_y()},
                   {.size = 13, .colour = colours.ink, .max_width = std::max(20.0f, room), .ellipsis = true});
    cells(columns, r.mid_y(), shape, ui::format_count(info.cost.parameters),
          ui::format_short(static_cast<double>(info.cost.multiply_adds)), number);
    if (hit.clicked) c.actions.push(action::Select{{{nodes[i].id}}});
    at.y += kRow;
  }
  ui::draw::hairline({at.x, at.y + 3}, {at.x + at.w, at.y + 3}, colours.line);
  const float y = at.y + 18;
  ui::draw::text(ui::tr("Together"), {at.x, y}, {.size = 13, .weight = 600, .colour = colours.ink});
  ui::Text total = number;
  total.weight = 600;
  total.colour = colours.ink;
  cells(columns, y, "", ui::format_count(c.view.info.total.parameters),
        ui::format_short(static_cast<double>(c.view.info.total.multiply_adds)), total);
  at.y += 38;
}

void InspectorPanel::training_terms(const PanelContext& c, Flow& at) {
  const ui::Palette& colours = ui::theme();
  const engine::LossType* loss = engine::losses().find(c.view.experiment.loss.type);
  const engine::OptimizerType* optimizer = engine::optimizers().find(c.view.experiment.optimizer.type);
  const auto row = [&](const char* name, const char* icon, const char* label, const std::string& value,
                       const std::string& tip) {
    (void)ui::hit(name, {at.x, at.y, at.w, 24}, {.focusable = false});
    if (!tip.empty()) ui::tooltip(tip);
    ui::icon(icon, {at.x + 8, at.y + 12}, 16, colours.ink3, 1.6f);
    const float name_width = ui::draw::text(label, {at.x + 24, at.y + 12}, {.size = 13});
    const ui::Text right{.size = 13, .colour = colours.ink, .align = ui::Align::right, .max_width = at.w * 0.7f};
    ui::draw::text(ui::with_english(value, right, std::min(right.max_width, at.w - name_width - 40)),
                   {at.x + at.w, at.y + 12}, right);
    at.y += kRow;
  };
  const engine::TaskType& task = task_of(c.view.experiment);
  row("inspector.task", "eye", ui::tr("Learns from"), ui::tr(task.title), ui::tr(task.summary));
  if (task.chooses_loss)
    row("inspector.loss", "target", ui::tr("Loss"), loss ? ui::tr(loss->title) : c.view.experiment.loss.type,
        loss ? ui::tr(loss->summary) : std::string());
  row("inspector.optimizer", "gear", ui::tr("Optimizer"),
      optimizer ? ui::tr(optimizer->title) : c.view.experiment.optimizer.type,
      optimizer ? ui::tr(optimizer->summary) : std::string());
  at.y += 8;
  ui::draw::text(ui::tr("Regularization"), {at.x, at.y + 8}, {.size = 13, .weight = 600, .colour = colours.ink});
  at.y += 24;
  const float half = (at.w - 16) / 2;
  penalty(c, "inspector.l1", "L1", {at.x, at.y + 12}, half, &engine::Regularization::l1);
  penalty(c, "inspector.l2", "L2", {at.x + half + 16, at.y + 12}, half, &engine::Regularization::l2);
  at.y += 32;
  struct Clip {
    const char *name, *label, *tip;
    double engine::Regularization::*field;
  };
  const Clip clips[] = {
      {"inspector.clip_norm", ui::tr("Clip the norm"),
       ui::tr("The gradient of all layers together is at most this long."), &engine::Regularization::clip_norm},
      {"inspector.clip_value", ui::tr("Clip each value"), ui::tr("No single gradient is larger than this."),
       &engine::Regularization::clip_value},
  };
  for (const Clip& clip : clips) {
    double value = c.view.experiment.regularization.*clip.field;
    const std::string text = value > 0 ? ui::format_number(value, 2) : ui::tr("off");
    const ui::Change change =
        ui::slider(clip.name, {at.x, at.y + 10}, at.w, clip.label, &value,
                   {.range = {0, 100, 0, true}, .text = text, .has_reset = true, .tip = clip.tip});
    edit_by(c, change, engine::message("Change {}", clip.label), clip.name,
            [&](engine::Experiment& e) { e.regularization.*clip.field = value; });
    at.y += 46;
  }
}

}  // namespace app
