// Who may include whom. The table below is the one in engine/README.md and app/README.md, in a form that a machine
// reads. A failure names the line that breaks it and the folders that it may use.
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "tests/architecture/source_tree.h"

namespace {

using source_tree::File;

struct Rule {
  std::vector<std::string> folders;  // besides its own
  std::string libraries;             // kinds of library that only this folder may use: "imgui", "glfw", "cli11"
};

using Folders = std::vector<std::string>;

Folders operator+(Folders a, const Folders& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const std::map<std::string, Rule>& rules() {
  static const Folders ground = {"engine/core", "engine/tensor", "engine/schema", "engine/graph"};
  static const Folders ui = {"app/ui", "app/platform", "engine/core", "engine/schema", "engine/tensor"};
  static const std::map<std::string, Rule> table = {
      {"engine/core", {{}, ""}},
      {"engine/tensor", {{"engine/core"}, ""}},
      {"engine/schema", {{"engine/core", "engine/tensor"}, ""}},
      {"engine/graph", {{"engine/core", "engine/tensor", "engine/schema"}, ""}},
      // Catalogs of siblings: none knows another, all are reached through engine/schema.
      {"engine/activations", {ground, ""}},
      {"engine/layers", {ground, ""}},
      {"engine/blocks", {ground, ""}},
      {"engine/losses", {ground, ""}},
      {"engine/optimizers", {ground, ""}},
      {"engine/schedules", {ground, ""}},
      {"engine/initializers", {ground, ""}},
      {"engine/preparations", {ground, ""}},
      // Files as they lie on a disk, and what is drawn or composed by rules; both know nothing of the catalog of sets.
      {"engine/formats", {ground, ""}},
      {"engine/generators", {ground + Folders{"engine/formats"}, ""}},
      {"engine/data", {ground + Folders{"engine/formats", "engine/generators"}, ""}},
      {"engine/environments", {ground, ""}},
      // What uses the catalogs, and never a layer by name.
      {"engine/tasks", {ground + Folders{"engine/data", "engine/formats", "engine/environments"}, ""}},
      {"engine/train", {ground + Folders{"engine/data", "engine/formats", "engine/tasks"}, ""}},
      {"engine/io", {ground + Folders{"engine/data", "engine/formats", "engine/tasks", "engine/train"}, ""}},
      {"engine/cli",
       {ground + Folders{"engine/data", "engine/formats", "engine/tasks", "engine/train", "engine/io"}, "cli11"}},
      {"app", {{"engine", "app"}, "imgui glfw cli11"}},
      {"app/workbench", {{"engine"}, ""}},
      {"app/platform", {{}, "glfw imgui"}},
      {"app/ui", {ui, "imgui"}},
      {"app/views", {ui, "imgui"}},
      {"app/panels", {{"app/ui", "app/views", "app/workbench", "engine"}, "imgui"}},
  };
  return table;
}

bool is_within(const std::string& path, const std::string& folder) { return path.starts_with(folder + "/"); }

// The kind of a library that not everyone may use, or "".
std::string restricted_library(const std::string& header) {
  static const std::regex imgui("(imgui|imstb|implot|imnodes).*");
  static const std::regex glfw("(GLFW|GL|GLES[23]?|EGL|X11|glad|epoxy|SDL2?)/.*");
  static const std::regex cli11("CLI/.*");
  if (std::regex_match(header, imgui)) return "imgui";
  if (std::regex_match(header, glfw)) return "glfw";
  return std::regex_match(header, cli11) ? "cli11" : "";
}

// The panel that a file of app/panels belongs to: its folder there, or for a small one the first word of its name.
std::string panel_of(const std::string& path) {
  const std::string below = path.substr(std::string("app/panels/").size());
  return below.substr(0, below.find_first_of("/_."));
}

// panel.h and panel_*.h are what all of them share.
bool is_same_panel(const File& file, const std::string& header) {
  const std::string other = panel_of(header);
  return other == "panel" || other == panel_of(file.path);
}

// What is wrong with one include, or "".
std::string complaint(const File& file, const std::string& header, bool quoted) {
  const auto rule = rules().find(file.folder());
  if (rule == rules().end()) return "the folder " + file.folder() + " has no rule in this test";
  const std::string library = restricted_library(header);
  if (!library.empty()) {
    return rule->second.libraries.find(library) == std::string::npos ? file.folder() + " may not use " + library : "";
  }
  if (!quoted) return "";
  if (!header.starts_with("engine/") && !header.starts_with("app/")) return "paths start at the root, or use <>";
  if (file.folder() == "app/panels" && is_within(header, "app/panels") && !is_same_panel(file, header)) {
    return "panels do not know each other";
  }
  std::string allowed = file.folder();
  if (is_within(header, file.folder())) return "";
  for (const std::string& folder : rule->second.folders) {
    if (is_within(header, folder)) return "";
    allowed += ", " + folder;
  }
  return file.folder() + " may only include " + allowed;
}

TEST(Architecture, IncludesFollowTheTable) {
  static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  size_t seen = 0;
  for (const File& file : source_tree::sources({"engine", "app"})) {
    for (size_t i = 0; i < file.lines.size(); ++i) {
      std::smatch match;
      if (!std::regex_search(file.lines[i], match, include)) continue;
      ++seen;
      const std::string wrong = complaint(file, match[2], match[1] == "\"");
      if (!wrong.empty()) ADD_FAILURE() << file.place(i) << ": includes " << match[2] << ": " << wrong;
    }
  }
  EXPECT_GT(seen, 10U);
}

TEST(Architecture, TheTableCatchesWhatItShould) {
  const auto asks = [](const char* path, const char* header, bool quoted = true) {
    return complaint(File{path, {}}, header, quoted);
  };
  EXPECT_NE(asks("engine/layers/dense.cpp", "engine/losses/huber.h"), "");
  EXPECT_NE(asks("engine/train/trainer.cpp", "engine/layers/dense.h"), "");
  EXPECT_NE(asks("engine/core/rng.h", "engine/tensor/tensor.h"), "");
  EXPECT_NE(asks("engine/tensor/tensor.h", "imgui.h", false), "");
  EXPECT_NE(asks("engine/graph/network.h", "app/workbench/document.h"), "");
  EXPECT_NE(asks("app/workbench/document.cpp", "imgui.h", false), "");
  EXPECT_NE(asks("app/platform/window.cpp", "engine/core/rng.h"), "");
  EXPECT_NE(asks("app/ui/plot.cpp", "app/workbench/document.h"), "");
  EXPECT_NE(asks("app/panels/charts.cpp", "app/panels/inspector/inspector.h"), "");
  EXPECT_NE(asks("app/panels/charts.cpp", "charts.h"), "");
  EXPECT_EQ(asks("app/panels/charts.cpp", "app/panels/charts.h"), "");
  EXPECT_NE(asks("app/panels/network/wire.cpp", "app/panels/output/output.h"), "");
  EXPECT_NE(asks("app/panels/charts.cpp", "app/panels/network/model.h"), "");
  EXPECT_EQ(asks("app/panels/network/wire.cpp", "app/panels/network/model.h"), "");
  EXPECT_EQ(asks("app/panels/network/wire.cpp", "app/panels/panel_words.h"), "");
  EXPECT_EQ(asks("app/panels/charts.cpp", "app/panels/panel.h"), "");
  EXPECT_EQ(asks("app/main.cpp", "app/panels/panel.h"), "");
  EXPECT_EQ(asks("engine/layers/dense.cpp", "engine/graph/layer.h"), "");
}

}  // namespace
