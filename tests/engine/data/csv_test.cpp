// CSV files, good and bad: what is read, and the exact position and sentence of every refusal.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/core/rng.h"
#include "engine/data/csv_reader.h"
#include "engine/data/csv_table.h"
#include "engine/schema/dataset_type.h"

namespace {

using engine::Dataset;
using engine::Params;
using engine::Result;
using namespace std::string_literals;

class Csv : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("glassnet_csv_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<Dataset> read(const std::string& bytes, Params given = {}) {
    const std::string path = (folder_ / "data.csv").string();
    std::ofstream(path, std::ios::binary) << bytes;
    given.emplace("path", path);
    const engine::DatasetType* type = engine::datasets().find("csv");
    const Result<Params> params = engine::resolve(type->params, given);
    EXPECT_TRUE(params.ok());
    return type->make({*params, 0, 0, 0, {}});
  }
  std::string refusal(const std::string& bytes, const Params& given = {}) {
    const Result<Dataset> set = read(bytes, given);
    return set.ok() ? "(accepted)" : set.error().describe();
  }

  std::filesystem::path folder_;
};

std::vector<double> row(const Dataset& set, int64_t i) {
  const engine::Scalar* values = set.inputs.row(i);
  return {values, values + set.inputs.columns()};
}

using Values = std::vector<double>;

TEST_F(Csv, HeaderAndClassesByName) {
  const auto set = read("length,width,species\n5.1,3.5,rose\n4.9,3,iris\n6,2,rose\n");
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->rows(), 3);
  EXPECT_EQ(set->input_names, (std::vector<std::string>{"length", "width"}));
  EXPECT_EQ(set->target_name, "species");
  EXPECT_EQ(set->classes, 2);
  EXPECT_EQ(set->class_names, (std::vector<std::string>{"iris", "rose"}));
  EXPECT_EQ(set->targets, (std::vector<engine::Scalar>{1, 0, 1}));
  EXPECT_EQ(row(*set, 1), (Values{engine::Scalar(4.9), 3}));
}

TEST_F(Csv, NoHeader) {
  const auto set = read("1,2,3.5\n4,5,6.5\n");
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->rows(), 2);
  EXPECT_EQ(set->classes, 0);
  EXPECT_EQ(set->input_names, (std::vector<std::string>{"x1", "x2"}));
  EXPECT_EQ(set->targets, (std::vector<engine::Scalar>{3.5, 6.5}));
}

TEST_F(Csv, HeaderOnOrder) {
  EXPECT_EQ(read("1,2\n3,4\n5,6\n", {{"header", "yes"s}})->rows(), 2);
  EXPECT_EQ(read("1,2\n3,4\n5,6\n", {{"header", "no"s}})->rows(), 3);
  EXPECT_EQ(read("1,a\n2,b\n3,a\n")->rows(), 3) << "classes in the last column do not make a header";
}

TEST_F(Csv, QuotesLineBreaksAndMarks) {
  const std::string table = "\"a \"\"b\"\"\",\"c,d\",y\r\n\"1\",2,\"red\nlight\"\r\n\r\n 3 ,\t4,red\r\n";
  for (const std::string& mark : {""s, "\xEF\xBB\xBF"s}) {
    const auto set = read(mark + table);
    ASSERT_TRUE(set.ok()) << set.error().describe();
    EXPECT_EQ(set->input_names, (std::vector<std::string>{"a \"b\"", "c,d"}));
    EXPECT_EQ(set->class_names, (std::vector<std::string>{"red", "red\nlight"}));
    EXPECT_EQ(row(*set, 1), (Values{3, 4}));
  }
}

TEST_F(Csv, LineEndingsAreAllTheSame) {
  for (const char* text : {"1,2\n3,4\n", "1,2\r\n3,4\r\n", "1,2\r3,4\r", "1,2\n3,4", "\n1,2\n\n3,4\n\n"}) {
    const auto set = read(text);
    ASSERT_TRUE(set.ok()) << set.error().describe();
    EXPECT_EQ(set->rows(), 2);
    EXPECT_EQ(set->targets, (std::vector<engine::Scalar>{2, 4}));
  }
}

TEST_F(Csv, TargetByNameAndNumber) {
  const std::string table = "y,a,b\n1.5,2,3\n4.5,5,6\n";
  EXPECT_EQ(read(table, {{"target", "y"s}})->targets, (std::vector<engine::Scalar>{1.5, 4.5}));
  EXPECT_EQ(read(table, {{"target", "2"s}})->targets, (std::vector<engine::Scalar>{2, 5}));
  EXPECT_EQ(read(table, {{"target", "y"s}})->input_names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(refusal(table, {{"target", "z"s}}),
            "data.csv: There is no column \"z\" in the file; its 3 columns are y, a, b.");
  EXPECT_EQ(refusal(table, {{"target", "4"s}}),
            "data.csv: There is no column \"4\" in the file; its 3 columns are y, a, b.");
}

TEST_F(Csv, NumbersInAllForms) {
  const auto set = read("+1,-2.5,.5,1.,1e3,1E-2,-1.5e+2,1e-400,0\n");
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(row(*set, 0), (Values{1, -2.5, .5, 1, 1000, engine::Scalar(.01), -150, 0}));
}

TEST_F(Csv, TaskIsGuessedOrTold) {
  EXPECT_EQ(read("1,0\n2,1\n3,0\n4,1\n")->classes, 2) << "two whole numbers that repeat";
  EXPECT_EQ(read("1,0\n2,1\n3,0\n4,1\n", {{"task", "regress"s}})->classes, 0);
  EXPECT_EQ(read("1,10\n2,20\n3,30\n4,40\n")->classes, 0) << "numbers that do not repeat";
  EXPECT_EQ(read("1,10\n2,2\n3,30\n4,4\n", {{"task", "classify"s}})->class_names,
            (std::vector<std::string>{"2", "4", "10", "30"}));
  EXPECT_EQ(read("1,1\n2,1.0\n3,2\n4,2\n", {{"task", "classify"s}})->classes, 2) << "1 and 1.0 are one class";
}

TEST_F(Csv, RefusalsNameLineColumnAndWhatWasFound) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "data.csv: The file is empty."},
      {"\n\n", "data.csv: The file is empty."},
      {"a,b\n", "data.csv:1:1: A number belongs into \"x1\", but the file says \"a\"."},
      {"1;2\n3;4\n",
       "data.csv: The file has only one column; it takes at least one input and a target, separated by commas."},
      {"a,b\n1,2\n3\n", "data.csv:3:2: This line has 1 fields, but the first has 2."},
      {"a,b\n1,2\n3,4,5\n", "data.csv:3:3: This line has 3 fields, but the first has 2."},
      {"a,b,c\n1,2,3\n4,five,6\n", "data.csv:3:2: A number belongs into \"b\", but the file says \"five\"."},
      {"a,b,c\n1,2,3\n4,,6\n", "data.csv:3:2: A value of \"b\" is missing. Fill it in or remove the line."},
      {"a,b,c\n1,2,3\n4,5,\n", "data.csv:3:3: A value of \"c\" is missing. Fill it in or remove the line."},
      {"a,b\n1,2\nNaN,4\n", "data.csv:3:1: A finite number belongs into \"a\", but the file says \"NaN\"."},
      {"a,b\n1,2\n-inf,4\n", "data.csv:3:1: A finite number belongs into \"a\", but the file says \"-inf\"."},
      {"a,b\n1,2\n1e400,4\n", "data.csv:3:1: The number in \"a\" is too large: 1e400. The largest is 3.4e+38."},
      {"a,b\n1,2\n1e39,4\n", "data.csv:3:1: The number in \"a\" is too large: 1e39. The largest is 3.4e+38."},
      {"a,b\n1,2\n0x10,4\n", "data.csv:3:1: A number belongs into \"a\", but the file says \"0x10\"."},
      {"a,b\n1,2\n\"1,5\",4\n", "data.csv:3:1: A number belongs into \"a\", but the file says \"1,5\"."},
      {"a,b\n1,2\n\"3,4\n5,6\n", "data.csv:3:1: The quoted field that starts here is never closed."},
      {"a,b\n1,2\n\"3\"x,4\n",
       "data.csv:3:1: After the closing quote of a field comes a comma or the end of the line, not \"x,4?\"."},
      {"a,b\n1,2\n3\"3,4\n", "data.csv:3:1: A field with quotes inside must be quoted as a whole: \"3\"3,4?\"."},
      {"a,b\n1,x\n2,x\n", "data.csv: All lines belong to the same class, \"x\": there is nothing to learn."},
      {"\xFF\xFE"s + "1\0,\0"s, "data.csv: The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\")."},
      {"1\0,\0"s,
       "data.csv:1: There is a zero byte here: this is no UTF-8 text. It may be UTF-16 or not a text at all."},
      {"a,b\n1,caf\xE9\n", "data.csv:2: The text is not UTF-8 here. Save the file as UTF-8."},
  };
  for (const auto& [bytes, expected] : cases) EXPECT_EQ(refusal(bytes), expected) << bytes;
}

TEST_F(Csv, HeaderWithoutData) {
  EXPECT_EQ(refusal("a,b\n", {{"header", "yes"s}}), "data.csv: The file has a header but no lines of data.");
}

TEST_F(Csv, StrayWordAmongNumbersIsReported) {
  std::string table;
  for (int i = 0; i < 60; ++i) table += std::to_string(i) + "," + (i == 40 ? "n/a" : std::to_string(i * 1.5)) + "\n";
  EXPECT_EQ(refusal(table), "data.csv:41:2: A number belongs into \"y\", but the file says \"n/a\".");
}

TEST_F(Csv, TooManyClassesAndColumns) {
  std::string table;
  for (int i = 0; i < 1200; ++i) table += "1,c" + std::to_string(i) + "\n";
  EXPECT_EQ(refusal(table), "data.csv:1001:2: The target has more than 1000 different values, too many for classes.");
  EXPECT_EQ(refusal(std::string(100000, ',') + "\n"), "data.csv:1:10001: A line has at most 10000 fields.");
  std::string widest = "1";
  for (int i = 1; i < 10000; ++i) widest += ",1";
  EXPECT_EQ(read(widest + "\n" + widest + "\n")->inputs.columns(), 9999);
}

TEST_F(Csv, MissingFilesAndFolders) {
  const std::string none = (folder_ / "none.csv").string();
  EXPECT_EQ(refusal("", {{"path", none}}), none + ": There is no such file.");
  EXPECT_EQ(refusal("", {{"path", folder_.string()}}), folder_.string() + ": This is not a file that can be read.");
  EXPECT_EQ(refusal("", {{"path", ""s}}), "Choose a CSV file.");
}

TEST_F(Csv, ChineseNames) {
  const auto set = read("身高,体重,类别\n1.7,60,甲\n1.8,70,乙\n");
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->input_names[0], "身高");
  EXPECT_EQ(set->classes, 2);
}

TEST(CsvTable, RandomBytesNeverCrash) {
  const Params params = engine::defaults(engine::datasets().find("csv")->params);
  const std::string alphabet = "0123456789.,,,\n\n\r\"\"eE+- ax\t\xE4\xBD\xA0\xFF";
  engine::Rng rng(1);
  int accepted = 0;
  for (int round = 0; round < 30000; ++round) {
    std::string bytes;
    for (uint64_t i = rng.below(40); i > 0; --i) bytes += alphabet[rng.below(alphabet.size())];
    const auto text = engine::checked_text(bytes, "data.csv");
    if (!text.ok()) continue;
    const auto table = engine::read_csv_table(params, *text, "data.csv");
    if (table.ok()) {
      ++accepted;
      EXPECT_EQ(static_cast<int64_t>(table->targets.size()), table->rows);
      EXPECT_EQ(table->inputs.size(), table->targets.size() * (table->layout.names.size() - 1));
    } else {
      EXPECT_TRUE(table.error().where.starts_with("data.csv"));
      EXPECT_FALSE(table.error().what.empty());
    }
  }
  EXPECT_GT(accepted, 10);
}

TEST(CsvExcerpt, IsShortAndPrintable) {
  EXPECT_EQ(engine::excerpt("plain"), "plain");
  EXPECT_EQ(engine::excerpt("a\nb\x01"), "a?b?");
  EXPECT_EQ(engine::excerpt("\xFF"), "?");
  EXPECT_EQ(engine::excerpt("你好"), "你好");
  EXPECT_LE(engine::excerpt(std::string(1000, 'x')).size(), 43U);
  EXPECT_TRUE(engine::excerpt(std::string(39, 'x') + "你").ends_with("x..."));
}

}  // namespace
