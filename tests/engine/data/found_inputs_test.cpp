// What fuzzing has found, and the golden files, through every fuzz target: none of it breaks a loader.
#include "tests/engine/data/loading.h"
#include "tests/fuzz/targets.h"

namespace {

using Target = void (*)(std::string_view);

const std::pair<std::string, Target> targets[] = {
    {"arrays", fuzz::arrays},       {"cifar", fuzz::cifar},     {"csv", fuzz::csv},         {"idx", fuzz::idx},
    {"jsonl", fuzz::jsonl},         {"picture", fuzz::picture}, {"preview", fuzz::preview}, {"project", fuzz::project},
    {"recognise", fuzz::recognise}, {"text", fuzz::text}};

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  return files;
}

TEST(FoundInputs, BreakNothing) {
  for (const auto& [name, target] : targets) {
    for (const std::string& file : files_below(std::string(GLASSNET_SOURCE_DIR) + "/tests/fuzz/found/" + name)) {
      SCOPED_TRACE(file);
      target(loading::text_of_file(file));
    }
  }
}

TEST(FoundInputs, GoldenFilesBreakNoTarget) {
  for (const std::string& file : files_below(loading::golden(""))) {
    const std::string bytes = loading::text_of_file(file);
    for (const auto& [name, target] : targets) {
      for (const char first : {'\0', '\1', '\6', '\x55', '\xFF'}) {
        SCOPED_TRACE(name + " " + file);
        target(first + bytes);
      }
    }
  }
}

}  // namespace
