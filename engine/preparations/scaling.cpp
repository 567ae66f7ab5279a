#include "engine/preparations/scaling.h"

#include <cmath>

namespace engine {

Scaling::Scaling(const Shape& shape, std::vector<double> shift, std::vector<double> scale, double offset)
    : count_(static_cast<size_t>(shape.count())), shift_(std::move(shift)), scale_(std::move(scale)), offset_(offset) {}

void Scaling::apply(const Scalar* in, Scalar* out) const {
  const size_t groups = shift_.size();
  for (size_t c = 0; c < count_; c += groups) {
    for (size_t g = 0; g < groups; ++g) {
      out[c + g] = static_cast<Scalar>((static_cast<double>(in[c + g]) - shift_[g]) * scale_[g] + offset_);
    }
  }
}

std::vector<double> Scaling::learned() const {
  std::vector<double> all = shift_;
  all.insert(all.end(), scale_.begin(), scale_.end());
  return all;
}

std::unique_ptr<const FittedStep> Scaling::resized(const Shape& shape) const {
  return std::make_unique<Scaling>(shape, shift_, scale_, offset_);
}

bool is_constant(double spread, double middle) { return !(spread > 1e-7 * (1e-30 + std::abs(middle))); }

}  // namespace engine
