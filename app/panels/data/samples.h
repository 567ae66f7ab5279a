// A few samples of the set in use, with their answers: images, lines or words. A click chooses the one whose pictures
// the network and the output show. All of them are on the data page.
#pragma once

#include <memory>

#include "app/panels/panel.h"
#include "app/ui/pixel_image.h"
#include "app/ui/theme.h"
#include "app/views/sample_picture.h"

namespace app {

class DataSamples {
 public:
  // Height that it takes at this width; 0 where points on the plane say it all.
  float height(const View& view, float width) const;
  void draw(const PanelContext& c, const ui::Rect& r);

 private:
  void arrows(const ui::Rect& r);
  void tile(const PanelContext& c, int64_t row, size_t place, const ui::Rect& r);
  void line(const PanelContext& c, int64_t row, const ui::Rect& r);
  void paint(const engine::PreparedData& data, size_t count, float side);

  // What the texture was made of.
  const engine::PreparedData* of_ = nullptr;
  int64_t page_ = 0, painted_ = -1;
  ui::ThemeName theme_{};
  float scale_ = 0;
  ui::PixelImage image_;
};

// The answer of a sample as words: its class, its number, or nothing where it has many.
std::string answer_text(const engine::PreparedData& data, int64_t row);
}  // namespace app
