// PyTorch's numbers against every layer that the program runs, in float.
#include "tests/engine/golden/layer_suite.h"
