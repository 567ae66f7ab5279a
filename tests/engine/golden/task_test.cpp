// The golden values of ways of training in single precision.
#include "tests/engine/golden/task_suite.h"
