// What the network answers to the user's own sample, whatever the kind of answer: classes, numbers, a class for each
// step or pixel.
#include <algorithm>
#include <cmath>

#include "app/panels/output/answers.h"
#include "app/panels/output/hidden_words.h"
#include "app/panels/output/try.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr float kRow = 24;

// Lines that are as long as the outputs, for sequences and pictures of which every element has a class.
bool answers_elements(const engine::WatchedTensor& one, const engine::Shape& target) {
  if (target.rank() == 1) return one.shape.rank() == 2 && one.shape[0] == target[0];
  return one.shape.rank() == 3 && one.shape[1] == target[0] && one.shape[2] == target[1];
}

}  // namespace

void TryPads::draw_answer(const PanelContext& c, const Answer& a, const ui::Rect& area, bool big) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const std::string why = trouble(c.view);
  if (!why.empty() || !a.one) return ui::empty_state(area, why);
  if (reconstructs(c.view.experiment)) return draw_rebuilt(c, a, area);
  const engine::Shape& target = data.raw.target_shape;
  if (data.raw.classes > 0 && target.rank() == 0) return draw_classes(c, a, area, big);
  if (data.raw.classes == 0) return draw_numbers(c, a, area);
  if (!answers_elements(*a.one, target)) {
    return ui::empty_state(area, target.rank() == 1 ? ui::tr("The network does not answer for every step.")
                                                    : ui::tr("The network does not answer for every pixel."));
  }
  if (hiding_token(c.view) >= 0) {
    draw_hidden(c, a, area);
  } else if (target.rank() == 1) {
    draw_steps(c, a, area);
  } else {
    draw_mask(c, a, area);
  }
}

// What the network makes of the sample itself.
void TryPads::draw_rebuilt(const PanelContext& c, const Answer& a, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const engine::Shape& shape = data.input_shape;
  const auto count = static_cast<size_t>(a.one->shape.count());
  if (shape.rank() != 3 || count != static_cast<size_t>(shape.count())) return draw_numbers(c, a, area);
  std::vector<engine::Scalar> pixels(count);
  for (size_t i = 0; i < count; ++i) pixels[i] = a.how.number(a.one->values[i]);
  mask_.resize(static_cast<int>(shape[2]), static_cast<int>(shape[1]));
  views::paint_pixels(pixels, shape, views::map_of(data.raw), mask_, 0, 0, mask_.width(), mask_.height());
  mask_.upload(false);
  const float k = std::min(area.w / static_cast<float>(shape[2]), area.h / static_cast<float>(shape[1]));
  const ui::Rect r{area.x, area.y, k * static_cast<float>(shape[2]), k * static_cast<float>(shape[1])};
  if (mask_.texture()) ui::draw::image_rounded(mask_.texture(), r, 6);
}

// `big`: the verdict stands above the bars.
void TryPads::draw_classes(const PanelContext& c, const Answer& a, const ui::Rect& area, bool big) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const std::vector<float> shares = shares_of(a.how, a.one->values.data(), a.one->shape.count(), 1);
  const int chosen = a.how.class_of(a.one->values.data(), 1);
  ui::Rect bars = area;
  if (big) {
    draw_verdict(data, shares, chosen, {area.x, area.y + 18}, area.w, ui::theme().ink);
    bars = {area.x, area.y + 72, area.w, area.h - 72};
  }
  if (bars.h > 20) draw_share_bars({.data = data, .shares = shares, .chosen = chosen}, bars);
}

void TryPads::draw_numbers(const PanelContext& c, const Answer& a, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Palette& colours = ui::theme();
  const std::vector<float>& values = a.one->values;
  const auto fit = static_cast<size_t>(std::max(1.0f, area.h / kRow));
  for (size_t i = 0; i < std::min(values.size(), fit); ++i) {
    const float y = area.y + kRow * (static_cast<float>(i) + 0.5f);
    const std::string name =
        values.size() == 1 ? ui::tr(data.raw.target_name) : ui::tr(data.raw.target_name) + " " + std::to_string(i + 1);
    const bool cut = i + 1 == fit && values.size() > fit;
    ui::draw::text(cut ? "…" : name, {area.x, y}, {.size = 14, .max_width = area.w - 110, .ellipsis = true});
    if (cut) break;
    ui::draw::text(ui::format_number(static_cast<double>(values[i])), {area.right(), y},
                   {.size = values.size() == 1 ? 22.0f : 16.0f,
                    .weight = 600,
                    .mono = true,
                    .colour = colours.pos,
                    .align = ui::Align::right,
                    .max_width = 110});
  }
}

void TryPads::draw_hidden(const PanelContext& c, const Answer& a, const ui::Rect& area) {
  draw_hidden_words({.data = *data_,
                     .hiding = hiding_token(c.view),
                     .how = a.how,
                     .answer = *a.one,
                     .tokens = sample_,
                     .truth = {},
                     .name = "output.try.hidden"},
                    area, &hidden_);
}

// All answers in one line, as far as it goes; words with spaces between them, signs without. Returns its height.
float TryPads::whole_answer(const Answer& a, const ui::Rect& r) const {
  const int64_t steps = a.one->shape[0], classes = a.one->shape[1];
  const engine::PreparedData& data = *data_;
  std::string all;
  size_t longest = 0;
  for (int64_t t = 0; t < steps; ++t) {
    const std::string word = word_of(data, largest(a.one->values.data() + t * classes, classes, 1), false);
    longest = std::max(longest, word.size());
    all += (t > 0 ? " " : "") + word;
  }
  if (longest == 1) std::erase(all, ' ');
  const float size = ui::text_width(all, {.size = 22, .weight = 700}) <= r.w ? 22.0f : 16.0f;
  ui::draw::text(all, {r.x, r.y + 16},
                 {.size = size, .weight = 700, .colour = ui::theme().acc, .max_width = r.w, .ellipsis = true});
  return 36;
}

// The answer at every step beside the token or the number of the step.
void TryPads::draw_steps(const PanelContext& c, const Answer& a, const ui::Rect& whole) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const ui::Palette& colours = ui::theme();
  const int64_t all = a.one->shape[0], classes = a.one->shape[1];
  // Where another text comes out, its tokens do not belong to those that went in.
  const bool other = classes > 1 && all != shape_.count(), beside = typist_ && !other;
  const int64_t steps = beside ? std::min(all, static_cast<int64_t>(last_step_) + 1) : all;  // what was typed
  const float used = other ? whole_answer(a, whole) : 0;
  const ui::Rect area{whole.x, whole.y + used, whole.w, whole.h - used};
  const float half = area.w / 2;
  const ui::Text head{.size = 12, .colour = colours.ink3};
  ui::draw::text(beside ? ui::tr("input") : ui::tr("step"), {area.x, area.y + 8}, head);
  ui::draw::text(ui::tr("answer"), {area.x + half, area.y + 8}, head);
  const ui::Rect inside{area.x, area.y + 20, area.w, area.h - 20};
  const ui::ScrollArea scroll("output.try.steps", inside, kRow * static_cast<float>(steps));
  for (int64_t t = 0; t < steps; ++t) {
    const float y = scroll.y() + kRow * (static_cast<float>(t) + 0.5f);
    if (y < inside.y || y > inside.bottom()) continue;
    const float* values = a.one->values.data() + t * classes;
    const std::string own = beside && static_cast<size_t>(t) < sample_.size()
                                ? word_of(data, static_cast<int64_t>(sample_[static_cast<size_t>(t)]), true)
                                : std::to_string(t + 1);
    const int chosen = classes > 1 ? largest(values, classes, 1) : static_cast<int>(a.how.share(values[0]) > 0.5f);
    ui::draw::text(own, {area.x, y}, {.size = 14, .colour = colours.ink2, .max_width = half - 8, .ellipsis = true});
    ui::draw::text(word_of(data, chosen, false), {area.x + half, y},
                   {.size = 14, .weight = 600, .colour = colours.acc, .max_width = half - 70, .ellipsis = true});
    if (!a.how.probability) continue;
    const std::vector<float> shares = classes > 1
                                          ? shares_of(a.how, values, classes, 1)
                                          : std::vector<float>{1 - a.how.share(values[0]), a.how.share(values[0])};
    ui::draw::text(ui::format_percent(static_cast<double>(shares[static_cast<size_t>(chosen)])),
                   {scroll.width() + area.x, y},
                   {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
  }
}

void TryPads::draw_mask(const PanelContext& c, const Answer& a, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const int64_t classes = a.one->shape[0], rows = a.one->shape[1], columns = a.one->shape[2], plane = rows * columns;
  const int64_t count = std::max(classes, data.raw.classes);
  std::vector<float> chosen(static_cast<size_t>(plane));
  for (int64_t i = 0; i < plane; ++i) {
    const float* values = a.one->values.data() + i;
    chosen[static_cast<size_t>(i)] = static_cast<float>(classes > 1 ? largest(values, classes, plane)
                                                                    : static_cast<int>(a.how.share(values[0]) > 0.5f));
  }
  mask_.resize(static_cast<int>(columns), static_cast<int>(rows));
  views::paint_classes(chosen, rows, columns, count, mask_);
  mask_.upload(false);
  const float k = std::min(area.w / static_cast<float>(columns), area.h / static_cast<float>(rows));
  const ui::Rect r{area.x, area.y, k * static_cast<float>(columns), k * static_cast<float>(rows)};
  if (mask_.texture()) ui::draw::image_rounded(mask_.texture(), r, 6);
  mask_legend(data, count, {area.x, r.bottom() + 10, area.w, area.bottom() - r.bottom() - 10});
}

// Which colour stands for which class, as many as there is room for.
void TryPads::mask_legend(const engine::PreparedData& data, int64_t count, const ui::Rect& r) {
  float x = r.x, y = r.y + 8;
  for (int64_t k = 0; k < count; ++k) {
    const std::string name = word_of(data, k, false);
    const float wide = std::min(r.w, 16 + ui::text_width(name, {.size = 12}));
    if (x > r.x && x + wide > r.right()) {
      x = r.x;
      y += 20;
    }
    if (y + 8 > r.bottom()) return;
    const ui::Colour colour = ui::class_colour(static_cast<int>(k), static_cast<int>(std::max<int64_t>(count, 2)));
    ui::draw::circle_filled({x + 5, y}, 5, ui::mix(colour, ui::theme().cv, 0.2f));
    ui::draw::text(name, {x + 16, y}, {.size = 12, .max_width = wide - 16, .ellipsis = true});
    x += wide + 14;
  }
}

std::string TryPads::short_answer(const PanelContext& c, const Answer& a) const {
  if (!a.one) return {};
  const float* values = a.one->values.data();
  if (a.how.classes == 0) return ui::format_number(static_cast<double>(values[0]));
  const std::vector<float> shares = shares_of(a.how, values, a.one->shape.count(), 1);
  const int chosen = a.how.class_of(values, 1);
  if (chosen < 0 || static_cast<size_t>(chosen) >= shares.size()) return "–";
  return word_of(*c.view.snapshot.data, chosen, false) + " · " +
         ui::format_percent(static_cast<double>(shares[static_cast<size_t>(chosen)]));
}

// Below a surface or a curve: one bar that the classes share, or the number.
void TryPads::point_answer(const PanelContext& c, const Answer& a, const ui::Rect& legend) {
  const ui::Palette& colours = ui::theme();
  const std::string why = trouble(c.view);
  const float y = legend.y + 16;
  const ui::Text line{.size = 13, .max_width = legend.w, .ellipsis = true};
  ui::Text quiet = line, loud = line;
  quiet.colour = colours.ink3;
  loud.colour = c.view.divergence ? colours.err : colours.warn;
  if (!why.empty()) return (void)ui::draw::text(why, {legend.x, y}, loud);
  if (serial_ == 0)
    return (void)ui::draw::text(ui::tr("Click a point or drag: the answer is shown there."), {legend.x, y}, quiet);
  if (c.view.divergence) {
    ui::draw::text(ui::tr("Training diverged: these are the last answers before it."), {legend.x, y + 22}, loud);
  } else if (c.view.snapshot.step == 0) {
    ui::draw::text(ui::tr("Not trained yet: the answers are chance."), {legend.x, y + 22}, loud);
  }
  if (!a.one) return;
  std::string place;
  const auto& names = c.view.snapshot.data->raw.input_names;
  for (size_t i = 0; i < sample_.size(); ++i) {
    place += (i ? ",  " : "") + (i < names.size() ? names[i] : std::to_string(i + 1)) + " = " +
             ui::format_fixed(static_cast<double>(sample_[i]), 2);
  }
  const float width = ui::draw::text(short_answer(c, a), {legend.right(), y},
                                     {.size = 14, .weight = 600, .colour = colours.ink, .align = ui::Align::right});
  ui::draw::text(
      place, {legend.x, y},
      {.size = 13, .mono = true, .colour = colours.ink2, .max_width = legend.w - width - 10, .ellipsis = true});
  if (a.how.classes == 0 || c.view.snapshot.step == 0 || c.view.divergence) return;
  const std::vector<float> shares = shares_of(a.how, a.one->values.data(), a.one->shape.count(), 1);
  float x = legend.x;
  ui::draw::rect_filled({legend.x, y + 16, legend.w, 8}, colours.bg2, 4);
  for (size_t k = 0; k < shares.size(); ++k) {
    if (!std::isfinite(shares[k])) continue;
    const float w = legend.w * std::clamp(shares[k], 0.0f, 1.0f);
    ui::draw::rect_filled({x, y + 16, w, 8}, ui::class_colour(static_cast<int>(k), static_cast<int>(shares.size())), 4);
    x += w;
  }
}

}  // namespace app
