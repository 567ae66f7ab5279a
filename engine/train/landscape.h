// The loss over a plane in the space of all parameters: two random directions with filter normalisation, or the plane
// in which the path of training runs (Li, Xu, Taylor, Studer, Goldstein 2018, sections 4 and 7). Works on a network of
// its own and knows no threads and no windows.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/train/trainer.h"

namespace engine {

struct ParameterPlane {
  std::vector<Scalar> centre, across, up;  // [parameters] each; the plane is centre + x across + y up
  double shown = 0;  // of a path: the share of its squared distances from the centre that lies in the plane
};

// Normally distributed directions in which every filter (what a weight matrix or kernel has at one index of its first
// dimension) is as long as that of `centre`. Biases, running averages and frozen nodes do not move.
ParameterPlane random_plane(const Network& network, std::span<const Scalar> centre, uint64_t seed);
// Principal components of the differences between the points of `path` and the last one; both of unit length. Without
// directions when the path does not span a plane.
ParameterPlane path_plane(std::span<const std::vector<Scalar>> path);

// The foot of the perpendicular from `parameters` to the plane.
struct PlanePoint {
  double x = 0, y = 0;
};
PlanePoint project(const ParameterPlane& plane, std::span<const Scalar> parameters);

struct LandscapeRequest {
  Experiment experiment;
  std::shared_ptr<const PreparedData> data;
  std::vector<Scalar> parameters;         // the centre
  std::vector<std::vector<Scalar>> path;  // ends with the centre; empty: a random plane
  uint64_t seed = 1;
  double reach = 1;  // of a random plane, to each side
  int side = 33;     // points along each axis, a power of two and one
};

struct Landscape {
  std::shared_ptr<const ParameterPlane> plane;
  double x_low = -1, x_high = 1, y_low = -1, y_high = 1;
  int side = 0;
  std::vector<float> loss;  // [side, side], row 0 at y_high; what is not computed yet holds that of a point near by
  int64_t done = 0;         // points that are computed
  int64_t samples = 0;      // of the training part, the first ones, whose mean loss it is
  double centre = 0;        // loss of the centre
};

// Computes it from coarse to fine. `shown` is called after every point, and stops it by returning false.
Status compute_landscape(const LandscapeRequest& request, const std::function<bool(const Landscape&)>& shown);

}  // namespace engine
