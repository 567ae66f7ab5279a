#include "app/panels/panel_previews.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/ui/draw.h"
#include "app/ui/icons.h"
#include "app/ui/interact.h"
#include "app/views/sample_picture.h"

namespace app {
namespace {

constexpr int64_t kPoints = 84;
constexpr float kRadius = 1.7f;

engine::DataSpec preview_spec(const engine::DatasetType& type, const engine::HandMade& hand) {
  engine::DataSpec spec;
  spec.source = {type.id, {}};
  spec.size = kPoints;
  spec.noise = type.default_noise;
  spec.train = 1;
  spec.validation = spec.test = 0;
  spec.steps.clear();
  spec.hand = hand;
  return spec;
}

}  // namespace

// Null where there is nothing to show.
SetPreviews::Made SetPreviews::make(const engine::DatasetType& type, const engine::HandMade& hand) {
  const bool can = type.generated || (type.made_by_hand && type.made_by_hand(hand) > 0);
  if (!can) return nullptr;
  const auto made = engine::prepare(preview_spec(type, hand));
  return made ? *made : nullptr;
}

// One set after the other is made beside the drawing.
void SetPreviews::follow_work() {
  if (!working_.valid()) return;
  if (working_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return ui::request_frame(0.03);
  Preview& p = previews_[worked_on_];
  p.data = working_.get();
  p.ready = true;
  p.painted = false;
  ui::request_frame();
}

void SetPreviews::begin(const engine::DatasetType& type, Preview& p) {
  p.ready = false;
  if (!background_ || type.made_by_hand) {
    p.data = make(type, p.hand);
    p.ready = true;
  } else if (!working_.valid()) {
    worked_on_ = type.id;
    p.begun = true;
    working_ = std::async(std::launch::async, [&type] { return make(type, {}); });
    ui::request_frame(0.03);
  }
  p.painted = false;
}

const engine::PreparedData* SetPreviews::data_of(const engine::DatasetType& type) const {
  const auto found = previews_.find(type.id);
  return found == previews_.end() ? nullptr : found->second.data.get();
}

void SetPreviews::draw(const engine::DatasetType& type, const engine::HandMade& hand, const ui::Rect& r) {
  follow_work();
  const bool by_hand = type.made_by_hand != nullptr;
  const auto [found, is_new] = previews_.try_emplace(type.id);
  Preview& p = found->second;
  const bool moved = by_hand && !is_new && !(p.hand == hand);
  if (is_new || moved || !(p.ready || p.begun)) {
    if (by_hand) p.hand = hand;
    begin(type, p);
  }
  if (!p.ready) return;
  if (!p.painted || p.theme != ui::theme_name() || p.scale != ui::scale()) {
    p.theme = ui::theme_name();
    p.scale = ui::scale();
    p.painted = true;
    p.lines.clear();
    if (p.data && p.data->tokens()) p.lines = views::token_lines(p.data->raw, r.w);
    if (p.data && !p.data->tokens()) paint(p, r.w);
  }
  const bool pictured = !type.environment || type.kind == engine::SampleKind::image;  // numbers say little of a world
  if (!p.lines.empty()) {
    views::draw_token_lines(p.lines, p.data->raw.classes, r);
  } else if (pictured && p.data && p.image.texture()) {
    ui::draw::image(p.image.texture(), r);
  } else {
    ui::icon(by_hand            ? "pencil"
             : type.file        ? "open"
             : type.environment ? "play"
                                : "text",
             r.centre(), 26, ui::theme().ink3, 2);
  }
}

void SetPreviews::paint(Preview& p, float side) {
  const engine::PreparedData& data = *p.data;
  const int pixels = std::max(1, static_cast<int>(std::lround(ui::px(side))));
  p.image.resize(pixels, pixels);
  switch (data.raw.inputs.shape().rank()) {
    case 3: paint_images(p.image, data); break;
    case 2: paint_series(p.image, data); break;
    default: paint_points(p.image, data);
  }
  p.image.upload();
}

// Four samples of a set of images, side by side and one above the other.
void SetPreviews::paint_images(ui::PixelImage& image, const engine::PreparedData& data) {
  constexpr int kAcross = 2;
  const int side = image.width() / kAcross, rest = image.width() - side * (kAcross - 1);
  for (int k = 0; k < std::min<int64_t>(kAcross * kAcross, data.raw.rows()); ++k) {
    const std::span<const engine::Scalar> values(data.raw.inputs.row(k),
                                                 static_cast<size_t>(data.raw.inputs.columns()));
    views::paint_pixels(values, data.raw.inputs.shape(), views::map_of(data.raw), image, k % kAcross * side,
                        k / kAcross * side, rest, rest);
  }
}

// The first feature of the first sample over its steps.
void SetPreviews::paint_series(ui::PixelImage& image, const engine::PreparedData& data) {
  const engine::Shape shape = data.raw.inputs.shape();
  const int64_t steps = shape[0];
  const auto value = [&](int64_t t) { return static_cast<float>(data.raw.inputs.row(0)[t * shape[1]]); };
  float low = value(0), high = low;
  for (int64_t t = 1; t < steps; ++t) {
    low = std::min(low, value(t));
    high = std::max(high, value(t));
  }
  const auto pixels = static_cast<float>(image.width());
  const float reach = std::max(1e-6f, high - low);
  for (int dot = 0; dot < 8 * image.width(); ++dot) {
    const float along = static_cast<float>(dot) / (8 * pixels), at = along * static_cast<float>(steps - 1);
    const auto t = std::min(static_cast<int64_t>(at), std::max<int64_t>(0, steps - 2));
    const float between = at - static_cast<float>(t);
    const float v = value(t) * (1 - between) + value(std::min(t + 1, steps - 1)) * between;
    image.disc({(0.06f + 0.88f * along) * pixels, (0.86f - 0.72f * (v - low) / reach) * pixels}, ui::px(0.8f),
               ui::theme().thumb[1]);
  }
}

void SetPreviews::paint_points(ui::PixelImage& image, const engine::PreparedData& data) {
  const int pixels = image.width();
  const auto place = [&](double v, double low, double high) {
    return static_cast<float>((v - low) / std::max(1e-12, high - low)) * static_cast<float>(pixels);
  };
  double low = 0, high = 0;
  for (const engine::Scalar t : data.raw.targets) {
    low = std::min(low, static_cast<double>(t));
    high = std::max(high, static_cast<double>(t));
  }
  const double margin = 0.15 * (high - low);
  const int classes = static_cast<int>(data.raw.classes);
  const int64_t step = std::max<int64_t>(1, data.raw.rows() / 300);
  for (int64_t i = 0; i < data.raw.rows(); i += step) {
    const double t = static_cast<double>(data.raw.targets[static_cast<size_t>(i)]);
    const auto* x = data.raw.inputs.row(i);
    const double y = data.plane() ? static_cast<double>(x[1]) : t;
    const double y_low = data.plane() ? data.low[1] : low - margin,
                 y_high = data.plane() ? data.high[1] : high + margin;
    const ui::Vec at{place(static_cast<double>(x[0]), data.low[0], data.high[0]),
                     static_cast<float>(pixels) - place(y, y_low, y_high)};
    ui::Colour colour = ui::theme().thumb[1];
    if (classes == 2) colour = ui::theme().thumb[t > 0 ? 1 : 0];
    if (classes > 2) colour = ui::class_colour(static_cast<int>(t), classes);
    if (classes == 0 && data.plane()) {
      const double largest = std::max({1e-12, std::abs(low), std::abs(high)});
      colour = ui::div_colour(static_cast<float>((t < 0 ? -0.25 : 0.25) + 0.75 * t / largest));
    }
    image.disc(at, ui::px(kRadius), colour);
  }
}

}  // namespace app
