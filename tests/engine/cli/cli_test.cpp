// glassnet-cli as a user runs it: exit codes, what stands on stdout and stderr, JSON that parses, equal seeds.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/formats/limits.h"

namespace {

using nlohmann::json;

struct Ran {
  int code = -1;
  std::string out, err;
};

class Cli : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("glassnet_cli_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Ran run(const std::string& arguments) {
    const std::string out = (folder_ / "out").string(), err = (folder_ / "err").string();
    const std::string command =
        std::string(GLASSNET_BINARY_DIR) + "/glassnet-cli " + arguments + " >" + out + " 2>" + err;
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(out), content(err)};
  }
  std::string file(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  static std::string content(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  std::filesystem::path folder_;
};

std::string sample(const std::string& name) {
  return std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + name + ".json";
}

std::vector<json> lines(const std::string& text) {
  std::vector<json> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(json::parse(line));
  return all;
}

// Everything but the time.
std::string without_seconds(const std::string& text) {
  std::string out;
  std::vector<json> all = lines(text);
  for (json& line : all) {
    line.erase("seconds");
    out += line.dump() + "\n";
  }
  return out;
}

TEST_F(Cli, LimitsAreOneTable) {
  const Ran text = run("limits");
  EXPECT_EQ(text.code, 0);
  EXPECT_NE(text.out.find("picture_side"), std::string::npos);
  const json all = json::parse(run("limits --json").out);
  ASSERT_EQ(all.size(), engine::limits::table.size());
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i]["id"], std::string(engine::limits::table[i]->id));
    EXPECT_EQ(all[i]["value"], engine::limits::table[i]->value);
    EXPECT_NE(text.out.find(all[i]["id"].get<std::string>()), std::string::npos);
  }
}

TEST_F(Cli, HelpAndVersion) {
  for (const char* command : {"", "run ", "evaluate ", "predict ", "list ", "bench ", "limits "}) {
    const Ran ran = run(std::string(command) + "--help");
    EXPECT_EQ(ran.code, 0) << command;
    EXPECT_NE(ran.out.find("Usage"), std::string::npos) << command;
    EXPECT_EQ(ran.err, "");
  }
  const Ran version = run("--version");
  EXPECT_EQ(version.code, 0);
  EXPECT_TRUE(version.out.starts_with("glassnet-cli ")) << version.out;
}

TEST_F(Cli, WrongUsageIsTwo) {
  const std::string xor_project = sample("xor");
  for (const std::string& arguments :
       {std::string(), std::string("fly"), std::string("run"), "run --fast " + xor_project,
        "run " + xor_project + " --epochs many", "run " + xor_project + " --epochs -3",
        "run " + xor_project + " --epochs 1 --steps 2", "run " + xor_project + " --threads 0",
        std::string("list colours"), std::string("bench W99"), "predict " + xor_project}) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 2) << arguments << "\n" << ran.err;
    EXPECT_EQ(ran.out, "") << arguments;
    EXPECT_NE(ran.err, "") << arguments;
  }
}

TEST_F(Cli, RunPrintsOneObjectALine) {
  const Ran ran = run("run " + sample("xor") + " --epochs 5 --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  const std::vector<json> all = lines(ran.out);
  ASSERT_EQ(all.size(), 5U);
  for (size_t i = 0; i < all.size(); ++i) {
    const json& line = all[i];
    EXPECT_EQ(line.at("epoch"), i + 1);
    EXPECT_EQ(line.at("step"), 14 * (i + 1));
    EXPECT_TRUE(line.at("train_loss").is_number());
    EXPECT_TRUE(line.at("val_loss").is_number());
    EXPECT_TRUE(line.at("metrics").at("val_accuracy").is_number());
    EXPECT_TRUE(line.at("seconds").is_number());
    EXPECT_EQ(line.contains("final"), i + 1 == all.size());
  }
  EXPECT_EQ(all.back().at("final"), true);
}

TEST_F(Cli, StepsMayEndWithinAnEpoch) {
  const std::vector<json> all = lines(run("run " + sample("xor") + " --steps 20 --json").out);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].at("step"), 20);
  EXPECT_EQ(all[1].at("epoch"), 1);
  const std::vector<json> none = lines(run("run " + sample("xor") + " --steps 0 --json").out);
  ASSERT_EQ(none.size(), 1U);
  EXPECT_EQ(none[0].at("final"), true);
}

TEST_F(Cli, SameSeedSameOutputOnAnyNumberOfThreads) {
  const std::string command = "run " + sample("two_spirals") + " --epochs 20 --json --set data.size=2000";
  const std::string one = without_seconds(run(command + " --threads 1").out);
  EXPECT_EQ(one, without_seconds(run(command + " --threads 1").out));
  EXPECT_EQ(one, without_seconds(run(command + " --threads 2").out));
  EXPECT_EQ(one, without_seconds(run(command).out));
  EXPECT_NE(one, without_seconds(run(command + " --seed 7").out));
  EXPECT_EQ(without_seconds(run(command + " --seed 7").out),
            without_seconds(run(command + " --seed 7 --threads 2").out));
}

TEST_F(Cli, TargetDecidesTheExitCode) {
  EXPECT_EQ(run("run " + sample("linear_regression")).code, 0);
  const Ran missed = run("run " + sample("linear_regression") + " --set target.value=0.9999");
  EXPECT_EQ(missed.code, 3);
  EXPECT_EQ(missed.err, "glassnet-cli: the target was not reached: r2 is 0.9803, wanted 0.9999.\n");
  EXPECT_EQ(run("run " + sample("linear_regression") + " --set target.value=0.9999 --epochs 1").code, 0)
      << "a run of another length promises nothing";
  const Ran failure = run("run " + sample("perceptron_xor"));
  EXPECT_EQ(failure.code, 0) << failure.err;
  EXPECT_NE(failure.out.find("It fails, as the project wants to show"), std::string::npos);
  const Ran success = run("run " + sample("perceptron_xor") + " --set target.value=0.1");
  EXPECT_EQ(success.code, 3);
  EXPECT_NE(success.err.find("the project was to fail, but it does not"), std::string::npos);
  const Ran unknown = run("run " + sample("linear_regression") + " --set target.metric=beauty");
  EXPECT_EQ(unknown.code, 1);
  EXPECT_EQ(unknown.err, "glassnet-cli: target.metric: there is no \"beauty\" here, but loss, mae, rmse, r2.\n");
}

TEST_F(Cli, SaysThatTheTargetIsMet) {
  const Ran met = run("run " + sample("circle"));
  EXPECT_EQ(met.code, 0);
  EXPECT_NE(met.out.find("The target is reached: accuracy is "), std::string::npos) << met.out;
  EXPECT_NE(met.out.find("parameters, about "), std::string::npos) << met.out;
  const json last = lines(run("run " + sample("circle") + " --json").out).back();
  EXPECT_EQ(last.at("target").at("met"), true);
  EXPECT_GT(last.at("memory_mb"), 0);
}

TEST_F(Cli, RulesForStoppingEndTheRun) {
  const Ran ran = run("run " + sample("circle") + " --json --set stop.at_target=true");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json last = lines(ran.out).back();
  EXPECT_LT(last.at("epoch"), 150);
  EXPECT_TRUE(last.at("stopped").get<std::string>().starts_with("The target is reached at epoch ")) << last;
  const json patient = lines(run("run " + sample("circle") +
                                 " --json --epochs 400 --set stop.patience=3 --set optimizer.learning_rate=0.3 "
                                 "--set schedule=exponential --set schedule.gamma=0.99")
                                 .out)
                           .back();
  EXPECT_LT(patient.at("epoch"), 400);
  EXPECT_NE(patient.at("stopped").get<std::string>().find("validation loss"), std::string::npos) << patient;
  EXPECT_LT(patient.at("learning_rate"), 0.3);
}

// Twenty epochs, kept, and twenty more are forty; measuring and predicting take what is kept as it is.
TEST_F(Cli, KeepsWhatIsTrainedAndGoesOnFromThere) {
  const std::string kept = (folder_ / "kept.json").string(), two_spirals = sample("two_spirals");
  ASSERT_EQ(run("run " + two_spirals + " --epochs 20 --save " + kept).code, 0);
  const auto last = [](const Ran& ran) {
    json line = lines(ran.out).back();
    line.erase("seconds");
    return line;
  };
  const json whole = last(run("run " + two_spirals + " --epochs 40 --json"));
  EXPECT_EQ(last(run("run " + kept + " --epochs 40 --json")), whole);
  const json half = last(run("run " + two_spirals + " --epochs 20 --json"));
  const Ran measured = run("evaluate " + kept + " --json");
  ASSERT_EQ(measured.code, 0) << measured.err;
  EXPECT_NE(measured.out.find(half["val_loss"].dump()), std::string::npos) << measured.out << half;
  EXPECT_EQ(last(run("run " + kept + " --seed 5 --epochs 3 --json")),
            last(run("run " + two_spirals + " --seed 5 --epochs 3 --json")))
      << "other starting weights are a training of their own";
  const Ran changed = run("run " + kept + " --epochs 1 --set network.dense1.units=5");
  EXPECT_EQ(changed.code, 0);
  EXPECT_NE(changed.err.find("training starts anew: The state of training holds \"dense1."), std::string::npos)
      << changed.err;
}

TEST_F(Cli, BadInputIsOneWithASentence) {
  Ran ran = run("run " + (folder_ / "none.json").string());
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "glassnet-cli: " + (folder_ / "none.json").string() + ": There is no such file.\n");
  ran = run("run " + file("broken.json", "{\n  \"format\": }"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("glassnet-cli: broken.json:2:13: This is not valid JSON: ")) << ran.err;
  ran = run("run " + sample("xor") + " --set data.noise=loud");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "glassnet-cli: data.noise: This must be a number, not \"loud\".\n");
  ran = run("run " + sample("xor") + " --set network.dense1.units=1000000000");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("glassnet-cli: ")) << ran.err;
  EXPECT_EQ(ran.out, "");
  file("data.csv", "a,b\n1,2\n3,four\n");
  ran = run("run " + file("csv.json", R"({"format": "glassnet project", "version": 1,
      "data": {"source": {"type": "csv", "params": {"path": "data.csv", "task": "regress"}}}})"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "glassnet-cli: data.csv:3:2: A number belongs into \"b\", but the file says \"four\".\n");
}

TEST_F(Cli, DivergenceIsSaid) {
  const Ran ran = run("run " + sample("linear_regression") + " --set optimizer.learning_rate=10 --json");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("iverged"), std::string::npos) << ran.err;
  const std::vector<json> all = lines(ran.out);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.back().at("diverged"), true);
  EXPECT_EQ(all.back().at("final"), true);
}

TEST_F(Cli, EvaluateMeasuresEveryPart) {
  const Ran ran = run("evaluate " + sample("circle") +
                      " --json --set data.train=0.6 --set data.validation=0.2 --set data.test=0.2");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json all = json::parse(ran.out);
  EXPECT_EQ(all.at("train_samples"), 180);
  EXPECT_EQ(all.at("test_samples"), 60);
  EXPECT_GE(all.at("metrics").at("test_accuracy"), 0.9);
  int64_t total = 0;
  for (const auto& row : all.at("val_confusion")) {
    for (const auto& n : row) total += n.get<int64_t>();
  }
  EXPECT_EQ(total, 60);
  EXPECT_EQ(run("evaluate " + sample("sine_regression")).code, 0);
}

TEST_F(Cli, EvaluateWithoutValidationPart) {
  const Ran ran = run("run " + sample("circle") + " --epochs 2 --json --set data.validation=0 --set data.train=1");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(lines(ran.out).back().at("val_loss").is_null());
}

TEST_F(Cli, PredictsClassesAndNumbers) {
  Ran ran = run("predict " + sample("xor") + " --values 3,3 --values 3,-3 --values=-3,-3 --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::vector<json> all = lines(ran.out);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].at("prediction"), "1");
  EXPECT_EQ(all[1].at("prediction"), "0");
  EXPECT_EQ(all[2].at("prediction"), "1");
  EXPECT_EQ(all[1].at("input"), (std::vector<double>{3, -3}));
  ran = run("predict " + sample("linear_regression") + " --input " + file("in.csv", "x\n0\n2\n") + " --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  all = lines(ran.out);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NEAR(all[0].at("prediction"), 1, 0.1);
  EXPECT_NEAR(all[1].at("prediction"), 2, 0.1);
}

TEST_F(Cli, PredictsForSequencesOfAnotherLength) {
  // Four numbers in, one class out, by layers that look at each step alone.
  std::string table = "a,b,c,d,label\n";
  for (int i = 0; i < 40; ++i) table += fmt::format("{},{},1,0,{}\n", i % 2, i % 3, i % 2);
  file("flat.csv", table);
  const std::string project = file("flat.json", R"({"format": "glassnet project", "version": 1,
      "data": {"source": {"type": "csv", "params": {"path": "flat.csv", "task": "classify"}}},
      "network": {"nodes": [{"id": "in", "type": "input"}, {"id": "out", "type": "dense", "params": {"units": 2}}],
                  "edges": [["in", "out"]]}, "loss": {"type": "cross_entropy"}})");
  const Ran ran = run("predict " + project + " --epochs 1 --input-shape 6 --values 1,2,3,4,5,6");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("of another kind"), std::string::npos) << ran.err;
}

TEST_F(Cli, PredictRefusesBadSamples) {
  Ran ran = run("predict " + sample("xor") + " --values 1,2,3");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "glassnet-cli: --values:1:3: The network takes 2 numbers, but this line has 3.\n");
  ran = run("predict " + sample("xor") + " --input " + file("in.csv", "1,2\n3,x\n"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "glassnet-cli: in.csv:2:2: A number belongs into \"x2\", but the file says \"x\".\n");
}

TEST_F(Cli, ListsEveryCatalog) {
  for (const char* kind :
       {"layers", "losses", "optimizers", "schedules", "activations", "initializers", "datasets", "preparations"}) {
    const Ran ran = run(std::string("list ") + kind + " --json");
    ASSERT_EQ(ran.code, 0) << kind;
    const json all = json::parse(ran.out);
    ASSERT_TRUE(all.is_array());
    EXPECT_GE(all.size(), 4U) << kind;
    for (const json& entry : all) {
      EXPECT_FALSE(entry.at("id").get<std::string>().empty());
      EXPECT_TRUE(entry.at("params").is_array());
    }
    EXPECT_EQ(run(std::string("list ") + kind).code, 0);
  }
}

TEST_F(Cli, BenchPrintsTheFieldsOfTheReference) {
  const Ran ran = run("bench W1 --json --repeats 3 --seconds 0.01 --warmup 0.01");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::vector<json> all = lines(ran.out);
  ASSERT_EQ(all.size(), 1U);
  const json& w1 = all[0];
  EXPECT_EQ(w1.at("peer"), "glassnet");
  EXPECT_EQ(w1.at("workload"), "W1");
  EXPECT_EQ(w1.at("threads"), 1);
  EXPECT_EQ(w1.at("batch"), 10);
  EXPECT_EQ(w1.at("params"), 105);
  for (const char* key : {"us_per_step", "min_us", "max_us", "samples_per_s"}) EXPECT_GT(w1.at(key), 0) << key;
  EXPECT_LT(w1.at("loss_last"), w1.at("loss_first"));
}

}  // namespace
