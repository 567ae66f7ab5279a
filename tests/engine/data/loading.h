// What the tests of the loaders share: a folder of their own, and sources called by id.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/schema/dataset_type.h"

namespace loading {

using engine::Dataset;
using engine::Params;
using engine::Result;
using nlohmann::json;

inline std::string golden(const std::string& name) {
  return std::string(GLASSNET_SOURCE_DIR) + "/tests/engine/data/files/" + name;
}

inline const json& expected() {
  static const json all = [] {
    std::ifstream in(golden("expected.json"));
    return json::parse(in);
  }();
  return all;
}

inline Result<Dataset> load(const std::string& id, const Params& given, const engine::Progress& progress = {}) {
  const engine::DatasetType* type = engine::datasets().find(id);
  const Result<Params> params = engine::resolve(type->params, given);
  if (!params) return params.error();
  return type->make({*params, 0, 0, 0, {}, progress});
}

inline std::vector<double> numbers(std::span<const engine::Scalar> values) { return {values.begin(), values.end()}; }

inline std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Loading : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("glassnet_files_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Writes the file and returns its path.
  std::string file(const std::string& name, std::string_view bytes) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  static std::string refusal(const Result<Dataset>& set) { return set.ok() ? "(accepted)" : set.error().describe(); }

  std::filesystem::path folder_;
};

}  // namespace loading
