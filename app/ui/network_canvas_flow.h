// The gradient on its way back through the network, as a ribbon along each wire: as wide as the logarithm of its norm
// says, so that a gradient that vanishes or explodes is seen at once. Takes plain numbers.
#pragma once

#include <span>
#include <vector>

#include "app/ui/geometry.h"
#include "app/ui/theme.h"

namespace app::ui {

// Widths for norms: the largest of all gets the full width, and every factor of ten takes the same from it.
class FlowScale {
 public:
  static constexpr float kWidest = 46, kThinnest = 1.5f;  // logical pixels at zoom 1
  static constexpr double kDecades = 6;                   // from one to the other

  void clear() { most_ = 0; }
  void add(double norm);
  double most() const { return most_; }  // 0: nothing was added
  // 0 where there is no number to show.
  float width(double norm, float zoom) const;

 private:
  double most_ = 0;
};

// Along `path`, from one width at its beginning to another at its end.
void draw_flow(std::span<const Vec> path, float width_from, float width_to, Colour colour);

}  // namespace app::ui
