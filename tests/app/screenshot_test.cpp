// The whole window against pictures that were looked at: the real program draws the first frame of each sample, and a
// quarter-size copy must match tests/app/pictures. GLASSNET_UPDATE_PICTURES=1 writes them anew, to be looked at again.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#pragma GCC diagnostic pop

#include "app/platform/picture.h"

namespace app {
namespace {

constexpr int kShrink = 4;
constexpr double kMeanTolerance = 2.5;       // of 255, over all pixels: another version of a font or rasteriser
constexpr double kFarShareTolerance = 0.02;  // of the pixels may differ by more than 48

struct Image {
  int width = 0, height = 0;
  std::vector<unsigned char> rgba;
};

Image load(const std::string& path) {
  Image image;
  int channels = 0;
  unsigned char* data = stbi_load(path.c_str(), &image.width, &image.height, &channels, 4);
  if (!data) return image;
  image.rgba.assign(data, data + size_t(image.width) * size_t(image.height) * 4);
  stbi_image_free(data);
  return image;
}

Image shrink(const Image& from) {
  Image to{from.width / kShrink, from.height / kShrink, {}};
  to.rgba.resize(size_t(to.width) * size_t(to.height) * 4);
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      for (int c = 0; c < 4; ++c) {
        int sum = 0;
        for (int k = 0; k < kShrink * kShrink; ++k) {
          const int sx = x * kShrink + k % kShrink, sy = y * kShrink + k / kShrink;
          sum += from.rgba[(size_t(sy) * size_t(from.width) + size_t(sx)) * 4 + size_t(c)];
        }
        to.rgba[(size_t(y) * size_t(to.width) + size_t(x)) * 4 + size_t(c)] =
            static_cast<unsigned char>(sum / (kShrink * kShrink));
      }
    }
  }
  return to;
}

struct Case {
  const char* project;
  const char* language;
  const char* theme;
};

class Screenshot : public ::testing::TestWithParam<Case> {};

TEST_P(Screenshot, LooksAsItWasApproved) {
  const Case c = GetParam();
  const std::string name = std::string(c.project) + "_" + c.language + "_" + c.theme + ".png";
  const std::string fresh = std::string(GLASSNET_BINARY_DIR) + "/screenshot_" + name;
  const std::string approved = std::string(GLASSNET_SOURCE_DIR) + "/tests/app/pictures/" + name;
  const std::string command = std::string(GLASSNET_BINARY_DIR) + "/glassnet --project " + GLASSNET_SOURCE_DIR +
                              "/assets/projects/" + c.project + ".json --lang " + c.language + " --theme " + c.theme +
                              " --scale 1 --size 1600x900 --screenshot " + fresh;
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const Image full = load(fresh);
  ASSERT_EQ(full.width, 1600);
  ASSERT_EQ(full.height, 900);
  const Image now = shrink(full);
  if (std::getenv("GLASSNET_UPDATE_PICTURES")) {
    platform::Picture picture;
    picture.width = now.width;
    picture.height = now.height;
    picture.rgba = now.rgba;
    std::filesystem::create_directories(std::filesystem::path(approved).parent_path());
    ASSERT_TRUE(platform::save_png(picture, approved, nullptr));
    GTEST_SKIP() << "written anew: look at " << approved;
  }
  const Image wanted = load(approved);
  ASSERT_EQ(wanted.width, now.width) << approved << " is missing or has another size";
  double sum = 0;
  size_t far = 0;
  for (size_t i = 0; i < now.rgba.size(); ++i) {
    const int difference = std::abs(int(now.rgba[i]) - int(wanted.rgba[i]));
    sum += difference;
    far += difference > 48 ? 1 : 0;
  }
  const double count = static_cast<double>(now.rgba.size());
  EXPECT_LT(sum / count, kMeanTolerance) << "compare " << fresh << " with " << approved;
  EXPECT_LT(static_cast<double>(far) / count, kFarShareTolerance) << "compare " << fresh << " with " << approved;
}

INSTANTIATE_TEST_SUITE_P(Samples, Screenshot,
                         ::testing::Values(Case{"two_spirals", "en", "dark"}, Case{"two_spirals", "zh", "light"},
                                           Case{"circle", "zh", "dark"}, Case{"sine_regression", "en", "light"}),
                         [](const auto& c) {
                           return std::string(c.param.project) + "_" + c.param.language + "_" + c.param.theme;
                         });

}  // namespace
}  // namespace app
