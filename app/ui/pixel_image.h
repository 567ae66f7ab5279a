// A picture made pixel by pixel on the processor and shown as one texture: many points or a heat map for the price of
// one rectangle. Works in device pixels; knows nothing of what it shows.
#pragma once

#include <imgui.h>

#include <memory>
#include <vector>

#include "app/ui/geometry.h"
#include "app/ui/theme.h"

namespace app::platform {
class Texture;
}

namespace app::ui {

class PixelImage {
 public:
  PixelImage();
  ~PixelImage();
  PixelImage(PixelImage&&) noexcept;
  PixelImage& operator=(PixelImage&&) noexcept;

  // Makes it [height, width], transparent.
  void resize(int width, int height);
  int width() const { return width_; }
  int height() const { return height_; }
  Colour* row(int y) { return pixels_.data() + static_cast<size_t>(y) * static_cast<size_t>(width_); }
  const Colour* row(int y) const { return pixels_.data() + static_cast<size_t>(y) * static_cast<size_t>(width_); }

  // Laid over what is there, with soft edges. Numbers that are not finite draw nothing.
  void disc(Vec centre, float radius, Colour c);
  void ring(Vec centre, float radius, float width, Colour c);  // radius of the middle of the stroke

  // Sends it to the graphics card, before this frame is drawn. texture() is null before the first time.
  void upload(bool smooth = true);
  ImTextureID texture() const;

 private:
  void stroke(Vec centre, float inner, float outer, Colour c);

  int width_ = 0, height_ = 0;
  std::vector<Colour> pixels_;
  std::unique_ptr<platform::Texture> texture_;
};

}  // namespace app::ui
