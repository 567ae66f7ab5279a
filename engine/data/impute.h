// Fills in the values that a file does not have.
#pragma once

#include "engine/schema/dataset_type.h"

namespace engine {

// Puts the mean of the column over the training rows in the place of each missing value; 0 where the training part has
// no value in that column. Validation and test rows have no say in it.
void impute(Dataset& set, const std::vector<int64_t>& training_rows);

}  // namespace engine
