// Rules of the house that a glance at the files can check: what lies at the top, how a file opens, where colours live.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/architecture/source_tree.h"

namespace {

using source_tree::File;

TEST(House, TopFolderHoldsOnlyWhatIsAgreed) {
  const std::set<std::string> agreed = {"app",   "engine",         "assets",    "shaders",
                                        "tests", "CMakeLists.txt", "README.md", "LICENSE"};
  for (const auto& entry : std::filesystem::directory_iterator(source_tree::root())) {
    const std::string name = entry.path().filename().string();
    const bool built = entry.is_directory() && name.starts_with("build");
    if (name.starts_with(".") || built) continue;
    EXPECT_TRUE(agreed.contains(name)) << name << " does not belong at the top of the tree";
  }
}

TEST(House, EveryFileSaysWhatItIs) {
  for (const File& file : source_tree::sources({"engine", "app", "tests"})) {
    ASSERT_FALSE(file.lines.empty()) << file.path << " is empty";
    const bool header_says_it = std::filesystem::exists((source_tree::root() / file.path).replace_extension(".h"));
    EXPECT_TRUE(file.lines[0].starts_with("// ") || (!file.is_header() && header_says_it))
        << file.path << " does not open with a comment";
    if (!file.is_header()) continue;
    EXPECT_NE(std::find(file.lines.begin(), file.lines.end(), "#pragma once"), file.lines.end())
        << file.path << " lacks #pragma once";
  }
}

TEST(House, NothingIsLeftForLater) {
  static const std::regex marker(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X)\\b");
  for (const File& file : source_tree::sources({"engine", "app", "tests"})) {
    for (size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], marker)) << file.place(i) << ": " << file.lines[i];
    }
  }
}

// What the readmes point at, [text](path), is there.
TEST(House, ReadmesPointAtWhatExists) {
  static const std::regex link(R"(\]\(([^)#:]+)\))");
  for (const std::string folder : {"", "engine/", "app/", "tests/"}) {
    std::ifstream in(source_tree::root() / (folder + "README.md"));
    ASSERT_TRUE(in) << folder << "README.md is missing";
    const std::string text(std::istreambuf_iterator<char>(in), {});
    for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at) {
      const std::string target = folder + (*at)[1].str();
      EXPECT_TRUE(std::filesystem::exists(source_tree::root() / target)) << folder << "README.md points at " << target;
    }
  }
}

TEST(House, MainIsShort) {
  for (const File& file : source_tree::sources({"app"})) {
    if (file.path != "app/main.cpp") continue;
    EXPECT_LT(file.lines.size(), 80U) << "main only joins the parts";
  }
}

// A colour written as numbers: IM_COL32(12, ...), ImVec4(0.1f, 0.2f, 0.3f, 1), 0xRRGGBB, 0xAARRGGBB.
bool has_colour_literal(const std::string& line) {
  static const std::regex literal(R"(IM_COL32\s*\(\s*[0-9]|ImColor\s*\(\s*[0-9]|)"
                                  R"(ImVec4\s*\(\s*[0-9][^,]*,\s*[0-9][^,]*,\s*[0-9][^,]*,\s*[0-9]|)"
                                  R"(\b0x([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})[uU]?\b)");
  static const std::regex nothing(R"(ImVec4\s*\(\s*0\s*,\s*0\s*,\s*0\s*,\s*0\s*\))");  // "no colour" is not a colour
  return std::regex_search(line, literal) && !std::regex_search(line, nothing);
}

TEST(House, ColoursLiveInTheTheme) {
  EXPECT_TRUE(has_colour_literal("draw(IM_COL32(255, 0, 0, 255));"));
  EXPECT_TRUE(has_colour_literal("const uint32_t accent = 0x3D7BFFFF;"));
  EXPECT_FALSE(has_colour_literal("draw(theme.accent, IM_COL32_WHITE);"));
  for (const File& file : source_tree::sources({"app"})) {
    if (file.path.starts_with("app/ui/theme") || file.folder() == "app/platform") continue;  // platform draws nothing
    for (size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(has_colour_literal(file.lines[i])) << file.place(i) << ": " << file.lines[i];
    }
  }
}

}  // namespace
