// The golden values of ways of training in double precision.
#include "tests/engine/golden/task_suite.h"
