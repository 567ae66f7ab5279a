// Which source a path belongs to: all golden files, files with wrong names or wrong bytes, folders of every kind.
#include "engine/data/recognise.h"

#include <sys/stat.h>

#include "tests/engine/data/loading.h"

namespace {

using namespace loading;
using engine::Recognised;
using namespace std::string_literals;

class Recognise : public Loading {
 protected:
  // "csv" or the sentence of the refusal.
  static std::string best(const std::string& path) {
    const auto found = engine::recognise(path);
    return found ? found->front().type->id : found.error().describe();
  }
  static std::string param(const std::string& path, const std::string& key) {
    const auto found = engine::recognise(path);
    if (!found || !found->front().params.contains(key)) return "(not given)";
    return engine::param_text(found->front().params.at(key));
  }
};

TEST_F(Recognise, GoldenFiles) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(golden(""))) {
    if (!entry.is_regular_file()) continue;
    const std::string end = entry.path().extension().string(), name = entry.path().filename().string();
    std::string expected = end == ".csv" || end == ".tsv"                                  ? "csv"
                           : end == ".npy" || end == ".npz"                                ? "npy"
                           : end == ".txt" || end == ".jsonl"                              ? "text"
                           : end == ".bin"                                                 ? "cifar"
                           : entry.path().string().find("/pictures/") != std::string::npos ? "image_folder"
                                                                                           : "";
    if (expected.empty()) continue;
    EXPECT_EQ(best(entry.path().string()), expected) << name;
    const auto found = engine::recognise(entry.path().string());
    ASSERT_TRUE(found) << name;
    for (const Recognised& r : *found) {
      EXPECT_TRUE(engine::resolve(r.type->params, r.params)) << name << " as " << r.type->id;
      EXPECT_GT(r.sure, 0) << name;
      EXPECT_LE(r.sure, found->front().sure) << name;
    }
  }
  EXPECT_EQ(best(golden("pictures")), "image_folder");
  EXPECT_EQ(best(golden("pictures/round")), "image_folder");
  EXPECT_EQ(param(golden("pictures/round"), "path"), golden("pictures"));
  EXPECT_EQ(best(golden("cifar/ten")), "cifar");
  EXPECT_EQ(best(golden("cifar/hundred")), "cifar");
  EXPECT_EQ(param(golden("cifar/hundred/train.bin"), "version"), "cifar100");
}

TEST_F(Recognise, WhatFollowsFromTheBytes) {
  EXPECT_EQ(param(golden("tables/semicolons.csv"), "delimiter"), "semicolon");
  EXPECT_EQ(param(golden("tables/tabs.tsv"), "delimiter"), "tab");
  const std::string iris = file("iris.csv", "species,length,width\nsetosa,1.5,2\nvirginica,2.5,3\n");
  EXPECT_EQ(param(iris, "header"), "yes");
  EXPECT_EQ(param(iris, "target"), "species");
  const std::string plain = file("plain.csv", "1,2,3\n4,5,6\n");
  EXPECT_EQ(param(plain, "header"), "no");
  EXPECT_EQ(param(plain, "target"), "3");
  const std::string reviews =
      file("reviews.jsonl", "{\"id\": 3, \"review\": \"so good\", \"sentiment\": \"positive\"}\n");
  EXPECT_EQ(param(reviews, "text_key"), "review");
  EXPECT_EQ(param(reviews, "label_key"), "sentiment");
  EXPECT_EQ(param(file("story.jsonl", "{\"story\": \"once upon a time\"}\n"), "task"), "next");
}

TEST_F(Recognise, BytesBeforeNames) {
  const std::string table = text_of_file(golden("tables/unix.csv")), array = text_of_file(golden("arrays/f4.npy"));
  EXPECT_EQ(best(file("table.data", "5.1,3.5,0\n4.9,3.0,1\n6.1,3.3,1\n")), "csv");
  EXPECT_EQ(best(file("seeds.txt", "5.1\t3.5\t0\n4.9\t3.0\t1\n6.1\t3.3\t1\n")), "csv");
  EXPECT_EQ(best(file("no_name", array)), "npy");
  EXPECT_EQ(best(file("photo", text_of_file(golden("pictures/square/rgb.jpg")))), "image_folder");
  EXPECT_EQ(best(file("lines.json", "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\", \"label\": 0}\n")), "text");
  EXPECT_EQ(best(file("prose", "Once upon a time there was a queen.\nShe had a mirror.\n")), "text");
  // The name says one thing and the bytes another: the loader that the name means has the last word.
  EXPECT_EQ(best(file("lies.csv", array)), "npy");
  EXPECT_EQ(best(file("lies.npy", "not an array\0\1"s)), "npy");
  EXPECT_EQ(best(file("lies-idx3-ubyte", "\xFF\xFE\0\1"s)), "idx");
}

TEST_F(Recognise, SentencesForWhatIsNotRead) {
  EXPECT_EQ(best(file("sheet.xlsx", "PK\3\4\0\0"s)),
            "sheet.xlsx: This is a workbook. Save its sheet as CSV (UTF-8) and open that.");
  EXPECT_EQ(best(file("all.zip", "PK\3\4\0\0"s)), "all.zip: Archives are not read. Unpack it and open the folder.");
  EXPECT_EQ(best(file("anim.gif", "GIF89a\1\2\3\0"s)),
            "anim.gif: Pictures of the kind gif are not read. Save it as PNG or JPEG.");
  EXPECT_TRUE(best(file("noise.xyz", "\xFF\xFE\0\x80"s)).starts_with("noise.xyz: Files of this kind are not read."));
  EXPECT_EQ(best(file("empty.csv", "")), "empty.csv: The file is empty.");
  EXPECT_EQ(best((folder_ / "nothing").string()), "nothing: There is no such file or folder.");
  std::filesystem::create_directories(folder_ / "hollow");
  EXPECT_EQ(best((folder_ / "hollow").string()), "hollow: The folder is empty.");
  file("papers/a.pdf", "%PDF");
  EXPECT_TRUE(best((folder_ / "papers").string()).starts_with("papers: No data was found in this folder"));
}

TEST_F(Recognise, FoldersOfFolders) {
  const std::string picture = text_of_file(golden("pictures/square/rgb.bmp"));
  for (const char* name : {"set/train/cat/1.bmp", "set/train/dog/1.bmp", "set/test/cat/1.bmp", "set/test/dog/1.bmp",
                           "zip/animals/cat/1.bmp", "zip/animals/dog/1.bmp"}) {
    file(name, picture);
  }
  EXPECT_EQ(param((folder_ / "set").string(), "path"), (folder_ / "set/train").string());
  EXPECT_EQ(param((folder_ / "zip").string(), "path"), (folder_ / "zip/animals").string());
  EXPECT_EQ(param((folder_ / "zip/animals").string() + "/", "path"), (folder_ / "zip/animals").string());
  const std::string idx("\0\0\x08\1\0\0\0\2\0\1", 10);
  file("mnist/raw/train-images-idx3-ubyte", idx);
  file("mnist/raw/train-labels-idx1-ubyte", idx);
  EXPECT_EQ(best((folder_ / "mnist").string()), "idx");
  EXPECT_EQ(param((folder_ / "mnist").string(), "path"), (folder_ / "mnist/raw").string());
  EXPECT_EQ(param((folder_ / "mnist/raw/train-labels-idx1-ubyte").string(), "path"),
            (folder_ / "mnist/raw/train-images-idx3-ubyte").string());
}

// Links in circles, links to nowhere, a pipe, names that are no text, very many names: always an answer, at once.
TEST_F(Recognise, HostileFolders) {
  std::filesystem::create_directories(folder_ / "odd");
  std::filesystem::create_directory_symlink(folder_ / "odd", folder_ / "odd/again");
  std::filesystem::create_symlink(folder_ / "loop2", folder_ / "loop1");
  std::filesystem::create_symlink(folder_ / "loop1", folder_ / "loop2");
  std::filesystem::create_symlink("/nowhere/at/all", folder_ / "odd/broken");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_TRUE(best((folder_ / "loop1").string()).starts_with("loop1: This cannot be opened:"));
  EXPECT_EQ(best((folder_ / "pipe").string()), "pipe: This is neither a file nor a folder.");
  EXPECT_FALSE(best((folder_ / "odd").string()).empty());
  file("odd/\x01\xFF\n.png", "x");
  file("odd/" + std::string(200, 'a') + ".png", "x");
  EXPECT_FALSE(best((folder_ / "odd").string()).empty());
  for (int i = 0; i < 3000; ++i) file("many/" + std::to_string(i), "x");
  const auto look = engine::look_at((folder_ / "many").string());
  ASSERT_TRUE(look);
  EXPECT_EQ(look->entries.size(), engine::PathLook::kMostEntries);
  EXPECT_FALSE(best((folder_ / "many").string()).empty());
}

}  // namespace
