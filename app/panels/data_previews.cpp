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

engine::DataSpec preview_spec(const engine::DatasetType& type, const std::vector<engine::HandPoint>& points) {
  engine::DataSpec spec;
  spec.source = {type.id, {}};
  spec.size = kPoints;
  spec.noise = type.default_noise;
  spec.train = 1;
  spec.validation = spec.test = 0;
  spec.standardise = false;
  spec.points = points;
  return spec;
}

size_t place_of(const std::string& category) {
  static const std::vector<std::string> order{"Classify", "By hand", "Regress", "Files"};
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

void DataPreviews::draw(const engine::DatasetType& type, const std::vector<engine::HandPoint>& points,
                        const ui::Rect& r) {
  const bool by_hand = !type.generated && type.dimensions > 0;
  const auto [found, is_new] = previews_.try_emplace(type.id);
  Preview& p = found->second;
  const bool moved = by_hand && p.points != points;
  if (is_new || moved) {
    if (by_hand) p.points = points;
    const bool can = type.generated || (by_hand && !points.empty());
    const auto made = can ? engine::prepare(preview_spec(type, p.points))
                          : engine::Result<std::shared_ptr<const engine::PreparedData>>(engine::Error{});
    p.data = made ? *made : nullptr;
  }
  if (is_new || moved || p.theme != ui::theme_name() || p.scale != ui::scale()) {
    p.theme = ui::theme_name();
    p.scale = ui::scale();
    if (p.data) paint(p, r.w);
  }
  if (p.data && p.image.texture()) {
    ui::draw::image(p.image.texture(), r);
  } else {
    ui::icon(by_hand ? "pencil" : "text", r.centre(), 26, ui::theme().ink3, 2);
  }
}

void DataPreviews::paint(Preview& p, float side) {
  const engine::PreparedData& data = *p.data;
  const int pixels = std::max(1, static_cast<int>(std::lround(ui::px(side))));
  p.image.resize(pixels, pixels);
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
    p.image.disc(at, ui::px(kRadius), colour);
  }
  p.image.upload();
}

}  // namespace app
