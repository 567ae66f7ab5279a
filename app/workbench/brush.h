// A brush for points made by hand: scatters them around a place, or takes away those near it. Pure, and the same random
// numbers give the same points.
#pragma once

#include <vector>

#include "engine/core/rng.h"
#include "engine/schema/hand_made.h"

namespace app {

struct Brush {
  double radius = 0.3;  // data units
  int points = 4;       // of one dab
  bool soft = true;     // normally distributed with half the radius as deviation; else evenly over the disc
};

// One dab: points around (x, y) with this target, none farther from it than the radius.
void dab(const Brush& brush, double x, double y, double target, engine::Rng& rng, std::vector<engine::HandPoint>& out);

}  // namespace app
