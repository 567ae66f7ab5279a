#include "engine/environments/grid_map.h"

#include <algorithm>

namespace engine {
namespace {

constexpr size_t kMost = 24;  // rows, and columns

}  // namespace

std::string GridMap::text() const {
  std::string out;
  for (int row = 0; row < rows; ++row) {
    if (row > 0) out += '/';
    out.append(cells.data() + row * columns, static_cast<size_t>(columns));
  }
  return out;
}

Result<GridMap> parse_grid_map(std::string_view text) {
  GridMap map;
  if (text.size() > kMost * (kMost + 1)) return error("A map has at most {} rows and columns.", kMost);
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('/', begin), text.size());
    const std::string_view row = text.substr(begin, end - begin);
    if (map.rows == 0) map.columns = static_cast<int>(row.size());
    ++map.rows;
    if (row.empty() || row.size() > kMost || map.rows > static_cast<int>(kMost)) {
      return error("A map has 1 to {} rows and columns; row {} has {} cells.", kMost, map.rows, row.size());
    }
    if (static_cast<int>(row.size()) != map.columns) {
      return error("All rows of a map are equally long, but row {} has {} cells and the first has {}.", map.rows,
                   row.size(), map.columns);
    }
    for (const char c : row) {
      if (std::string_view(".#GTS").find(c) == std::string_view::npos) {
        return error("A cell is \".\" (free), \"#\" (wall), \"G\" (goal), \"T\" (trap) or \"S\" (start), not \"{}\".",
                     std::string(1, c));
      }
      map.cells.push_back(c);
    }
    begin = end + 1;
  }
  if (std::count(map.cells.begin(), map.cells.end(), GridMap::kStart) > 1) {
    return error("A map has one start at most; take the others away.");
  }
  bool open = false;
  for (int cell = 0; cell < map.rows * map.columns; ++cell) open = open || map.open(cell);
  if (!open) return error("No cell of the map is free to start from; free one.");
  return map;
}

}  // namespace engine
