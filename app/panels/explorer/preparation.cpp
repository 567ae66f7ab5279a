#include "app/panels/explorer/preparation.h"

#include <algorithm>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/param_editor.h"

namespace app {
namespace {

constexpr float kHead = 40, kRow = 34, kGap = 8;
constexpr size_t kMostChoices = 60;
constexpr ui::Change kAtOnce{true, true, true};

using Steps = std::vector<engine::PreparationStep>;

const Steps& steps_of(const ExplorerContext& c) { return c.panel.view.experiment.data.steps; }

const engine::PreparationType* type_of(const engine::PreparationStep& step) {
  return engine::preparations().find(step.type);
}

std::string title_of(const engine::PreparationStep& step) {
  const engine::PreparationType* type = type_of(step);
  return type ? ui::tr(type->title) : step.type;
}

// What is wrong with the step, or why it has no effect.
std::string trouble(const ExplorerContext& c, size_t index, bool* wrong) {
  const auto& error = c.panel.view.error;
  *wrong = error && engine::step_of(*error) == index;
  if (*wrong) return error->what.format(ui::tr(error->what.text));
  const auto& prepared = c.data->steps;
  if (index >= prepared.size() || !(prepared[index].spec == steps_of(c)[index])) return {};
  const auto& passed = prepared[index].passed_over;
  return passed ? passed->format(ui::tr(passed->text)) : std::string();
}

// A parameter that names a column becomes a choice of those that the step gets, as far as they are known and few.
std::vector<engine::ParamSpec> with_columns(const ExplorerContext& c, size_t index,
                                            const engine::PreparationType& type) {
  std::vector<engine::ParamSpec> specs = type.params;
  const bool known = index < c.data->steps.size() && c.data->steps[index].spec.type == type.id;
  if (!known) return specs;
  const std::vector<std::string>& names = c.data->steps[index].before.names;
  if (names.empty() || names.size() > kMostChoices) return specs;
  for (const std::string& key : type.column_keys) {
    const auto spec = std::find_if(specs.begin(), specs.end(), [&](const auto& s) { return s.key == key; });
    if (spec == specs.end() || !std::holds_alternative<std::string>(spec->default_value)) continue;
    const auto own = steps_of(c)[index].params.find(key);
    const engine::ParamValue& value = own == steps_of(c)[index].params.end() ? spec->default_value : own->second;
    const std::string* now = std::get_if<std::string>(&value);
    for (size_t i = 0; i < names.size(); ++i) {
      // What the file says by number stays as it is.
      const bool by_number = now && *now == std::to_string(i + 1);
      spec->choices.push_back({by_number ? *now : names[i], names[i]});
    }
  }
  return specs;
}

template <class Apply>
void edit_steps(const ExplorerContext& c, engine::Message label, Apply&& apply) {
  edit_by(c.panel, kAtOnce, std::move(label), "", [&](engine::Experiment& e) { apply(e.data.steps); });
}

}  // namespace

const char* PreparationPage::title() const { return ui::tr("Preparation"); }
const char* PreparationPage::tip() const { return ui::tr("What happens to the samples before the network sees them"); }

void PreparationPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  const Steps& steps = steps_of(c);
  if (chosen_ >= steps.size()) chosen_ = steps.empty() ? 0 : steps.size() - 1;
  const float left = std::clamp(area.w * 0.42f, 300.0f, 400.0f);
  const float used = split(c, {area.x, area.y, left, area.h});
  list(c, {area.x, area.y + used, left, area.h - used});
  const ui::Rect right{area.x + left + 20, area.y, area.w - left - 20, area.h};
  if (steps.empty()) {
    ui::empty_state(right, ui::tr("No steps: the network sees the samples as they come."));
  } else {
    picture_.draw(c, chosen_, right);
  }
}

// How rows are dealt to the parts, and what follows from it.
float PreparationPage::split(const ExplorerContext& c, const ui::Rect& area) {
  static const char* const ids[] = {"stratified", "random", "time"};
  const ui::SegmentItem items[] = {
      {.label = ui::tr("Stratified"),
       .tip = ui::tr("At random, with the classes in the same proportions in all parts")},
      {.label = ui::tr("Random"), .tip = ui::tr("At random, whatever the classes")},
      {.label = ui::tr("By time"), .tip = ui::tr("The oldest rows train, the newest test")}};
  const engine::DataSpec& data = c.panel.view.experiment.data;
  int selected = static_cast<int>(std::find(ids, ids + 3, data.split) - ids);
  ui::draw::text(ui::tr("Data split"), {area.x, area.y + 18}, {.size = 13, .colour = ui::theme().ink2});
  if (ui::segmented("preparation.split", {area.x + 76, area.y + 4, area.w - 76, 28}, items, &selected)) {
    edit_by(c.panel, kAtOnce, engine::message("Split of the data"), "",
            [&](engine::Experiment& e) { e.data.split = ids[selected]; });
  }
  float y = area.y + 40;
  const auto& error = c.panel.view.error;
  if (error && error->where.empty() && !c.panel.view.fresh) {
    y += ui::draw::text_block(error->what.format(ui::tr(error->what.text)), {area.x, y, area.w, 60},
                              {.size = 13, .colour = ui::theme().err}) +
         6;
  }
  const std::string words = ui::tr_fill("Statistics come from the training part only ({} rows).",
                                        {ui::format_count(c.data->count(engine::Split::train))});
  y += ui::draw::text_block(words, {area.x, y, area.w, 60}, {.size = 13, .colour = ui::theme().ink3});
  return y - area.y + 10;
}

float PreparationPage::height_of(const ExplorerContext& c, size_t index, float width) const {
  bool wrong = false;
  const std::string words = trouble(c, index, &wrong);
  float height = kHead;
  if (!words.empty()) height += ui::draw::text_block_height(words, width - 24, {.size = 13}) + 10;
  const engine::PreparationStep& step = steps_of(c)[index];
  if (const engine::PreparationType* type = type_of(step); type && index == chosen_) {
    const float rows = ui::param_editor_height(type->params, step.params, {.row = kRow});
    height += rows > 0 ? rows + 8 : 0;
  }
  return height;
}

void PreparationPage::list(const ExplorerContext& c, const ui::Rect& area) {
  float content = 44;
  const size_t count = steps_of(c).size();
  for (size_t i = 0; i < count; ++i) content += height_of(c, i, area.w - 12) + kGap;
  const ui::ScrollArea scroll("preparation.list", area, content);
  float y = scroll.y();
  tops_.resize(count);
  for (size_t i = 0; i < count; ++i) {
    tops_[i] = y;
    y += card(c, i, {area.x, y, area.w - 12, 0}) + kGap;
  }
  if (ui::button("preparation.add", {area.x, y, 150, 32},
                 {.icon_name = "plus", .label = ui::tr("Add step"), .size = 13, .icon_size = 15})) {
    ui::open_menu("preparation.menu", {area.x, y + 34});
  }
  add_menu(c);
}

float PreparationPage::card(const ExplorerContext& c, size_t index, const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparationStep& step = steps_of(c)[index];
  const engine::PreparationType* type = type_of(step);
  const ui::Rect box{area.x, area.y, area.w, height_of(c, index, area.w)}, head{area.x, area.y, area.w, kHead};
  bool wrong = false;
  const std::string words = trouble(c, index, &wrong);
  ui::draw::rect_filled(box, colours.bg2, 8);
  ui::draw::rect(box, wrong ? colours.err : index == chosen_ ? colours.acc : colours.line, 8, index == chosen_ ? 2 : 1);
  const ui::Colour ink = step.off ? colours.dis : colours.ink;
  ui::draw::text(std::to_string(index + 1), {head.x + 12, head.mid_y()},
                 {.size = 13, .mono = true, .colour = colours.ink3});
  if (type) ui::icon(type->glyph, {head.x + 40, head.mid_y()}, 18, step.off ? colours.dis : colours.ink2, 1.8f);
  ui::draw::text(title_of(step), {head.x + 58, head.mid_y()},
                 {.size = 14, .weight = 600, .colour = ink, .max_width = head.w - 150, .ellipsis = true});
  card_buttons(c, index, head);
  card_hit(c, index, head);
  float y = head.bottom();
  if (!words.empty()) {
    y += ui::draw::text_block(words, {head.x + 12, y, head.w - 24, 200},
                              {.size = 13, .colour = wrong ? colours.err : colours.ink3}) +
         10;
  }
  if (type && index == chosen_) params(c, index, {head.x + 12, y, head.w - 24, 0});
  return box.h;
}

void PreparationPage::card_buttons(const ExplorerContext& c, size_t index, const ui::Rect& head) {
  const char* name = ui::name_of("preparation.step", static_cast<long long>(index + 1));
  bool on = !steps_of(c)[index].off;
  if (ui::toggle(ui::name_of(name, "on"), {head.right() - 74, head.mid_y() - 9}, &on)) {
    edit_steps(c, engine::message(on ? "Switch {} on" : "Switch {} off", title_of(steps_of(c)[index])),
               [&](Steps& steps) { steps[index].off = !on; });
  }
  if (ui::button(ui::name_of(name, "delete"), {head.right() - 36, head.mid_y() - 14, 28, 28},
                 {.icon_name = "trash", .kind = ui::ButtonKind::ghost, .icon_size = 15, .tip = ui::tr("Delete")})) {
    edit_steps(c, engine::message("Delete {}", title_of(steps_of(c)[index])),
               [&](Steps& steps) { steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(index)); });
  }
}

// Choosing a card, dragging it to another place, and the same by keys.
void PreparationPage::card_hit(const ExplorerContext& c, size_t index, const ui::Rect& head) {
  const char* name = ui::name_of("preparation.step", static_cast<long long>(index + 1));
  const ui::Hit hit = ui::hit(name, {head.x, head.y, head.w - 80, head.h}, {.arrows = true});
  if (hit.pressed || hit.clicked) chosen_ = index;
  const float pointer = ui::mouse().y;
  size_t target = index;
  const float from = ui::logical(ImGui::GetIO().MouseClickedPos[0]).y;  // hit.drag is over when it is let go
  if ((hit.held || hit.released) && std::abs(pointer - from) > 6) {
    target = 0;
    while (target + 1 < tops_.size() && pointer > tops_[target + 1]) ++target;
    const float y = tops_[target] + (target > index ? height_of(c, target, head.w) + kGap / 2 : -kGap / 2);
    ui::draw::line({head.x, y}, {head.right(), y}, ui::theme().acc, 3);
  }
  if (hit.released && target != index) return move(c, index, target);
  if (!hit.focused) return;
  if (ui::focus_uses(ui::Key::up) && ui::key_pressed(ui::Key::up) && index > 0) move(c, index, index - 1);
  if (ui::focus_uses(ui::Key::down) && ui::key_pressed(ui::Key::down) && index + 1 < tops_.size()) {
    move(c, index, index + 1);
  }
}

void PreparationPage::move(const ExplorerContext& c, size_t from, size_t to) {
  edit_steps(c, engine::message("Move {}", title_of(steps_of(c)[from])), [&](Steps& steps) {
    engine::PreparationStep step = std::move(steps[from]);
    steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(from));
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(to), std::move(step));
  });
  chosen_ = to;
  ui::set_focus(ui::name_of("preparation.step", static_cast<long long>(to + 1)));
}

void PreparationPage::params(const ExplorerContext& c, size_t index, const ui::Rect& area) {
  const engine::PreparationStep& step = steps_of(c)[index];
  const engine::PreparationType* type = type_of(step);
  const std::string name = "preparation.step/" + std::to_string(index + 1);
  const std::vector<engine::ParamSpec> specs = with_columns(c, index, *type);
  const auto edit = ui::param_editor(name.c_str(), area, specs, step.params, {.row = kRow});
  if (!edit) return;
  const engine::ParamSpec* spec = engine::find_param(type->params, edit->key);
  edit_by(c.panel, {edit->began, true, edit->committed}, engine::message("Change {}", ui::tr(spec->label)),
          name + "." + edit->key,
          [&](engine::Experiment& e) { e.data.steps[index].params.insert_or_assign(edit->key, edit->value); });
}

// By category; what does not suit the samples behind the last step is not offered.
void PreparationPage::add_menu(const ExplorerContext& c) {
  if (!ui::menu_is_open("preparation.menu")) return;
  engine::SampleFacts facts = c.data->facts;
  if (!c.data->steps.empty()) facts = c.data->steps.back().after;
  std::vector<const engine::PreparationType*> types;
  std::vector<ui::MenuItem> items;
  for (const char* category : {"Rows", "Scale", "Columns", "Augmentation"}) {
    bool first = !items.empty();
    for (const engine::PreparationType* type : engine::preparations().entries()) {
      if (type->category != category) continue;
      const engine::SampleFacts& before = type->stage == engine::PreparationStage::set ? c.data->facts : facts;
      if (type->suits && !type->suits(engine::defaults(type->params), before)) continue;
      types.push_back(type);
      items.push_back({.label = ui::tr(type->title), .icon_name = type->glyph, .separator_before = first});
      first = false;
    }
  }
  const int picked = ui::menu("preparation.menu", items, 180);
  if (picked < 0) return;
  const engine::PreparationType* type = types[static_cast<size_t>(picked)];
  const bool front = type->stage == engine::PreparationStage::set;
  chosen_ = front ? 0 : steps_of(c).size();
  edit_steps(c, engine::message("Add {}", ui::tr(type->title)), [&](Steps& steps) {
    steps.insert(front ? steps.begin() : steps.end(), {{type->id, {}}, false});
  });
}

}  // namespace app
