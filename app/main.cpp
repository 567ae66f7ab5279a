// The command line of the program with the window.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "app/application.h"

namespace {

// "1600x900"; "" when it is not that.
std::string check_size(const std::string& text) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2) return "expected a size such as 1600x900";
  if (width < 320 || height < 240 || width > 8192 || height > 8192) return "a size lies between 320x240 and 8192x8192";
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  app::Options options;
  std::string size = "1600x900";
  CLI::App cli{"Glassnet: build a neural network, press play, watch it learn."};
  cli.set_version_flag("--version", "glassnet " GLASSNET_VERSION);
  cli.add_option("--project,project", options.project, "Project file to open");
  cli.add_option("--train-steps", options.train_steps, "Train so many steps before the first picture")
      ->check(CLI::NonNegativeNumber);
  cli.add_option("--screenshot", options.screenshot, "Write one picture (PNG) of the window and leave");
  cli.add_option("--size", size, "Size of the window in logical pixels, such as 1600x900")->check(check_size);
  cli.add_option("--scale", options.scale, "Device pixels for a logical one; otherwise the monitor's")
      ->check(CLI::Range(0.5, 4.0));
  cli.add_option("--lang", options.language, "Language: en or zh")->check(CLI::IsMember({"en", "zh"}));
  cli.add_option("--theme", options.theme, "Colours: dark, light or contrast")
      ->check(CLI::IsMember({"dark", "light", "contrast"}));
  cli.add_option("--state", options.state, "Folder for settings, unsaved work and versions; otherwise the system's");
  cli.add_option("--script", options.script, "Play recorded input from a file; exit code 1 when an expectation fails");
  cli.add_option("--items", options.items, "Write which controls the script has drawn and used")->needs("--script");
  cli.add_option("--tour-screenshots", options.tour, "Write a picture of every view of a layer to a folder and leave");
  cli.add_option("--monkey", options.monkey, "Send so many random events; the project is a folder of files to drop")
      ->check(CLI::NonNegativeNumber)
      ->needs("--state");
  cli.add_option("--seed", options.seed, "Of the random events");
  cli.add_flag("--frame-stats", options.frame_stats, "Print the program's own time per frame at the end");
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? 0 : 2;
  }
  std::sscanf(size.c_str(), "%dx%d", &options.width, &options.height);
  return app::Application(options).run();
}
