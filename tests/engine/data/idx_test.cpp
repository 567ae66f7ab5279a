// IDX files: those an independent program wrote, the real MNIST where it lies beside the checkout, and hostile ones.
#include <gtest/gtest.h>
#include <zlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "engine/data/prepare.h"
#include "engine/formats/idx_set.h"

namespace {

using engine::Dataset;
using engine::IdxFile;
using engine::Params;
using engine::Result;

const std::string kGolden = std::string(GLASSNET_SOURCE_DIR) + "/tests/golden/idx/";

Result<Dataset> load(const Params& given, const engine::Progress& progress = {}) {
  const engine::DatasetType* type = engine::datasets().find("idx");
  const auto params = engine::resolve(type->params, given);
  EXPECT_TRUE(params.ok());
  return type->make({*params, 0, 0, 0, {}, progress});
}

std::string refusal(const Result<Dataset>& set) { return set.ok() ? "(accepted)" : set.error().describe(); }

void expect_golden(const Dataset& set) {
  EXPECT_EQ(set.inputs.shape(), (engine::Shape{1, 3, 5}));
  ASSERT_EQ(set.rows(), 6);
  EXPECT_EQ(set.classes, 5);
  for (int64_t i = 0; i < 6; ++i) {
    EXPECT_EQ(set.targets[static_cast<size_t>(i)], engine::Scalar((3 * i) % 5));
    for (int64_t k = 0; k < 15; ++k) {
      EXPECT_EQ(set.inputs.row(i)[k], static_cast<engine::Scalar>(((40 * i + 7 * (k / 5) + k % 5) % 256) / 255.0));
    }
  }
}

TEST(Idx, ReadsPlainAndPackedFilesOfAnotherProgram) {
  const auto folder = load({{"path", kGolden}});
  ASSERT_TRUE(folder.ok()) << folder.error().describe();
  expect_golden(*folder);
  const auto test = load({{"path", kGolden}, {"part", std::string("test")}});
  ASSERT_TRUE(test.ok()) << test.error().describe();
  expect_golden(*test);
  const auto file = load({{"path", kGolden + "train-images-idx3-ubyte"}});
  ASSERT_TRUE(file.ok()) << file.error().describe();
  expect_golden(*file);
  const auto mixed =
      load({{"path", kGolden + "train-images-idx3-ubyte"}, {"labels", kGolden + "t10k-labels-idx1-ubyte.gz"}});
  ASSERT_TRUE(mixed.ok()) << mixed.error().describe();
  expect_golden(*mixed);
}

TEST(Idx, ReadsChannels) {
  auto images = IdxFile::open(kGolden + "colour-images");
  ASSERT_TRUE(images.ok());
  const std::string two("\0\0\x08\x01\0\0\0\x02\0\x01", 10);
  auto labels = IdxFile::open(two, "labels");
  ASSERT_TRUE(labels.ok());
  const auto set = engine::read_idx_set(*images, *labels);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->inputs.shape(), (engine::Shape{3, 2, 2}));
  EXPECT_EQ(set->inputs.row(1)[4 + 2 + 1], static_cast<engine::Scalar>((100 + 50 + 10 + 1) / 255.0));
}

TEST(Idx, SaysWhatIsMissingOrDoesNotBelongTogether) {
  EXPECT_EQ(refusal(load({})), "Choose the IDX file of the images.");
  EXPECT_EQ(refusal(load({{"path", kGolden + "colour-images"}})),
            "colour-images: No file of labels lies beside these images; choose it.");
  EXPECT_EQ(refusal(load({{"path", kGolden + "train-labels-idx1-ubyte"}, {"labels", kGolden + "colour-images"}})),
            "train-labels-idx1-ubyte: Images have 3 sizes (number, height, width) or 4, but this file has 1. Are these "
            "the labels?");
  EXPECT_EQ(refusal(load({{"path", kGolden + "colour-images"}, {"labels", kGolden + "colour-images"}})),
            "colour-images: Labels have 1 size (their number), but this file has 4. Are these the images?");
  EXPECT_EQ(refusal(load({{"path", kGolden + "colour-images"}, {"labels", kGolden + "train-labels-idx1-ubyte"}})),
            "train-labels-idx1-ubyte: There are 6 labels for 2 images.");
  EXPECT_NE(refusal(load({{"path", std::string(GLASSNET_SOURCE_DIR)}})).find("There are no images of this part"),
            std::string::npos);
  EXPECT_NE(refusal(load({{"path", kGolden + "nothing"}})).find("There is no such file."), std::string::npos);
}

TEST(Idx, CanBeCancelled) {
  const auto stopped = load({{"path", kGolden}}, [](double) { return false; });
  EXPECT_EQ(refusal(stopped), "Loading was cancelled.");
}

std::string header(unsigned type, const std::vector<uint32_t>& sizes) {
  std::string bytes{'\0', '\0', static_cast<char>(type), static_cast<char>(sizes.size())};
  for (const uint32_t size : sizes) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((size >> shift) & 255);
  }
  return bytes;
}

std::string gzip(const std::string& bytes) {
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string opened(const std::string& bytes) {
  const auto file = IdxFile::open(bytes, "x");
  return file.ok() ? "(accepted)" : file.error().describe();
}

TEST(IdxHostile, HeadersThatLie) {
  EXPECT_EQ(opened(""), "x:byte 0: The file ends too early: 4 bytes belong here, but 0 are left.");
  EXPECT_EQ(opened(header(8, {3, 2})), "x: The header promises 18 bytes, but the file has 12.");
  EXPECT_EQ(opened(header(8, {1, 2, 2}) + "12345"), "x: The header promises 20 bytes, but the file has 21.");
  EXPECT_EQ(opened(header(8, {0})), "x: The file holds no items.");
  EXPECT_EQ(opened(header(8, {1, 0, 4})),
            "x: An item has the size 0 in one direction; it must lie between 1 and 8192.");
  EXPECT_EQ(opened(header(8, {1, 8193, 1}) + std::string(8193, 'x')),
            "x: An item has the size 8193 in one direction; it must lie between 1 and 8192.");
  EXPECT_EQ(opened(header(8, {1, 8192, 1}) + std::string(8192, 'x')), "(accepted)");
  EXPECT_EQ(opened(header(8, {0xFFFFFFFF, 8192, 8192, 8192})),
            "x: 4294967295 items of 549755813888 bytes are too many to keep; at most 0 fit.");
  EXPECT_EQ(opened(header(0x0D, {1, 2})), "x: The numbers of this IDX file are of type 0D; only bytes (08) are read.");
  EXPECT_EQ(opened("\x89PNG\r\n"),
            "x: This is no IDX file: it begins with the bytes 89 50 4E 47, not with 00 00 08 and the number of sizes.");
  EXPECT_NE(opened(header(8, {1, 1, 1, 1, 1}) + "x").find("This is no IDX file"), std::string::npos);
}

TEST(IdxHostile, PackedFilesThatLie) {
  const std::string labels = header(8, {200}) + std::string(200, '\1');
  std::string packed = gzip(labels);
  EXPECT_EQ(opened(packed), "(accepted)");
  EXPECT_NE(opened(packed.substr(0, 12)), "(accepted)") << "cut off within the header";
  // A bomb: the header promises what the packed bytes may not become.
  EXPECT_EQ(opened(gzip(header(8, {900000000}))).substr(0, 44), "x: The header promises 900000008 bytes, but ");
  // The content is cut off, or goes on, or is damaged.
  const auto content = [](const std::string& bytes) {
    auto file = IdxFile::open(bytes, "x");
    if (!file.ok()) return file.error().describe();
    std::string into(static_cast<size_t>(file->sizes()[0]), '\0');
    if (auto status = file->read(into); !status.ok()) return status.error().describe();
    const auto end = file->expect_end();
    return end.ok() ? std::string("(accepted)") : end.error().describe();
  };
  EXPECT_EQ(content(packed), "(accepted)");
  EXPECT_NE(content(gzip(labels + "more")).find("More bytes follow"), std::string::npos);
  EXPECT_NE(content(gzip(labels.substr(0, 100))).find("ends too early"), std::string::npos);
  EXPECT_NE(content(packed.substr(0, packed.size() - 9)), "(accepted)");
  for (size_t i = 10; i < packed.size(); ++i) {
    std::string damaged = packed;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
    content(damaged);  // a message or not, but neither a crash nor a hang
  }
}

TEST(IdxHostile, EveryPrefixAndEveryChangedByteIsAnsweredInWords) {
  const std::string good = header(8, {4, 2, 3}) + std::string(24, 'x');
  for (size_t n = 0; n < good.size(); ++n) EXPECT_NE(opened(good.substr(0, n)), "(accepted)");
  for (size_t i = 0; i < 16; ++i) {
    for (int v = 0; v < 256; ++v) {
      std::string changed = good;
      changed[i] = static_cast<char>(v);
      EXPECT_EQ(opened(changed) == "(accepted)", changed == good) << i << " " << v;
    }
  }
}

// A file like MNIST's training images, packed: 60,000 noisy pictures.
TEST(Idx, SixtyThousandImagesLoadInASecond) {
  const auto folder = std::filesystem::temp_directory_path() / "glassnet_idx_test";
  std::filesystem::create_directories(folder);
  std::string images = header(8, {60000, 28, 28}), labels = header(8, {60000});
  uint32_t state = 1;
  for (int i = 0; i < 60000; ++i) {
    labels += static_cast<char>(i % 10);
    for (int k = 0; k < 784; ++k) {
      state = state * 1664525 + 1013904223;
      images += static_cast<char>(state >> 31 ? 0 : k % 7 == 0 ? state >> 24 : 0);
    }
  }
  std::ofstream(folder / "train-images-idx3-ubyte", std::ios::binary) << images;
  std::ofstream(folder / "train-labels-idx1-ubyte", std::ios::binary) << labels;
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const auto set = load({{"path", folder.string()}});
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    ASSERT_TRUE(set.ok()) << set.error().describe();
    ASSERT_EQ(set->rows(), 60000);
  }
  std::filesystem::remove_all(folder);
  RecordProperty("seconds", std::to_string(best));
  std::cout << "60,000 images in " << best << " s\n";
}

TEST(Idx, RealMnist) {
  std::string path;
  for (const char* up : {"/../shared/data/mnist", "/../../shared/data/mnist"}) {
    if (path.empty() && std::filesystem::exists(GLASSNET_SOURCE_DIR + std::string(up)))
      path = GLASSNET_SOURCE_DIR + std::string(up);
  }
  if (path.empty()) GTEST_SKIP() << "MNIST does not lie in ../shared/data/mnist";
  const auto set = load({{"path", path}, {"part", std::string("test")}});
  ASSERT_TRUE(set.ok()) << set.error().describe();
  ASSERT_EQ(set->rows(), 10000);
  EXPECT_EQ(set->inputs.shape(), (engine::Shape{1, 28, 28}));
  EXPECT_EQ(set->classes, 10);
  const int first[] = {7, 2, 1, 0, 4, 1, 4, 9, 5, 9};  // as everybody knows who has printed them
  for (size_t i = 0; i < 10; ++i) EXPECT_EQ(set->targets[i], engine::Scalar(first[i]));
  double mean = 0;
  for (const engine::Scalar v : set->inputs.span()) mean += static_cast<double>(v);
  EXPECT_NEAR(mean / static_cast<double>(set->inputs.span().size()), 0.1325, 0.0005);
}

}  // namespace
