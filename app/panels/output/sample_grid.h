// Samples as a network sees them, in rows: pictures in one texture, sequences as lines, a few numbers as bars.
#pragma once

#include <vector>

#include "app/ui/pixel_image.h"
#include "engine/train/snapshot.h"

namespace app {

class SampleGrid {
 public:
  // `samples` [count, numbers of a sample], in rows of `columns` from the top left.
  void draw(const engine::PreparedData& data, std::span<const float> samples, int columns, const ui::Rect& r,
            float gap);

 private:
  void paint(const engine::PreparedData& data, std::span<const float> samples, int columns, int rows);

  ui::PixelImage image_;
  std::vector<float> painted_;
  ui::ThemeName theme_{};
};

}  // namespace app
