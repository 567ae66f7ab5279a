// Steps that look at the class of a sample need one.
#pragma once

#include "engine/schema/preparation_type.h"

namespace engine {

inline Status takes_classes(const Params&, const SampleFacts& facts) {
  if (facts.classes == 0) return error("This step is about classes, but the targets here are numbers.");
  if (facts.target_shape.rank() > 0) {
    return error("This step needs one class for each sample; here a sample has {} of them.", facts.target_shape.text());
  }
  return {};
}

}  // namespace engine
