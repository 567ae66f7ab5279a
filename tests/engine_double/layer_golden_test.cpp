// PyTorch's numbers against every layer in double precision.
#include "tests/engine/golden/layer_suite.h"
