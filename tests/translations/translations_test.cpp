// Every sentence that the program can show has a Chinese one, with the same places for values. The sentences are found
// in the source (tr, message, error) and in the descriptors of the catalogs.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "engine/schema/activation_type.h"
#include "engine/schema/block_type.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/environment_type.h"
#include "engine/schema/initializer_type.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/preparation_type.h"
#include "engine/schema/schedule_type.h"
#include "engine/schema/task_type.h"
#include "tests/architecture/source_tree.h"
#include "tests/translations/source_texts.h"

namespace {

// English -> where it is used, such as "app/panels/charts.cpp:40" or "layer dense: summary".
using Sentences = std::map<std::string, std::string>;

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string translation_file() { return read(source_tree::root() / "assets/translations/zh.json"); }

const std::map<std::string, std::string>& chinese() {
  static const auto table = nlohmann::json::parse(translation_file()).get<std::map<std::string, std::string>>();
  return table;
}

// Symbols and figures ("x1", "%", "0.001") read the same in every language: a word has two letters in a row.
bool has_words(const std::string& text) {
  for (size_t i = 1; i < text.size(); ++i) {
    if (isalpha(static_cast<unsigned char>(text[i - 1])) && isalpha(static_cast<unsigned char>(text[i]))) return true;
  }
  return false;
}

void add(Sentences& sentences, const std::string& text, const std::string& place) {
  if (has_words(text)) sentences.emplace(text, place);
}

void add_params(Sentences& sentences, const std::vector<engine::ParamSpec>& params, const std::string& owner) {
  for (const engine::ParamSpec& param : params) {
    const std::string place = owner + ": parameter " + param.key;
    add(sentences, param.label, place);
    add(sentences, param.help, place);
    add(sentences, param.unit, place);
    for (const engine::Choice& choice : param.choices) add(sentences, choice.label, place + ", choice " + choice.id);
  }
}

template <class Type>
void add_catalog(Sentences& sentences, const engine::Catalog<Type>& catalog, const std::string& kind) {
  for (const Type* type : catalog.entries()) {
    const std::string owner = kind + " " + type->id;
    add(sentences, type->title, owner + ": title");
    add(sentences, type->summary, owner + ": summary");
    if constexpr (requires { type->use_when; }) add(sentences, type->use_when, owner + ": use_when");
    if constexpr (requires { type->source; }) add(sentences, type->source, owner + ": source");
    if constexpr (requires { type->torch_missing; }) add(sentences, type->torch_missing, owner + ": torch_missing");
    if constexpr (requires { type->category; }) add(sentences, type->category, owner + ": category");
    if constexpr (requires { type->story; }) {
      for (const auto& line : type->story) add(sentences, line.text, owner + ": story");
    }
    add_params(sentences, type->params, owner);
  }
}

Sentences sentences_in_catalogs() {
  Sentences sentences;
  add_catalog(sentences, engine::layers(), "layer");
  add_catalog(sentences, engine::blocks(), "block");
  add_catalog(sentences, engine::activations(), "activation");
  add_catalog(sentences, engine::losses(), "loss");
  add_catalog(sentences, engine::optimizers(), "optimizer");
  add_catalog(sentences, engine::schedules(), "schedule");
  add_catalog(sentences, engine::initializers(), "initializer");
  add_catalog(sentences, engine::datasets(), "dataset");
  add_catalog(sentences, engine::preparations(), "preparation");
  add_catalog(sentences, engine::tasks(), "task");
  for (const engine::DatasetType* type : engine::datasets().entries()) {
    if (!type->environment) continue;
    for (const auto& action : type->environment->actions)
      add(sentences, action.title, "world " + type->id + ": action");
    for (const char* seen : {"", "coordinates"}) {  // a grid is seen in two ways
      engine::Params given;
      if (*seen && engine::find_param(type->params, "observation")) given["observation"] = std::string(seen);
      const auto params = engine::resolve(type->params, given);
      const engine::HandMade nothing;
      if (!params) continue;
      const auto set = type->make({*params, 10, 0, 1, nothing});
      if (!set) continue;
      for (const std::string& name : set->input_names) add(sentences, name, "world " + type->id + ": input");
      add(sentences, set->target_name, "world " + type->id + ": target");
    }
  }
  return sentences;
}

Sentences sentences_in_source() {
  const std::vector<source_texts::Call> calls = {
      {"tr", 0}, {"tr_fill", 0}, {"message", 0}, {"error", 0}, {"error_at", 1}};
  Sentences sentences;
  for (const source_tree::File& file : source_tree::sources({"engine", "app"})) {
    if (file.path.starts_with("engine/cli/")) continue;  // a terminal program speaks English
    for (const auto& found : source_texts::find(read(source_tree::root() / file.path), calls)) {
      add(sentences, found.text, file.path + ":" + std::to_string(found.line));
    }
  }
  return sentences;
}

Sentences sentences_in_projects() {
  Sentences sentences;
  for (const auto& entry : std::filesystem::directory_iterator(source_tree::root() / "assets/projects")) {
    const auto project = nlohmann::json::parse(read(entry.path()));
    for (const char* key : {"name", "summary"}) {
      add(sentences, project.value(key, ""), "project " + entry.path().filename().string() + ": " + key);
    }
    for (const auto& node : project.at("network").at("nodes")) {
      if (node.contains("name"))
        add(sentences, node["name"], "project " + entry.path().filename().string() + ": a layer");
    }
    for (const auto& group : project.at("network").value("groups", nlohmann::json::array()))
      add(sentences, group.value("name", ""), "project " + entry.path().filename().string() + ": a group");
  }
  return sentences;
}

// The places for values: number of the value -> its format ("" or ":.2f").
std::multimap<size_t, std::string> places(const std::string& text) {
  std::multimap<size_t, std::string> found;
  size_t next = 0;
  for (size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    const std::string inside = text.substr(open + 1, close - open - 1);
    const std::string number = inside.substr(0, inside.find(':'));
    if (number.find_first_not_of("0123456789") != std::string::npos) continue;
    const size_t index = number.empty() ? next : std::stoul(number);
    next = index + 1;
    found.emplace(index, inside.substr(number.size()));
  }
  return found;
}

void expect_translated(const Sentences& sentences) {
  for (const auto& [text, place] : sentences) {
    if (!chinese().contains(text)) ADD_FAILURE() << place << ": zh.json does not translate \"" << text << "\"";
  }
}

TEST(Translations, CatalogsSpeakChinese) {
  const Sentences sentences = sentences_in_catalogs();
  EXPECT_GT(sentences.size(), 100U);
  expect_translated(sentences);
}

TEST(Translations, SampleProjectsSpeakChinese) { expect_translated(sentences_in_projects()); }

TEST(Translations, SourceSpeaksChinese) {
  const Sentences sentences = sentences_in_source();
  EXPECT_GT(sentences.size(), 30U);
  expect_translated(sentences);
}

TEST(Translations, PlacesForValuesAgree) {
  for (const auto& [english, translated] : chinese()) {
    EXPECT_FALSE(translated.empty()) << english;
    EXPECT_EQ(places(english), places(translated)) << english << "\n" << translated;
  }
}

TEST(Translations, FileIsSortedAndSaysNothingTwice) {
  std::vector<std::string> keys;
  const auto collect = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& value) {
    if (event == nlohmann::json::parse_event_t::key) keys.push_back(value.get<std::string>());
    return true;
  };
  ASSERT_TRUE(nlohmann::json::parse(translation_file(), collect).is_object());
  for (size_t i = 1; i < keys.size(); ++i) EXPECT_LT(keys[i - 1], keys[i]);
}

// No failure: some keys reach tr() through a variable.
TEST(Translations, KeysThatNobodySeemsToUse) {
  Sentences used = sentences_in_catalogs();
  used.merge(sentences_in_source());
  used.merge(sentences_in_projects());
  for (const auto& [english, translated] : chinese()) {
    if (!used.contains(english)) std::cout << "not found in the source: " << english << "\n";
  }
}

TEST(SourceTexts, FindsWhatIsSaidAndNothingElse) {
  const std::string source = R"(
    // tr("in a comment")
    label(tr("One"), str("no"));
    return error("Two {} " /* why */ "joined", name("no"));
    return error_at(where("a,b", 1), "Three", 2);
    tr(kind == "no" ? "Four" : "Fi\"ve");
    x.error(); const char quote = '"';
    engine::message("Six"))";
  std::set<std::string> texts;
  for (const auto& found : source_texts::find(source, {{"tr", 0}, {"message", 0}, {"error", 0}, {"error_at", 1}})) {
    texts.insert(found.text);
  }
  EXPECT_EQ(texts, (std::set<std::string>{"One", "Two {} joined", "Three", "Four", "Fi\"ve", "Six"}));
}

TEST(SourceTexts, PlacesKnowNumbersAndFormats) {
  EXPECT_EQ(places("{} of {}"), places("{1}/{0}"));
  EXPECT_NE(places("{} of {}"), places("{}"));
  EXPECT_NE(places("{:.2f}"), places("{}"));
  EXPECT_TRUE(places("{\"a\": 1}").empty());
}

}  // namespace
