// Files that are wrong, of all formats but pictures and arrays; files cut off; reading that is stopped.
#include "engine/formats/limits.h"
#include "engine/formats/picture.h"
#include "tests/engine/data/hostile.h"

namespace {

using namespace hostile;
using namespace std::string_literals;
namespace limits = engine::limits;

TEST_F(Hostile, CifarBatches) {
  EXPECT_EQ(refused("cifar", "data.bin", ""), "data.bin: The file is empty.");
  EXPECT_EQ(refused("cifar", "data.bin", std::string(3073 * 2 - 1, '\0')),
            "data.bin:byte 3073: The file ends in the middle of a picture: 3072 of 3073 bytes. It is cut off, or no "
            "CIFAR batch.");
  EXPECT_EQ(refused("cifar", "data.bin", std::string(3073, '\0') + std::string(3073, '\x0A')),
            "data.bin:byte 3073: The class of picture 2 is 10; here it is 0 to 9.");
  EXPECT_EQ(refused("cifar", "data.bin", std::string(3074, '\x64'), {{"version", "cifar100"s}}),
            "data.bin:byte 1: The class of picture 1 is 100; here it is 0 to 99.");
  EXPECT_TRUE(refusal(load("cifar", {{"path", folder_.string()}})).find("There is no CIFAR batch") !=
              std::string::npos);
}

TEST_F(Hostile, Texts) {
  const auto text = [&](const std::string& bytes) {
    return refused("text", "data.txt", bytes, {{"steps", int64_t{4}}});
  };
  const auto lines = [&](const std::string& bytes) { return refused("text", "data.jsonl", bytes); };
  EXPECT_EQ(text("abcde"), "(accepted)");
  EXPECT_EQ(text("abcd"), "data.txt: The text has 4 tokens; a window of 4 steps takes 5 of them.");
  EXPECT_EQ(text("\xFF\xFE" + std::string(20, 'a')),
            "data.txt: The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\").");
  EXPECT_EQ(text("abc\ndef\xE9gh"), "data.txt:2: The text is not UTF-8 here. Save the file as UTF-8.");
  EXPECT_EQ(lines(""), "data.jsonl: The file is empty.");
  EXPECT_EQ(lines("[1]\n"), "data.jsonl:1: Each line must be a JSON object: {\"text\": ..., \"label\": ...}.");
  EXPECT_EQ(lines("{\"text\": \"a\", \"label\": 1}\n{\"text\": }\n"), "data.jsonl:2:10: This is no valid JSON.");
  EXPECT_EQ(lines("{\"text\": \"a\", \"label\": 1}\n{\"label\": 1}\n"),
            "data.jsonl:2: There is no text in the field \"text\" of this line.");
  EXPECT_EQ(lines("{\"text\": \"a\"}\n"),
            "data.jsonl:1: This line has no label. Lines without labels can only predict their next tokens.");
  EXPECT_EQ(lines("{\"text\": \"a\", \"label\": 1}\n"),
            "data.jsonl: All lines belong to the same class, \"1\": there is nothing to learn.");
  const auto nested = [](int64_t depth) {
    const auto n = static_cast<size_t>(depth - 1);
    return "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\", \"label\": \"y\", \"more\": " + std::string(n, '[') +
           std::string(n, ']') + "}\n";
  };
  EXPECT_EQ(lines(nested(limits::json_depth.value)), "(accepted)");
  EXPECT_EQ(lines(nested(limits::json_depth.value + 1)),
            "data.jsonl:2: Brackets lie within brackets more than 64 levels deep.");
  EXPECT_TRUE(lines(nested(400000)).find("Brackets lie within brackets") != std::string::npos);
  EXPECT_EQ(lines(std::string(1 << 20, ' ') + "\n{\"text\": \"a\", \"label\": 1}\n").substr(0, 11), "data.jsonl:");
  EXPECT_EQ(lines(std::string((1 << 20) + 1, ' ') + "\n"), "data.jsonl:1: A line has at most 1048576 bytes.");
  EXPECT_EQ(refusal(load("text", {{"path", file("a.txt", "abc")}, {"task", "classify"s}})),
            "a.txt: Plain text has no labels. Labels come with JSONL, one object a line.");
}

TEST_F(Hostile, Tables) {
  const auto table = [&](const std::string& bytes, const Params& params = {}) {
    return refused("csv", "data.csv", bytes, params);
  };
  EXPECT_EQ(table(""), "data.csv: The file is empty.");
  EXPECT_EQ(table("a,b\n1,2\n3\n"), "data.csv:3:2: This line has 1 fields, but the first has 2.");
  EXPECT_NE(table(std::string(40 << 20, 'x')).find("A line has at most"), std::string::npos);
  EXPECT_NE(table(std::string(20 << 20, ',') + "\n").find("A line has at most"), std::string::npos);
  EXPECT_NE(table("a,b\n\"" + std::string(30 << 20, '\n')).find("data.csv:"), std::string::npos);
  std::string words = "a,b\n";  // every line another word, and a stray one at the end
  for (int i = 0; i < 900000; ++i) words += std::to_string(i) + "," + std::to_string(i % 7) + "\n";
  EXPECT_NE(table(words + "stray,1\n").find("data.csv:900002:1: A number belongs into"), std::string::npos);
}

TEST_F(Hostile, Images) {
  const auto header = [](uint32_t count, uint32_t height, uint32_t width) {
    return "\0\0\x08\x03"s + number(count, 4, true) + number(height, 4, true) + number(width, 4, true);
  };
  file("labels", "\0\0\x08\x01"s + number(2, 4, true) + "\0\1"s);
  const auto images = [&](const std::string& bytes) {
    return refused("idx", "data", bytes, {{"labels", (folder_ / "labels").string()}});
  };
  EXPECT_EQ(images(header(2, 3, 4) + std::string(24, 'x')), "(accepted)");
  EXPECT_EQ(images(""), "data:byte 0: The file ends too early: 4 bytes belong here, but 0 are left.");
  EXPECT_EQ(images(header(60000, 100, 100)), "data: The header promises 600000016 bytes, but the file has 16.");
  EXPECT_NE(images(deflated(header(2, 8000, 8000) + "abc", 31)).find("data"), std::string::npos);
  EXPECT_NE(images(deflated(header(2, 2000, 4000) + std::string(16000000, '\0'), 31) + "x").find("data"),
            std::string::npos);
  EXPECT_NE(images(deflated(header(2, 8000, 8000) + std::string(128000000, '\0'), 31)).find("data"), std::string::npos);
}

// Every golden file, cut off everywhere: refused or a smaller set, never a crash and never slow.
TEST_F(Hostile, GoldenFilesCutOff) {
  const std::pair<std::string, std::string> files[] = {{"csv", "tables/excel.csv"},  {"csv", "tables/tabs.tsv"},
                                                       {"npy", "arrays/stored.npz"}, {"npy", "arrays/packed.npz"},
                                                       {"npy", "arrays/f8_big.npy"}, {"text", "texts/escaped.jsonl"}};
  for (const auto& [id, name] : files) {
    const std::string bytes = text_of_file(golden(name));
    for (size_t length = 0; length < bytes.size(); length += 3) {
      const std::string extension = name.substr(name.rfind('.'));
      const auto set = load(id, {{"path", file("cut" + extension, bytes.substr(0, length))}});
      EXPECT_TRUE(set.ok() || set.error().where.starts_with("cut")) << name << " " << refusal(set);
    }
  }
  for (const auto& [name, unused] : expected()["pictures"].items()) {
    const std::string bytes = text_of_file(golden("pictures/" + name));
    for (size_t length = 0; length + 2 < bytes.size(); length += 5) {
      const auto picture = engine::decode_picture(bytes.substr(0, length), "cut", {6, 7, false});
      ASSERT_FALSE(picture.ok()) << name << " cut off at " << length << " of " << bytes.size();
      EXPECT_TRUE(picture.error().where.starts_with("cut"));
    }
  }
}

// All loaders tell how far they are and stop when they are told to.
TEST_F(Hostile, ReadingCanBeStopped) {
  std::string jsonl, text, batch;
  for (int i = 0; i < 3000; ++i) {
    jsonl += "{\"text\": \"number " + std::to_string(i) + "\", \"label\": " + std::to_string(i % 2) + "}\n";
    text += "Number " + std::to_string(i) + " follows. ";
  }
  for (int i = 0; i < 100; ++i) batch += std::string(3073, static_cast<char>(i % 10));
  const std::pair<std::string, std::string> files[] = {
      {"text", file("a.jsonl", jsonl)},     {"text", file("a.txt", text)},        {"cifar", file("a.bin", batch)},
      {"npy", golden("arrays/stored.npz")}, {"image_folder", golden("pictures")}, {"csv", golden("tables/excel.csv")}};
  for (const auto& [id, path] : files) {
    std::vector<double> told;
    EXPECT_TRUE(load(id, {{"path", path}}, [&](double part) {
                  told.push_back(part);
                  return true;
                }).ok());
    EXPECT_TRUE(std::ranges::is_sorted(told)) << path;
    if (id == "csv") continue;  // five lines are over before the first report
    EXPECT_FALSE(told.empty()) << path;
    EXPECT_LE(told.back(), 1) << path;
    EXPECT_EQ(refusal(load(id, {{"path", path}}, [](double) { return false; })), "Loading was cancelled.") << path;
  }
}

}  // namespace
