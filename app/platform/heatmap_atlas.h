// Many small heat maps in one texture: scalar fields turned into colours by a 256-entry table, tile by tile.
// Only tiles whose picture changed are uploaded. Knows no colour itself.
// Why on the processor and not in a shader: measured with llvmpipe, where the "GPU" is the same processor as training,
// 32 changed tiles of 64 x 64 cost 0.4 ms of processor time a frame this way (2.6 us each to colour, then one upload)
// and 1.2 ms when a fragment shader renders them to a texture. On a real GPU both are far below a frame.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <vector>

#include "app/platform/gl_texture.h"

namespace app::platform {

using ColourTable = std::array<ImU32, 256>;

struct Colouring {
  const ColourTable* table = nullptr;
  float low = -1, high = 1;                 // first and last entry of the table; values beyond take these
  ImU32 bad[2] = {0xFF000000, 0xFF0000FF};  // stripes where a value is not finite: ground and stroke
};

// What ImDrawList::AddImage takes.
struct TileImage {
  ImTextureID texture{};
  ImVec2 uv0{0, 0}, uv1{1, 1};
};

// rgba [height, width] from values [height, width], both row by row from the top. Rows of rgba are `stride` apart.
void colour_field(const float* values, int width, int height, const Colouring& colouring, ImU32* rgba, int stride);

class HeatmapAtlas {
 public:
  // Room for `capacity` tiles of at most tile_width x tile_height texels. Drops what was there when anything changes.
  void layout(int tile_width, int tile_height, int capacity, Filter filter = Filter::linear);
  int capacity() const { return capacity_; }

  // Replaces a tile by values [height, width]; true when its picture changed and was uploaded.
  bool update(int tile, const float* values, int width, int height, const Colouring& colouring);
  // Invalid (no texture) before the first update of the tile.
  TileImage image(int tile) const;
  std::uint64_t uploads() const { return uploads_; }

 private:
  struct Size {
    int width = 0, height = 0;
  };
  ImVec2 corner(int tile) const;  // of its picture, in texels

  int tile_width_ = 0, tile_height_ = 0, capacity_ = 0, columns_ = 0;
  Filter filter_ = Filter::linear;
  Texture page_;
  std::vector<Size> sizes_;
  std::vector<std::vector<ImU32>> pictures_;  // with a border of one texel, as uploaded
  std::vector<ImU32> scratch_;
  std::uint64_t uploads_ = 0;
};

}  // namespace app::platform
