// The golden values of schedules and losses for the program's engine.
#include "tests/engine/golden/training_suite.h"
