// The activation function that a layer applies to its own sums, found by the parameter that names one.
#pragma once

#include <string>

#include "app/panels/microscope/look.h"
#include "engine/schema/activation_type.h"

namespace app {

struct OwnFunction {
  const engine::ActivationType* type = nullptr;  // null: the layer has none
  engine::Scalar a = 0;
  // One number at a time; not for functions that look at all units at once.
  bool single() const { return type && !type->per_row; }
  double operator()(double z) const;
  std::string name() const;  // "ReLU"
};
OwnFunction own_function(const Opened& o);

}  // namespace app
