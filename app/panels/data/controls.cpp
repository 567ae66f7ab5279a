// The lower part of the Data card: name and size of the set, its own parameters, noise, split, batches.
#include <algorithm>
#include <cmath>

#include "app/panels/data/data.h"
#include "app/panels/panel_files.h"
#include "app/panels/panel_reading.h"
#include "app/panels/panel_sets.h"
#include "app/panels/panel_words.h"
#include "app/ui/file_request.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/param_editor.h"
#include "app/workbench/edits.h"
#include "app/workbench/tasks.h"
#include "engine/data/steps.h"

namespace app {
namespace {

constexpr float kParamRow = 34;

// What is wrong with the data itself: errors of nodes are shown where the node is.
const engine::Error* data_error(const View& view) {
  if (!view.error || view.experiment.network.find(view.error->where)) return nullptr;
  const engine::DatasetType* type = engine::datasets().find(view.experiment.data.source.type);
  const bool still_empty = type && type->made_by_hand && *view.error == engine::no_samples();  // not wrong yet
  return type && (type->generated || still_empty) ? nullptr : &*view.error;
}

// A step of a size or batch that suits its magnitude: 1 2 4 6 8 16 24 ... 64 80 ... 200 250 ...
double step_for(int64_t value) {
  return value > 1000 ? 100 : value > 200 ? 50 : value >= 64 ? 16 : value >= 16 ? 8 : value >= 4 ? 2 : 1;
}

}  // namespace

void DataPanel::controls(const PanelContext& c, const ui::Rect& area) {
  const engine::DatasetType* type = engine::datasets().find(c.view.experiment.data.source.type);
  const ui::ScrollArea scroll("data.controls", area, height_);
  Line at{area.x + 12, scroll.y(), area.w - 24};  // the scroll bar lies in the margin
  name_line(c, type, at);
  at.y += 32;
  state_lines(c, type, at);
  // What a file or a hand-made set needs comes first; the shape of a generated one is for those who look further.
  const bool generated = type && type->generated;
  const bool pictures = samples_line(c, at);
  if (type && !generated) param_lines(c, *type, at);
  const auto noise = [&] {
    noise_line(c, at);
    at.y += 44;
  };
  if (generated && !pictures) noise();
  const bool acting = acts(c.view.experiment);  // learns from what it meets, in no order and no parts
  if (!acting) {
    split_line(c, at);
    at.y += 48;
  }
  batch_line(c, at);
  at.y += 32;
  if (!acting) {
    check_line(c, at);
    at.y += 32;
  }
  preparation_line(c, at);
  at.y += 34;
  if (type && !generated) at.y += export_.draw(c, *type, {at.x, at.y, at.w, 0});
  if (generated && pictures) noise();
  if (generated) param_lines(c, *type, at);
  height_ = at.y - scroll.y();
  if (export_.told()) ui::scroll_to("data.controls", height_ - area.h, height_, area.h);
}

// False for points on the plane, which say it all.
bool DataPanel::samples_line(const PanelContext& c, Line& at) {
  const float high = samples_.height(c.view, at.w);
  if (high > 0) samples_.draw(c, {at.x, at.y + 6, at.w, high});
  at.y += high > 0 ? high + 6 : 0;
  return high > 0;
}

// What is being read, what could not be, and what is wrong with the data.
void DataPanel::state_lines(const PanelContext& c, const engine::DatasetType* type, Line& at) {
  const ui::Text look{.size = 13, .colour = ui::theme().err};
  if (shows_reading(c.view)) {
    draw_reading(c, "data.cancel_reading", {at.x, at.y, at.w, kReadingBar});
    at.y += kReadingBar;
  }
  if (c.view.data_problem) {
    const std::string words = error_text(c.view.experiment.network, *c.view.data_problem);
    if (ui::button("data.problem", {at.x + at.w - 24, at.y - 4, 24, 24},
                   {.icon_name = "cross", .kind = ui::ButtonKind::ghost, .icon_size = 12, .tip = ui::tr("Close")})) {
      c.actions.push(action::Dismiss{});
    }
    at.y += ui::draw::text_block(words, {at.x, at.y, at.w - 30, 300}, look) + 8;
  }
  const engine::Error* error = c.view.reading ? nullptr : data_error(c.view);
  if (!error) return;
  at.y += ui::draw::text_block(error_text(c.view.experiment.network, *error), {at.x, at.y, at.w, 300}, look) + 8;
  if (!type || !type->file) return;
  const std::string again = ui::tr("Read again");
  const float width = ui::text_width(again, {.size = 13}) + 24;
  if (ui::button("data.read_again", {at.x, at.y, width, 28}, {.label = again, .size = 13, .radius = 6})) {
    c.actions.push(action::ReadAgain{});
  }
  at.y += 36;
}

void DataPanel::name_line(const PanelContext& c, const engine::DatasetType* type, const Line& at) {
  const engine::DataSpec& data = c.view.experiment.data;
  const float y = at.y + 20, right = at.x + at.w;
  const std::string name = type ? ui::tr(type->title) : data.source.type;
  ui::draw::text(name, {at.x, y},
                 {.size = 14, .weight = 600, .colour = ui::theme().ink, .max_width = at.w - 112, .ellipsis = true});
  if (type && type->generated) {
    int64_t size = data.size;
    const ui::Change change =
        ui::stepper("data.size", {right - 108, y - 13, 108, 26}, &size,
                    {.minimum = 2, .maximum = 1e6, .step = step_for(size), .tip = ui::tr("Number of points")});
    edit_by(c, change, engine::message("Number of points"), "data.size",
            [&](engine::Experiment& e) { e.data.size = size; });
    return;
  }
  int64_t rows = type && type->made_by_hand ? type->made_by_hand(data.hand) : 0;
  if (rows == 0 && c.view.fresh && c.view.snapshot.data) rows = c.view.snapshot.data->raw.rows();
  const char* words = type && type->dimensions > 0 ? "{} points" : "{} rows";
  const std::string count = ui::tr_fill(words, {ui::format_count(rows)});
  ui::draw::text(count, {right, y},
                 {.size = 13, .colour = ui::theme().ink3, .align = ui::Align::right, .max_width = 108});
}

void DataPanel::set_param(const PanelContext& c, const engine::ParamSpec& spec, const engine::ParamValue& value,
                          const ui::Change& how) {
  edit_by(c, how, engine::message("Change {}", ui::tr(spec.label)), "data." + spec.key, [&](engine::Experiment& e) {
    e.data.source.params.insert_or_assign(spec.key, value);
    const engine::DatasetType* type = engine::datasets().find(e.data.source.type);
    const int64_t classes = type && type->classes < 0 ? classes_of(e.data) : -1;
    if (classes >= 0) e = fit_output(std::move(e), classes);
  });
}

void DataPanel::param_lines(const PanelContext& c, const engine::DatasetType& type, Line& at) {
  const auto resolved = engine::resolve(type.params, c.view.experiment.data.source.params);
  const engine::Params params = resolved ? *resolved : engine::defaults(type.params);
  for (const engine::ParamSpec& spec : type.params) {
    if (!engine::is_visible(spec, params)) continue;
    const engine::ParamValue& value = params.at(spec.key);
    if (spec.is_path) {
      path_line(c, spec, std::get<std::string>(value), at);
      at.y += kParamRow;
    } else if (const auto* number = std::get_if<double>(&value); number && spec.minimum < spec.maximum) {
      double wanted = *number;
      const ui::Change change =
          ui::slider(("data." + spec.key).c_str(), {at.x, at.y + 16}, at.w, ui::tr(spec.label), &wanted,
                     {.range = {spec.minimum, spec.maximum, spec.step, spec.logarithmic},
                      .unit = spec.unit,
                      .tip = ui::tr(spec.help)});
      set_param(c, spec, wanted, change);
      at.y += 44;
    } else {
      const std::string name = "data." + spec.key;
      const auto edit = ui::param_row(name.c_str(), {at.x, at.y, at.w, kParamRow}, spec, value, {.row = kParamRow});
      if (edit) set_param(c, spec, edit->value, {edit->began, true, edit->committed});
      at.y += kParamRow;
    }
  }
}

void DataPanel::path_line(const PanelContext& c, const engine::ParamSpec& spec, const std::string& path,
                          const Line& at) {
  const std::string name = "data." + spec.key;
  const std::string chosen = ui::take_file(name);
  if (!chosen.empty()) set_param(c, spec, chosen, {true, true, true});
  ui::draw::text(ui::tr(spec.label), {at.x, at.y + kParamRow / 2}, {.size = 13});
  const ui::Rect r{at.x + at.w / 2 - 20, at.y + 3, at.w / 2 + 20, kParamRow - 6};
  const ui::Hit hit = ui::hit(name.c_str(), r, {.focus_radius = 6});
  ui::tooltip(path.empty() ? ui::tr(spec.help) : path);
  ui::draw_button(r, {.radius = 6},
                  hit.held      ? ui::ButtonState::pressed
                  : hit.hovered ? ui::ButtonState::hover
                                : ui::ButtonState::normal);
  ui::draw::text(path.empty() ? ui::tr("Choose…") : last_part(path), {r.x + 10, r.mid_y()},
                 {.size = 13, .colour = ui::theme().ink, .max_width = r.w - 20, .ellipsis = true});
  if (hit.clicked) {
    const engine::DatasetType* type = engine::datasets().find(c.view.experiment.data.source.type);
    if (type) ui::file_request() = request_for(*type, spec, name, path);
  }
}

void DataPanel::noise_line(const PanelContext& c, const Line& at) {
  double noise = c.view.experiment.data.noise;
  const std::string text = ui::format_fixed(noise, 2);
  const bool world = world_of(c.view.experiment) != nullptr;
  const engine::Message name = world ? engine::message("Slips") : engine::message("Noise");
  const std::string word = ui::tr(name);
  const std::string tip = world ? ui::tr("Share of the steps in which another action is taken than the agent chose")
                                : ui::tr("How far points stray");
  const ui::Change change = ui::slider("data.noise", {at.x, at.y + 16}, at.w, word.c_str(), &noise,
                                       {.range = {0, 1, 0.01}, .text = text, .tip = tip});
  edit_by(c, change, name, "data.noise", [&](engine::Experiment& e) { e.data.noise = noise; });
}

void DataPanel::batch_line(const PanelContext& c, const Line& at) {
  const float y = at.y + 18;
  const engine::OptimizerType* optimizer = engine::optimizers().find(c.view.experiment.optimizer.type);
  ui::draw::text(ui::tr("Batch size"), {at.x, y}, {.size = 13});
  const ui::Rect r{at.x + at.w - 108, y - 14, 108, 28};
  int64_t size = c.view.experiment.batch_size;
  const bool whole = optimizer && optimizer->full_batch;
  ui::Stepper look{.minimum = 1, .maximum = 1e6, .step = step_for(size)};
  look.disabled = whole;
  look.tip = whole ? ui::tr("This optimizer sees all training points in every step.")
                   : ui::tr("Points that are seen before each step");
  const std::string all = ui::tr("all");
  if (whole) look.text = all;
  const ui::Change change = ui::stepper("data.batch_size", r, &size, look);
  edit_by(c, change, engine::message("Batch size"), "data.batch_size",
          [&](engine::Experiment& e) { e.batch_size = size; });
}

void DataPanel::check_line(const PanelContext& c, const Line& at) {
  const float y = at.y + 16;
  constexpr ui::Change at_once{true, true, true};
  bool standardise = engine::standardises(c.view.experiment.data), shuffle = c.view.experiment.data.shuffle;
  const std::string word = ui::tr("Standardise");
  if (ui::checkbox("data.standardise", {at.x, y}, word, &standardise)) {
    edit_by(c, at_once, engine::message("Standardise"), "",
            [&](engine::Experiment& e) { engine::set_standardise(e.data, standardise); });
  }
  ui::tooltip(ui::tr("Shift and stretch each input to mean 0 and deviation 1"));
  const float x = at.x + 32 + ui::text_width(word, {.size = 13});
  if (ui::checkbox("data.shuffle", {x, y}, ui::tr("Shuffle"), &shuffle)) {
    edit_by(c, at_once, engine::message("Shuffle"), "", [&](engine::Experiment& e) { e.data.shuffle = shuffle; });
  }
  ui::tooltip(ui::tr("A new order of the points in every epoch"));
  if (ui::button("data.new_sample", {at.x + at.w - 30, y - 14, 30, 28},
                 {.icon_name = "dice", .icon_size = 16, .radius = 6, .tip = ui::tr("Draw another sample")})) {
    edit_by(c, at_once, engine::message("New sample"), "", [](engine::Experiment& e) { ++e.data.seed; });
  }
}

// How many steps prepare the data; opens their page.
void DataPanel::preparation_line(const PanelContext& c, const Line& at) {
  const auto& steps = c.view.experiment.data.steps;
  const auto on = std::count_if(steps.begin(), steps.end(), [](const auto& step) { return !step.off; });
  const std::string words =
      on == 1 ? ui::tr("Preparation: 1 step") : ui::tr_fill("Preparation: {} steps", {ui::format_count(on)});
  if (ui::button("data.preparation", {at.x, at.y + 2, at.w, 28},
                 {.icon_name = "settings", .label = words, .size = 13, .icon_size = 15, .radius = 6})) {
    c.actions.push(action::Explore{true, "preparation"});
  }
}

}  // namespace app
