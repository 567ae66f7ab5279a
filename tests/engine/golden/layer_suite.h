// Every layer against PyTorch: outputs, gradients of inputs and weights, and running statistics, case by case from
// tests/golden/layers/NAME.json. Compiled twice, as golden_suite.h.
#pragma once

#include <algorithm>
#include <filesystem>

#include "tests/engine/contracts/layer_rig.h"
#include "tests/engine/golden/values.h"

namespace golden {

class LayerGolden : public testing::TestWithParam<std::string> {};

inline void check_case(const LayerType& type, const json& test, const std::string& what, Worst& worst) {
  const Result<Params> params = resolve(type.params, layer_params(test["params"]));
  ASSERT_TRUE(params.ok()) << what << ": " << params.error().describe();
  std::vector<Shape> shapes;
  for (const json& input : test["inputs"]) shapes.push_back(shape_of(input["shape"]));
  const Result<Shape> output = type.infer_shape(*params, shapes);
  ASSERT_TRUE(output.ok()) << what << ": " << output.error().describe();
  ASSERT_EQ(*output, shape_of(test["output"]["shape"])) << what;
  rig::LayerRig rig(type, *params, shapes, test["rows"].get<int64_t>(), 1);
  for (size_t i = 0; i < shapes.size(); ++i) {
    put(test["inputs"][i]["values"], rig.inputs()[i].span());
    if (test["inputs"][i].contains("lengths")) {
      rig.set_lengths(i, test["inputs"][i]["lengths"].get<std::vector<int32_t>>());
    }
  }
  const std::vector<ParameterSpec> specs = rig.layer().parameters();
  ASSERT_EQ(specs.size(), test["weights"].size()) << what;
  for (size_t i = 0; i < specs.size(); ++i) {
    ASSERT_TRUE(test["weights"].contains(specs[i].name)) << what << " " << specs[i].name;
    ASSERT_EQ(specs[i].shape, shape_of(test["weights"][specs[i].name]["shape"])) << what << " " << specs[i].name;
    put(test["weights"][specs[i].name]["values"], rig.weights()[i].span());
  }
  put(test["d_output"], rig.d_output().span());
  const Mode mode = test["mode"] == "evaluation" ? Mode::evaluation : Mode::training;
  rig.forward(mode);
  worst.compare(rig.output().span(), test["output"]["values"], what + " output");
  rig.backward(true, true, mode);
  for (size_t i = 0; i < shapes.size(); ++i) {
    if (test["d_inputs"][i].is_null()) continue;
    worst.compare(rig.d_inputs()[i].span(), test["d_inputs"][i], what + " d_input");
  }
  for (size_t i = 0; i < specs.size(); ++i) {
    const std::string& name = specs[i].name;
    if (specs[i].trained) worst.compare(rig.d_weights()[i].span(), test["d_weights"].at(name), what + " d_" + name);
    if (test.contains("state_after") && test["state_after"].contains(name)) {
      worst.compare(rig.weights()[i].span(), test["state_after"][name], what + " " + name + " afterwards");
    }
  }
}

TEST_P(LayerGolden, MatchesPyTorch) {
  const LayerType* type = layers().find(GetParam());
  ASSERT_TRUE(type) << "there is no such layer";
  // Sums of many products, and functions of sums: ten times what one dense layer may differ by.
  Worst worst(10 * kTolerance);
  int n = 0;
  for (const json& test : load("layers/" + GetParam() + ".json")) {
    check_case(*type, test, GetParam() + " case " + std::to_string(n++) + " " + test["params"].dump(), worst);
    if (HasFatalFailure()) return;
  }
  worst.print(GetParam().c_str());
}

inline std::vector<std::string> layer_fixtures() {
  std::vector<std::string> found;
  const std::filesystem::path folder = std::string(GLASSNET_SOURCE_DIR) + "/tests/golden/layers";
  if (!std::filesystem::exists(folder)) return found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") found.push_back(entry.path().stem().string());
  }
  std::ranges::sort(found);
  return found;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LayerGolden);
INSTANTIATE_TEST_SUITE_P(Catalog, LayerGolden, testing::ValuesIn(layer_fixtures()),
                         [](const auto& test) { return test.param; });

}  // namespace golden
