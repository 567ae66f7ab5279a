// The part of bench that learns from real data instead of being timed.
#pragma once

#include <string>

namespace cli {

// Trains on the MNIST files in `folder` and prints what was reached, as a JSON object if wished. Gives the exit code.
int bench_mnist(const std::string& folder, int threads, bool json);

}  // namespace cli
