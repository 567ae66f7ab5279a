// Trying a row of a table: one slider for each column, over the range that the data has.
#include <algorithm>
#include <cmath>

#include "app/panels/output/try.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kRow = 44, kGap = 16;
constexpr int64_t kMostNumbers = 4'000'000;  // looked at for the ranges of the columns

}  // namespace

void TryPads::fit_columns(const View& view) {
  const engine::Dataset& raw = view.snapshot.data->raw;
  columns_.clear();
  if (raw.inputs.shape().rank() != 1 || !raw.vocabulary.empty()) return;
  const int64_t step = std::max<int64_t>(1, raw.rows() * raw.inputs.columns() / kMostNumbers);
  for (int64_t c = 0; c < raw.inputs.columns(); ++c) {
    Column column{INFINITY, -INFINITY, 1};
    for (int64_t row = 0; row < raw.rows(); row += step) {
      const auto v = static_cast<double>(raw.inputs.row(row)[c]);
      if (!std::isfinite(v)) continue;
      column.low = std::min(column.low, v);
      column.high = std::max(column.high, v);
      if (v != std::round(v)) column.step = 0;
    }
    if (!(column.high > column.low)) {
      const double middle = std::isfinite(column.low) ? column.low : 0;
      column = {middle - 1, middle + 1, 0};
    }
    columns_.push_back(column);
  }
}

void TryPads::draw_table(const PanelContext& c, const ui::Rect& area) {
  const engine::PreparedData& data = *c.view.snapshot.data;
  const float y = head(c, area, ui::tr("Move the sliders; the answer follows."), true);
  const auto count = std::min(columns_.size(), sample_.size());
  const float answer =
      data.raw.classes > 0 ? std::clamp(23.0f * static_cast<float>(data.raw.classes), 46.0f, 140.0f) : 40;
  const ui::Rect inside{area.x, y, area.w, area.bottom() - y - answer - 14};
  const size_t across = count > 4 || inside.h < kRow * static_cast<float>(count) ? 2 : 1;
  const auto rows = static_cast<float>((count + across - 1) / across);
  {
    const ui::ScrollArea scroll("output.try.columns", inside, kRow * rows);
    const float width = (scroll.width() - 8 - kGap * static_cast<float>(across - 1)) / static_cast<float>(across);
    for (size_t i = 0; i < count; ++i) {
      const ui::Vec at{area.x + 8 + (width + kGap) * static_cast<float>(i % across),
                       scroll.y() + kRow * static_cast<float>(i / across) + 12};
      if (at.y + kRow < inside.y || at.y - 12 > inside.bottom()) continue;
      const std::string name = i < data.raw.input_names.size() ? data.raw.input_names[i] : std::to_string(i + 1);
      auto value = static_cast<double>(sample_[i]);
      const Column& column = columns_[i];
      const ui::Slider look{.range = {column.low, column.high, column.step}};
      const std::string id = "output.try.column" + std::to_string(i + 1);
      if (ui::slider(id.c_str(), at, width - 8, name, &value, look)) sample_[i] = static_cast<engine::Scalar>(value);
    }
  }
  ready_ = count > 0;
  const ui::Rect below{area.x, inside.bottom() + 14, area.w, answer};
  ui::draw::hairline({area.x, inside.bottom() + 5}, {area.right(), inside.bottom() + 5}, ui::theme().line);
  draw_answer(c, look(c), below, false);
}

}  // namespace app
