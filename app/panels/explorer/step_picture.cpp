#include "app/panels/explorer/step_picture.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"

namespace app {
namespace {

constexpr int kDraws = 5;

void caption(const char* words, const ui::Rect& r) {
  ui::draw::text(words, {r.x, r.y + 9}, {.size = 13, .colour = ui::theme().ink3});
}

}  // namespace

StepPicture::Values StepPicture::sample(const ExplorerContext& c, size_t count, int64_t i, int draw) const {
  const engine::PreparedData& data = *c.data;
  Values out(static_cast<size_t>(data.shape_behind(count).count()));
  engine::Rng rng(static_cast<uint64_t>(draws_ + 1), static_cast<uint64_t>(1000 * i + draw + 1));
  const int64_t row = data.rows[0][static_cast<size_t>(i)];
  data.transform_part(count, data.raw.inputs.row(row), out.data(), draw < 0 ? nullptr : &rng);
  return out;
}

// What the step is, and the shape before and behind it.
float StepPicture::words(const ExplorerContext& c, size_t step, const ui::Rect& area) {
  const engine::PreparedStep& s = c.data->steps[step];
  const ui::Palette& colours = ui::theme();
  float y = area.y + 4;
  ui::draw::text(ui::tr(s.type->title), {area.x, y + 12}, {.size = 16, .weight = 600, .colour = colours.ink});
  const std::string shapes = s.before.shape.text() + " → " + s.after.shape.text();
  if (s.type->stage != engine::PreparationStage::rows) {
    ui::draw::text(shapes, {area.right(), y + 12},
                   {.size = 13, .mono = true, .colour = colours.ink2, .align = ui::Align::right});
  }
  y += 30;
  y += ui::draw::text_block(ui::tr(s.type->summary), {area.x, y, area.w, 80}, {.size = 13}) + 4;
  y += ui::draw::text_block(ui::tr(s.type->use_when), {area.x, y, area.w, 100}, {.size = 13, .colour = colours.ink3}) +
       4;
  y += ui::draw::text_block(s.type->formula, {area.x, y, area.w, 60}, {.size = 12, .mono = true}) + 12;
  return y - area.y;
}

void StepPicture::draw(const ExplorerContext& c, size_t step, const ui::Rect& area) {
  const auto& steps = c.data->steps;
  const auto& wanted = c.panel.view.experiment.data.steps;
  const bool ready = step < steps.size() && step < wanted.size() && steps[step].spec.type == wanted[step].type;
  if (!ready || !steps[step].type) {
    ui::empty_state(area, ready || (step < wanted.size() && wanted[step].off)
                              ? ui::tr("This step is off.")
                              : ui::tr("The samples behind this step are not known yet."));
    return;
  }
  const float used = words(c, step, area);
  const ui::Rect rest{area.x, area.y + used, area.w, area.h - used};
  if (rest.h < 80 || c.data->rows[0].empty()) return;
  const engine::PreparedStep& s = steps[step];
  if (s.type->stage == engine::PreparationStage::rows) return classes(c, step, rest);
  if (s.before.kind == engine::SampleKind::tokens) return;
  if (s.before.shape.rank() == 3 && s.after.shape.rank() == 3) return images(c, step, rest);
  if (s.after.shape.rank() == 2) return lines(c, step, rest);
  numbers_.draw(c, step, draws_, {rest.x, rest.y + draw_button(s, rest), rest.w, rest.h - 36});
}

// Of a random step; returns the height that it takes.
float StepPicture::draw_button(const engine::PreparedStep& s, const ui::Rect& area) {
  if (!s.random) return 0;
  if (ui::button("preparation.draw", {area.right() - 120, area.y, 120, 28},
                 {.icon_name = "dice", .label = ui::tr("Draw again"), .size = 13, .icon_size = 15})) {
    ++draws_;
  }
  return 36;
}

// One line for each of a few samples: before, then behind; of a random step several draws.
void StepPicture::images(const ExplorerContext& c, size_t step, const ui::Rect& area) {
  const engine::PreparedStep& s = c.data->steps[step];
  const bool random = s.random != nullptr;
  draw_button(s, area);
  caption(ui::tr("Before | after, real training samples"), area);
  constexpr float kTop = 36, kSpace = 8;
  const int columns = random ? 1 + kDraws : 2;
  const float side = std::clamp((area.w - kSpace * static_cast<float>(columns - 1)) / static_cast<float>(columns),
                                24.0f, random ? 96.0f : 120.0f);
  const auto fit = static_cast<int64_t>((area.h - kTop + kSpace) / (side + kSpace));
  const int64_t rows = std::clamp<int64_t>(fit, 1, std::min<int64_t>(6, c.data->count(engine::Split::train)));
  const int pixels = std::max(1, static_cast<int>(ui::px(side))), gap = static_cast<int>(ui::px(kSpace));
  const Key key{c.data, step, draws_, pixels, rows, ui::theme_name()};
  if (!(key == painted_)) paint(c, key, columns, gap);
  ui::draw::image(image_.texture(), {area.x, area.y + kTop, static_cast<float>(image_.width()) / ui::px(1),
                                     static_cast<float>(image_.height()) / ui::px(1)});
  const float pitch = static_cast<float>(pixels + gap) / ui::px(1), frame = static_cast<float>(pixels) / ui::px(1);
  for (int64_t i = 0; i < rows * columns; ++i) {
    const auto x = static_cast<float>(i % columns), y = static_cast<float>(i / columns);
    ui::draw::rect({area.x + pitch * x, area.y + kTop + pitch * y, frame, frame}, ui::theme().line2, 2);
  }
}

void StepPicture::paint(const ExplorerContext& c, const Key& key, int columns, int gap) {
  const engine::PreparedStep& s = c.data->steps[key.step];
  const int pitch = key.pixels + gap;
  image_.resize(columns * pitch - gap, static_cast<int>(key.rows) * pitch - gap);
  const ui::Map map = views::map_of(c.data->raw);
  for (int64_t i = 0; i < key.rows; ++i) {
    for (int k = 0; k < columns; ++k) {
      const Values values = sample(c, k == 0 ? key.step : key.step + 1, i, s.random && k > 0 ? k : -1);
      views::paint_pixels(values, k == 0 ? s.before.shape : s.after.shape, map, image_, k * pitch,
                          static_cast<int>(i) * pitch, key.pixels, key.pixels);
    }
  }
  image_.upload(false);
  painted_ = key;
}

// The first sample of the training part as a line over its steps; a window has no "before" of its own.
void StepPicture::lines(const ExplorerContext& c, size_t step, const ui::Rect& whole) {
  const engine::PreparedStep& s = c.data->steps[step];
  const float used = draw_button(s, whole);
  const ui::Rect area{whole.x, whole.y + used, whole.w, whole.h - used};
  const float half = (area.w - 24) / 2, high = std::min(area.h - 30, 200.0f);
  const auto line = [&](const Values& values, const engine::Shape& shape, const ui::Rect& r) {
    ui::well(r);
    views::draw_series(r.inset(8, 22), values, shape[0], shape[1]);
    if (values.empty()) return;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const ui::Text look{.size = 12, .mono = true, .colour = ui::theme().ink3};
    ui::draw::text(ui::format_number(static_cast<double>(*most)), {r.x + 8, r.y + 12}, look);
    ui::draw::text(ui::format_number(static_cast<double>(*least)), {r.x + 8, r.bottom() - 12}, look);
  };
  if (s.before.shape.rank() == 2) {
    caption(ui::tr("Before"), area);
    line(sample(c, step, 0, -1), s.before.shape, {area.x, area.y + 24, half, high});
  }
  const ui::Rect right{area.x + half + 24, area.y, half, high};
  caption(ui::tr("After"), right);
  line(sample(c, step + 1, 0, s.random ? 0 : -1), s.after.shape, {right.x, right.y + 24, half, high});
}

// Training samples of each class behind the step.
void StepPicture::classes(const ExplorerContext& c, size_t step, const ui::Rect& area) {
  const engine::PreparedStep& s = c.data->steps[step];
  const ui::Palette& colours = ui::theme();
  std::string words =
      ui::tr_fill("The training part has {} samples behind this step.", {ui::format_count(s.training_rows)});
  float y = area.y + ui::draw::text_block(words, area, {.size = 13}) + 4;
  if (s.relabelled > 0) {
    words = ui::tr_fill("{} of them have a wrong class.", {ui::format_count(s.relabelled)});
    y += ui::draw::text_block(words, {area.x, y, area.w, 40}, {.size = 13, .colour = colours.warn}) + 4;
  }
  if (s.class_counts.empty()) return;
  const int64_t most = std::max<int64_t>(1, *std::max_element(s.class_counts.begin(), s.class_counts.end()));
  float room = 0;
  for (size_t k = 0; k < std::min<size_t>(s.class_counts.size(), 100); ++k) {
    room = std::max(room, ui::text_width(ui::tr(c.data->class_name(static_cast<int64_t>(k))), {.size = 13}) + 12);
  }
  room = std::min({room, 160.0f, area.w * 0.35f});
  for (size_t k = 0; k < s.class_counts.size() && y + 24 < area.bottom(); ++k, y += 24) {
    const std::string name = ui::tr(c.data->class_name(static_cast<int64_t>(k)));
    ui::draw::text(name, {area.x, y + 14}, {.size = 13, .max_width = room - 8, .ellipsis = true});
    const float wide = (area.w - room - 70) * static_cast<float>(s.class_counts[k]) / static_cast<float>(most);
    ui::draw::rect_filled({area.x + room, y + 7, std::max(1.0f, wide), 14},
                          colour_of_class(*c.data, static_cast<int64_t>(k)), 3);
    ui::draw::text(ui::format_count(s.class_counts[k]), {area.right(), y + 14},
                   {.size = 13, .mono = true, .colour = colours.ink2, .align = ui::Align::right});
  }
}

}  // namespace app
