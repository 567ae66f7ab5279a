// CSV files, good and bad: what is read, and the exact position and sentence of every refusal.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/core/rng.h"
#include "engine/formats/csv_table.h"
#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"
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
      {"a,b\n", "data.csv: All lines belong to the same class, \"b\": there is nothing to learn."},
      {"1\n3\n",
       "data.csv: The file has only one column; it takes at least one input and a target. Check the delimiter."},
      {"a,b\n,2\n", "data.csv:2:1: A value of \"a\" is missing. Fill it in or remove the line."},
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
       "data.csv:3:1: After the closing quote of a field comes a delimiter or the end of the line, not \"x,4?\"."},
      {"a,b\n1,2\n3\"3,4\n", "data.csv:3:1: A field with quotes inside must be quoted as a whole: \"3\"3,4?\"."},
      {"a,b\n1,x\n2,x\n", "data.csv: All lines belong to the same class, \"x\": there is nothing to learn."},
      {"\xFF\xFE"s + "1\0,\0"s, "data.csv: The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\")."},
      {"1\0,\0"s,
       "data.csv:1:1: There is a zero byte here: this is no UTF-8 text. It may be UTF-16 or not a text at all."},
      {"a,b\n1,caf\xE9\n", "data.csv:2:2: The text is not UTF-8 here. Save the file as UTF-8."},
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

TEST_F(Csv, DelimitersAreFoundOrTold) {
  for (const char* text : {"1,2\n3,4\n", "1;2\n3;4\n", "1\t2\n3\t4\n", "1|2\n3|4\n"}) {
    const auto set = read(text);
    ASSERT_TRUE(set.ok()) << set.error().describe();
    EXPECT_EQ(set->targets, (std::vector<engine::Scalar>{2, 4})) << text;
  }
  EXPECT_EQ(read("1;5,2\n3;7,4\n")->targets, (std::vector<engine::Scalar>{engine::Scalar(5.2), engine::Scalar(7.4)}))
      << "a comma is the decimal sign where semicolons separate";
  EXPECT_EQ(read("1;5,2\n3;7,4\n", {{"delimiter", "comma"s}})->input_names,
            (std::vector<std::string>{"x1=1;5", "x1=3;7"}));
  EXPECT_EQ(read("1,5\t2\n3,25\t4\n", {{"decimal", "comma"s}})->inputs.row(1)[0], engine::Scalar(3.25));
  EXPECT_EQ(read("5\" pipe\t2\n7\" pipe\t3\n")->input_names[0], "x1=5\" pipe") << "quotes inside are common in TSV";
}

// Numbers stand first, ids behind them, each in the order of the file.
TEST_F(Csv, CategoriesAsNumbersForAnEmbedding) {
  const std::string text = "city,size,kind,y\nRome,1.5,b,0\nOslo,2,a,1\nRome,3,,1\nLima,4,b,0\n";
  const Params params{{"text_columns", "index"s}, {"missing", "impute"s}};
  const auto set = read(text, params);
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->input_names, (std::vector<std::string>{"size", "city", "kind"}));
  EXPECT_EQ(set->id_columns, (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(row(*set, 0), (Values{1.5, 2, 1}));
  EXPECT_EQ(row(*set, 1), (Values{2, 1, 0}));
  EXPECT_EQ(row(*set, 2), (Values{3, 2, -1})) << "a missing category is none";
  EXPECT_EQ(row(*set, 3), (Values{4, 0, 1}));
  ASSERT_GE(set->notes.size(), 2U);
  EXPECT_EQ(set->notes[0].format(),
            "Input 2 holds the numbers 0 to 2 of \"city\"; its embedding needs a vocabulary of 3.");
}

TEST_F(Csv, NumbersThatAreCategoriesBecomeIdsToo) {
  const auto set =
      read("zone,size,y\n10,1,0\n30,2,1\n10,3,1\n20,4,0\n", {{"text_columns", "index"s}, {"categorical", "zone"s}});
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->id_columns, (std::vector<int64_t>{1}));
  EXPECT_EQ(row(*set, 1), (Values{2, 2}));
}

TEST_F(Csv, TableOfIdsOnlyAndTableWithoutAny) {
  const auto ids = read("a,y\nx,1\ny,0\nx,1\n", {{"text_columns", "index"s}});
  ASSERT_TRUE(ids.ok()) << ids.error().describe();
  EXPECT_EQ(ids->inputs.columns(), 1);
  EXPECT_EQ(ids->id_columns, (std::vector<int64_t>{0}));
  const auto none = read("a,y\n1,1\n2,0\n3,1\n", {{"text_columns", "index"s}});
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->id_columns.empty());
}

TEST_F(Csv, TextBecomesOneHot) {
  const std::string table = "size,colour,y\n1,red,2.5\n2,blue,3\n3,red,4\n4,green,5\n";
  const auto set = read(table);
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->input_names, (std::vector<std::string>{"size", "colour=blue", "colour=green", "colour=red"}));
  EXPECT_EQ(row(*set, 0), (Values{1, 0, 0, 1}));
  EXPECT_EQ(row(*set, 1), (Values{2, 1, 0, 0}));
  EXPECT_EQ(read(table, {{"text_columns", "leave_out"s}})->input_names, (std::vector<std::string>{"size"}));
  EXPECT_EQ(refusal(table, {{"text_columns", "refuse"s}}),
            "data.csv:2:2: A number belongs into \"colour\", but the file says \"red\".");
  const auto zip = read("zip,y\n10,1.5\n20,2\n10,3\n", {{"categorical", "zip"s}});
  ASSERT_TRUE(zip.ok()) << zip.error().describe();
  EXPECT_EQ(zip->input_names, (std::vector<std::string>{"zip=10", "zip=20"}));
}

TEST_F(Csv, ColumnsAreLeftOut) {
  const std::string table = "name,a,y\nAnn,1,2.5\nBob,2,3\n";
  EXPECT_EQ(read(table, {{"ignore", "name"s}})->input_names, (std::vector<std::string>{"a"}));
  EXPECT_EQ(read(table, {{"ignore", " 1 , "s}})->input_names, (std::vector<std::string>{"a"}));
  EXPECT_EQ(refusal(table, {{"ignore", "y"s}}), "data.csv: The column \"y\" cannot be left out: it is the target.");
  EXPECT_EQ(refusal(table, {{"ignore", "b"s}}),
            "data.csv: There is no column \"b\" in the file; its 3 columns are name, a, y.");
  EXPECT_EQ(refusal(table, {{"ignore", "a,name"s}}), "data.csv: No column is left as an input.");
}

TEST_F(Csv, HeaderOfATableOfWords) {
  const auto set = read("outlook,wind,play\nsunny,weak,no\nrain,strong,yes\nrain,weak,yes\n");
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->rows(), 3);
  EXPECT_EQ(set->target_name, "play");
  EXPECT_EQ(read("p,x,s\ne,x,s\np,b,y\n")->rows(), 3) << "its first line comes again";
}

TEST_F(Csv, MissingValuesByChoice) {
  const std::string table = "a,b,y\n1,red,2\n,blue,3.5\n3,,4\n5,red,\n7,blue,6\n";
  const auto dropped = read(table, {{"missing", "drop"s}});
  ASSERT_TRUE(dropped.ok()) << dropped.error().describe();
  EXPECT_EQ(dropped->targets, (std::vector<engine::Scalar>{2, 6}));
  ASSERT_EQ(dropped->notes.size(), 1U);
  EXPECT_EQ(dropped->notes[0].format(), "3 of 5 lines were left out because a value is missing.");
  const auto filled = read(table, {{"missing", "impute"s}});
  ASSERT_TRUE(filled.ok()) << filled.error().describe();
  EXPECT_EQ(filled->rows(), 4) << "a line without a target teaches nothing";
  EXPECT_EQ(filled->missing, (std::vector<int64_t>{3}));
  EXPECT_EQ(row(*filled, 2), (Values{3, 0, 0})) << "no category";
  EXPECT_EQ(refusal("a,y\n1,2\nNA,3\n"), "data.csv:3:1: A number belongs into \"a\", but the file says \"NA\".");
  EXPECT_EQ(read("a,y\n1,2\nNA,3\n?,4\n", {{"missing", "drop"s}, {"missing_words", "NA,?"s}})->rows(), 1);
  EXPECT_EQ(refusal("a,y\n,2\n3,\n", {{"missing", "drop"s}}),
            "data.csv: No line is left: in each of the 2 lines a value is missing.");
  EXPECT_EQ(refusal("a,b,y\n,1,2\n,2,3\n", {{"missing", "impute"s}}),
            "data.csv: The column \"a\" is empty. Leave it out.");
}

TEST_F(Csv, NotANumberIsReportedWhateverIsChosen) {
  for (const char* choice : {"refuse", "drop", "impute"}) {
    EXPECT_EQ(refusal("a,b\n1,2\nNaN,4\n", {{"missing", std::string(choice)}}),
              "data.csv:3:1: A finite number belongs into \"a\", but the file says \"NaN\".");
    EXPECT_EQ(refusal("a,b\n1,2\n3,1e400\n", {{"missing", std::string(choice)}}),
              "data.csv:3:2: The number in \"b\" is too large: 1e400. The largest is 3.4e+38.");
  }
  EXPECT_TRUE(read("who,y\nInf,1.5\nNan,2\nAnn,3\n").ok()) << "names of people in a column of words";
}

TEST_F(Csv, LimitsOfLinesColumnsAndCategories) {
  const auto line_of = [](size_t bytes) { return "a,b\n" + std::string(bytes - 1, 'x') + ",1\nz,2.5\n"; };
  const auto longest = static_cast<size_t>(engine::limits::line_bytes.value);
  EXPECT_TRUE(read(line_of(longest - 1)).ok());
  EXPECT_TRUE(refusal(line_of(longest + 2)).starts_with("data.csv:2:1: A line has at most 1048576 bytes."));
  std::string many = "a,b\n";
  for (int i = 0; i < 1000; ++i) many += "c" + std::to_string(i) + ",0.5\n";
  EXPECT_EQ(read(many)->inputs.columns(), 1000);
  EXPECT_EQ(refusal(many + "one,1.5\n"),
            "data.csv:1002:1: The column \"a\" has more than 1000 different values. Leave it out.");
}

TEST_F(Csv, SizeOfTheFile) {
  const std::string path = (folder_ / "large.csv").string();
  std::ofstream(path, std::ios::binary) << "1,2\n";
  std::filesystem::resize_file(path, static_cast<uintmax_t>(engine::limits::file_bytes.value));  // sparse
  EXPECT_TRUE(refusal("", {{"path", path}}).starts_with("large.csv:2:1: A line has at most"));
  std::filesystem::resize_file(path, static_cast<uintmax_t>(engine::limits::file_bytes.value) + 1);
  EXPECT_EQ(refusal("", {{"path", path}}), "large.csv: The file has 2048 MiB; at most 2048 MiB can be read.");
}

TEST_F(Csv, ReadingTellsHowFarItIsAndStops) {
  std::string table;
  for (int i = 0; i < 50000; ++i) table += std::to_string(i) + ",0.5\n";
  const std::string path = (folder_ / "data.csv").string();
  std::ofstream(path, std::ios::binary) << table;
  const engine::DatasetType* type = engine::datasets().find("csv");
  const Params params = *engine::resolve(type->params, {{"path", path}});
  std::vector<double> told;
  EXPECT_TRUE(type->make({params,
                          0,
                          0,
                          0,
                          {},
                          [&](double part) {
                            told.push_back(part);
                            return true;
                          }})
                  .ok());
  EXPECT_GE(told.size(), 2U);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_LE(told.back(), 1);
  const auto stopped = type->make({params, 0, 0, 0, {}, [](double) { return false; }});
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().describe(), "Loading was cancelled.");
}

TEST_F(Csv, FormatIsShownBeforeReading) {
  engine::ByteSource source("id;name;y\n1;Ann;2,5\n2;Bob;3\n", "people.csv");
  const engine::DatasetType* type = engine::datasets().find("csv");
  const auto format = engine::detect_csv_format(source, *engine::resolve(type->params, {{"ignore", "id"s}}));
  ASSERT_TRUE(format.ok()) << format.error().describe();
  EXPECT_EQ(format->delimiter, ';');
  EXPECT_TRUE(format->header);
  EXPECT_EQ(format->names, (std::vector<std::string>{"id", "name", "y"}));
  EXPECT_EQ(format->uses,
            (std::vector<engine::CsvUse>{engine::CsvUse::left_out, engine::CsvUse::category, engine::CsvUse::target}));
  ASSERT_EQ(format->sample.size(), 2U);
  EXPECT_EQ(format->sample[1][1], "Bob");
}

TEST(CsvTable, RandomBytesNeverCrash) {
  const Params params = engine::defaults(engine::datasets().find("csv")->params);
  const std::string alphabet = "0123456789.,,,\n\n\r\"\"eE+- ax\t\xE4\xBD\xA0\xFF";
  engine::Rng rng(1);
  int accepted = 0;
  for (int round = 0; round < 30000; ++round) {
    std::string bytes;
    for (uint64_t i = rng.below(40); i > 0; --i) bytes += alphabet[rng.below(alphabet.size())];
    engine::ByteSource source(bytes, "data.csv");
    const auto set = engine::read_csv(source, params, {});
    if (set.ok()) {
      ++accepted;
      EXPECT_EQ(static_cast<int64_t>(set->targets.size()), set->rows());
      EXPECT_EQ(static_cast<int64_t>(set->input_names.size()), set->inputs.columns());
    } else {
      EXPECT_TRUE(set.error().where.starts_with("data.csv"));
      EXPECT_FALSE(set.error().what.empty());
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
