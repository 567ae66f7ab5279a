// The golden values of schedules and losses in double precision.
#include "tests/engine/golden/training_suite.h"
