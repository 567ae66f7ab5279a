// Gradients of games and policies in double precision.
#include "tests/engine/train/adversarial_test.cpp"
#include "tests/engine/train/policy_test.cpp"
