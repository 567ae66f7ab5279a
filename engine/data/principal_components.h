// Principal components: the directions in which the rows of a table differ most. Knows no sets and no networks.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "engine/tensor/tensor.h"

namespace engine {

constexpr int kPrincipalComponents = 3;

struct PrincipalComponents {
  std::vector<double> mean;   // [columns]
  std::vector<double> scale;  // [columns] what a deviation from the mean is multiplied with; 0: the column says nothing
  // Of unit length, at right angles, the entry of largest size positive. [columns]; zero where there is no such
  // direction: all rows are equal, or they lie on a line.
  std::array<std::vector<double>, kPrincipalComponents> axes;
  std::array<double, kPrincipalComponents> variance{};  // of the rows along the axes (n - 1), falling
  double total_variance = 0;                            // of all columns together

  // Where a row [columns] lies along the axes. Values that are not finite count as the mean.
  std::array<double, kPrincipalComponents> project(const Scalar* row) const;
};

// Of `rows` [n, columns] about their means; with `standardised` every column is first brought to deviation 1, so that
// units do not matter. Values that are not finite count as the mean of their column. `stop` is asked now and then; when
// it says true, what was found so far is returned. Up to 128 columns the covariance is solved exactly; beyond it by
// subspace iteration on the rows, without the covariance.
PrincipalComponents principal_components(
    ConstView rows, bool standardised, const std::function<bool()>& stop = [] { return false; });

}  // namespace engine
