// Pictures of the program against copies of them that were looked at. The copies are small: what they must show is
// where everything lies and in which colours.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace app::testing {

struct Image {
  int width = 0, height = 0;
  std::vector<unsigned char> rgba;
};

// A PNG; no pixels where there is none.
Image load_image(const std::string& path);
// Each pixel is the mean of a square of that side.
Image shrink(const Image& from, int side);
// In rows of `across`; all have the size of the first.
Image tiled(const std::vector<Image>& tiles, int across);
// Compares with the approved copy, each tile of that size by itself, or writes it where GLASSNET_UPDATE_PICTURES is
// set. `fresh`: named in the message.
void expect_approved(const Image& now, const std::string& name, const std::string& fresh, int tile_width = 0,
                     int tile_height = 0);

}  // namespace app::testing
