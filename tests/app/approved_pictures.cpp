#include "tests/app/approved_pictures.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#pragma GCC diagnostic pop

#include "app/platform/picture.h"

namespace app::testing {
namespace {

constexpr double kMeanTolerance = 2.5;       // of 255, over all pixels: another version of a font or rasteriser
constexpr double kFarShareTolerance = 0.02;  // of the pixels may differ by more than 48

size_t place(const Image& image, int x, int y) { return (size_t(y) * size_t(image.width) + size_t(x)) * 4; }

}  // namespace

Image load_image(const std::string& path) {
  Image image;
  int channels = 0;
  unsigned char* data = stbi_load(path.c_str(), &image.width, &image.height, &channels, 4);
  if (!data) return {};
  image.rgba.assign(data, data + size_t(image.width) * size_t(image.height) * 4);
  stbi_image_free(data);
  return image;
}

Image shrink(const Image& from, int side) {
  Image to{from.width / side, from.height / side, {}};
  to.rgba.resize(size_t(to.width) * size_t(to.height) * 4);
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      for (size_t c = 0; c < 4; ++c) {
        int sum = 0;
        for (int k = 0; k < side * side; ++k)
          sum += from.rgba[place(from, x * side + k % side, y * side + k / side) + c];
        to.rgba[place(to, x, y) + c] = static_cast<unsigned char>(sum / (side * side));
      }
    }
  }
  return to;
}

Image tiled(const std::vector<Image>& tiles, int across) {
  if (tiles.empty()) return {};
  const int w = tiles.front().width, h = tiles.front().height, count = static_cast<int>(tiles.size());
  Image all{w * across, h * ((count + across - 1) / across), {}};
  all.rgba.resize(size_t(all.width) * size_t(all.height) * 4);
  for (int k = 0; k < count; ++k) {
    const Image& tile = tiles[static_cast<size_t>(k)];
    if (tile.width != w || tile.height != h) continue;
    for (int y = 0; y < h; ++y) {
      std::memcpy(&all.rgba[place(all, k % across * w, k / across * h + y)], &tile.rgba[place(tile, 0, y)],
                  size_t(w) * 4);
    }
  }
  return all;
}

void expect_approved(const Image& now, const std::string& name, const std::string& fresh) {
  const std::string approved = std::string(GLASSNET_SOURCE_DIR) + "/tests/app/pictures/" + name;
  if (std::getenv("GLASSNET_UPDATE_PICTURES")) {
    platform::Picture picture;
    picture.width = now.width;
    picture.height = now.height;
    picture.rgba = now.rgba;
    std::filesystem::create_directories(std::filesystem::path(approved).parent_path());
    ASSERT_TRUE(platform::save_png(picture, approved, nullptr));
    GTEST_SKIP() << "written anew: look at " << approved;
  }
  const Image wanted = load_image(approved);
  ASSERT_EQ(wanted.width, now.width) << approved << " is missing or has another size";
  ASSERT_EQ(wanted.height, now.height);
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

}  // namespace app::testing
