// Weights of units that see a whole picture, each unit's as a picture of that size: what the unit looks for.
#include <algorithm>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

// The picture that the numbers in front of the layer are, row by row; of rank 0 when they are none.
engine::Shape picture_of(const Opened& o) {
  const engine::NodeInfo* source = o.sources.empty() ? nullptr : o.info_of(o.sources[0]);
  if (!o.data || o.data->input_shape.rank() != 3 || !source || !source->type || !source->output) return {};
  const bool handed_on = !source->type->has_weights && source->output->count() == o.data->input_shape.count();
  return handed_on ? o.data->input_shape : engine::Shape{};
}

class FiltersLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const engine::WatchedTensor* t = o.get(engine::Watched::parameter, {}, "weight");
    const engine::Shape picture = picture_of(o);
    if (!t || t->shape.rank() != 2 || t->shape[1] != picture.count()) return waiting(o, area);
    const ui::Rect body{area.x, area.y, area.w, area.h - 28};
    const int64_t rows = picture[0] * picture[1], columns = picture[2];  // channels one below the other
    range_.follow({t->low, t->high});
    grid_.arrange("microscope.filters", body, t->shape[0], static_cast<float>(columns) / static_cast<float>(rows), 40,
                  18, 120);
    maps_.arrange(grid_.last() - grid_.first(), rows, columns);
    const views::ValueSpan span = range_.scale().span;
    const double how = static_cast<double>(grid_.first()) + static_cast<double>(span.reach) * 1e-3 +
                       static_cast<double>(span.middle) * 1e-2;
    const bool due = refresh_.due(o, *t, how);
    const auto size = static_cast<size_t>(rows * columns);
    for (int64_t k = grid_.first(); k < grid_.last(); ++k) {
      const std::span<const float> own = std::span(t->values).subspan(static_cast<size_t>(k) * size, size);
      if (due) maps_.set(k - grid_.first(), own, range_.scale());
      const ui::Rect r = grid_.cell(k);
      maps_.draw(k - grid_.first(), r, 4);
      mark_unit(o, k, r);
      ui::draw::rect(r, ui::theme().line2, 4);
      caption({r.mid_x(), r.bottom() + 9}, std::to_string(k + 1), r.w + 4);
      const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
      if (!at.valid() || !ImGui::IsWindowHovered()) continue;
      const auto i = static_cast<size_t>(at.row * columns + at.column);
      ui::tooltip_at("filter" + std::to_string(k) + "." + std::to_string(i), ui::mouse(),
                     {.title = ui::tr_fill("Unit {}", {std::to_string(k + 1)}),
                      .rows = {{"[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                                ui::format_number(static_cast<double>(own[i]), 5), 0}}});
    }
    (void)range_.legend("microscope.range", {area.right(), area.bottom() - 11});
  }

  std::string values(const Opened& o) const override { return csv(o.get(engine::Watched::parameter, {}, "weight")); }

 private:
  Refresh refresh_;
  views::ColourRange range_;
  views::HeatMaps maps_;
  PictureGrid grid_;
};

}  // namespace

const LookType& filters_look() {
  static const LookType type{
      "filters",
      "Filters",
      "What each unit looks for: its weights, each at the place of the pixel that it belongs to.",
      "A unit is on when the bright places of the picture lie where its weights are blue, and dark ones where they are "
      "orange. Units that have learnt show strokes and edges; those that have not look like noise.",
      [](const Opened& o) { return picture_of(o).rank() > 0; },
      []() -> std::unique_ptr<Look> { return std::make_unique<FiltersLook>(); }};
  return type;
}

}  // namespace app
