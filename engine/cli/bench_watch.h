// glassnet-cli bench watch: what looking inside costs training.
#pragma once

#include <string>
#include <vector>

namespace cli {

// Trains a project for `seconds` at a time, by itself, on the training thread of the window with nothing looked at, and
// with everything of every layer looked at; five times in turn, of which the medians count.
int bench_watch(const std::string& project, const std::vector<std::string>& sets, int threads, double seconds,
                bool json);

}  // namespace cli
