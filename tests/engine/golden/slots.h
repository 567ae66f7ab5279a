// The memory of an optimizer for a test that calls it without a trainer.
#pragma once

#include <vector>

#include "engine/schema/optimizer_type.h"

namespace golden {

using namespace engine;

// Slots of an optimizer for `count` numbers.
struct Slots {
  std::vector<Scalar> numbers[3];
  Slots(const OptimizerType& type, size_t count) {
    for (int k = 0; k < type.slots; ++k) numbers[k].assign(count, 0);
  }
  OptimizerPass pass(std::span<Scalar> w, std::span<const Scalar> g, int64_t step) {
    return {w.data(),
            g.data(),
            {numbers[0].data(), numbers[1].data(), numbers[2].data()},
            static_cast<int64_t>(w.size()),
            step};
  }
};

}  // namespace golden
