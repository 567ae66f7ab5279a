// First looks at files: what they show of the golden files, how they refuse, and that they read no more than they must.
#include "engine/data/recognise.h"
#include "tests/engine/data/loading.h"

namespace {

using namespace loading;
using namespace std::string_literals;
using engine::ColumnUse;
using engine::DataPreview;

Result<DataPreview> preview(const std::string& id, const Params& given, const engine::Progress& progress = {}) {
  const engine::DatasetType* type = engine::datasets().find(id);
  const Result<Params> params = engine::resolve(type->params, given);
  if (!params) return params.error();
  return type->file->preview({*params, 0, 0, 0, {}, progress});
}

std::string sentence(const Result<DataPreview>& p) {
  if (!p) return p.error().describe();
  return p->problem ? p->problem->describe() : "(accepted)";
}

class Preview : public Loading {};

// What a first look promises of a small file is what the loader makes of it.
TEST_F(Preview, PromisesWhatTheLoaderKeeps) {
  int compared = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(golden(""))) {
    if (!entry.is_regular_file() || entry.path().filename() == "expected.json") continue;
    const auto found = engine::recognise(entry.path().string());
    if (!found || entry.path().extension() == ".py") continue;
    const std::string id = found->front().type->id, place = entry.path().string();
    const Result<DataPreview> look = preview(id, found->front().params);
    const Result<Dataset> set = load(id, found->front().params);
    EXPECT_EQ(sentence(look), set ? "(accepted)" : set.error().describe()) << place;
    if (!set || !look || !look->whole) continue;
    ++compared;
    EXPECT_EQ(look->rows, set->rows()) << place;
    EXPECT_EQ(look->classes, set->classes) << place;
    EXPECT_TRUE(look->input == set->inputs.shape()) << place;
    EXPECT_TRUE(look->target == set->target_shape) << place;
  }
  EXPECT_GE(compared, 10);
}

TEST_F(Preview, ColumnsOfATable) {
  const std::string path = file("t.csv", "name,age,city,label\nAnn,31,Rome,yes\nBob,,Oslo,no\nCy,40,Rome,yes\n");
  const auto look = preview("csv", {{"path", path}, {"ignore", "name"s}, {"missing", "impute"s}});
  ASSERT_TRUE(look && look->table);
  const auto& columns = look->table->columns;
  ASSERT_EQ(columns.size(), 4u);
  EXPECT_TRUE(look->table->header);
  EXPECT_EQ(columns[0].use, ColumnUse::left_out);
  EXPECT_EQ(columns[1].use, ColumnUse::number);
  EXPECT_EQ(columns[2].use, ColumnUse::category);
  EXPECT_EQ(columns[3].use, ColumnUse::target);
  EXPECT_EQ(columns[1].missing, 1);
  EXPECT_EQ(columns[2].distinct, 2);
  EXPECT_TRUE(look->table->rows[1][1].missing);
  EXPECT_TRUE(look->table->any_missing);
  EXPECT_EQ(look->input, engine::Shape{3});
  EXPECT_EQ(look->classes, 2);
  EXPECT_EQ(sentence(preview("csv", {{"path", path}, {"ignore", "name"s}})),
            "t.csv:3:2: A value of \"age\" is missing. Fill it in or remove the line.");
}

// The first bytes, which tell whose a file is, end within its first lines: more of it says what these are.
TEST_F(Preview, LinesThatAreVeryLong) {
  for (const int columns : {40, 6000, 10000}) {
    std::string header, line;
    for (int i = 0; i < columns; ++i) {
      header += (i ? "," : "") + std::string("column_") + std::to_string(i);
      line += std::string(i ? "," : "") + (i + 1 < columns ? "0.125" : "cat");
    }
    const std::string path = file("long.csv", header + "\n" + line + "\n" + line + "2\n");
    const auto found = engine::recognise(path);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->front().type->id, "csv");
    const auto look = preview("csv", found->front().params);
    ASSERT_TRUE(look && look->table);
    EXPECT_TRUE(look->table->header) << columns;
    EXPECT_EQ(sentence(look), "(accepted)") << columns;
    EXPECT_EQ(load("csv", found->front().params)->inputs.columns(), columns - 1);
  }
}

TEST_F(Preview, TablesThatCannotBeRead) {
  const auto ragged = preview("csv", {{"path", file("r.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n")}});
  EXPECT_EQ(sentence(ragged), "r.csv:3:3: This line has 2 fields, but the first has 3.");
  ASSERT_TRUE(ragged && ragged->table) << "the lines are shown nevertheless";
  EXPECT_EQ(ragged->table->rows[1].size(), 2u);
  EXPECT_EQ(sentence(preview("csv", {{"path", golden("tables/utf16.csv")}})),
            "utf16.csv: The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\").");
  std::string wide;
  for (int i = 0; i < 100000; ++i) wide += "1,";
  EXPECT_EQ(sentence(preview("csv", {{"path", file("w.csv", wide + "1\n" + wide + "2\n")}})),
            "w.csv:1:10001: A line has at most 10000 fields.");
  const auto unknown = preview("csv", {{"path", golden("tables/unix.csv")}, {"target", "no such"s}});
  EXPECT_TRUE(sentence(unknown).find("There is no column \"no such\"") != std::string::npos) << sentence(unknown);
  EXPECT_TRUE(unknown && unknown->table) << "a wrong name must not hide the columns";
}

// A table that is sorted by class is no table of one class; its end has not been seen.
TEST_F(Preview, DoesNotJudgeWhatItHasNotSeen) {
  std::string rows = "x,label\n";
  for (int i = 0; i < 60000; ++i) rows += std::to_string(i) + (i < 50000 ? ",a\n" : ",b\n");
  const auto look = preview("csv", {{"path", file("sorted.csv", rows)}});
  EXPECT_EQ(sentence(look), "(accepted)");
  ASSERT_TRUE(look);
  EXPECT_FALSE(look->whole);
  EXPECT_EQ(look->rows, -1);
}

TEST_F(Preview, PicturesOfEachClass) {
  const auto look = preview("image_folder", {{"path", golden("pictures")}, {"damaged", "skip"s}});
  ASSERT_TRUE(look && look->pictures);
  ASSERT_EQ(look->pictures->classes.size(), 2u);
  EXPECT_EQ(look->pictures->classes[0].name, "round");
  EXPECT_EQ(look->pictures->classes[0].count, 7);
  EXPECT_EQ(look->pictures->samples.rows(), static_cast<int64_t>(look->pictures->labels.size()));
  EXPECT_EQ(look->pictures->samples.shape(), (engine::Shape{3, 32, 32}));
  for (const engine::Scalar v : look->pictures->samples.span()) EXPECT_TRUE(v >= 0 && v <= 1);
}

TEST_F(Preview, ArraysAndTexts) {
  const auto arrays = preview("npy", {{"path", golden("arrays/packed.npz")}});
  ASSERT_TRUE(arrays);
  ASSERT_FALSE(arrays->arrays.empty());
  EXPECT_TRUE(arrays->arrays[0].shape.starts_with("("));
  const auto text = preview("text", {{"path", golden("texts/story.txt")}, {"tokens", "word"s}, {"steps", int64_t{4}}});
  ASSERT_TRUE(text);
  ASSERT_FALSE(text->lines.empty());
  EXPECT_FALSE(text->lines[0].tokens.empty());
  const auto bad = preview("text", {{"path", file("b.jsonl", "{\"text\": \"fine\", \"label\": 1}\n{oops\n")}});
  EXPECT_TRUE(sentence(bad).starts_with("b.jsonl:2:")) << sentence(bad);
  EXPECT_TRUE(bad && bad->lines.size() == 1u) << "the lines before are shown";
}

// Behind the start of this table lie 200 MB of zeros, which the loader refuses and a first look must not reach.
TEST_F(Preview, ReadsOnlyTheStart) {
  std::string rows = "a,b\n";
  while (rows.size() < (size_t{300} << 10)) rows += "1,0\n2,1\n";
  const std::string path = file("start.csv", rows);
  std::filesystem::resize_file(path, int64_t{200} << 20);
  EXPECT_EQ(sentence(preview("csv", {{"path", path}})), "(accepted)");
  EXPECT_FALSE(load("csv", {{"path", path}}));
}

}  // namespace
