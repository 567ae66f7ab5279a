// Sizes of the grid of cells, in logical pixels.
#pragma once

namespace app::grid {

inline constexpr float kNumbers = 44;  // width of the numbers of the rows
inline constexpr float kHead = 34, kRow = 28, kColumn = 116;

}  // namespace app::grid
