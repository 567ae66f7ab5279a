// The contract of every entry of every catalog: found under its file's name, described in both languages, parameters
// that resolve. A new file is tested without a line here.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/schema/activation_type.h"
#include "engine/schema/block_type.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/initializer_type.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/preparation_type.h"
#include "engine/schema/schedule_type.h"
#include "engine/schema/task_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

const std::filesystem::path kRoot = GLASSNET_SOURCE_DIR;

const nlohmann::json& chinese() {
  static const nlohmann::json table = [] {
    std::ifstream in(kRoot / "assets/translations/zh.json");
    return nlohmann::json::parse(in);
  }();
  return table;
}

void expect_text(const std::string& text, const std::string& what) {
  EXPECT_FALSE(text.empty()) << what << " is missing";
  EXPECT_TRUE(chinese().contains(text)) << what << " has no Chinese: \"" << text << "\"";
}

// Names of the files of the folder that define NAME_<suffix>().
void find_files(const std::string& folder, const std::string& suffix, std::set<std::string>& files) {
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "engine" / folder)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string id = entry.path().stem().string();
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("const ") && line.find("& " + id + "_" + suffix + "()") != std::string::npos) {
        files.insert(id);
      }
    }
  }
}

// Those files, and the ids of the catalog, are the same set.
template <class Type>
void expect_files(const Catalog<Type>& catalog, const std::vector<std::string>& folders, const std::string& suffix) {
  std::set<std::string> files, ids;
  for (const std::string& folder : folders) find_files(folder, suffix, files);
  for (const Type* type : catalog.entries()) {
    EXPECT_TRUE(ids.insert(type->id).second) << type->id << " stands there twice";
    EXPECT_EQ(catalog.find(type->id), type);
  }
  EXPECT_EQ(ids, files) << "in engine/" << folders.front();
  EXPECT_EQ(catalog.find("no such thing"), nullptr);
}

void expect_param_in_order(const ParamSpec& spec, std::span<const ParamSpec> all, const std::string& owner) {
  const std::string what = owner + "." + spec.key;
  expect_text(spec.label, what + " label");
  expect_text(spec.help, what + " help");
  EXPECT_TRUE(check_param(spec, spec.default_value).ok()) << what << ": the default is not allowed";
  if (std::holds_alternative<int64_t>(spec.default_value) || std::holds_alternative<double>(spec.default_value)) {
    EXPECT_LT(spec.minimum, spec.maximum) << what;
    const auto real = [&](double x) {
      return std::holds_alternative<double>(spec.default_value) ? ParamValue(x) : ParamValue(static_cast<int64_t>(x));
    };
    EXPECT_TRUE(check_param(spec, real(spec.minimum)).ok() && check_param(spec, real(spec.maximum)).ok()) << what;
    EXPECT_FALSE(check_param(spec, real(spec.minimum - 1)).ok()) << what;
    EXPECT_FALSE(check_param(spec, real(spec.maximum + 1)).ok()) << what;
    EXPECT_FALSE(check_param(spec, std::string("1")).ok()) << what;
  }
  if (std::holds_alternative<double>(spec.default_value)) {
    EXPECT_FALSE(check_param(spec, std::nan("")).ok()) << what;
    EXPECT_TRUE(!spec.logarithmic || spec.minimum > 0) << what << ": a slider over magnitudes starts above 0";
  }
  for (const Choice& choice : spec.choices) EXPECT_FALSE(choice.id.empty() || choice.label.empty()) << what;
  if (!spec.choices.empty()) {
    EXPECT_FALSE(check_param(spec, std::string("no such choice")).ok()) << what;
  }
  if (spec.visible_if.key.empty()) return;
  const ParamSpec* other = find_param(all, spec.visible_if.key);
  ASSERT_TRUE(other) << what << " depends on " << spec.visible_if.key;
  for (const std::string& value : spec.visible_if.values) {
    const auto same = [&](const Choice& c) { return c.id == value; };
    EXPECT_TRUE(std::ranges::any_of(other->choices, same) || other->choices.empty()) << what << ": " << value;
  }
}

template <class Type>
void expect_described(const Catalog<Type>& catalog) {
  ASSERT_FALSE(catalog.entries().empty());
  for (const Type* type : catalog.entries()) {
    expect_text(type->title, type->id + " title");
    expect_text(type->summary, type->id + " summary");
    if constexpr (requires { type->use_when; }) expect_text(type->use_when, type->id + " use_when");
    if constexpr (requires { type->source; }) expect_text(type->source, type->id + " source");
    if constexpr (requires { type->category; }) expect_text(type->category, type->id + " category");
    if constexpr (requires { type->formula; }) {
      EXPECT_FALSE(type->formula.empty()) << type->id;
      EXPECT_TRUE(std::ranges::all_of(type->formula, [](unsigned char c) { return c >= 32 && c < 127; })) << type->id;
    }
    if constexpr (requires { type->torch; }) {
      bool exported = false;  // a text, or a function that writes one
      if constexpr (requires { type->torch.empty(); }) {
        exported = !type->torch.empty();
      } else {
        exported = type->torch != nullptr;
      }
      EXPECT_TRUE(exported || !type->torch_missing.empty()) << type->id << ": neither PyTorch nor a reason";
    }
    if constexpr (requires { type->torch_missing; }) {
      if (!type->torch_missing.empty()) expect_text(type->torch_missing, type->id + " torch_missing");
    }
    std::set<std::string> keys;
    for (const ParamSpec& spec : type->params) {
      EXPECT_TRUE(keys.insert(spec.key).second) << type->id << ": two parameters " << spec.key;
      expect_param_in_order(spec, type->params, type->id);
    }
  }
}

template <class Type>
void expect_params_resolve(const Catalog<Type>& catalog) {
  for (const Type* type : catalog.entries()) {
    const Result<Params> plain = resolve(type->params, {});
    ASSERT_TRUE(plain.ok()) << type->id << ": " << plain.error().describe();
    EXPECT_EQ(*plain, defaults(type->params)) << type->id;
    EXPECT_FALSE(resolve(type->params, {{"no such parameter", 1.0}}).ok()) << type->id;
    for (uint64_t seed = 0; seed < 50; ++seed) {
      Rng rng(seed);
      const Params given = samples::params(type->params, rng);
      const Result<Params> resolved = resolve(type->params, given);
      ASSERT_TRUE(resolved.ok()) << type->id << ": " << resolved.error().describe();
      EXPECT_EQ(*resolved, given) << type->id;
    }
  }
}

template <class Type>
void expect_contract(const Catalog<Type>& catalog, const std::vector<std::string>& folders, const std::string& suffix) {
  expect_files(catalog, folders, suffix);
  expect_described(catalog);
  expect_params_resolve(catalog);
}

TEST(Catalog, Activations) { expect_contract(activations(), {"activations"}, "activation"); }
TEST(Catalog, Layers) { expect_contract(layers(), {"layers"}, "layer"); }
TEST(Catalog, Blocks) { expect_contract(blocks(), {"blocks"}, "block"); }
TEST(Catalog, Losses) { expect_contract(losses(), {"losses"}, "loss"); }
TEST(Catalog, Optimizers) { expect_contract(optimizers(), {"optimizers"}, "optimizer"); }
TEST(Catalog, Schedules) { expect_contract(schedules(), {"schedules"}, "schedule"); }
TEST(Catalog, Initializers) { expect_contract(initializers(), {"initializers"}, "initializer"); }
TEST(Catalog, Datasets) { expect_contract(datasets(), {"data", "environments"}, "dataset"); }
TEST(Catalog, Tasks) { expect_contract(tasks(), {"tasks"}, "task"); }
TEST(Catalog, Preparations) { expect_contract(preparations(), {"preparations"}, "preparation"); }

}  // namespace
