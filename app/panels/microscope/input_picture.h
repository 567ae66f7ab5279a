// The sample that goes into the network as a picture: grey, in colours, or as a map of values. Made anew when the
// sample is another.
#pragma once

#include <string>

#include "app/panels/microscope/look.h"
#include "app/ui/pixel_image.h"

namespace app {

class InputPicture {
 public:
  // Whether the samples are images that people know as such.
  static bool is_image(const Opened& o);
  // Of the input node `x` [channels, rows, columns], and its place as large as it fits in `room`. Its numbers are
  // offered to a right click.
  ui::Rect draw(const Opened& o, const engine::WatchedTensor& x, const ui::Rect& room, float radius = 4);
  // "0.12", or "0.1, 0.5, 0.9": what a pixel is made of.
  static std::string pixel_text(const engine::WatchedTensor& x, int64_t row, int64_t column);

 private:
  ui::PixelImage image_;
  const engine::PreparedData* of_ = nullptr;
  engine::Shape shape_;
  double print_ = 0;
  int64_t row_ = -1;
  ui::ThemeName theme_{};
};

}  // namespace app
