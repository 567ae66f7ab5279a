// The cost of a temporal difference, and its slope: half its square, or what grows evenly from 1 on.
#pragma once

#include <cmath>

#include "engine/schema/param.h"

namespace engine {

struct TdLoss {
  bool huber = true;

  double cost(double off) const {
    const double size = std::fabs(off);
    return huber && size > 1 ? size - 0.5 : off * off / 2;
  }
  double slope(double off) const { return huber ? std::fmax(-1, std::fmin(1, off)) : off; }

  static ParamSpec param(const char* usual) {
    return {.key = "loss",
            .label = "Loss of a difference",
            .help = "Half the square of the temporal difference; Huber's grows evenly where the difference is over 1.",
            .default_value = std::string(usual),
            .choices = {{"huber", "Huber"}, {"squared", "Squared error"}},
            .live = true};
  }
};

}  // namespace engine
