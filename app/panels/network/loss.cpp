#include "app/panels/network/loss.h"

#include <algorithm>
#include <cmath>

#include "app/panels/network/more.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/network_canvas_column.h"
#include "app/ui/popover.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "app/workbench/tasks.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/optimizer_type.h"

namespace app::network {
namespace {

constexpr float kRow = 52;  // of a slider with its label
constexpr const char* kMore = "network.more";
constexpr const char* kGame = "loss";  // the parameter of a way of training that chooses among its own losses

// The number of classes of the data: known for sure once it was made.
int64_t classes_of(const View& view, int64_t last_seen) {
  const engine::DatasetType* source = engine::datasets().find(view.experiment.data.source.type);
  if (view.fresh && view.snapshot.data) return view.snapshot.data->raw.classes;
  if (source && source->classes >= 0) return source->classes;
  return last_seen;
}

// What the chosen loss of a way of training with losses of its own is called.
std::string game_title(const engine::Experiment& e) {
  const engine::TaskType& task = task_of(e);
  const engine::ParamSpec* games = engine::find_param(task.params, kGame);
  const auto params = engine::resolve(task.params, e.task.params);
  if (!games || !params) return ui::tr(task.title);
  for (const engine::Choice& choice : games->choices) {
    if (choice.id == engine::get_text(*params, kGame)) return ui::tr(choice.label);
  }
  return ui::tr(task.title);
}

// The rate first, then what else there is but the terms that only guard a division; decay before them.
std::vector<const engine::ParamSpec*> by_importance(const engine::OptimizerType& type) {
  std::vector<const engine::ParamSpec*> list;
  for (const engine::ParamSpec& spec : type.params) list.push_back(&spec);
  const auto rank = [&](const engine::ParamSpec* spec) {
    if (spec->key == "learning_rate") return 0;
    if (spec->key == "weight_decay") return 2;
    return spec->logarithmic ? 4 : spec == list[1] ? 1 : 3;
  };
  std::stable_sort(list.begin(), list.end(), [&](auto* a, auto* b) { return rank(a) < rank(b); });
  return list;
}

// The name in a drop-down field: smaller, then on two lines when it is long.
bool needs_two_lines(const std::string& words, float width) { return ui::text_width(words, {.size = 12}) > width - 26; }

void choice_label(const ui::Rect& r, const std::string& words, bool two_lines) {
  const ui::Palette& t = ui::theme();
  const bool small = ui::text_width(words, {.size = 13}) > r.w - 34;
  if (two_lines) {
    const ui::Text look{.size = 12, .colour = t.ink};
    const float height = ui::draw::text_block_height(words, r.w - 14, look);
    ui::draw::text_block(words, {r.x + 8, r.mid_y() - height / 2, r.w - 14, height}, look);
  } else {
    ui::draw::text(words, {r.x + (small ? 8.0f : 10.0f), r.mid_y()},
                   {.size = small ? 12.0f : 13.0f, .colour = t.ink, .max_width = r.w - 26});
  }
  const ui::Vec caret{r.right() - (small ? 9.0f : 14.0f), two_lines ? r.bottom() - 10 : r.mid_y() + 1};
  ui::icon("down", caret, small ? 12.0f : 14.0f, t.ink3, 2);
}

}  // namespace

void LossColumn::update(const PanelContext& context) {
  const engine::Experiment& e = context.view.experiment;
  seen_classes_ = learns_labels(e) ? classes_of(context.view, seen_classes_) : 0;
  const int language = static_cast<int>(ui::language());
  if (task_ == e.task && loss_ == e.loss && optimizer_ == e.optimizer && classes_ == seen_classes_ &&
      language_ == language)
    return;
  task_ = e.task;
  loss_ = e.loss;
  optimizer_ = e.optimizer;
  classes_ = seen_classes_;
  language_ = language;
  loss_type_ = engine::losses().find(e.loss.type);
  loss_title_ = loss_type_ ? ui::tr(loss_type_->title) : e.loss.type;
  curve_ = {};
  const engine::TaskType& task = task_of(e);
  if (!task.chooses_loss) loss_title_ = game_title(e);
  if (loss_type_ && task.chooses_loss) {
    const auto params = engine::resolve(loss_type_->params, e.loss.params);
    if (params) curve_ = sample_loss(*loss_type_, *params, classes_);
  }
  optimizer_type_ = engine::optimizers().find(e.optimizer.type);
  optimizer_titles_.clear();
  for (const engine::OptimizerType* type : engine::optimizers().entries())
    optimizer_titles_.push_back(ui::tr(type->title));
  shown_.clear();
  values_.clear();
  rule_.clear();
  if (!optimizer_type_) return;
  rule_ = update_rule(optimizer_type_->formula);
  shown_ = by_importance(*optimizer_type_);
  auto params = engine::resolve(optimizer_type_->params, e.optimizer.params);
  if (params) {
    values_ = std::move(*params);
    return;
  }
  // Values that do not fit can still be mended here.
  values_ = engine::defaults(optimizer_type_->params);
  for (auto& [key, value] : values_) {
    const auto given = e.optimizer.params.find(key);
    if (given != e.optimizer.params.end() && given->second.index() == value.index()) value = given->second;
  }
}

void LossColumn::draw(const PanelContext& context, const ui::Rect& box) {
  update(context);
  ui::glass_column(box, 1, ui::ColumnState::normal);
  const bool curve = box.h >= 440 && task_of(context.view.experiment).chooses_loss;
  draw_loss(context, box);
  if (curve) draw_curve({box.x + 10, box.y + 122, box.w - 20, 84});
  const float divider = box.y + (curve ? 222.0f : 122.0f);
  ui::draw::hairline({box.x + 1, divider}, {box.right() - 1, divider}, ui::theme().glass_line);
  open_landscape(context, "network.landscape", {box.x + 4, box.y + 32, box.w - 8, 46});
  if (curve) open_landscape(context, "network.loss_curve", {box.x + 10, box.y + 122, box.w - 20, 84});
  draw_optimizer(context, box, divider);
  choose_loss_menu(context);
  draw_more(context);
}

// A double click, as on a layer: what the loss is around the present weights.
void LossColumn::open_landscape(const PanelContext& context, const char* name, const ui::Rect& r) {
  const engine::NodeSpec* last = engine::output_node(context.view.experiment.network);
  if (!last || !task_of(context.view.experiment).chooses_loss) return;
  const ui::Hit h = ui::hit(name, r, {.focusable = false});
  ui::tooltip(ui::tr("Double click: the loss around the present weights"));
  if (h.double_clicked) context.actions.push(action::OpenLayer{last->id, "landscape"});
}

void LossColumn::draw_loss(const PanelContext& context, const ui::Rect& box) {
  const ui::Palette& t = ui::theme();
  const std::string title = ui::with_english(ui::tr("Loss"), {.size = 14, .weight = 600}, box.w - 40);
  const float width = ui::text_width(title, {.size = 14, .weight = 600});
  ui::icon("target", {box.mid_x() - width / 2 - 3, box.y + 17}, 16, t.ink3, 1.8f);
  ui::draw::text(title, {box.mid_x() - width / 2 + 9, box.y + 17}, {.size = 14, .weight = 600, .colour = t.ink});
  const engine::Snapshot& s = context.view.snapshot;
  const bool known = s.valid && s.train.samples > 0;
  ui::draw::text(known ? ui::format_number(s.train.loss) : "–", {box.mid_x(), box.y + 56},
                 {.size = 30,
                  .weight = 700,
                  .mono = true,
                  .colour = context.view.fresh ? t.ink : t.ink3,
                  .align = ui::Align::centre,
                  .max_width = box.w - 8});
  const bool long_title = needs_two_lines(loss_title_, box.w - 20);
  const ui::Rect choice{box.x + 10, box.y + (long_title ? 80.0f : 84.0f), box.w - 20, long_title ? 36.0f : 28.0f};
  const engine::TaskType& task = task_of(context.view.experiment);
  if (!task.chooses_loss && !engine::find_param(task.params, kGame)) {  // there is nothing to choose
    ui::draw::text_block(loss_title_, choice, {.size = 12, .colour = t.ink3, .align = ui::Align::centre});
    return;
  }
  const ui::Hit h = ui::hit("network.loss", choice, {.focus_radius = 6});
  if (h.clicked) ui::open_menu("network.loss", {choice.x, choice.bottom()});
  if (loss_type_ && task_of(context.view.experiment).chooses_loss && !ui::menu_is_open("network.loss") && h.hovered) {
    ui::tooltip(
        ui::Tip{.title = loss_title_, .text = ui::tr(loss_type_->summary) + "\n" + loss_type_->formula, .rows = {}});
  }
  const bool lit = h.hovered || ui::menu_is_open("network.loss");
  ui::draw::rect_filled(choice, lit ? t.bg3 : t.bg2, 6);
  ui::draw::rect(choice, lit ? t.line2 : t.line, 6);
  choice_label(choice, loss_title_, long_title);
}

void LossColumn::choose_loss_menu(const PanelContext& context) {
  if (!ui::menu_is_open("network.loss")) return;
  if (!task_of(context.view.experiment).chooses_loss) return choose_game_menu(context);
  const bool rebuilds = reconstructs(context.view.experiment);
  std::vector<ui::MenuItem> items;
  for (const engine::LossType* type : engine::losses().entries()) {
    auto refused = refuse_loss(*type, classes_);
    if (rebuilds) refused.reset();
    if (rebuilds && !compares_numbers(*type)) refused = engine::message("needs labels");
    items.push_back({.label = ui::tr(type->title),
                     .shortcut = refused ? ui::tr(*refused) : "",
                     .disabled = refused.has_value(),
                     .checked = type == loss_type_});
  }
  const int chosen = ui::menu("network.loss", items, 200);
  if (chosen < 0) return;
  const engine::LossType* type = engine::losses().entries()[static_cast<size_t>(chosen)];
  if (type == loss_type_) return;
  engine::Experiment next =
      rebuilds ? set_loss(context.view.experiment, type->id) : choose_loss(context.view.experiment, *type, classes_);
  context.actions.push(action::Edit{engine::message("Loss: {}", ui::tr(type->title)), std::move(next), ""});
}

// Of a way of training that has losses of its own.
void LossColumn::choose_game_menu(const PanelContext& context) {
  const engine::ParamSpec* games = engine::find_param(task_of(context.view.experiment).params, kGame);
  if (!games) return;
  std::vector<ui::MenuItem> items;
  for (const engine::Choice& choice : games->choices)
    items.push_back({.label = ui::tr(choice.label), .checked = ui::tr(choice.label) == loss_title_});
  const int chosen = ui::menu("network.loss", items, 200);
  if (chosen < 0) return;
  engine::Experiment next = context.view.experiment;
  next.task.params[kGame] = games->choices[static_cast<size_t>(chosen)].id;
  context.actions.push(
      action::Edit{engine::message("Loss: {}", items[static_cast<size_t>(chosen)].label), std::move(next), ""});
}

void LossColumn::draw_curve(const ui::Rect& well) const {
  const ui::Palette& t = ui::theme();
  ui::well(well, 8);
  if (curve_.positive.size() < 2) return;
  const ui::Rect in{well.x + 8, well.y + 6, well.w - 16, well.h - 14};
  std::vector<ui::Vec> points(curve_.positive.size());
  const auto trace = [&](const std::vector<float>& values, ui::Colour colour) {
    if (values.size() != points.size()) return;
    for (size_t i = 0; i < values.size(); ++i) {
      const float x = in.x + in.w * static_cast<float>(i) / static_cast<float>(values.size() - 1);
      points[i] = {x, in.bottom() - in.h * std::min(1.0f, values[i] / curve_.top)};
    }
    ui::draw::polyline(points, colour, 2);
  };
  const bool two = !curve_.negative.empty();
  trace(curve_.negative, t.neg);
  trace(curve_.positive, two ? t.pos : t.ink);
  if (!two) {
    ui::draw::text(ui::tr("error"), {in.mid_x(), well.y + 14},
                   {.size = 12, .colour = t.ink3, .align = ui::Align::centre});
    return;
  }
  // Each name on the side where its curve is high.
  const bool left = curve_.positive.front() > curve_.positive.back();
  const auto name = [&](const std::string& label, bool at_left, ui::Colour colour) {
    ui::draw::text(
        curve_.words ? ui::tr(label) : label, {at_left ? well.x + 27 : well.right() - 27, well.y + 14},
        {.size = 12, .mono = !curve_.words, .colour = colour, .align = at_left ? ui::Align::left : ui::Align::right});
  };
  name(curve_.positive_label, left, t.pos);
  name(curve_.negative_label, !left, t.neg);
}

void LossColumn::draw_optimizer(const PanelContext& context, const ui::Rect& box, float top) {
  const ui::Palette& t = ui::theme();
  const std::string title = ui::with_english(ui::tr("Optimizer"), {.size = 14, .weight = 600}, box.w - 96);
  const float width = ui::text_width(title, {.size = 14, .weight = 600});
  ui::icon("gear", {box.mid_x() - width / 2 - 9, top + 21}, 16, t.ink3, 1.8f);
  ui::draw::text(title, {box.mid_x() - width / 2 + 4, top + 21}, {.size = 14, .weight = 600, .colour = t.ink});
  const ui::Rect more{box.right() - 30, top + 9, 24, 24};
  if (ui::button(kMore, more,
                 {.icon_name = "plus",
                  .kind = ui::ButtonKind::ghost,
                  .on = ui::popover_is_open(kMore),
                  .icon_size = 14,
                  .radius = 6,
                  .tip = ui::tr("Schedule, when to stop, regularization and the other parameters")})) {
    ui::open_popover(kMore, more);
  }
  if (has_more(context.view.experiment)) ui::draw::circle_filled({more.right() - 3, more.y + 4}, 3, t.acc);

  const auto& entries = engine::optimizers().entries();
  const auto found = std::find(entries.begin(), entries.end(), optimizer_type_);
  int chosen = found == entries.end() ? -1 : static_cast<int>(found - entries.begin());
  const ui::Dropdown look{.placeholder = optimizer_.type};
  if (ui::dropdown("network.optimizer", {box.x + 10, top + 40, box.w - 20, 28}, optimizer_titles_, &chosen, look)) {
    const engine::OptimizerType* type = entries[static_cast<size_t>(chosen)];
    context.actions.push(action::Edit{engine::message("Optimizer: {}", ui::tr(type->title)),
                                      set_optimizer(context.view.experiment, type->id), ""});
  }
  float y = top + 90;
  rows_ = 0;
  const auto lines = static_cast<float>(rule_lines(rule_, 20).size());
  for (const engine::ParamSpec* spec : shown_) {
    const bool rule_fits = y + kRow - 24 + 16 * lines <= box.bottom() - 6;
    if (y + 28 > box.bottom() - 8 || (rows_ >= 3 && !rule_fits)) break;
    optimizer_slider(context, *spec, values_, {box.x + 10, y}, box.w - 20);
    y += kRow;
    ++rows_;
  }
  draw_rule({box.x + 6, y - 24, box.w - 12, box.bottom() - 6 - (y - 24)});
}

void LossColumn::draw_rule(const ui::Rect& area) const {
  const std::vector<std::string> lines = rule_lines(rule_, static_cast<int>(area.w / 7.3f));
  const float height = 16 * static_cast<float>(lines.size());
  if (lines.empty() || height > area.h) return;
  float y = area.mid_y() - height / 2 + 8;
  for (const std::string& line : lines) {
    ui::draw::text(
        line, {area.mid_x(), y},
        {.size = 12, .mono = true, .colour = ui::theme().ink3, .align = ui::Align::centre, .max_width = area.w});
    y += 16;
  }
  ui::hit("network.rule", area, {.focusable = false});
  if (optimizer_type_) ui::tooltip(optimizer_type_->formula);
}

void LossColumn::draw_more(const PanelContext& context) {
  if (ui::popover_is_open(kMore)) training_.draw(context, kMore, loss_type_, std::span(shown_).subspan(rows_), values_);
}

}  // namespace app::network
