// What the layer puts out: maps of an image, a strip of a sequence, bars of a list; over a plane the surface of each
// unit.
#include <algorithm>
#include <cmath>

#include "app/panels/microscope/input_picture.h"
#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/masks.h"

namespace app {
namespace {

constexpr int kResolution = 64;  // of surfaces
constexpr float kLegendLine = 26;
constexpr size_t kMostBars = 600;  // longer lists are cells in reading order

bool shows_surfaces(const Opened& o) {
  return o.data && o.data->plane() && o.data->range > 0 && o.output().rank() == 1 && o.row >= 0;
}

class OutputLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    const ui::Rect body{area.x, area.y, area.w, area.h - kLegendLine};
    if (shows_surfaces(o)) {
      surfaces(o, body);
    } else if (const engine::WatchedTensor* t = o.get(engine::Watched::sample); t && t->shape == o.output()) {
      range_.follow({t->low, t->high}, o.known_limits());
      if (t->shape.rank() == 3 && o.type().inputs == 0 && InputPicture::is_image(o)) {
        return picture(o, *t, area);
      }
      if (t->shape.rank() == 3) {
        planes(o, *t, body);
      } else if (t->shape.rank() == 2) {
        strip(o, *t, body);
      } else {
        t->values.size() > kMostBars ? cells(o, *t, body) : list(o, *t, body);
      }
    } else {
      return waiting(o, body);
    }
    range_.legend("microscope.range", {area.right(), area.bottom() - 11});
  }

  std::string values(const Opened& o) const override {
    return csv(shows_surfaces(o) ? o.get(engine::Watched::surface, {}, {}, kResolution)
                                 : o.get(engine::Watched::sample));
  }
  bool of_sample(const Opened& o) const override { return !shows_surfaces(o); }
  std::vector<int64_t> selection() const override { return {grid_.page()}; }
  void select(std::span<const int64_t> chosen) override {
    if (chosen.size() == 1) grid_.turn_to(chosen[0]);
  }

 private:
  void surfaces(const Opened& o, const ui::Rect& area) {
    const engine::WatchedTensor* t = o.get(engine::Watched::surface, {}, {}, kResolution);
    if (!t || t->shape.rank() != 3 || t->shape[1] < 2) return waiting(o, area);
    range_.follow({t->low, t->high}, o.known_limits());
    maps(o, t->values, t->shape, area, true);
  }

  // The sample itself: its numbers are those of a picture, whatever the preparation made of their range.
  void picture(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& area) {
    const ui::Rect r = sample_.draw(o, t, {area.x, area.y, area.w, area.h - 24}, 6);
    const std::string ends = ui::tr_fill(
        "{} to {}", {ui::format_number(static_cast<double>(t.low)), ui::format_number(static_cast<double>(t.high))});
    caption({r.mid_x(), r.bottom() + 12},
            ui::tr_fill("channels × rows × columns: {}, values {}", {t.shape.text(), ends}), area.w);
    const views::Cell at = views::cell_at(r, t.shape[1], t.shape[2], ui::mouse());
    if (!at.valid() || !ImGui::IsWindowHovered()) return;
    ui::draw::rect(views::cell_rect(r, t.shape[1], t.shape[2], at).grown(1), ui::theme().acc, 1, 1.5f);
    ui::tooltip_at("picture" + std::to_string(at.row * t.shape[2] + at.column), ui::mouse(),
                   {.title = "[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                    .rows = {{"x", InputPicture::pixel_text(t, at.row, at.column), 0}}});
  }

  void planes(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& area) {
    maps(o, t.values, t.shape, area, false);
  }

  void maps(const Opened& o, std::span<const float> values, const engine::Shape& shape, const ui::Rect& area,
            bool surface) {
    const int64_t count = shape[0], rows = shape[1], columns = shape[2];
    const float aspect = static_cast<float>(columns) / static_cast<float>(std::max<int64_t>(1, rows));
    grid_.arrange("microscope.maps", area, count, aspect, 44, 18, 220);
    maps_.arrange(grid_.last() - grid_.first(), rows, columns);
    for (int64_t k = grid_.first(); k < grid_.last(); ++k) {
      const auto size = static_cast<size_t>(rows * columns);
      const std::span<const float> own = values.subspan(static_cast<size_t>(k) * size, size);
      maps_.set(k - grid_.first(), own, range_.scale());
      const ui::Rect r = grid_.cell(k);
      maps_.draw(k - grid_.first(), r, 5);
      ui::draw::rect(r, ui::theme().line2, 5);
      mark_unit(o, k, r);
      caption({r.mid_x(), r.bottom() + 9}, std::to_string(k + 1), r.w);
      const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
      if (!at.valid() || !ImGui::IsWindowHovered()) continue;
      const auto i = static_cast<size_t>(at.row * columns + at.column);
      ui::Tip tip{.title = ui::tr_fill("Unit {}", {std::to_string(k + 1)}),
                  .rows = {{"y", ui::format_number(static_cast<double>(own[i]), 5), 0}}};
      if (surface) {
        const engine::PreparedData& data = *o.data;
        for (int axis = 0; axis < 2; ++axis) {
          const double share = axis == 0 ? (static_cast<double>(at.column) + 0.5) / static_cast<double>(columns)
                                         : 1 - (static_cast<double>(at.row) + 0.5) / static_cast<double>(rows);
          tip.rows.push_back({axis == 0 ? "x₁" : "x₂",
                              ui::format_fixed(data.low[axis] + share * (data.high[axis] - data.low[axis]), 2), 0});
        }
      } else {
        tip.rows.push_back({"", "[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]", 0});
      }
      ui::tooltip_at("maps" + std::to_string(k) + "." + std::to_string(i), ui::mouse(), tip);
    }
  }

  // Steps from left to right, units from top to bottom.
  void strip(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& area) {
    const int64_t steps = o.steps_that_count(t.shape[0]), units = t.shape[1];
    const std::vector<std::string> names = o.step_names(t.shape[0]);
    maps_.arrange(1, units, steps);
    maps_.set(0, t.values, range_.scale(), units, 1);
    const float wide = std::min(area.w - 60, 72.0f * static_cast<float>(steps));
    const float high = std::min(area.h - 26, 24.0f * static_cast<float>(units));
    const ui::Rect r{area.x + 50, area.y, wide, high};
    maps_.draw(0, r, 3);
    mark_rows(o, r, units);
    ui::draw::rect(r, ui::theme().line2, 3);
    const ui::Text tick{.size = 12, .colour = ui::theme().ink3, .align = ui::Align::right};
    ui::draw::text("1", {r.x - 6, r.y + 7}, tick);
    if (units > 1) ui::draw::text(std::to_string(units), {r.x - 6, r.bottom() - 7}, tick);
    const float pitch = r.w / static_cast<float>(steps);
    float free = r.x;
    for (int64_t s = 0; s < steps; ++s) {
      const float middle = r.x + pitch * (static_cast<float>(s) + 0.5f);
      const float width = std::min(ui::text_width(names[static_cast<size_t>(s)], {.size = 12}), 90.0f);
      if (middle - width / 2 < free || middle + width / 2 > area.right()) continue;
      ui::draw::text(
          names[static_cast<size_t>(s)], {middle, r.bottom() + 13},
          {.size = 12, .colour = ui::theme().ink2, .align = ui::Align::centre, .max_width = 90, .ellipsis = true});
      free = middle + width / 2 + 6;
    }
    const views::Cell at = views::cell_at(r, units, steps, ui::mouse());
    if (!at.valid() || !ImGui::IsWindowHovered()) return;
    ui::tooltip_at(
        "strip" + std::to_string(at.row * steps + at.column), ui::mouse(),
        {.title = names[static_cast<size_t>(at.column)],
         .rows = {{"[" + std::to_string(at.column) + ", " + std::to_string(at.row) + "]",
                   ui::format_number(static_cast<double>(t.values[static_cast<size_t>(at.column * units + at.row)]), 5),
                   0}}});
  }

  void cells(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& area) {
    const auto count = static_cast<int64_t>(t.values.size());
    const auto columns = static_cast<int64_t>(
        std::ceil(std::sqrt(static_cast<double>(count) * static_cast<double>(area.w / std::max(1.0f, area.h)))));
    const int64_t rows = (count + columns - 1) / columns;
    padded_ = t.values;
    padded_.resize(static_cast<size_t>(rows * columns), range_.scale().span.middle);
    maps_.arrange(1, rows, columns);
    maps_.set(0, padded_, range_.scale());
    const ui::Rect r = views::fit_cells(area, rows, columns);
    maps_.draw(0, r, 3);
    ui::draw::rect(r, ui::theme().line2, 3);
    for (const int64_t unit : o.node.masks.off_units) {
      if (unit < count) mark_unit(o, unit, views::cell_rect(r, rows, columns, {unit / columns, unit % columns}));
    }
    const views::Cell at = views::cell_at(r, rows, columns, ui::mouse());
    const int64_t i = at.row * columns + at.column;
    if (!at.valid() || i >= count || !ImGui::IsWindowHovered()) return;
    ui::tooltip_at("cell" + std::to_string(i), ui::mouse(),
                   {.rows = {{"[" + std::to_string(i) + "]",
                              ui::format_number(static_cast<double>(t.values[static_cast<size_t>(i)]), 5), 0}}});
  }

  static void list(const Opened& o, const engine::WatchedTensor& t, const ui::Rect& area) {
    std::vector<NamedBar> bars;
    const bool inputs = o.type().inputs == 0 && o.data && o.data->feature_names.size() == t.values.size();
    for (size_t i = 0; i < t.values.size(); ++i) {
      bars.push_back({.name = inputs ? ui::tr_name(o.data->feature_names[i]) : std::to_string(i + 1),
                      .value = t.values[i],
                      .off = is_masked(o.node.masks, MaskKind::off_unit, static_cast<int64_t>(i))});
    }
    draw_bars("microscope.values", area, bars, nullptr, t.low >= 0);
  }

  views::ColourRange range_;
  views::HeatMaps maps_;
  InputPicture sample_;
  PictureGrid grid_;
  std::vector<float> padded_;
};

}  // namespace

const LookType& output_look() {
  static const LookType type{
      "output",
      "Output",
      "What this layer puts out for the sample that is shown.",
      "Blue stands for positive numbers and orange for negative ones; the larger a number, the stronger its colour. "
      "Over "
      "a plane each picture is one unit: the colour of a place is what the unit would put out for that point.",
      nullptr,
      []() -> std::unique_ptr<Look> { return std::make_unique<OutputLook>(); }};
  return type;
}

}  // namespace app
