// The map of a grid world, edited by clicking and dragging: every stroke is one undo step.
#include <array>
#include <cmath>

#include "app/panels/output/world.h"
#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "engine/environments/grid_map.h"

namespace app {
namespace {

using engine::GridMap;

constexpr const char* kMerge = "output.map";

}  // namespace

void WorldView::tools(const PanelContext& c, const ui::Rect& r) {
  const ui::SegmentItem items[] = {
      {.label = ui::tr("Watch"), .tip = ui::tr("The agent moves; the map stays as it is")},
      {.label = ui::tr("Free"), .tip = ui::tr("Paint free cells")},
      {.label = ui::tr("Wall"), .tip = ui::tr("Paint walls")},
      {.label = ui::tr("Goal"), .tip = ui::tr("Paint goals: reward +1")},
      {.label = ui::tr("Trap"), .tip = ui::tr("Paint traps: reward −1")},
      {.label = ui::tr("Start"), .tip = ui::tr("Where episodes begin; without one, anywhere")}};
  int tool = static_cast<int>(tool_);
  if (ui::segmented("output.map_tool", r, items, &tool, 12)) {
    tool_ = static_cast<Tool>(tool);
    due_ = c.now;
  }
}

void WorldView::paint(const PanelContext& c, const ui::Rect& r) {
  const ui::Hit hit = ui::hit("output.map", r, {.focusable = false});
  if (hit.pressed) painting_ = true;
  const auto done = [&] {
    if (painting_) c.actions.push(action::Commit{});
    painting_ = false;
  };
  if (!hit.held) return done();
  const auto& world = *data_->raw.world;
  const auto map = engine::parse_grid_map(engine::get_text(world.params, world.type->map_key));
  if (!map || !(scale_ > 0)) return;
  const ui::Vec at = ui::mouse();
  const int column = static_cast<int>(std::floor(static_cast<double>(at.x - shown_.x) / scale_));
  const int row = static_cast<int>(std::floor(static_cast<double>(at.y - shown_.y) / scale_));
  if (column < 0 || column >= map->columns || row < 0 || row >= map->rows) return;
  constexpr std::array<char, 6> kLetters{
      0, GridMap::kFree, GridMap::kWall, GridMap::kGoal, GridMap::kTrap, GridMap::kStart};
  GridMap next = *map;
  const char letter = kLetters[static_cast<size_t>(tool_)];
  if (letter == GridMap::kStart) std::replace(next.cells.begin(), next.cells.end(), GridMap::kStart, GridMap::kFree);
  next.cells[static_cast<size_t>(row * next.columns + column)] = letter;
  // The last free cell stays: an episode has to begin somewhere.
  if (next.cells == map->cells || !engine::parse_grid_map(next.text())) return;
  engine::Experiment e = c.view.experiment;
  e.data.source.params[world.type->map_key] = next.text();
  c.actions.push(action::Edit{engine::message("Edit the map"), std::move(e), kMerge});
}

}  // namespace app
