// Every limit of formats/limits.h is held at its figure and one past it; those of sets made by hand in
// hand_made_test.cpp, those of lines and categories of tables in csv_test.cpp, those of pictures beside them.
#include "engine/formats/limits.h"
#include "engine/formats/inflate.h"
#include "engine/formats/picture_files.h"
#include "engine/formats/set_size.h"
#include "tests/engine/data/hostile.h"

namespace {

using namespace hostile;
using namespace std::string_literals;
namespace limits = engine::limits;

TEST_F(Hostile, ClassesAtTheirLimit) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "{\"text\": \"a\", \"label\": " + std::to_string(i) + "}\n";
  EXPECT_EQ(load("text", {{"path", file("a.jsonl", lines)}})->classes, 1000);
  lines += "{\"text\": \"a\", \"label\": \"one more\"}\n";
  EXPECT_EQ(refused("text", "data.jsonl", lines),
            "data.jsonl:1001: The target has more than 1000 different values, too many for classes.");
}

// Whatever a source reads, the file is refused beyond the limit, and not for its size at the limit.
TEST_F(Hostile, SizesOfFiles) {
  const std::pair<const char*, const char*> files[] = {{"csv", "large.csv"},
                                                       {"text", "large.txt"},
                                                       {"npy", "large.npy"},
                                                       {"cifar", "large.bin"},
                                                       {"idx", "large-images"}};
  for (const auto& [id, name] : files) {
    const std::string path = file(name, "no such format");
    std::filesystem::resize_file(path, static_cast<uintmax_t>(limits::file_bytes.value) + 1);  // sparse
    EXPECT_EQ(refusal(load(id, {{"path", path}})), name + ": The file has 2048 MiB; at most 2048 MiB can be read."s);
    if (id == "text"s) continue;  // a text of 2 GiB would be read
    std::filesystem::resize_file(path, static_cast<uintmax_t>(limits::file_bytes.value));
    EXPECT_EQ(refusal(load(id, {{"path", path}})).find("at most 2048 MiB"), std::string::npos) << id;
  }
}

TEST_F(Hostile, ColumnsAfterOneHot) {
  // Ten columns of words with a thousand each are ten thousand inputs; one more word is one too many.
  const auto table = [&](int words_of_last, bool number) {
    std::string text = number ? "n,a,b,c,d,e,f,g,h,i,j,y\n" : "a,b,c,d,e,f,g,h,i,j,y\n";
    for (int row = 0; row < 1000; ++row) {
      if (number) text += std::to_string(row) + ",";
      for (int c = 0; c < 10; ++c) text += "w" + std::to_string(c == 9 ? row % words_of_last : row) + ",";
      text += std::to_string(row) + ".5\n";
    }
    return load("csv", {{"path", file("data.csv", text)}});
  };
  static_assert(limits::csv_columns.value == 10000 && limits::csv_categories.value == 1000);
  const auto most = table(1000, false);
  ASSERT_TRUE(most.ok()) << refusal(most);
  EXPECT_EQ(most->inputs.columns(), limits::csv_columns.value);
  EXPECT_EQ(table(999, true)->inputs.columns(), limits::csv_columns.value);
  EXPECT_NE(refusal(table(1000, true)).find("10000"), std::string::npos) << refusal(table(1000, true));
}

TEST_F(Hostile, ClassesOfTablesArraysAndFolders) {
  const auto csv = [&](int classes) {
    std::string text;
    for (int i = 0; i < classes; ++i) text += "1,c" + std::to_string(i) + "\n";
    return load("csv", {{"path", file("data.csv", text)}});
  };
  EXPECT_EQ(csv(1000)->classes, 1000);
  EXPECT_EQ(refusal(csv(1001)),
            "data.csv:1001:2: The target has more than 1000 different values, too many for classes.");
  const auto arrays = [&](int classes) {
    std::string labels;
    for (int i = 0; i < classes; ++i) labels += number(static_cast<uint32_t>(3 * i), 2, false);
    const std::string rows = std::to_string(classes);
    const std::string x = npy_bytes("(" + rows + ", 2)", std::string(static_cast<size_t>(2 * classes), 'x'));
    const std::string y = npy("{'descr': '<i2', 'fortran_order': False, 'shape': (" + rows + ",), }", labels);
    return load("npy", {{"path", file("data.npz", zip({{"x.npy", x}, {"y.npy", y}}))}, {"task", "classify"s}});
  };
  EXPECT_EQ(arrays(1000)->classes, 1000);
  EXPECT_NE(refusal(arrays(1001)).find("1000"), std::string::npos) << refusal(arrays(1001));
  const std::string picture = black_png(2, 2);
  for (int i = 0; i < 1000; ++i) file("classes/" + std::to_string(i) + "/a.png", picture);
  const auto folder = [&] {
    return load("image_folder",
                {{"path", (folder_ / "classes").string()}, {"width", int64_t{2}}, {"height", int64_t{2}}});
  };
  EXPECT_EQ(folder()->classes, 1000);
  file("classes/one_more/a.png", picture);
  EXPECT_TRUE(refusal(folder()).ends_with("There are more than 1000 folders with pictures, too many for classes."));
}

TEST_F(Hostile, NumbersOfAnArray) {
  const auto promised = [&](const std::string& count) {
    return refused("npy", "data.npy", npy_bytes("(" + count + ",)", "abc"));
  };
  EXPECT_EQ(promised("1073741824"),
            "data.npy: The array (1073741824,) of \"data\" needs 1073741824 bytes, but only 3 are there.");
  EXPECT_EQ(promised("1073741825"),
            "data.npy:byte 0: The array (1073741825,) is too large to keep; at most 1073741824 numbers fit.");
}

// A million files are too many for a test: the search is the same with another figure.
TEST_F(Hostile, FilesOfAFolder) {
  EXPECT_EQ(engine::PictureSearch::all().most_names, limits::picture_files.value);
  const engine::Progress nobody;
  engine::ProgressMeter meter(nobody);
  for (const char* name : {"a/1.png", "a/2.png", "b/1.png"}) file(name, "");
  const engine::PictureSearch three{3, 3, false};
  EXPECT_EQ(engine::find_pictures(folder_.string(), three, meter)->files.size(), 3U);
  file("b/2.png", "");
  const auto refused = engine::find_pictures(folder_.string(), three, meter);
  ASSERT_FALSE(refused.ok());
  EXPECT_TRUE(refused.error().describe().ends_with("There are more than 3 pictures in the folder."));
}

TEST(Limits, WordsOfAVocabulary) {
  for (const char* id : {"text", "sentences"}) {
    const engine::DatasetType* type = engine::datasets().find(id);
    const auto resolved = [&](int64_t words) { return engine::resolve(type->params, {{"vocabulary", words}}).ok(); };
    EXPECT_TRUE(resolved(limits::vocabulary.value)) << id;
    EXPECT_FALSE(resolved(limits::vocabulary.value + 1)) << id;
  }
}

TEST(Limits, ExpansionAndSizeOfASet) {
  const int64_t free = limits::expansion_free.value, times = limits::expansion.value;
  EXPECT_FALSE(limits::expands_too_far(free, 1));
  EXPECT_TRUE(limits::expands_too_far(free + 1, 1));
  EXPECT_FALSE(limits::expands_too_far(times * 1000000, 1000000));
  EXPECT_TRUE(limits::expands_too_far(times * 1000000 + 1, 1000000));
  EXPECT_TRUE(engine::check_set_size(limits::values.value / 64, 64, "x").ok());
  EXPECT_FALSE(engine::check_set_size(limits::values.value / 64 + 1, 64, "x").ok());
}

TEST(Limits, UnpackingStopsAtTheLimit) {
  for (const int bits : {-15, 15, 31}) {
    const auto packing = bits < 0 ? engine::Packing::raw : bits == 15 ? engine::Packing::zlib : engine::Packing::gzip;
    for (const int64_t extra : {0, 1}) {
      const auto size = static_cast<size_t>(limits::expansion_free.value + extra);
      const std::string packed = deflated(std::string(size, '\0'), bits);
      engine::ByteSource source(packed, "data.gz");
      engine::Inflater inflater(source, source.size(), packing);
      std::string out(size, '\1');
      const engine::Status status = inflater.read_all(out);
      EXPECT_EQ(status.ok(), extra == 0) << bits;
      if (!status) {
        EXPECT_TRUE(status.error().describe().find("grows to more than 200 times") != std::string::npos);
      }
    }
  }
}

TEST(Limits, GzipMembersFollowEachOther) {
  const std::string packed = deflated("hello ", 31) + deflated("world", 31);
  engine::ByteSource source(packed, "data.gz");
  engine::Inflater inflater(source, source.size(), engine::Packing::gzip);
  std::string out(20, '\0');
  const engine::Result<size_t> got = inflater.read(out);
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(out.substr(0, *got), "hello world");
  EXPECT_TRUE(inflater.finished());
}

}  // namespace
