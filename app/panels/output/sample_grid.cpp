#include "app/panels/output/sample_grid.h"

#include <algorithm>

#include "app/views/sample_picture.h"
#include "app/views/signed_bars.h"

namespace app {

void SampleGrid::paint(const engine::PreparedData& data, std::span<const float> samples, int columns, int rows) {
  if (std::ranges::equal(painted_, samples) && theme_ == ui::theme_name()) return;
  painted_.assign(samples.begin(), samples.end());
  theme_ = ui::theme_name();
  const engine::Shape& shape = data.input_shape;
  const int wide = static_cast<int>(shape[2]), tall = static_cast<int>(shape[1]);
  image_.resize(wide * columns, tall * rows);
  const auto numbers = static_cast<size_t>(shape.count());
  for (size_t i = 0; (i + 1) * numbers <= samples.size(); ++i) {
    const int column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
    views::paint_pixels(samples.subspan(i * numbers, numbers), shape, views::map_of(data.raw), image_, column * wide,
                        row * tall, wide, tall);
  }
  image_.upload(false);
}

void SampleGrid::draw(const engine::PreparedData& data, std::span<const float> samples, int columns, const ui::Rect& r,
                      float gap) {
  const engine::Shape& shape = data.input_shape;
  const auto numbers = static_cast<size_t>(shape.count());
  const int count = static_cast<int>(samples.size() / std::max<size_t>(1, numbers));
  const int rows = (count + columns - 1) / columns;
  if (count == 0) return;
  const ui::Vec cell{(r.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns),
                     (r.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows)};
  const bool pictures = shape.rank() == 3;
  if (pictures) paint(data, samples, columns, rows);
  for (int i = 0; i < count; ++i) {
    const auto x = static_cast<float>(i % columns), y = static_cast<float>(i / columns);
    const ui::Rect place{r.x + x * (cell.x + gap), r.y + y * (cell.y + gap), cell.x, cell.y};
    const auto own = samples.subspan(static_cast<size_t>(i) * numbers, numbers);
    if (pictures) {
      const float u = 1 / static_cast<float>(columns), v = 1 / static_cast<float>(rows);
      if (image_.texture()) ui::draw::image(image_.texture(), place, {x * u, y * v}, {(x + 1) * u, (y + 1) * v});
    } else if (numbers <= views::kMostBars && shape.rank() == 1) {
      float most = 1e-6f;
      for (const float value : own) most = std::isfinite(value) ? std::max(most, std::abs(value)) : most;
      ui::draw::rect(place, ui::theme().line, 4);
      views::signed_bars(place.inset(2), {.values = own, .full = most, .radius = 4});
    } else {
      const int64_t features = shape.rank() == 2 ? shape[1] : 1;
      ui::draw::rect(place, ui::theme().line, 4);
      views::draw_series(place.inset(3), own, shape.count() / features, features);
    }
  }
}

}  // namespace app
