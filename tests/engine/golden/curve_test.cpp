// A thousand training steps beside PyTorch's, on the engine that the program runs, in float.
#include "tests/engine/golden/curve_suite.h"
