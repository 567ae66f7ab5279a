// The map of a grid world as a text, one letter for each cell and "/" between the rows: "." free, "#" wall, "G" goal,
// "T" trap, "S" start. Says in words what is wrong with one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace engine {

struct GridMap {
  static constexpr char kFree = '.', kWall = '#', kGoal = 'G', kTrap = 'T', kStart = 'S';
  int rows = 0, columns = 0;
  std::vector<char> cells;  // [rows, columns]

  char at(int row, int column) const { return cells[static_cast<size_t>(row * columns + column)]; }
  // Whether an episode goes on there.
  bool open(int cell) const {
    const char c = cells[static_cast<size_t>(cell)];
    return c == kFree || c == kStart;
  }
  std::string text() const;
};

Result<GridMap> parse_grid_map(std::string_view text);

}  // namespace engine
