// Project files: what is saved comes back equal; what is damaged is refused with its place; what fails leaves the old
// file alone.
#include "engine/io/project_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/core/rng.h"

namespace {

using engine::Experiment;
using engine::ParamValue;
using engine::parse_project;
using engine::Rng;
using namespace std::string_literals;

std::string random_text(Rng& rng) {
  const char* pieces[] = {"a", "Z", " ", "\"", "\\", "\n", "层", "é", "{}", "\x01", "😀", "/"};
  std::string out;
  for (uint64_t i = rng.below(8); i > 0; --i) out += pieces[rng.below(std::size(pieces))];
  return out;
}

double random_number(Rng& rng) {
  if (rng.below(4) == 0) return static_cast<double>(rng.below(100));
  return rng.normal() * std::pow(10.0, rng.uniform(-300, 300));
}

engine::Params random_params(Rng& rng) {
  engine::Params params;
  for (uint64_t i = rng.below(4); i > 0; --i) {
    const ParamValue values[] = {rng.below(2) == 0, static_cast<int64_t>(rng.bits()), random_number(rng),
                                 random_text(rng)};
    params["key" + std::to_string(rng.below(9))] = values[rng.below(4)];
  }
  return params;
}

engine::Term random_term(Rng& rng) { return {"t" + random_text(rng), random_params(rng)}; }

// One line without control signs, as the names and cells of a set made by hand are.
std::string random_name(Rng& rng, uint64_t number) {
  const char* pieces[] = {"a", "Z", " ", "\"", "\\", "层", "é", ",", "/"};
  std::string out = std::to_string(number);
  for (uint64_t i = rng.below(4); i > 0; --i) out += pieces[rng.below(std::size(pieces))];
  return out;
}

engine::Drawing random_drawing(Rng& rng) {
  engine::DrawnPicture picture{
      rng.below(2) == 0 ? 1 : 3, static_cast<int>(1 + rng.below(9)), static_cast<int>(1 + rng.below(9)), {}};
  picture.pixels.resize(static_cast<size_t>(picture.channels * picture.height * picture.width));
  for (uint8_t& v : picture.pixels) v = static_cast<uint8_t>(rng.below(256));
  return {static_cast<int64_t>(rng.below(2)), std::make_shared<const engine::DrawnPicture>(std::move(picture))};
}

engine::HandMade random_hand(Rng& rng) {
  engine::HandMade hand;
  std::vector<engine::HandPoint> points;
  for (uint64_t i = rng.below(5); i > 0; --i) points.push_back({random_number(rng), rng.normal(), 1});
  hand.points = std::move(points);
  if (rng.below(2) == 0) return hand;
  std::vector<engine::Drawing> drawings;
  for (uint64_t i = rng.below(5); i > 0; --i) drawings.push_back(random_drawing(rng));
  hand.drawings = {{random_name(rng, 0), random_name(rng, 1)}, std::move(drawings)};
  std::vector<engine::Sentence> sentences;
  for (uint64_t i = rng.below(5); i > 0; --i) sentences.push_back({random_name(rng, i), 0});
  hand.sentences = {{random_name(rng, 2)}, std::move(sentences)};
  hand.table.columns = {{random_name(rng, 3), true}, {random_name(rng, 4), false}};
  hand.table.target = static_cast<int64_t>(rng.below(2));
  std::vector<std::vector<std::string>> rows;
  for (uint64_t i = rng.below(5); i > 0; --i) rows.push_back({random_name(rng, i), ""});
  hand.table.rows = std::move(rows);
  return hand;
}

Experiment random_experiment(Rng& rng) {
  Experiment e;
  e.name = random_text(rng);
  e.summary = random_text(rng);
  e.data.source = random_term(rng);
  e.data.size = static_cast<int64_t>(rng.bits());
  e.data.noise = random_number(rng);
  e.data.seed = rng.bits();
  e.data.train = rng.uniform();
  e.data.split = random_text(rng);
  e.data.steps.clear();
  for (uint64_t i = rng.below(4); i > 0; --i) e.data.steps.push_back({random_term(rng), rng.below(2) == 0});
  e.data.shuffle = rng.below(2) == 0;
  e.data.hand = random_hand(rng);
  const uint64_t nodes = rng.below(6);
  for (uint64_t i = rng.below(3); i > 0; --i)
    e.network.groups.push_back({"group" + std::to_string(i), random_text(rng), rng.below(2) == 0});
  for (uint64_t i = 0; i < nodes; ++i) {
    e.network.nodes.push_back(
        {"node" + std::to_string(i), random_text(rng), random_text(rng), random_params(rng), rng.below(2) == 0});
    if (!e.network.groups.empty() && rng.below(2) == 0) e.network.nodes.back().group = e.network.groups.back().id;
    if (rng.below(2) == 0) {
      const auto unit = static_cast<int64_t>(rng.below(50));
      e.network.nodes.back().masks = {
          {0, unit + 1}, {unit}, {unit, unit + 3}, {{unit, 2, random_number(rng)}, {unit, 3, 0}}};
    }
    if (i > 0)
      e.network.edges.push_back({"node" + std::to_string(i - 1), "node" + std::to_string(i), rng.below(2) == 0});
  }
  std::erase_if(e.network.groups, [&](const engine::GroupSpec& group) {  // one without layers is not kept
    return std::ranges::count(e.network.nodes, group.id, &engine::NodeSpec::group) == 0;
  });
  e.loss = random_term(rng);
  e.optimizer = random_term(rng);
  e.schedule = random_term(rng);
  e.stop = {static_cast<int64_t>(rng.below(1000)), rng.uniform(), rng.below(2) == 0, rng.uniform(), rng.below(2) == 0};
  e.regularization = {rng.uniform(), rng.uniform(), rng.uniform(), rng.uniform()};
  e.batch_size = static_cast<int64_t>(rng.below(1000));
  e.seed = rng.bits();
  e.batch_seed = rng.bits();
  e.max_epochs = static_cast<int64_t>(rng.below(1000));
  e.target = {random_text(rng), random_number(rng), static_cast<int64_t>(rng.below(1000))};
  return e;
}

TEST(ProjectFile, RandomExperimentsComeBackEqual) {
  Rng rng(11);
  for (int i = 0; i < 300; ++i) {
    const Experiment experiment = random_experiment(rng);
    const auto text = engine::project_text(experiment, R"({"panel": [1, 2.5, null, {"open": true}]})");
    ASSERT_TRUE(text.ok()) << text.error().describe();
    const auto back = parse_project(*text, "x.json");
    ASSERT_TRUE(back.ok()) << back.error().describe() << *text;
    EXPECT_EQ(back->experiment, experiment) << *text;
    EXPECT_EQ(back->document, R"({"panel":[1,2.5,null,{"open":true}]})");
    EXPECT_TRUE(back->warnings.empty());
  }
}

TEST(ProjectFile, DefaultsStandInForWhatIsAbsent) {
  const auto project = parse_project(R"({"format": "glassnet project", "version": 1})", "x.json");
  ASSERT_TRUE(project.ok()) << project.error().describe();
  EXPECT_EQ(project->experiment, Experiment{});
}

// Puts `fields` into an otherwise empty project.
std::string with(const std::string& fields) {
  return R"({"format": "glassnet project", "version": 1, )" + fields + "}";
}

std::string refusal(const std::string& text) {
  const auto project = parse_project(text, "x.json");
  return project.ok() ? "(accepted)" : project.error().describe();
}

TEST(ProjectFile, BrokenJsonHasLineAndColumn) {
  EXPECT_TRUE(refusal("").starts_with("x.json:1:1: This is not valid JSON: ")) << refusal("");
  EXPECT_TRUE(refusal("{\n  \"a\": 1,\n  \"b\" 2\n}").starts_with("x.json:3:7: This is not valid JSON: "))
      << refusal("{\n  \"a\": 1,\n  \"b\" 2\n}");
  EXPECT_TRUE(refusal("{\"a\": \"open").starts_with("x.json:1:"));
  EXPECT_TRUE(refusal("\x89PNG\r\n").starts_with("x.json:1:1: This is not valid JSON: "));
  EXPECT_EQ(refusal(with("\"data\": {\"noise\":\n 1e999}")), "x.json:2:2: The number 1e999 is too large.");
  EXPECT_EQ(refusal(std::string(100, '[')), "x.json:1:65: The file is nested more than 64 levels deep.");
  EXPECT_EQ(refusal(std::string(5000000, '[')), "x.json:1:65: The file is nested more than 64 levels deep.");
}

TEST(ProjectFile, WrongTypesNameTheFieldAndWhatWasFound) {
  const std::pair<std::string, std::string> cases[] = {
      {"[]", "x.json: An object belongs here, not a list."},
      {"{}", "x.json: This is not a Glassnet project: it lacks \"format\": \"glassnet project\"."},
      {R"({"format": "glassnet project"})", "x.json: version: The version of the format must be 1 to 3, not 0."},
      {R"({"format": "glassnet project", "version": 4})",
       "x.json: version: The project was written by a newer Glassnet (format 4; this one reads 3)."},
      {with(R"("data": 5)"), "x.json: data: This must be an object, not 5."},
      {with(R"("data": {"noise": "much"})"), "x.json: data.noise: This must be a number, not \"much\"."},
      {with(R"("data": {"size": 1.5})"), "x.json: data.size: This must be a whole number, not 1.5."},
      {with(R"("data": {"seed": -1})"), "x.json: data.seed: This must be a whole number from 0, not -1."},
      {with(R"("data": {"shuffle": 1})"), "x.json: data.shuffle: This must be true or false, not 1."},
      {with(R"("data": {"features": ["x1", 2]})"), "x.json: data.features[1]: This must be text, not a whole number."},
      {with(R"("data": {"points": [[1, 2, 0], [1, 2]]})"),
       "x.json: data.points[1]: A point is a list of three numbers: x, y, target."},
      {with(R"("data": {"source": {"params": {}}})"), "x.json: data.source.type: This must name a type."},
      {with(R"("optimizer": "adam")"), "x.json: optimizer: This must be an object, not \"adam\"."},
      {with(R"("network": {"nodes": [{"type": "dense"}]})"), "x.json: network.nodes[0].id: Every layer needs an id."},
      {with(R"("network": {"nodes": [{"id": "a"}, {"id": "a"}]})"),
       "x.json: network.nodes[1].id: Two layers have the id \"a\"."},
      {with(R"("network": {"nodes": [7]})"), "x.json: network.nodes[0]: An object belongs here, not a whole number."},
      {with(R"("network": {"edges": [["a"]]})"),
       "x.json: network.edges[0]: A wire is a list of two layer ids, from and to, and perhaps the number of the "
       "input."},
      {with(R"("document": [])"), "x.json: document: This must be an object, not a list."},
      {with(R"("stop": {"patience": -1})"), "x.json: stop.patience: This cannot be less than 0; 0 turns the rule off."},
      {with(R"("stop": {"seconds": "long"})"), "x.json: stop.seconds: This must be a number, not \"long\"."},
      {with(R"("schedule": "cosine")"), "x.json: schedule: This must be an object, not \"cosine\"."},
      {with(R"("batch_size": 99999999999999999999)"), "x.json: batch_size: This must be a whole number, not 1e+20."},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(refusal(text), expected) << text;
}

TEST(ProjectFile, UnknownThingsAreKeptOrReported) {
  const auto project = parse_project(with(R"("colour": 1, "data": {"flavour": 2},
      "network": {"nodes": [{"id": "a", "type": "input"}, {"id": "q", "type": "quantum", "params": {"n": 3, "m": [1]}}],
                  "edges": [["a", "q"], ["a", "z"], ["q", "q", 0]]})"),
                                     "x.json");
  ASSERT_TRUE(project.ok()) << project.error().describe();
  const auto& network = project->experiment.network;
  EXPECT_EQ(network.nodes[1].type, "quantum");
  EXPECT_EQ(network.nodes[1].params, (engine::Params{{"n", int64_t{3}}}));
  EXPECT_EQ(network.edges.size(), 1U);
  std::string warnings;
  for (const auto& w : project->warnings) warnings += w.format() + "\n";
  EXPECT_EQ(warnings,
            "data.flavour is unknown and was left out.\n"
            "network.nodes[1].params.m: a parameter cannot be a list; it was left out.\n"
            "network.edges[1]: the wire from \"a\" to \"z\" leads nowhere and was left out.\n"
            "network.edges[2]: an input of \"q\" has a wire already; this one was left out.\n"
            "colour is unknown and was left out.\n");
}

TEST(ProjectFile, GroupsThatAreNotToldOfHaveNoLayers) {
  const auto project = parse_project(R"({"format": "glassnet project", "version": 3, "network": {
    "nodes": [{"id": "input", "type": "input"}, {"id": "a", "type": "dense", "group": "g"},
              {"id": "b", "type": "dense", "group": "h"}],
    "edges": [["input", "a"], ["a", "b"]], "groups": [{"id": "g", "name": "Encoder", "folded": true}]}})",
                                     "x.json");
  ASSERT_TRUE(project) << project.error().describe();
  const engine::NetworkSpec& net = project->experiment.network;
  EXPECT_EQ(net.groups, (std::vector<engine::GroupSpec>{{"g", "Encoder", true}}));
  EXPECT_EQ(net.find("a")->group, "g");
  EXPECT_EQ(net.find("b")->group, "");
  const auto twice = parse_project(
      R"({"format": "glassnet project", "version": 3, "network": {"groups": [{"id": "g"}, {"id": "g"}]}})", "x.json");
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().describe().find("id of its own"), std::string::npos) << twice.error().describe();
}

TEST(ProjectFile, ListsOfUnitsAreSortedAndChecked) {
  const auto node = [](const std::string& fields) {
    return with(R"("network": {"nodes": [{"id": "a", "type": "dense", )" + fields + "}]}");
  };
  const auto project =
      parse_project(node(R"("off_units": [3, 1, 3], "held_weights": [[2, 0, 1], [1, 4, 0.5], [2, 0, 7]])"), "x.json");
  ASSERT_TRUE(project.ok()) << project.error().describe();
  EXPECT_EQ(project->experiment.network.nodes[0].masks,
            (engine::Masks{.off_units = {1, 3}, .weights = {{1, 4, 0.5}, {2, 0, 1}}}));
  const std::string field = "x.json: network.nodes[0].";
  EXPECT_EQ(refusal(node(R"("off_units": [-1])")), field + "off_units: Units are numbered 0, 1, 2 and so on.");
  EXPECT_EQ(refusal(node(R"("off_heads": [1.5])")), field + "off_heads: Units are numbered 0, 1, 2 and so on.");
  EXPECT_EQ(refusal(node(R"("frozen_units": 1)")), field + "frozen_units: This must be a list, not 1.");
  const std::string held = field + "held_weights: A held weight is a list of unit, input and value, from 0 on.";
  EXPECT_EQ(refusal(node(R"("held_weights": [[1, 2]])")), held);
  std::string many = "0";
  for (int i = 0; i < 100'000; ++i) many += ",0";
  EXPECT_EQ(refusal(node("\"off_units\": [" + many + "]")),
            field + "off_units: This list has at most 100000 entries, not 100001.");
}

TEST(ProjectFile, DamagedFilesNeverCrash) {
  Rng rng(3);
  const std::string good = *engine::project_text(random_experiment(rng), R"({"a": [1, {}]})");
  for (int round = 0; round < 3000; ++round) {
    std::string text = good;
    for (uint64_t i = 1 + rng.below(4); i > 0 && !text.empty(); --i) {
      const uint64_t at = rng.below(text.size());
      switch (rng.below(4)) {
        case 0: text[at] = static_cast<char>(rng.below(256)); break;
        case 1: text.erase(at, 1 + rng.below(10)); break;
        case 2: text.insert(at, std::string(1, "[]{}\",:0-e"[rng.below(10)])); break;
        default: text.resize(at + 1);
      }
    }
    const auto project = parse_project(text, "x.json");
    EXPECT_TRUE(project.ok() || project.error().where.starts_with("x.json"));
  }
}

TEST(ProjectFile, NumbersThatAreNotFiniteAreNotSaved) {
  Experiment e;
  e.data.noise = std::nan("");
  EXPECT_EQ(engine::project_text(e).error().describe(), "data.noise: This number is not finite and cannot be saved.");
  e = {};
  e.network.nodes.push_back({"a", "dense", "", {{"alpha", INFINITY}}, false});
  EXPECT_EQ(engine::project_text(e).error().where, "network.nodes[0].params.alpha");
  EXPECT_FALSE(engine::project_text({}, "[1]").ok());
  EXPECT_FALSE(engine::project_text({}, "{").ok());
}

class ProjectOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("glassnet_project_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    path_ = (folder_ / "my 项目.json").string();
  }
  void TearDown() override {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    std::filesystem::remove_all(folder_);
  }
  std::string content() const {
    std::stringstream out;
    out << std::ifstream(path_).rdbuf();
    return out.str();
  }
  size_t files() const {
    const std::filesystem::directory_iterator all(folder_);
    return static_cast<size_t>(std::distance(begin(all), end(all)));
  }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(ProjectOnDisk, SavesAndLoads) {
  Rng rng(5);
  const Experiment first = random_experiment(rng), second = random_experiment(rng);
  ASSERT_TRUE(engine::save_project(path_, first));
  EXPECT_EQ(engine::load_project(path_)->experiment, first);
  ASSERT_TRUE(engine::save_project(path_, second, R"({"zoom": 2})"));
  EXPECT_EQ(engine::load_project(path_)->experiment, second);
  EXPECT_EQ(engine::load_project(path_)->document, R"({"zoom":2})");
  EXPECT_EQ(files(), 1U) << "no temporary file is left";
}

TEST_F(ProjectOnDisk, FailedSaveLeavesTheOldFile) {
  ASSERT_TRUE(engine::save_project(path_, Experiment{}));
  const std::string before = content();
  Experiment bad;
  bad.regularization.l1 = INFINITY;
  EXPECT_FALSE(engine::save_project(path_, bad));
  EXPECT_EQ(content(), before);
  // The target is a folder: everything goes well up to the last step, the rename.
  const std::string folder = (folder_ / "taken.json").string();
  std::filesystem::create_directories(folder + "/inside");
  const auto status = engine::save_project(folder, Experiment{});
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(status.error().describe().starts_with(folder + ": The file cannot be written: "))
      << status.error().describe();
  EXPECT_EQ(files(), 2U) << "the temporary file is gone";
  EXPECT_FALSE(engine::save_project((folder_ / "none" / "x.json").string(), Experiment{}));
}

TEST_F(ProjectOnDisk, FullDiskLeavesTheOldFile) {
  ASSERT_TRUE(engine::save_project(path_, Experiment{}));
  const std::string before = content();
  Experiment large;
  large.summary = std::string(100000, 'x');
  const pid_t child = fork();
  if (child == 0) {  // a limit on the size of files stands for the full disk: writing fails in the middle
    const rlimit limit{1024, 1024};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(engine::save_project(path_, large).ok() ? 1 : 0);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0) << "the child could not save";
  EXPECT_EQ(content(), before);
  EXPECT_EQ(files(), 1U);
}

TEST_F(ProjectOnDisk, DataFilesMoveWithTheProject) {
  Experiment e;
  e.data.source = {"csv", {{"path", (folder_ / "sub" / "data.csv").string()}}};
  ASSERT_TRUE(engine::save_project(path_, e));
  EXPECT_NE(content().find("\"path\": \"sub/data.csv\""), std::string::npos) << content();
  EXPECT_EQ(engine::load_project(path_)->experiment, e);
  e.data.source = {"csv", {{"path", "/elsewhere/data.csv"s}}};
  ASSERT_TRUE(engine::save_project(path_, e));
  EXPECT_NE(content().find("\"/elsewhere/data.csv\""), std::string::npos);
}

TEST_F(ProjectOnDisk, RefusesWhatIsNoFile) {
  EXPECT_EQ(engine::load_project(path_).error().describe(), path_ + ": There is no such file.");
  EXPECT_EQ(engine::load_project(folder_.string()).error().describe(),
            folder_.string() + ": This is not a file that can be read.");
  std::ofstream(path_) << "";
  std::filesystem::resize_file(path_, (size_t{64} << 20) + (1 << 20));
  EXPECT_EQ(engine::load_project(path_).error().what.format(), "The file has 65 MiB; at most 64 MiB can be read.");
}

TEST(ProjectFile, TextIsReadable) {
  Experiment e;
  e.name = "Two spirals";
  e.network.nodes = {{"input", "input", "", {}, false}, {"dense1", "dense", "", {{"units", int64_t{8}}}, false}};
  e.network.edges = {{"input", "dense1", 0}};
  const std::string text = *engine::project_text(e);
  EXPECT_NE(text.find("{\"id\": \"dense1\", \"type\": \"dense\", \"params\": {\"units\": 8}}"), std::string::npos)
      << text;
  EXPECT_TRUE(
      text.starts_with("{\n  \"format\": \"glassnet project\",\n  \"version\": 2,\n  \"name\": \"Two spirals\","));
  EXPECT_TRUE(text.ends_with("}\n"));
}

}  // namespace
