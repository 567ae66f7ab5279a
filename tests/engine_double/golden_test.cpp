// PyTorch's numbers against the engine in double precision: the same formulas to the last digit of the file.
#include "tests/engine/golden/golden_suite.h"
