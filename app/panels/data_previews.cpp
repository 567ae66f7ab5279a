#include "app/panels/data_previews.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/ui/draw.h"
#include "app/ui/icons.h"

namespace app {
namespace {

constexpr int64_t kPoints = 84;
constexpr uintmax_t kMostBytes = 4u << 20;  // of a file that is read while the window waits
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

size_t place_of(const std::string& category) {
  static const std::vector<std::string> order{"Classify", "By hand",   "Regress", "Images",
                                              "Series",   "Sequences", "Text",    "Files"};
  return static_cast<size_t>(std::find(order.begin(), order.end(), category) - order.begin());
}

}  // namespace

const std::vector<const engine::DatasetType*>& sources_in_order() {
  static const std::vector<const engine::DatasetType*> list = [] {
    std::vector<const engine::DatasetType*> all = engine::datasets().entries();
    std::stable_sort(all.begin(), all.end(), [](const engine::DatasetType* a, const engine::DatasetType* b) {
      return place_of(a->category) < place_of(b->category);
    });
    return all;
  }();
  return list;
}

int64_t classes_of(const engine::DataSpec& spec) {
  const engine::DatasetType* type = engine::datasets().find(spec.source.type);
  if (!type) return -1;
  if (type->classes >= 0) return type->classes;
  if (type->classes_by_hand) {
    const auto params = engine::resolve(type->params, spec.source.params);
    return params ? type->classes_by_hand(spec.hand, *params) : -1;
  }
  for (const engine::ParamSpec& param : type->params) {
    const auto given = spec.source.params.find(param.key);
    if (!param.is_path || given == spec.source.params.end()) continue;
    std::error_code problem;
    const std::string* path = std::get_if<std::string>(&given->second);
    const uintmax_t bytes = path ? std::filesystem::file_size(*path, problem) : 0;
    if (problem || bytes > kMostBytes) return -1;
  }
  engine::DataSpec small = spec;
  if (type->generated) small.size = std::min<int64_t>(spec.size, 100);
  const auto made = engine::prepare(small);
  return made ? (*made)->raw.classes : -1;
}

void DataPreviews::draw(const engine::DatasetType& type, const engine::HandMade& hand, const ui::Rect& r) {
  const bool by_hand = type.made_by_hand != nullptr;
  const auto [found, is_new] = previews_.try_emplace(type.id);
  Preview& p = found->second;
  const bool moved = by_hand && !(p.hand == hand);
  if (is_new || moved) {
    if (by_hand) p.hand = hand;
    const bool can = type.generated || (by_hand && type.made_by_hand(hand) > 0);
    const auto made = can ? engine::prepare(preview_spec(type, p.hand))
                          : engine::Result<std::shared_ptr<const engine::PreparedData>>(engine::Error{});
    p.data = made ? *made : nullptr;
  }
  if (is_new || moved || p.theme != ui::theme_name() || p.scale != ui::scale()) {
    p.theme = ui::theme_name();
    p.scale = ui::scale();
    p.lines.clear();
    if (p.data && p.data->tokens()) p.lines = views::token_lines(p.data->raw, r.w);
    if (p.data && !p.data->tokens()) paint(p, r.w);
  }
  if (!p.lines.empty()) {
    views::draw_token_lines(p.lines, p.data->raw.classes, r);
  } else if (p.data && p.image.texture()) {
    ui::draw::image(p.image.texture(), r);
  } else {
    ui::icon(by_hand ? "pencil" : "text", r.centre(), 26, ui::theme().ink3, 2);
  }
}

void DataPreviews::paint(Preview& p, float side) {
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
void DataPreviews::paint_images(ui::PixelImage& image, const engine::PreparedData& data) {
  constexpr int kAcross = 2;
  const engine::Shape shape = data.raw.inputs.shape();
  const int pixels = image.width();
  const int64_t plane = shape[1] * shape[2];
  for (int y = 0; y < pixels; ++y) {
    for (int x = 0; x < pixels; ++x) {
      const int64_t u = int64_t{x} * kAcross * shape[2] / pixels, v = int64_t{y} * kAcross * shape[1] / pixels;
      const int64_t sample = v / shape[1] * kAcross + u / shape[2];
      if (sample >= data.raw.rows()) continue;
      const engine::Scalar* at = data.raw.inputs.row(sample) + v % shape[1] * shape[2] + u % shape[2];
      const auto channel = [&](int64_t c) { return static_cast<float>(at[std::min(c, shape[0] - 1) * plane]); };
      image.row(y)[x] = data.raw.spectrum ? ui::map_colour(ui::Map::seq, channel(0))
                                          : ui::pixel_colour(channel(0), channel(1), channel(2));
    }
  }
}

// The first feature of the first sample over its steps.
void DataPreviews::paint_series(ui::PixelImage& image, const engine::PreparedData& data) {
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

void DataPreviews::paint_points(ui::PixelImage& image, const engine::PreparedData& data) {
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
