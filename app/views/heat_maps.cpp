#include "app/views/heat_maps.h"

#include <algorithm>
#include <cmath>

#include "app/views/picked_picture.h"

namespace app::views {
namespace {

constexpr int64_t kMostSide = 1024, kMostTexels = 2'000'000;

float safe_reach(ValueSpan span) { return span.reach > 1e-12f && std::isfinite(span.reach) ? span.reach : 1.0f; }

}  // namespace

ui::Colour ColourScale::colour_of(float value) const {
  if (!std::isfinite(value)) return ui::theme().err;
  return ui::map_colour(map, std::clamp((value - span.middle) / safe_reach(span) * 0.5f + 0.5f, 0.0f, 1.0f));
}

Cell cell_at(const ui::Rect& r, int64_t rows, int64_t columns, ui::Vec point) {
  if (!r.contains(point) || rows < 1 || columns < 1) return {};
  return {std::min(rows - 1, static_cast<int64_t>((point.y - r.y) / r.h * static_cast<float>(rows))),
          std::min(columns - 1, static_cast<int64_t>((point.x - r.x) / r.w * static_cast<float>(columns)))};
}

ui::Rect cell_rect(const ui::Rect& r, int64_t rows, int64_t columns, Cell cell) {
  const float w = r.w / static_cast<float>(std::max<int64_t>(1, columns));
  const float h = r.h / static_cast<float>(std::max<int64_t>(1, rows));
  return {r.x + w * static_cast<float>(cell.column), r.y + h * static_cast<float>(cell.row), w, h};
}

ui::Rect fit_cells(const ui::Rect& r, int64_t rows, int64_t columns) {
  const auto wide = static_cast<float>(std::max<int64_t>(1, columns));
  const auto high = static_cast<float>(std::max<int64_t>(1, rows));
  const float side = std::min(r.w / wide, r.h / high);
  return {r.mid_x() - side * wide / 2, r.mid_y() - side * high / 2, side * wide, side * high};
}

void HeatMaps::arrange(int64_t count, int64_t rows, int64_t columns) {
  rows_ = std::max<int64_t>(1, rows);
  columns_ = std::max<int64_t>(1, columns);
  count = std::max<int64_t>(1, count);
  shrink_ = (std::max(rows_, columns_) + kMostSide - 1) / kMostSide;
  const auto side = [&](int64_t n) { return (n + shrink_ - 1) / shrink_; };
  while (count * side(rows_) * side(columns_) > kMostTexels && side(rows_) * side(columns_) > 1) ++shrink_;
  atlas_.layout(static_cast<int>(side(columns_)), static_cast<int>(side(rows_)),
                static_cast<int>(std::min<int64_t>(count, 1 << 16)), platform::Filter::nearest);
}

void HeatMaps::set(int64_t k, std::span<const float> values, const ColourScale& scale, int64_t step, int64_t row_step) {
  if (row_step == 0) row_step = columns_ * step;
  const int64_t last = (rows_ - 1) * row_step + (columns_ - 1) * step;
  if (k < 0 || k >= capacity() || last >= static_cast<int64_t>(values.size())) return;
  keep(k, values, step, row_step);
  const float reach = safe_reach(scale.span);
  const platform::Colouring colouring{.table = &ui::lut(scale.map),
                                      .low = scale.span.middle - reach,
                                      .high = scale.span.middle + reach,
                                      .bad = {ui::theme().cv, ui::theme().err}};
  const int64_t high = (rows_ + shrink_ - 1) / shrink_, wide = (columns_ + shrink_ - 1) / shrink_;
  if (shrink_ == 1 && step == 1 && row_step == columns_) {
    atlas_.update(static_cast<int>(k), values.data(), static_cast<int>(wide), static_cast<int>(high), colouring);
    return;
  }
  scratch_.resize(static_cast<size_t>(high * wide));
  for (int64_t y = 0; y < high; ++y) {
    for (int64_t x = 0; x < wide; ++x) {
      float shown = values[static_cast<size_t>(y * shrink_ * row_step + x * shrink_ * step)];
      for (int64_t dy = 0; dy < std::min(shrink_, rows_ - y * shrink_); ++dy) {
        for (int64_t dx = 0; dx < std::min(shrink_, columns_ - x * shrink_); ++dx) {
          const float v = values[static_cast<size_t>((y * shrink_ + dy) * row_step + (x * shrink_ + dx) * step)];
          if (!(std::abs(v) <= std::abs(shown))) shown = v;
        }
      }
      scratch_[static_cast<size_t>(y * wide + x)] = shown;
    }
  }
  atlas_.update(static_cast<int>(k), scratch_.data(), static_cast<int>(wide), static_cast<int>(high), colouring);
}

void HeatMaps::keep(int64_t k, std::span<const float> values, int64_t step, int64_t row_step) {
  if (numbers_.size() <= static_cast<size_t>(k)) numbers_.resize(static_cast<size_t>(k) + 1);
  std::vector<float>& numbers = numbers_[static_cast<size_t>(k)];
  numbers.clear();
  for (int64_t y = 0; y < rows_; ++y) {
    const float* row = values.data() + y * row_step;
    if (step == 1) numbers.insert(numbers.end(), row, row + columns_);
    for (int64_t x = 0; step != 1 && x < columns_; ++x) numbers.push_back(row[x * step]);
  }
}

void HeatMaps::draw(int64_t k, const ui::Rect& r, float radius) const {
  const platform::TileImage image = atlas_.image(static_cast<int>(k));
  if (image.texture == ImTextureID{}) return;
  if (k >= 0 && static_cast<size_t>(k) < numbers_.size())
    offer_picture(r, rows_, columns_, numbers_[static_cast<size_t>(k)]);
  ui::draw::image_rounded(image.texture, r, radius, {image.uv0.x, image.uv0.y}, {image.uv1.x, image.uv1.y});
}

}  // namespace app::views
