// Chains and what is learnt from them in double precision.
#include "tests/engine/train/boltzmann_test.cpp"
#include "tests/engine/train/energy_test.cpp"
