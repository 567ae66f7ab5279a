// A thousand training steps beside PyTorch's, in double precision.
#include "tests/engine/golden/curve_suite.h"
