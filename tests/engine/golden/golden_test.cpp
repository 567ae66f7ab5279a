// PyTorch's numbers against the engine that the program runs, in float.
#include "tests/engine/golden/golden_suite.h"
