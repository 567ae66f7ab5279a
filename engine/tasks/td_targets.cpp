#include "engine/tasks/td_targets.h"

#include <algorithm>

namespace engine {

void td_targets(ConstView chooser, ConstView values, std::span<const double> reward,
                std::span<const int32_t> terminated, double gamma, std::span<double> targets) {
  for (int64_t i = 0; i < values.rows; ++i) {
    const auto at = static_cast<size_t>(i);
    const Scalar* row = chooser.row(i);
    const auto best = std::max_element(row, row + chooser.columns()) - row;
    const double later = terminated[at] ? 0 : static_cast<double>(values.row(i)[best]);
    targets[at] = reward[at] + gamma * later;
  }
}

TdStep td_step(ConstView output, std::span<const int32_t> actions, std::span<const double> targets, const TdLoss& loss,
               Scalar* d_output) {
  const auto rows = static_cast<double>(output.rows);
  std::fill_n(d_output, output.count(), Scalar(0));
  double cost = 0, size = 0;
  for (int64_t i = 0; i < output.rows; ++i) {
    const int32_t action = actions[static_cast<size_t>(i)];
    const double off = static_cast<double>(output.row(i)[action]) - targets[static_cast<size_t>(i)];
    cost += loss.cost(off);
    size += std::fabs(off);
    d_output[i * output.columns() + action] = static_cast<Scalar>(loss.slope(off) / rows);
  }
  return {cost / rows, size / rows};
}

}  // namespace engine
