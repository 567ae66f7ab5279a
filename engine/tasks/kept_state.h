// What a task has gathered and its next step depends on (chains, what an agent has met): one description serves both
// ways, into a checkpoint and out of it. Names are the task's own.
#pragma once

#include <cstdint>
#include <string>

#include "engine/core/rng.h"
#include "engine/tensor/scalar.h"
#include "engine/tensor/shape.h"

namespace engine {

class KeptState {
 public:
  virtual ~KeptState() = default;
  virtual void count(const std::string& name, int64_t& value) = 0;  // not below 0
  virtual void number(const std::string& name, double& value) = 0;  // bit for bit
  virtual void random(const std::string& name, Rng& rng) = 0;
  // shape.count() finite numbers; those of a checkpoint with another shape are an error, and are not taken.
  virtual void numbers(const std::string& name, const Shape& shape, Scalar* numbers) = 0;
};

}  // namespace engine
