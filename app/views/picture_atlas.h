// Many small pictures of the data in one texture: each is painted once, when it is first seen, into a place of its own,
// and only that place is sent to the graphics card. What was not seen for longest makes room.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "app/ui/draw.h"
#include "engine/schema/dataset_type.h"

namespace app::platform {
class Texture;
}

namespace app::views {

class PictureAtlas {
 public:
  PictureAtlas();
  ~PictureAtlas();
  PictureAtlas(const PictureAtlas&) = delete;
  PictureAtlas& operator=(const PictureAtlas&) = delete;

  // Places for `count` pictures of [height, width] pixels; forgets all pictures when that changes.
  void arrange(int width, int height, int count);
  void clear();
  // The picture of a sample [channels, height, width], painted when it is not there yet; `map` is of one channel.
  void draw(int64_t key, std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map,
            const ui::Rect& r, float radius);
  int64_t painted() const { return painted_; }  // since the start

 private:
  size_t place_for(int64_t key, bool& fresh);

  struct Slot {
    int64_t key = -1;
    uint64_t used = 0;  // when it was drawn last
  };
  int width_ = 0, height_ = 0, across_ = 1;
  std::vector<Slot> slots_;
  std::unordered_map<int64_t, size_t> places_;
  uint64_t clock_ = 0;
  int64_t painted_ = 0;
  std::vector<ui::Colour> pixels_;
  std::unique_ptr<platform::Texture> texture_;
};

}  // namespace app::views
