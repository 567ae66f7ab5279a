// Files that are wrong, on purpose or by accident: each gets a sentence with its name and place, at once and without
// taking memory for what is not there.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#if __has_include(<jpeglib.h>)
#include <jpeglib.h>
#endif

#include "engine/formats/inflate.h"
#include "engine/formats/limits.h"
#include "engine/formats/picture.h"
#include "engine/formats/set_size.h"
#include "tests/engine/data/loading.h"
#include "tests/engine/data/packed_files.h"

namespace {

using namespace loading;
using namespace packed_files;
using namespace std::string_literals;
namespace limits = engine::limits;

int64_t memory_line(const std::string& key) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(key)) return std::stoll(line.substr(key.size())) * 1024;
  }
  return 0;
}

// The sentence of a refusal, once it is clear that it took at most 64 MiB + 4 times the file. The slowest refusal of a
// test is in its report, as the property "slowest_ms".
class Hostile : public Loading {
 protected:
  std::string refused(const std::string& id, const std::string& name, const std::string& bytes, Params params = {}) {
    params["path"] = file(name, bytes);
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak is counted anew
    const int64_t before = memory_line("VmRSS:");
    const auto start = std::chrono::steady_clock::now();
    const Result<Dataset> set = load(id, params);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    slowest_ms_ = std::max(slowest_ms_, took.count());
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(memory_line("VmHWM:") - before, (int64_t{64} << 20) + 4 * static_cast<int64_t>(bytes.size())) << name;
#endif
    return refusal(set);
  }
  std::string picture(const std::string& bytes) {
    file("a/fine.png", black_png(4, 4));
    refused("image_folder", "b/x.png", bytes);
    const Result<Dataset> set = load("image_folder", {{"path", folder_.string()}});
    return refusal(set);
  }
  void TearDown() override {
    RecordProperty("slowest_ms", std::to_string(slowest_ms_));
    Loading::TearDown();
  }

 private:
  double slowest_ms_ = 0;
};

TEST_F(Hostile, Pictures) {
  const std::string good = black_png(30, 20);
  EXPECT_EQ(picture(good), "(accepted)");
  EXPECT_EQ(picture(""), "b/x.png: This is no picture that can be read: neither PNG nor JPEG nor BMP.");
  EXPECT_EQ(picture("GIF89a"), "b/x.png: This is no picture that can be read: neither PNG nor JPEG nor BMP.");
  EXPECT_EQ(picture(good.substr(0, 7)), "b/x.png: The first bytes of the PNG picture are damaged.");
  EXPECT_EQ(picture(good.substr(0, 40)), "b/x.png:byte 33: The picture is cut off here.");
  std::string flipped = good;
  flipped[45] = static_cast<char>(flipped[45] ^ 1);
  EXPECT_EQ(picture(flipped), "b/x.png:byte 33: The picture is damaged here: a checksum is wrong.");
  EXPECT_EQ(picture(black_png(0, 3)), "b/x.png:byte 16: The picture has no pixels: 0 by 3.");
  EXPECT_EQ(picture(png(30, 20, std::string(31 * 20, '\7'))).substr(0, 8), "b/x.png:");
  EXPECT_TRUE(
      picture(png(30, 20, std::string(31 * 20, '\7'))).ends_with("The picture is damaged: row 0 has no filter."));
  EXPECT_TRUE(picture(png(30, 20, std::string(31 * 19, '\0'))).find("The file ends too early") != std::string::npos);
  EXPECT_TRUE(picture("\xFF\xD8\xFF\xE0").find(": The picture is cut off here.") != std::string::npos);
}

TEST_F(Hostile, PicturesAtTheirLimits) {
  const auto most = static_cast<uint32_t>(limits::picture_side.value);
  EXPECT_EQ(picture(black_png(most, 2)), "(accepted)");
  EXPECT_EQ(picture(black_png(2, most)), "(accepted)");
  EXPECT_EQ(picture(black_png(most + 1, 2)),
            "b/x.png:byte 16: The picture has 8193 by 2 pixels; at most 8192 by 8192 are read.");
  EXPECT_EQ(picture(black_png(2, most + 1)),
            "b/x.png:byte 16: The picture has 2 by 8193 pixels; at most 8192 by 8192 are read.");
  const std::string grows = "The packed data grows to more than 200 times its size; this is refused beyond 16 MiB.";
  EXPECT_EQ(picture(black_png(4095, 4096)), "(accepted)") << "16 MiB with the filter bytes";
  EXPECT_TRUE(picture(black_png(4096, 4096)).ends_with(grows));
  EXPECT_TRUE(picture(black_png(8192, 8192)).ends_with(grows));
}

TEST_F(Hostile, FilesOfPicturesAtTheirLimit) {
  const std::string path = file("b/large.png", black_png(4, 4));
  file("a/fine.png", black_png(4, 4));
  std::filesystem::resize_file(path, static_cast<uintmax_t>(limits::picture_bytes.value));  // sparse
  EXPECT_TRUE(load("image_folder", {{"path", folder_.string()}}).ok()) << "what follows the end of a PNG is not read";
  std::filesystem::resize_file(path, static_cast<uintmax_t>(limits::picture_bytes.value) + 1);
  EXPECT_EQ(refusal(load("image_folder", {{"path", folder_.string()}})),
            "b/large.png: The file has 256 MiB; at most 256 MiB can be read.");
}

#if __has_include(<jpeglib.h>)
// A flat picture with a little noise in one corner, so that it is not refused for its expansion.
std::string progressive_jpeg(unsigned width, unsigned height) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr faults{};
  jpeg.err = jpeg_std_error(&faults);
  jpeg_create_compress(&jpeg);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &bytes, &size);
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  for (int c = 0; c < 3; ++c) jpeg.comp_info[c].h_samp_factor = jpeg.comp_info[c].v_samp_factor = 1;
  jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  std::string row(size_t{3} * width, '\x50');
  uint32_t state = 1;
  while (jpeg.next_scanline < height) {
    for (size_t x = 0; x < std::min<size_t>(3000, row.size()); ++x)
      row[x] = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24);
    JSAMPROW rows[1] = {reinterpret_cast<JSAMPROW>(row.data())};
    jpeg_write_scanlines(&jpeg, rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  std::string out(reinterpret_cast<char*>(bytes), size);
  jpeg_destroy_compress(&jpeg);
  std::free(bytes);
  return out;
}

TEST_F(Hostile, ProgressivePicturesTakeMemory) {
  EXPECT_EQ(picture(progressive_jpeg(3000, 1000)), "(accepted)");
  EXPECT_TRUE(picture(progressive_jpeg(8000, 2500)).find("This progressive JPEG takes more memory than") !=
              std::string::npos);
}
#endif

TEST_F(Hostile, BmpPictures) {
  const auto bmp = [](int32_t width, int32_t height, uint32_t bits, uint32_t packing, size_t bytes) {
    return "BM"s + number(0, 8, false) + number(54, 4, false) + number(40, 4, false) +
           number(static_cast<uint32_t>(width), 4, false) + number(static_cast<uint32_t>(height), 4, false) +
           number(1, 2, false) + number(bits, 2, false) + number(packing, 4, false) + number(0, 20, false) +
           std::string(bytes, '\x40');
  };
  EXPECT_EQ(picture(bmp(5, 3, 24, 0, 48)), "(accepted)");
  EXPECT_EQ(picture(bmp(5, -3, 24, 0, 48)), "(accepted)");
  EXPECT_EQ(picture(bmp(8192, 1, 24, 0, 8192 * 3)), "(accepted)");
  EXPECT_EQ(picture(bmp(8193, 1, 24, 0, 8193 * 3 + 1)),
            "b/x.png: The picture has 8193 by 1 pixels; at most 8192 by 8192 are read.");
  EXPECT_EQ(picture(bmp(8192, 8192, 24, 0, 48)),
            "b/x.png: The file ends too early: 201326592 bytes belong here, but 48 are left.");
  EXPECT_EQ(picture(bmp(5, INT32_MIN, 24, 0, 48)),
            "b/x.png: The picture has 5 by 2147483648 pixels; at most 8192 by 8192 are read.");
  EXPECT_EQ(picture(bmp(5, 3, 8, 1, 48)),
            "b/x.png: The BMP picture is packed, which is not read. Save it as PNG or without packing.");
  EXPECT_EQ(picture(bmp(5, 3, 7, 0, 48)),
            "b/x.png: The BMP picture has 7 bits a pixel; 1, 4, 8, 16, 24 and 32 are read.");
  EXPECT_EQ(picture("BM12345"), "b/x.png: The header of the BMP picture is damaged or cut off.");
}

TEST_F(Hostile, FoldersOfPictures) {
  const auto folder = [&] { return load("image_folder", {{"path", folder_.string()}}); };
  EXPECT_EQ(refusal(load("image_folder", {})), "Choose the folder that holds one folder of pictures for each class.");
  EXPECT_EQ(refusal(load("image_folder", {{"path", (folder_ / "none").string()}})),
            (folder_ / "none").string() + ": There is no such folder.");
  file("one/a.png", black_png(3, 4));
  file("notes.txt", "no class");
  EXPECT_EQ(refusal(folder()), folder_.string() + ": Pictures belong into one folder for each class, two classes at " +
                                   "least; here are 1 with pictures.");
  file("two/deep/within/b.PNG", black_png(9, 2));
  file("two/Thumbs.db", "?");
  file("two/.hidden.png", "?");
  auto set = folder();
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->targets, (std::vector<engine::Scalar>{0, 1}));
  ASSERT_EQ(set->notes.size(), 1U);
  EXPECT_EQ(set->notes[0].format(), "1 files are no pictures and were passed over.");
  file("two/c.png", "broken");
  EXPECT_EQ(refusal(folder()), "two/c.png: This is no picture that can be read: neither PNG nor JPEG nor BMP.");
  set = load("image_folder", {{"path", folder_.string()}, {"damaged", "skip"s}});
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->rows(), 2);
  EXPECT_EQ(set->targets, (std::vector<engine::Scalar>{0, 1}));
  EXPECT_EQ(set->notes[1].format(), "1 of 3 pictures could not be read and were left out.");
  file("two/d.gif", "GIF89a");
  EXPECT_EQ(refusal(folder()), "two/d.gif: Pictures of the kind gif are not read. Save it as PNG or JPEG.");
}

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

TEST_F(Hostile, Arrays) {
  const auto array = [&](const std::string& bytes) { return refused("npy", "data.npy", bytes); };
  const auto header = [&](const std::string& text) { return array(npy(text, std::string(64, '\1'))); };
  EXPECT_EQ(array(""), "data.npy: This is neither an NPY array nor an NPZ archive.");
  EXPECT_EQ(array("\x93NUMPZ"), "data.npy:byte 0: The file ends too early: 8 bytes belong here, but 6 are left.");
  EXPECT_EQ(array("\x93NUMPY\x09\x01"), "data.npy:byte 0: Version 9 of the NPY format is not known; 1 to 3 are.");
  EXPECT_EQ(
      header("{'descr': '|O', 'fortran_order': False, 'shape': (8,)}"),
      "data.npy:byte 0: The array holds elements of the type \"|O\"; numbers are needed, such as float32 or uint8.");
  EXPECT_EQ(header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (8,)}"),
            "data.npy:byte 0: The array holds structures with several fields; numbers are needed.");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (8,)}"),
            "data.npy:byte 0: The header of the array is damaged before \"Maybe, 'shape': (8,)}\".");
  EXPECT_EQ(header("{'descr': '<f4', 'shape': (8,)}"),
            "data.npy:byte 0: The header of the array is damaged before \"\".");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000)}"),
            "data.npy:byte 0: The array (1000000, 1000000) is too large to keep; at most 1073741824 numbers fit.");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,2)}"),
            "data.npy:byte 0: The array has more than 6 axes.");
  EXPECT_EQ(array(npy_bytes("(1000000, 1000)", "abc")),
            "data.npy: The array (1000000, 1000) of \"data\" needs 1000000000 bytes, but only 3 are there.");
  EXPECT_EQ(array(npy_bytes("(0, 4)", "")), "data.npy: The array \"data\" is empty: (0, 4).");
  EXPECT_EQ(array(npy_bytes("()", "a")), "data.npy: \"data\" is a single number, no array of samples.");
  const std::string nan("\0\0\x80\x3F\0\0\xC0\x7F\0\0\x80\x3F\0\0\x80\x3F", 16);
  EXPECT_TRUE(array(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", nan))
                  .ends_with("The element [0, 1] of \"data\" is not finite or too large."));
  EXPECT_EQ(array("\x93NUMPY\2"s + "\0"s + "\0\0\2\0"s),
            "data.npy:byte 0: The header of the array has 131072 bytes; at most 65536 are read.");
}

TEST_F(Hostile, Archives) {
  const std::string x = npy_bytes("(2, 3)", "abcdef"), y = npy_bytes("(2,)", std::string("\0\1", 2));
  const auto archive = [&](const std::vector<Entry>& entries) { return refused("npy", "data.npz", zip(entries)); };
  EXPECT_EQ(archive({{"x.npy", x}, {"y.npy", y, false}}), "(accepted)");
  EXPECT_EQ(archive({{"x.npy", x}}).substr(0, 9), "(accepted") << "the last column";
  EXPECT_EQ(refused("npy", "data.npz", zip({{"x.npy", x}}).substr(0, 60)),
            "data.npz: The archive has no directory. It is cut off, or no ZIP.");
  EXPECT_EQ(archive({{"x.txt", x}}), "data.npz: There is no array in the archive.");
  EXPECT_EQ(archive({{"x.npy", x}, {"z.npy", y}}),
            "data.npz: Name the array that holds the targets; the arrays are x, z.");
  EXPECT_TRUE(archive({{"x.npy", x, true, 0, 1}}).ends_with("\"x.npy\" is encrypted."));
  EXPECT_TRUE(archive({{"x.npy", x, true, 0, 0, 9}}).ends_with("\"x.npy\" is packed in a way that is not known (9)."));
  EXPECT_TRUE(archive({{"x.npy", x, true, 90000}}).ends_with("\"x.npy\" ends too early."));
  EXPECT_TRUE(archive({{"x.npy", x, false, 90000}}).find("has two sizes") != std::string::npos);
  std::string wrong = zip({{"x.npy", x, false}});
  wrong[wrong.find("abcdef")] = 'z';
  EXPECT_TRUE(refused("npy", "data.npz", wrong).ends_with("\"x.npy\" is damaged: its checksum is wrong."));
  const std::string zeros = npy_bytes("(50000, 1000)", std::string(50000000, '\0'));
  EXPECT_TRUE(archive({{"x.npy", zeros}}).find("grows to more than 200 times") != std::string::npos);
  EXPECT_TRUE(archive({{"x.npy", zeros, true, 1000}}).find("data.npz") != std::string::npos)
      << "it lies about its size";
  EXPECT_EQ(archive({{"x.npy", x}, {"y.npy", npy_bytes("(3,)", "abc")}}),
            "data.npz: There are 2 samples, but 3 targets.");
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

TEST_F(Hostile, ArchivesOfManyArrays) {
  const std::string x = npy_bytes("(2, 3)", "abcdef");
  std::vector<Entry> entries(static_cast<size_t>(limits::zip_entries.value), {"x.npy", x, false});
  EXPECT_EQ(refused("npy", "data.npz", zip(entries), {{"inputs", "x"s}, {"targets", "x"s}, {"task", "regress"s}}),
            "(accepted)");
  entries.push_back(entries[0]);
  EXPECT_EQ(refused("npy", "data.npz", zip(entries)),
            "data.npz: The archive holds 10001 files; at most 10000 are read.");
}

TEST_F(Hostile, ClassesAtTheirLimit) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "{\"text\": \"a\", \"label\": " + std::to_string(i) + "}\n";
  EXPECT_EQ(load("text", {{"path", file("a.jsonl", lines)}})->classes, 1000);
  lines += "{\"text\": \"a\", \"label\": \"one more\"}\n";
  EXPECT_EQ(refused("text", "data.jsonl", lines),
            "data.jsonl:1001: The target has more than 1000 different values, too many for classes.");
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
