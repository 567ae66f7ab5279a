// The part of bench that measures a window's thread instead of a workload.
#pragma once

namespace cli {

// Prints how late a 60 Hz thread wakes: idle, beside the default number of training threads, beside one on every core.
// Gives the exit code.
int bench_wake(double seconds, bool json);

}  // namespace cli
