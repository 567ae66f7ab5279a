// The data set of a world: what an agent that acts at random sees of it, and the reward that it gets from there on.
// Where the states are few, every one of them in turn.
#pragma once

#include "engine/schema/dataset_type.h"
#include "engine/schema/environment_type.h"

namespace engine {

// `names`: of the numbers of an observation, or empty.
Dataset observations(const EnvironmentType& type, const DatasetRequest& request, const Shape& sample,
                     std::vector<std::string> names = {});

}  // namespace engine
