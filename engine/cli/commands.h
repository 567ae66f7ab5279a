// The subcommands of glassnet-cli. Each add_... makes its subcommand known; when it is the one that was called, it runs
// and leaves its exit code.
#pragma once

#include <CLI/CLI.hpp>

namespace cli {

enum Exit {
  kDone = 0,
  kBadInput = 1,      // with the sentence on stderr
  kUsage = 2,         // the command line itself is wrong
  kTargetNotMet = 3,  // run: the project states a target and did not reach it
};

void add_run(CLI::App& app, int& exit);
void add_evaluate(CLI::App& app, int& exit);
void add_predict(CLI::App& app, int& exit);
void add_list(CLI::App& app, int& exit);
void add_bench(CLI::App& app, int& exit);
void add_limits(CLI::App& app, int& exit);

}  // namespace cli
