// glassnet-cli: the engine without a window. Only what was asked for goes to stdout; sentences go to stderr.
#include <fmt/format.h>

#include <exception>

#include "engine/cli/commands.h"

namespace {

int run(int argc, char** argv) {
  CLI::App app("Glassnet without a window: train, evaluate and measure neural networks.", "glassnet-cli");
  app.set_version_flag("--version", "glassnet-cli " GLASSNET_VERSION);
  app.require_subcommand(1);
  app.footer("Exit code: 0 done, 1 bad input, 2 wrong usage, 3 the project's target was not reached.");
  int exit = cli::kDone;
  cli::add_run(app, exit);
  cli::add_evaluate(app, exit);
  cli::add_predict(app, exit);
  cli::add_list(app, exit);
  cli::add_bench(app, exit);
  cli::add_limits(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? cli::kDone : cli::kUsage;  // --help and --version come here as well
  }
  return exit;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "glassnet-cli: there is not enough memory.\n");
  } catch (const std::exception& e) {
    fmt::print(stderr, "glassnet-cli: {}\n", e.what());
  }
  return cli::kBadInput;
}
