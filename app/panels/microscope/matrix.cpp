// Parameters as pictures: a matrix as one, the kernels of a convolution one beside the other.
#include <algorithm>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

class MatrixLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    if (o.names.empty()) return;
    chosen_ = std::clamp(chosen_, 0, static_cast<int>(o.names.size()) - 1);
    ui::Rect body{area.x, area.y, area.w, area.h - 28};
    if (o.names.size() > 1) {
      std::vector<ui::SegmentItem> items;
      for (const std::string& name : o.names) items.push_back({.label = name});
      const float width = std::min(body.w, 150.0f * static_cast<float>(items.size()));
      ui::segmented("microscope.parameter", {body.x, body.y, width, 28}, items, &chosen_);
      body.y += 36;
      body.h -= 36;
    }
    const engine::WatchedTensor* t = o.get(engine::Watched::parameter, {}, o.names[static_cast<size_t>(chosen_)]);
    if (!t) return waiting(o, body);
    range_.follow({t->low, t->high});
    if (t->shape.rank() >= 3) {
      kernels(*t, body);
    } else {
      matrix(o, *t, body);
    }
    const float left = range_.legend("microscope.range", {area.right(), area.bottom() - 11});
    const std::string size = o.names[static_cast<size_t>(chosen_)] + "  " + t->shape.text();
    ui::draw::text(
        size, {area.x, area.bottom() - 11},
        {.size = 13, .mono = true, .colour = ui::theme().ink3, .max_width = left - area.x - 12, .ellipsis = true});
  }

  std::string values(const Opened& o) const override {
    return o.names.empty() ? "" : csv(o.get(engine::Watched::parameter, {}, o.names[static_cast<size_t>(chosen_)]));
  }

 private:
  void matrix(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& area) {
    const int64_t rows = t.shape.rank() == 2 ? t.shape[0] : 1, columns = t.shape.count() / std::max<int64_t>(1, rows);
    maps_.arrange(1, rows, columns);
    const views::ValueSpan span = range_.scale().span;
    const double how = chosen_ + 3.0 * static_cast<double>(rows) + static_cast<double>(span.reach) * 1e-3 +
                       static_cast<double>(span.middle) * 1e-2;
    if (refresh_.due(o, t, how)) maps_.set(0, t.values, range_.scale());
    // Cells need not be square where the matrix is far from it.
    const ui::Rect inner{area.x + 58, area.y + 20, area.w - 66, area.h - 28};
    const auto wide = static_cast<float>(columns), high = static_cast<float>(rows);
    const float side = std::min({36.0f, std::max(inner.w / wide, 1.0f), std::max(inner.h / high, 1.0f)});
    const float w = std::min(inner.w, std::max(side * wide, std::min(inner.w, 12 * wide)));
    const float h = std::min(inner.h, std::max(side * high, std::min(inner.h, 12 * high)));
    const ui::Rect r{inner.x, inner.y, w, h};
    maps_.draw(0, r, 3);
    if (rows == engine::unit_count(o.output()) && !o.type().units_key.empty()) mark_rows(o, r, rows);
    for (const engine::HeldWeight& held : o.node.masks.weights) {
      if (held.unit < rows && held.input < columns)
        ui::draw::rect(views::cell_rect(r, rows, columns, {held.unit, held.input}), ui::theme().ink, 2, 1.5f);
    }
    ui::draw::rect(r, ui::theme().line2, 3);
    const ui::Text tick{.size = 12, .colour = ui::theme().ink3};
    ui::draw::text(ui::tr("inputs →"), {r.x, r.y - 11}, tick);
    ui::draw::text(
        ui::tr("units ↓"), {r.x - 8, r.y + 8},
        {.size = 12, .colour = ui::theme().ink3, .align = ui::Align::right, .max_width = 52, .ellipsis = true});
    const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
    if (!at.valid() || !ImGui::IsWindowHovered()) return;
    const int64_t i = at.row * columns + at.column;
    ui::tooltip_at("matrix" + std::to_string(i), ui::mouse(),
                   {.rows = {{"[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                              ui::format_number(static_cast<double>(t.values[static_cast<size_t>(i)]), 5), 0}}});
  }

  // One row for each output, one column for each input, as far as they fit; the rest on further pages.
  void kernels(const engine::WatchedTensor& t, const ui::Rect& area) {
    const int64_t columns = t.shape.back(), rows = t.shape.rank() == 4 ? t.shape[2] : 1;
    const int64_t count = t.shape[0] * t.shape[1];
    const float aspect = static_cast<float>(columns) / static_cast<float>(rows);
    grid_.arrange("microscope.kernels", area, count, aspect, rows == 1 ? 16.0f : 40.0f, 18, 120);
    maps_.arrange(grid_.last() - grid_.first(), rows, columns);
    for (int64_t k = grid_.first(); k < grid_.last(); ++k) {
      const auto size = static_cast<size_t>(rows * columns);
      const std::span<const float> own = std::span(t.values).subspan(static_cast<size_t>(k) * size, size);
      maps_.set(k - grid_.first(), own, range_.scale());
      const ui::Rect r = grid_.cell(k);
      maps_.draw(k - grid_.first(), r, 4);
      ui::draw::rect(r, ui::theme().line2, 4);
      const std::string place = std::to_string(k / t.shape[1] + 1) + "·" + std::to_string(k % t.shape[1] + 1);
      if (ui::text_width(place, {.size = 12}) <= r.w + 4) caption({r.mid_x(), r.bottom() + 9}, place, r.w + 4);
      const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
      if (!at.valid() || !ImGui::IsWindowHovered()) continue;
      const auto i = static_cast<size_t>(at.row * columns + at.column);
      ui::tooltip_at("kernel" + std::to_string(k) + "." + std::to_string(i), ui::mouse(),
                     {.title = ui::tr_fill("First axis {}, second axis {}",
                                           {std::to_string(k / t.shape[1] + 1), std::to_string(k % t.shape[1] + 1)}),
                      .rows = {{"[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                                ui::format_number(static_cast<double>(own[i]), 5), 0}}});
    }
  }

  int chosen_ = 0;
  Refresh refresh_;
  views::ColourRange range_;
  views::HeatMaps maps_;
  PictureGrid grid_;
};

}  // namespace

const LookType& matrix_look() {
  static const LookType type{
      "matrix",
      "Weights",
      "Every weight of the layer as a cell: blue is positive, orange is negative.",
      "Starting weights are random and look like noise. What training needs grows out of it: rows of units that matter "
      "get strong colours, inputs that say nothing fade. Kernels of the first layer turn into edges and blobs.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<MatrixLook>(); }};
  return type;
}

}  // namespace app
