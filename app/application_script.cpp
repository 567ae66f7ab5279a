// The program without a person before it: recorded input and random input.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/application.h"
#include "app/monkey.h"
#include "app/panels/microscope/background.h"
#include "app/panels/panel_words.h"
#include "app/script_variables.h"
#include "app/ui/interact.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"
#include "app/ui/overlay.h"
#include "app/ui/shown_sample.h"

namespace app {
namespace {

// Texts of the last frame that are cut, overlap or lie outside: "none", or all of them.
std::string lint_findings() {
  std::string all;
  for (const std::string& finding : ui::lint::findings()) all += (all.empty() ? "" : "; ") + finding;
  return all.empty() ? "none" : all;
}

// "drawn NAME" and "used NAME", a line each; tests/ui/items puts the files of all scripts together.
void write_items(const std::string& path) {
  std::ofstream out(path);
  for (const std::string& name : ui::item_count().drawn) out << "drawn " << name << "\n";
  for (const std::string& name : ui::item_count().used) out << "used " << name << "\n";
}

// The file that the newest message speaks of, if there is one.
std::filesystem::path saved_file(const View& view) {
  if (view.notices.empty() || view.notices.back().text.args.empty()) return {};
  const std::filesystem::path path = view.notices.back().text.args.front();
  std::error_code problem;
  return std::filesystem::is_regular_file(path, problem) ? path : std::filesystem::path();
}

// How many layers of the network are named in that file.
std::string layers_in_saved_file(const View& view) {
  std::ifstream file(saved_file(view), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  int64_t count = 0;
  for (const engine::NodeSpec& node : view.experiment.network.nodes) {
    count += text.find(">" + node_name(view.experiment.network, node.id) + "<") != std::string::npos;
  }
  return std::to_string(count);
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
  ui::count_items(true);
  platform::keep_drawing();
  while (!bench_.quit_wanted()) {
    player.hurries() ? window_->poll_events() : pacer_.wait(*window_);
    if (!player.step()) break;
    frame();
    platform::keep_drawing();
  }
  if (!options_.items.empty()) write_items(options_.items);
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
  host.items = [] {
    std::vector<platform::ScriptItem> items;
    for (const ui::Item& i : ui::all_items()) {
      if (!i.disabled) items.push_back({i.name, i.min, i.max, i.shown_min, i.shown_max, i.level});
    }
    return items;
  };
  host.used = [](std::string_view name) { return ui::item_count().used.contains(name); };
  host.variable = [this](std::string_view name) {
    if (name == "focus") return std::optional(ui::focus_name());
    if (name == "lint") return std::optional(lint_findings());
    if (name == "exported") return std::optional(saved_file(bench_.view()).extension().string());
    if (name == "exported_layers") return std::optional(layers_in_saved_file(bench_.view()));
    if (name == "working") return std::optional(std::to_string(background_jobs.load()));
    if (name == "sample") return std::optional(std::to_string(ui::shown_sample().row));
    return script_variable(bench_.view(), name);
  };
  host.level = [] { return ui::overlays_open(); };
  host.typing = [] { return ImGui::GetIO().WantTextInput; };
  host.fault = [this] {
    const std::string findings = lint_findings();
    if (findings != "none") return findings;
    return bench_.view().experiment.network.nodes.empty() ? std::string("the network has lost its nodes") : "";
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
