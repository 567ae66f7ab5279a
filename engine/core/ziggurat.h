// Standard normal numbers in few instructions, for where very many are drawn: the ziggurat of Marsaglia and Tsang (2000)
// with 128 layers, in the form of Doornik (2005) that uses different bits for layer and place. Another sequence than
// Rng::normal(), and as many bits as it takes.
#pragma once

#include "engine/core/rng.h"

namespace engine {

double ziggurat_normal(Rng& rng);

}  // namespace engine
