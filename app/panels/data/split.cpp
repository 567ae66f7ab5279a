// The bar that divides the data into training, validation and test part.
#include <algorithm>
#include <cmath>

#include "app/panels/data/data.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr double kLeastTrain = 0.05;

struct Parts {
  double train, validation, test;
  double end() const { return train + validation + test; }
};

Parts parts_of(const engine::DataSpec& data) {
  const auto part = [](double v) { return std::isfinite(v) ? std::clamp(v, 0.0, 1.0) : 0.0; };
  return {part(data.train), part(data.validation), part(data.test)};
}

double percent(double v) { return std::round(v * 100) / 100; }

// The handle between two parts moves to `at`: what one part gains the other loses.
Parts moved(Parts p, bool second, double at) {
  if (second) {
    const double border = std::clamp(percent(at), p.train, p.end());
    return {p.train, percent(border - p.train), percent(p.end() - border)};
  }
  const double border = std::clamp(percent(at), kLeastTrain, p.train + p.validation);
  return {border, percent(p.train + p.validation - border), p.test};
}

std::string count_of(const View& view, engine::Split split, double part) {
  if (view.fresh && view.snapshot.data) return ui::format_count(view.snapshot.data->count(split));
  const engine::DataSpec& data = view.experiment.data;
  const engine::DatasetType* type = engine::datasets().find(data.source.type);
  const int64_t by_hand = type && type->made_by_hand ? type->made_by_hand(data.hand) : 0;
  const int64_t all = type && type->generated ? data.size : by_hand;
  return ui::format_count(std::llround(part * static_cast<double>(all)));
}

}  // namespace

void DataPanel::split_line(const PanelContext& c, const Line& at) {
  const ui::Palette& colours = ui::theme();
  split_labels(c, {at.x, at.y + 16, at.w});
  const ui::Rect bar{at.x, at.y + 30, at.w, 6};
  const Parts p = parts_of(c.view.experiment.data);
  const auto x_of = [&](double v) { return bar.x + bar.w * static_cast<float>(std::min(1.0, v)); };
  ui::draw::rect_filled(bar, colours.bg3, 3);
  const float x1 = x_of(p.train), x2 = x_of(p.train + p.validation), x3 = x_of(p.end());
  ui::draw::rect_filled({bar.x, bar.y, x1 - bar.x - 1, bar.h}, colours.ink2, 3);
  if (x2 > x1 + 2) ui::draw::rect_filled({x1 + 1, bar.y, x2 - x1 - 2, bar.h}, colours.val, 3);
  if (x3 > x2 + 2)
    ui::draw::rect_filled({x2 + 1, bar.y, x3 - x2 - 1, bar.h}, ui::mix(colours.val, colours.bg1, 0.5f), 3);
  // The first handle is asked first, so that it is reached where both lie together at the left.
  split_handle(c, "data.split", bar, false);
  split_handle(c, "data.split_test", bar, true);
}

void DataPanel::split_labels(const PanelContext& c, const Line& at) {
  const ui::Palette& colours = ui::theme();
  const Parts p = parts_of(c.view.experiment.data);
  struct Label {
    const char* word;
    std::string count;
    ui::Colour colour;
    bool ring;
  };
  std::vector<Label> labels{
      {ui::tr("Train"), count_of(c.view, engine::Split::train, p.train), colours.ink2, false},
      {ui::tr("Val"), count_of(c.view, engine::Split::validation, p.validation), colours.val, true}};
  if (p.test > 0) {
    labels.push_back(
        {ui::tr("Test"), count_of(c.view, engine::Split::test, p.test), ui::mix(colours.val, colours.bg1, 0.5f), true});
  }
  const float size = labels.size() > 2 ? 12.0f : 13.0f, gap = labels.size() > 2 ? 4.0f : 8.0f;
  const ui::Text word_look{.size = size}, count_look{.size = size, .weight = 600, .mono = true, .colour = colours.ink};
  const auto width = [&](const Label& l) {
    return 12 + ui::text_width(l.word, word_look) + gap + ui::text_width(l.count, count_look);
  };
  float sum = 0;
  for (const Label& l : labels) sum += width(l);
  const float between = std::max(4.0f, (at.w - sum) / static_cast<float>(labels.size() - 1));
  float x = at.x;
  for (const Label& l : labels) {
    ui::draw::circle_filled({x + 4.5f, at.y}, 4.5f, l.colour);
    if (l.ring) ui::draw::circle_filled({x + 4.5f, at.y}, 2, colours.bg1);
    const float w = ui::draw::text(l.word, {x + 12, at.y}, word_look);
    ui::draw::text(l.count, {x + 12 + w + gap, at.y}, count_look);
    x += width(l) + between;
  }
}

void DataPanel::split_handle(const PanelContext& c, const char* name, const ui::Rect& bar, bool second) {
  const ui::Palette& colours = ui::theme();
  const Parts p = parts_of(c.view.experiment.data);
  const double border = second ? p.train + p.validation : p.train;
  const float x = bar.x + bar.w * static_cast<float>(std::min(1.0, border));
  const ui::Rect knob{x - 3, bar.y - 6, 6, 18};
  const ui::Hit hit = ui::hit(name, knob, {.arrows = true, .focus_radius = 4, .reach = 4});
  ui::tooltip(second ? ui::tr("Between validation and test part") : ui::tr("Between training and validation part"));
  ui::draw::rect_filled(knob, hit.hovered || hit.held ? colours.acc : colours.knob, 3);
  ui::draw::rect(knob, colours.line2, 3);

  if (hit.pressed) dragged_ = false;
  double wanted = border;
  if (hit.held && std::abs(hit.drag.x) > 1) dragged_ = true;
  if (hit.held && dragged_) wanted = static_cast<double>((ui::mouse().x - bar.x) / std::max(1.0f, bar.w));
  const bool keys = hit.focused && ui::focus_uses(ui::Key::left);
  if (keys && ui::key_pressed(ui::Key::left)) wanted -= 0.01;
  if (keys && ui::key_pressed(ui::Key::right)) wanted += 0.01;
  const Parts next = moved(p, second, wanted);
  ui::Change change;
  change.changed = wanted != border && (next.train != p.train || next.validation != p.validation);
  change.committed = hit.released || (keys && change.changed);
  edit_by(c, change, engine::message("Split of the data"), name, [&](engine::Experiment& e) {
    e.data.train = next.train;
    e.data.validation = next.validation;
    e.data.test = next.test;
  });
}

}  // namespace app
