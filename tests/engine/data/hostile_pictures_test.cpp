// Pictures that are wrong, and folders of them.
#include <cstdio>
#include <cstdlib>

#if __has_include(<jpeglib.h>)
#include <jpeglib.h>
#endif

#include "engine/formats/limits.h"
#include "tests/engine/data/hostile.h"

namespace {

using namespace hostile;
using namespace std::string_literals;
namespace limits = engine::limits;

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

}  // namespace
