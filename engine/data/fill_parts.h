// The last part of the preparation: where the numbers lie that the network sees, and whether they can be computed with.
#pragma once

#include "engine/data/prepare.h"

namespace engine {

// Puts rows and targets of the parts into `data`, and their inputs where these are to be kept. Its steps are fitted.
// Fails where an input is not finite, or when it is told to stop.
Status fill_parts(Parts parts, PreparedData& data, ProgressMeter& meter);

}  // namespace engine
