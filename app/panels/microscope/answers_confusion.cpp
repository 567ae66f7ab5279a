// Confusion matrix and the figures of each class.
#include <algorithm>

#include "app/panels/microscope/answers.h"
#include "app/panels/microscope/parts.h"
#include "app/panels/microscope/scores.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kGap = 18, kRow = 24;

std::string class_title(const Opened& o, int k) { return ui::tr(o.data->class_name(k)); }

bool matrix(const Opened& o, const std::vector<int64_t>& counts, int classes, const ui::Rect& area,
            WallFilter& filter) {
  const ui::Palette& t = ui::theme();
  float names = 44;
  for (int k = 0; k < classes; ++k) names = std::max(names, ui::text_width(class_title(o, k), {.size = 13}));
  names = std::min(names, 96.0f);
  const float side = std::min(
      {(area.w - names - 10) / static_cast<float>(classes), (area.h - 44) / static_cast<float>(classes), 64.0f});
  const ui::Rect r{area.x + names + 8, area.y + 40, side * static_cast<float>(classes),
                   side * static_cast<float>(classes)};
  ui::draw::text(ui::tr("answer →"), {r.x, area.y + 8}, {.size = 12, .colour = t.ink3});
  ui::draw::text(ui::tr("truth ↓"), {r.x - 8, area.y + 26},
                 {.size = 12, .colour = t.ink3, .align = ui::Align::right, .max_width = names + 4, .ellipsis = true});
  int64_t most[2] = {1, 1};  // on the diagonal and beside it
  const auto n = static_cast<int64_t>(classes);
  for (int64_t i = 0; i < n * n; ++i) {
    int64_t& limit = most[i / n == i % n ? 0 : 1];
    limit = std::max(limit, counts[static_cast<size_t>(i)]);
  }
  const ui::Hit h = ui::hit("microscope.confusion", r, {.focusable = false});
  const views::Cell at = h.hovered ? views::cell_at(r, n, n, ui::mouse()) : views::Cell{};
  for (int64_t row = 0; row < n; ++row) {
    const float y = r.y + side * (static_cast<float>(row) + 0.5f);
    if (side >= 13) {
      ui::draw::text(class_title(o, static_cast<int>(row)), {r.x - 8, y},
                     {.size = 13, .colour = t.ink2, .align = ui::Align::right, .max_width = names, .ellipsis = true});
    }
    if (side >= 22) {
      ui::draw::text(
          class_title(o, static_cast<int>(row)), {r.x + side * (static_cast<float>(row) + 0.5f), r.y - 12},
          {.size = 13, .colour = t.ink2, .align = ui::Align::centre, .max_width = side - 2, .ellipsis = true});
    }
    for (int64_t column = 0; column < n; ++column) {
      const int64_t count = counts[static_cast<size_t>(row * n + column)];
      const float share = static_cast<float>(count) / static_cast<float>(most[row == column ? 0 : 1]);
      const ui::Colour fill =
          ui::map_colour(row == column ? ui::Map::seq : ui::Map::errseq, count > 0 ? 0.15f + 0.7f * share : 0);
      const ui::Rect cell = views::cell_rect(r, n, n, {row, column}).inset(side > 8 ? 1.0f : 0.0f);
      ui::draw::rect_filled(cell, fill, 3);
      if (count > 0 && side >= 24) {
        ui::draw::text(ui::format_count(count), cell.centre(),
                       {.size = side >= 34 ? 14.0f : 12.0f,
                        .weight = 600,
                        .mono = true,
                        .colour = ui::ink_on(fill),
                        .align = ui::Align::centre});
      }
    }
  }
  if (!at.valid()) return false;
  ui::draw::rect(views::cell_rect(r, n, n, at), t.ink, 3, 2);
  ui::tooltip_at("confusion" + std::to_string(at.row * n + at.column), ui::mouse(),
                 {.title = ui::tr_fill("{} taken for {}", {class_title(o, static_cast<int>(at.row)),
                                                           class_title(o, static_cast<int>(at.column))}),
                  .rows = {{"n", ui::format_count(counts[static_cast<size_t>(at.row * n + at.column)]), 0}}});
  if (!h.clicked) return false;
  filter = {WallFilter::Kind::all, static_cast<int>(at.row), static_cast<int>(at.column)};
  return true;
}

void class_table(const Opened& o, const std::vector<int64_t>& counts, int classes, const ui::Rect& area) {
  const ui::Palette& t = ui::theme();
  const float name = std::max(60.0f, area.w - 4 * 66);
  const char* heads[] = {ui::tr("samples"), ui::tr("precision"), ui::tr("recall"), "F1"};
  const auto x_of = [&](int k) { return area.x + name + 66 * static_cast<float>(k + 1); };
  for (int k = 0; k < 4; ++k) {
    ui::draw::text(heads[k], {x_of(k), area.y + 8},
                   {.size = 12, .colour = t.ink3, .align = ui::Align::right, .max_width = 64, .ellipsis = true});
  }
  const ui::Rect body{area.x, area.y + 22, area.w, area.h - 22};
  const ui::ScrollArea scroll("microscope.classes", body, kRow * static_cast<float>(classes + 1));
  double f1 = 0, precision = 0, recall = 0;
  int64_t all = 0;
  const auto line = [&](int row, const std::string& title, int64_t samples, double p, double r, double f, bool strong) {
    const float y = scroll.y() + kRow * (static_cast<float>(row) + 0.5f);
    const ui::Text look{.size = 13,
                        .weight = strong ? 600 : 500,
                        .colour = strong ? t.ink : t.ink2,
                        .max_width = name - 8,
                        .ellipsis = true};
    ui::draw::text(title, {area.x, y}, look);
    const std::string figures[] = {ui::format_count(samples), ui::format_fixed(p, 3), ui::format_fixed(r, 3),
                                   ui::format_fixed(f, 3)};
    for (int k = 0; k < 4; ++k) {
      ui::draw::text(
          figures[k], {x_of(k) - (scroll.width() < area.w ? 10.0f : 0.0f), y},
          {.size = 13, .weight = strong ? 600 : 500, .mono = true, .colour = t.ink, .align = ui::Align::right});
    }
  };
  for (int k = 0; k < classes; ++k) {
    const ClassFigures f = figures_of(counts, classes, k);
    line(k, class_title(o, k), f.samples, f.precision, f.recall, f.f1, false);
    precision += f.precision / classes;
    recall += f.recall / classes;
    f1 += f.f1 / classes;
    all += f.samples;
  }
  line(classes, ui::tr("mean of the classes"), all, precision, recall, f1, true);
}

}  // namespace

bool draw_confusion(const Opened& o, const Judged& j, const ui::Rect& area, WallFilter& filter) {
  const std::vector<int64_t> counts = confusion_of(j.truth, j.answer, j.classes);
  const float table = std::clamp(area.w * 0.44f, 300.0f, 420.0f);
  const bool clicked = matrix(o, counts, j.classes, {area.x, area.y, area.w - table - kGap, area.h}, filter);
  class_table(o, counts, j.classes, {area.right() - table, area.y, table, area.h});
  return clicked;
}

}  // namespace app
