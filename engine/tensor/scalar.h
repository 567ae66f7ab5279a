// The number type of all tensors and kernels: float. The library is built a second time in double precision
// (GLASSNET_DOUBLE) for gradient checks only; the two never meet in one program.
#pragma once

namespace engine {

#ifdef GLASSNET_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

}  // namespace engine
