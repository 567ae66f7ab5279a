// Eigenvalues and eigenvectors of a symmetric matrix.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/progress.h"

namespace engine {

struct SymmetricEigen {
  std::vector<double> values;   // [n], falling
  std::vector<double> vectors;  // [n, n], one in each row, of length 1, its largest number in size positive
};

// Householder's tridiagonal form, then implicit QL (Bowdler, Martin, Reinsch, Wilkinson 1968, tred2 and tql2). `a` is
// [n, n], symmetric and finite. Time grows with n^3. Stopped by `progress`, what comes out is of no use.
SymmetricEigen symmetric_eigen(std::vector<double> a, int64_t n, const Progress& progress = {});

}  // namespace engine
