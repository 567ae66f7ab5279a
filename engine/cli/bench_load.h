// The part of bench that reads files instead of training.
#pragma once

namespace cli {

// Writes 60,000 images as MNIST has them (IDX, plain and packed) and 50,000 as CIFAR-10 has them to a temporary folder,
// reads each set `repeats` times, and prints seconds and the most memory that the reading took, and that of preparing
// the set for training. Gives the exit code.
int bench_load(int repeats, bool json);

}  // namespace cli
