// The first pictures of a set, in a line for each class with its name and count.
#pragma once

#include "app/ui/geometry.h"
#include "app/ui/pixel_image.h"
#include "app/ui/theme.h"
#include "engine/schema/data_preview.h"

namespace app {

class ImportPictures {
 public:
  void draw(const engine::PreviewPictures& pictures, const ui::Rect& r);
  // Other pictures come next.
  void reset() { painted_ = false; }

 private:
  void paint(const engine::PreviewPictures& pictures);
  void tile(const engine::PreviewPictures& pictures, size_t index, const ui::Rect& r);
  void line(const engine::PreviewPictures& pictures, size_t c, const ui::Rect& r);

  ui::PixelImage image_;
  bool painted_ = false;
  float scale_ = 0;
};

}  // namespace app
