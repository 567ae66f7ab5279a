// Deals the rows of a set to training, validation and test part.
#pragma once

#include "engine/graph/experiment.h"
#include "engine/schema/preparation_type.h"

namespace engine {

// The rows of each part and the targets of the training rows. Refuses shares that cannot be, a way of splitting that
// does not suit the set, and an empty training part.
Result<Parts> deal_rows(const DataSpec& spec, const Dataset& set);
// How the set is split in truth: "stratified" where classes are spread evenly, else "random" or "time".
std::string split_of(const DataSpec& spec, const Dataset& set);

}  // namespace engine
