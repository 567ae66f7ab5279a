// The program without a person before it: recorded input and random input.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "app/application.h"
#include "app/monkey.h"
#include "app/panels/microscope/background.h"
#include "app/script_variables.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"
#include "app/ui/shown_sample.h"

namespace app {
namespace {

// Texts of the last frame that are cut, overlap or lie outside: "none", or all of them.
std::string lint_findings() {
  std::string all;
  for (const std::string& finding : ui::lint::findings()) all += (all.empty() ? "" : "; ") + finding;
  return all.empty() ? "none" : all;
}

}  // namespace

int Application::run_script() {
  std::ifstream file(options_.script, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    std::fprintf(stderr, "glassnet: cannot read the script %s\n", options_.script.c_str());
    return 1;
  }
  platform::ScriptPlayer player(platform::parse_script(text, options_.script), options_.script, *window_,
                                script_host());
  platform::keep_drawing();
  while (!bench_.quit_wanted()) {
    pacer_.wait(*window_);
    if (!player.step()) break;
    frame();
    platform::keep_drawing();
  }
  if (player.problem().empty()) return 0;
  std::fprintf(stderr, "%s\n", player.problem().c_str());
  return 1;
}

platform::ScriptHost Application::script_host() {
  platform::ScriptHost host;
  host.item_centre = [](std::string_view name) -> std::optional<ImVec2> {
    const auto item = ui::find_item(name);
    if (!item) return std::nullopt;
    return item->centre();
  };
  host.item_names = [] {
    std::vector<std::string> names;
    for (const ui::Item& item : ui::all_items()) names.push_back(item.name);
    return names;
  };
  host.variable = [this](std::string_view name) {
    if (name == "lint") return std::optional(lint_findings());
    if (name == "working") return std::optional(std::to_string(background_jobs.load()));
    if (name == "sample") return std::optional(std::to_string(ui::shown_sample().row));
    return script_variable(bench_.view(), name);
  };
  host.set = [this](const std::string& what, const std::string& value) { return set(what, value); };
  host.screenshot = [this](const std::string& path) { return save_screenshot(path); };
  host.scale = [this] { return scale(); };
  return host;
}

// Random input until so many events were sent. A crash is the failure that is looked for; a project that got lost is
// the other one.
int Application::run_monkey() {
  Monkey monkey(options_.seed, options_.project);
  long events = 0;
  while (events < options_.monkey) {
    events += monkey.act(*window_, scale());
    window_->poll_events();
    frame();
    if (bench_.view().experiment.network.nodes.empty()) {
      std::fprintf(stderr, "glassnet: the network has lost its nodes\n");
      return 1;
    }
  }
  std::printf("%ld random events, seed %lu\n", events, options_.seed);
  return 0;
}

}  // namespace app
