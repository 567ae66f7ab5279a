// The Output card of images, sequences and words: one sample, and what the network answers to it. A class as bars, a
// class for each pixel or step beside the truth, numbers as a line.
#include <algorithm>
#include <cmath>

#include "app/panels/output/answers.h"
#include "app/panels/output/hidden_words.h"
#include "app/panels/output/output.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"

namespace app {
namespace {

constexpr float kThumb = 116, kStepRow = 22;

std::span<const engine::Scalar> input_of(const engine::PreparedData& data, int64_t row) {
  return {data.raw.inputs.row(row), static_cast<size_t>(data.raw.inputs.columns())};
}

std::span<const engine::Scalar> targets_of(const engine::PreparedData& data, int64_t row) {
  const auto count = static_cast<size_t>(std::max<int64_t>(1, data.raw.target_shape.count()));
  const size_t begin = static_cast<size_t>(row) * count;
  if (begin + count > data.raw.targets.size()) return {};
  return std::span(data.raw.targets).subspan(begin, count);
}

}  // namespace

void OutputPanel::draw_sample(const PanelContext& c, const Frame& f) {
  const ui::Rect area{f.legend.x, f.square.y, f.legend.w, c.area.bottom() - f.square.y - 8};
  const engine::PreparedData& data = *c.view.snapshot.data;
  const float y = sample_head(c, f, area);
  const ui::Rect rest{area.x, y, area.w, area.bottom() - y};
  const int targets = data.raw.target_shape.rank();
  if (!f.one) {
    ui::empty_state(
        rest, c.view.error ? error_text(c.view.experiment.network, *c.view.error) : ui::tr("Waiting for the network."));
  } else if (data.raw.classes > 0 && targets == 0) {
    class_bars(c, f, rest);
  } else if (data.raw.classes > 0 && targets == 2) {
    pixel_maps(c, f, rest);
  } else if (hiding_token(c.view) >= 0) {
    hidden_words(c, f, rest);
  } else if (data.raw.classes > 0) {
    step_table(c, f, rest);
  } else {
    number_answers(c, f, rest);
  }
}

// Which sample it is, with a button to either side.
float OutputPanel::sample_head(const PanelContext& c, const Frame& f, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const float y = area.y + 12;
  const struct {
    const char *name, *icon, *tip;
    float x;
    int step;
  } arrows[] = {{"output.previous", "left", ui::tr("Sample before"), area.right() - 40, -1},
                {"output.next", "right", ui::tr("Next sample"), area.right() - 12, 1}};
  for (const auto& arrow : arrows) {
    const ui::Rect r{arrow.x - 12, y - 12, 24, 24};
    if (ui::button(
            arrow.name, r,
            {.icon_name = arrow.icon, .kind = ui::ButtonKind::ghost, .icon_size = 14, .radius = 6, .tip = arrow.tip})) {
      ui::shown_sample().row = (f.row + arrow.step + data.raw.rows()) % std::max<int64_t>(1, data.raw.rows());
    }
  }
  const char* parts[] = {ui::tr("trained on"), ui::tr("validation"), ui::tr("test")};
  const char* part = parts[0];
  for (int k = 1; k < engine::kSplits; ++k) {
    const auto& rows = data.rows[k];
    if (std::find(rows.begin(), rows.end(), f.row) != rows.end()) part = parts[k];
  }
  const float width = ui::draw::text(ui::tr_fill("Sample {}", {ui::format_count(f.row + 1)}), {area.x, y},
                                     {.size = 14, .weight = 600, .colour = ui::theme().ink});
  ui::draw::text(part, {area.x + width + 10, y}, {.size = 13, .colour = ui::theme().ink3});
  return area.y + 34;
}

void OutputPanel::sample_input(const PanelContext& c, const Frame& f, const ui::Rect& r) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const views::SampleLook look = look_of(c.view, c.view.snapshot.data.get());
  const engine::Shape& shape = data.raw.inputs.shape();
  ui::well(r);
  if (look == views::SampleLook::image) {
    const Painted now{&data, f.row, 0, ui::theme_name()};
    if (!(painted_ == now)) {
      painted_ = now;
      pixels_.resize(static_cast<int>(shape[2]), static_cast<int>(shape[1]));
      views::paint_pixels(input_of(data, f.row), shape, views::map_of(data.raw), pixels_, 0, 0, pixels_.width(),
                          pixels_.height());
      pixels_.upload(false);
    }
    const auto wide = static_cast<float>(shape[2]), high = static_cast<float>(shape[1]);
    const float k = std::min(r.w / wide, r.h / high);
    const ui::Rect fitted{r.mid_x() - wide * k / 2, r.mid_y() - high * k / 2, wide * k, high * k};
    if (pixels_.texture()) ui::draw::image_rounded(pixels_.texture(), fitted, 6);
  } else if (look == views::SampleLook::series) {
    views::draw_series(r.inset(8), input_of(data, f.row), shape[0], shape[1]);
  } else {
    const std::string words = look == views::SampleLook::tokens
                                  ? views::token_text(data.raw, input_of(data, f.row), 60)
                                  : ui::tr_fill("{} numbers", {ui::format_count(shape.count())});
    ui::draw::push_clip(r);
    ui::draw::text_block(words, r.inset(10, 8), {.size = 14, .colour = ui::theme().ink});
    ui::draw::pop_clip();
  }
}

void OutputPanel::class_bars(const PanelContext& c, const Frame& f, const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const float side = std::min(kThumb, area.h * 0.4f);
  const bool words = look_of(c.view, c.view.snapshot.data.get()) == views::SampleLook::tokens;
  const ui::Rect picture{area.x, area.y, words ? area.w - 130 : side, side};
  sample_input(c, f, picture);
  const std::vector<float> shares = shares_of(f.how, f.one->values.data(), f.one->shape.count(), 1);
  const int chosen = f.how.class_of(f.one->values.data(), 1);
  const std::span<const engine::Scalar> target = targets_of(data, f.row);
  const auto truth = target.empty() ? -1 : static_cast<int>(target[0]);
  const float x = picture.right() + 14, room = area.right() - x;
  draw_verdict(data, shares, chosen, {x, area.y + 22}, room, chosen == truth ? colours.acc : colours.err);
  ui::draw::text(truth >= 0 ? ui::tr_fill("truth: {}", {word_of(data, truth, false)}) : "", {x, area.y + 82},
                 {.size = 13, .colour = colours.ink2, .max_width = room, .ellipsis = true});
  const float y = picture.bottom() + 14;
  draw_share_bars({.data = data, .shares = shares, .chosen = chosen}, {area.x, y, area.w, area.bottom() - y});
}

void OutputPanel::pixel_maps(const PanelContext& c, const Frame& f, const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const int64_t rows = data.raw.target_shape[0], columns = data.raw.target_shape[1], plane = rows * columns;
  const std::span<const engine::Scalar> target = targets_of(data, f.row);
  if (f.one->shape.rank() != 3 || f.one->shape.count() != f.one->shape[0] * plane || target.empty()) {
    return ui::empty_state(area, ui::tr("The network does not answer for every pixel."));
  }
  const int64_t classes = f.one->shape[0];
  std::vector<float> chosen(static_cast<size_t>(plane)), truth(target.begin(), target.end());
  int64_t right = 0, counted = 0;
  for (int64_t i = 0; i < plane; ++i) {
    const auto at = static_cast<size_t>(i);
    chosen[at] = static_cast<float>(classes > 1 ? largest(f.one->values.data() + i, classes, plane)
                                                : static_cast<int>(f.how.share(f.one->values[at]) > 0.5f));
    if (truth[at] < 0) continue;
    ++counted;
    right += chosen[at] == truth[at];
  }
  const Painted now{&data, f.row, c.view.snapshot.state(), ui::theme_name()};
  if (!(painted_maps_ == now)) {
    painted_maps_ = now;
    for (auto& [image, values] : {std::pair{&truth_, &truth}, {&answer_, &chosen}}) {
      image->resize(static_cast<int>(columns), static_cast<int>(rows));
      views::paint_classes(*values, rows, columns, std::max(classes, data.raw.classes), *image);
      image->upload(false);
    }
  }
  const float side = std::min((area.w - 12) / 2, (area.h - 110) / 2);
  const ui::Rect input{area.x, area.y + 18, side, side}, wanted = input.shifted(side + 12, 0),
                                                         answer = input.shifted(0, side + 30);
  const ui::Text caption{.size = 13, .colour = colours.ink3};
  sample_input(c, f, input);
  ui::draw::text(ui::tr("input"), {input.x, area.y + 8}, caption);
  ui::draw::text(ui::tr("truth"), {wanted.x, area.y + 8}, caption);
  ui::draw::text(ui::tr("answer"), {answer.x, answer.y - 10}, caption);
  ui::draw::image_rounded(truth_.texture(), wanted, 6);
  ui::draw::image_rounded(answer_.texture(), answer, 6);
  float y = answer.y + 12;
  for (int64_t k = 0; k < std::min<int64_t>(std::max(classes, data.raw.classes), 8) && y < answer.bottom(); ++k) {
    ui::legend_key({wanted.x, y},
                   ui::class_colour(static_cast<int>(k), static_cast<int>(std::max<int64_t>(classes, 2))),
                   ui::KeyKind::dot);
    ui::draw::text(word_of(data, k, false), {wanted.x + 22, y},
                   {.size = 13, .max_width = wanted.w - 24, .ellipsis = true});
    y += 22;
  }
  const double share = counted > 0 ? static_cast<double>(right) / static_cast<double>(counted) : 0;
  ui::draw::text(ui::tr_fill("{} of the pixels are right", {ui::format_percent(share)}), {area.x, answer.bottom() + 18},
                 {.size = 14, .weight = 600, .colour = colours.ink});
}

void OutputPanel::step_table(const PanelContext& c, const Frame& f, const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const std::span<const engine::Scalar> target = targets_of(data, f.row);
  const auto steps = static_cast<int64_t>(target.size());
  if (f.one->shape.rank() != 2 || f.one->shape[0] != steps) {
    return ui::empty_state(area, ui::tr("The network does not answer for every step."));
  }
  const int64_t classes = f.one->shape[1];
  const bool tokens = look_of(c.view, c.view.snapshot.data.get()) == views::SampleLook::tokens;
  const float third = area.w / 3;
  const ui::Text head{.size = 12, .colour = colours.ink3};
  const char* titles[] = {tokens ? ui::tr("input") : ui::tr("step"), ui::tr("truth"), ui::tr("answer")};
  for (int k = 0; k < 3; ++k) ui::draw::text(titles[k], {area.x + third * static_cast<float>(k), area.y + 8}, head);
  const ui::Rect inside{area.x, area.y + 20, area.w, area.h - 48};
  int64_t right = 0, counted = 0;
  {
    const ui::ScrollArea scroll("output.steps", inside, kStepRow * static_cast<float>(steps));
    for (int64_t t = 0; t < steps; ++t) {
      const auto truth = static_cast<int64_t>(target[static_cast<size_t>(t)]);
      const int chosen = largest(f.one->values.data() + t * classes, classes, 1);
      const bool counts = truth >= 0, hit = counts && chosen == truth;
      counted += counts;
      right += hit;
      const float y = scroll.y() + kStepRow * (static_cast<float>(t) + 0.5f);
      if (y < inside.y || y > inside.bottom()) continue;
      const bool known = tokens && t < data.raw.inputs.columns();
      const std::string own =
          known ? word_of(data, static_cast<int64_t>(data.raw.inputs.row(f.row)[t]), true) : std::to_string(t + 1);
      const ui::Text cell{.size = 13, .colour = colours.ink2, .max_width = third - 8, .ellipsis = true};
      ui::draw::text(own, {area.x, y}, cell);
      if (!counts) continue;
      ui::draw::text(word_of(data, truth, false), {area.x + third, y}, cell);
      ui::Text answer = cell;
      answer.colour = hit ? colours.acc : colours.err;
      answer.weight = 600;
      ui::draw::text(word_of(data, chosen, false), {area.x + 2 * third, y}, answer);
    }
  }
  const double share = counted > 0 ? static_cast<double>(right) / static_cast<double>(counted) : 0;
  ui::draw::text(ui::tr_fill("{} of the steps are right", {ui::format_percent(share)}), {area.x, area.bottom() - 12},
                 {.size = 14, .weight = 600, .colour = colours.ink});
}

void OutputPanel::hidden_words(const PanelContext& c, const Frame& f, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const int64_t steps = data.raw.inputs.columns();
  if (f.one->shape.rank() != 2 || f.one->shape[0] != steps) {
    return ui::empty_state(area, ui::tr("The network does not answer for every step."));
  }
  draw_hidden_words({.data = data,
                     .hiding = hiding_token(c.view),
                     .how = f.how,
                     .answer = *f.one,
                     .tokens = input_of(data, f.row),
                     .truth = targets_of(data, f.row),
                     .name = "output.hidden"},
                    area, &hidden_);
}

void OutputPanel::number_answers(const PanelContext& c, const Frame& f, const ui::Rect& area) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Rect picture{area.x, area.y, area.w, std::min(150.0f, area.h * 0.42f)};
  sample_input(c, f, picture);
  const std::span<const engine::Scalar> target = targets_of(data, f.row);
  const std::vector<float>& answer = f.one->values;
  const float y = picture.bottom() + 22;
  if (target.size() == 1) {
    const struct {
      const char* label;
      double value;
      ui::Colour colour;
    } rows[] = {{ui::tr("truth"), static_cast<double>(target[0]), colours.ink},
                {ui::tr("answer"), static_cast<double>(answer[0]), colours.pos},
                {ui::tr("error"), static_cast<double>(answer[0]) - static_cast<double>(target[0]), colours.ink3}};
    float at = y;
    for (const auto& row : rows) {
      ui::draw::text(row.label, {area.x, at}, {.size = 14});
      ui::draw::text(ui::format_number(row.value), {area.right(), at},
                     {.size = 16, .weight = 600, .mono = true, .colour = row.colour, .align = ui::Align::right});
      at += 28;
    }
    return;
  }
  lines({area.x, y, area.w, area.bottom() - y}, target, answer, ui::tr("truth"), ui::tr("answer"));
}

// Two lists of numbers over each other.
void OutputPanel::lines(const ui::Rect& area, std::span<const float> truth, std::span<const float> answer,
                        const char* truth_word, const char* answer_word) {
  const ui::Palette& colours = ui::theme();
  const size_t count = std::min(truth.size(), answer.size());
  const ui::Rect plot{area.x, area.y, area.w, area.h - 30};
  if (count < 2 || plot.h < 40) return;
  ui::well(plot);
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < count; ++i) {
    for (const double v : {static_cast<double>(truth[i]), static_cast<double>(answer[i])}) {
      if (!std::isfinite(v)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  const ui::Rect in = plot.inset(10);
  std::vector<ui::Vec> lines[2];
  for (size_t i = 0; i < count; ++i) {
    const float x = in.x + in.w * static_cast<float>(i) / static_cast<float>(count - 1);
    const auto place = [&](double v) {
      return ui::Vec{x, in.bottom() - in.h * static_cast<float>((v - low) / std::max(1e-12, high - low))};
    };
    lines[0].push_back(place(static_cast<double>(truth[i])));
    lines[1].push_back(place(static_cast<double>(answer[i])));
  }
  ui::draw::polyline(lines[0], colours.ink, 2);
  ui::draw::polyline(lines[1], colours.pos, 2);
  ui::legend_key({area.x, area.bottom() - 12}, colours.ink);
  const float width = ui::draw::text(truth_word, {area.x + 22, area.bottom() - 12}, {.size = 13});
  ui::legend_key({area.x + width + 44, area.bottom() - 12}, colours.pos);
  ui::draw::text(answer_word, {area.x + width + 66, area.bottom() - 12}, {.size = 13});
}

}  // namespace app
