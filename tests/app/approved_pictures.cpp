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

constexpr double kMeanTolerance = 3.3;        // of 255, over all colours: another version of a font or rasteriser
constexpr double kFarShareTolerance = 0.027;  // of the colours may differ by more than 48

size_t place(const Image& image, int x, int y) { return (size_t(y) * size_t(image.width) + size_t(x)) * 4; }

struct Difference {
  double mean = 0, far = 0;
};

Difference difference(const Image& a, const Image& b, int left, int top, int w, int h) {
  double sum = 0, far = 0;
  for (int y = top; y < top + h; ++y) {
    for (int x = left; x < left + w; ++x) {
      for (size_t c = 0; c < 3; ++c) {
        const int off = std::abs(int(a.rgba[place(a, x, y) + c]) - int(b.rgba[place(b, x, y) + c]));
        sum += off;
        far += off > 48 ? 1 : 0;
      }
    }
  }
  const double count = 3.0 * w * h;
  return {sum / count, far / count};
}

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

void expect_approved(const Image& now, const std::string& name, const std::string& fresh, int tile_width,
                     int tile_height) {
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
  const int w = tile_width > 0 ? tile_width : now.width, h = tile_height > 0 ? tile_height : now.height;
  for (int top = 0; top + h <= now.height; top += h) {
    for (int left = 0; left + w <= now.width; left += w) {
      const Difference d = difference(now, wanted, left, top, w, h);
      const std::string tile =
          " (tile " + std::to_string(left / w + 1) + " of row " + std::to_string(top / h + 1) + ")";
      EXPECT_LT(d.mean, kMeanTolerance) << "compare " << fresh << " with " << approved << tile;
      EXPECT_LT(d.far, kFarShareTolerance) << "compare " << fresh << " with " << approved << tile;
    }
  }
}

}  // namespace app::testing
