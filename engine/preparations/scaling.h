// (value - shift) * scale with one pair for each group of values: what standardise and min_max come down to.
#pragma once

#include <vector>

#include "engine/schema/preparation_type.h"

namespace engine {

class Scaling : public FittedStep {
 public:
  // One entry for each group of `shape`.
  Scaling(const Shape& shape, std::vector<double> shift, std::vector<double> scale, double offset = 0);
  void apply(const Scalar* in, Scalar* out) const override;
  std::vector<double> learned() const override;  // the shifts, then the scales
  std::unique_ptr<const FittedStep> resized(const Shape& shape) const override;

 private:
  size_t count_;
  std::vector<double> shift_, scale_;
  double offset_;  // added to every value
};

// The deviation of values that are the same up to rounding is 0: what is left of them must not be blown up.
bool is_constant(double spread, double middle);

}  // namespace engine
