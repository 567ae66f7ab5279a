#include "app/panels/network/units.h"

#include <algorithm>
#include <cmath>

#include "app/panels/network/pictures.h"
#include "app/ui/format.h"
#include "app/ui/off_mark.h"
#include "app/ui/popover.h"
#include "app/ui/widgets.h"
#include "app/workbench/masks.h"
#include "engine/schema/loss_type.h"

namespace app::network {
namespace {

constexpr const char* kName = "network.all_units";
constexpr int kSide = 24;              // pixels of a small picture
constexpr int64_t kMostUnits = 512;    // more are not shown
constexpr float kCell = 36, kGap = 4;  // on the screen
constexpr int64_t kPerRow = 10;
constexpr double kRefresh = 0.1;  // seconds

}  // namespace

void UnitGrid::open(const Column& column, const ui::Rect& tile) {
  node_ = column.id;
  updated_ = -1;
  ui::open_popover(kName, tile);
}

int UnitGrid::column(const Model& model) const {
  return !node_.empty() && ui::popover_is_open(kName) ? model.column_of(node_) : -1;
}

void UnitGrid::update(const View& view, const Column& column, int64_t units, double now) {
  if (updated_ >= 0 && now - updated_ < kRefresh) return;
  updated_ = now;
  atlas_.arrange(static_cast<int>(units), kSide);
  const engine::LossType* loss = engine::losses().find(view.experiment.loss.type);
  for (int64_t u = 0; u < units; ++u) {
    const engine::WatchedTensor* t = nullptr;
    const auto own = Pictures::outputs_of(view, column, u, &t);
    if (own.empty()) continue;
    const views::ValueSpan span = output_span(column, *t, loss && loss->logits);
    const bool surface = t->watch.what == engine::Watched::surface;
    const Planes planes = planes_of(t->shape);
    const int64_t rows = planes.rows, columns = planes.columns;
    if (surface && rows != columns) {
      atlas_.set_cells(static_cast<int>(u), own, span, ui::Map::div);
      continue;
    }
    small_.resize(static_cast<size_t>(kSide) * kSide);
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x)
        small_[static_cast<size_t>(y * kSide + x)] =
            own[static_cast<size_t>(y * rows / kSide * columns + x * columns / kSide)];
    }
    atlas_.set_picture(static_cast<int>(u), small_, span, ui::Map::div);
  }
}

int64_t UnitGrid::draw(const PanelContext& context, const Model& model) {
  const int index = column(model);
  if (index < 0) return -1;
  const Column& c = model.columns()[static_cast<size_t>(index)];
  const int64_t units = std::min(c.units, kMostUnits);
  update(context.view, c, units, context.now);
  const auto rows = static_cast<float>((units + kPerRow - 1) / kPerRow);
  const float content = rows * (kCell + kGap) - kGap, height = std::min(content, 360.0f);
  const float width = static_cast<float>(kPerRow) * (kCell + kGap) - kGap;
  const ui::Popover card(kName, {width + 36, height + 56});
  const ui::Rect& r = card.area();
  ui::draw::text(c.title, {r.x + 12, r.y + 20}, {.size = 14, .weight = 600, .colour = ui::theme().ink});
  ui::draw::text(ui::tr_fill("{} units", {ui::format_count(c.units)}), {r.right() - 12, r.y + 20},
                 {.size = 13, .colour = ui::theme().ink3, .align = ui::Align::right});
  const ui::ScrollArea scroll(kName, {r.x + 12, r.y + 40, width + 12, height}, content);
  int64_t hovered = -1;
  for (int64_t u = 0; u < units; ++u) {
    const ui::Rect cell{r.x + 12 + static_cast<float>(u % kPerRow) * (kCell + kGap),
                        scroll.y() + static_cast<float>(u / kPerRow) * (kCell + kGap), kCell, kCell};
    if (cell.bottom() < r.y + 40 || cell.y > r.y + 40 + height) continue;
    const bool hot = cell.contains(ui::mouse()) && ui::mouse().y > r.y + 40 && ui::mouse().y < r.y + 40 + height;
    atlas_.draw(static_cast<int>(u), cell, 5);
    if (tiles_are_units(c) && is_masked(c.masks, MaskKind::off_unit, u)) ui::off_mark(cell, 5);
    if (tiles_are_units(c) && is_masked(c.masks, MaskKind::frozen_unit, u)) ui::frozen_mark(cell, 5);
    ui::draw::rect(cell, hot ? ui::theme().ink : ui::theme().line, 5, hot ? 2.0f : 1.0f);
    if (!hot) continue;
    hovered = u;
    const std::string name =
        static_cast<size_t>(u) < c.labels.size() ? c.labels[static_cast<size_t>(u)] : std::to_string(u + 1);
    ui::tooltip_at(kName + name, ui::mouse(), {.title = c.title + " · " + name, .rows = {}});
  }
  return hovered;
}

}  // namespace app::network
