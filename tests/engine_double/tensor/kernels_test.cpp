// The kernel tests once more, on the library built in double precision.
#include "tests/engine/tensor/activation_test.cpp"
#include "tests/engine/tensor/attention_test.cpp"
#include "tests/engine/tensor/chain_test.cpp"
#include "tests/engine/tensor/elementwise_test.cpp"
#include "tests/engine/tensor/gemm_test.cpp"
#include "tests/engine/tensor/normalise_test.cpp"
#include "tests/engine/tensor/optimizer_test.cpp"
