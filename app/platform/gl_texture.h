// One OpenGL texture that owns its memory, and the conversion to what ImGui draws. Knows no colours and no values.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace app::platform {

enum class Pixels { rgba8, r8, r32f };
enum class Filter { nearest, linear };

class Texture {
 public:
  Texture() = default;
  ~Texture();
  Texture(Texture&& other) noexcept;
  Texture& operator=(Texture&& other) noexcept;

  // Makes the texture [height, width], its content undefined; keeps the memory when nothing changes.
  void allocate(int width, int height, Pixels pixels, Filter filter);
  // Replaces a rectangle; `stride` is the length of a row of `data` in pixels (0: the rectangle's width).
  void update(int x, int y, int width, int height, const void* data, int stride = 0);

  bool valid() const { return id_ != 0; }
  int width() const { return width_; }
  int height() const { return height_; }
  unsigned name() const { return id_; }
  ImTextureID id() const;

 private:
  void release();

  unsigned id_ = 0;
  int width_ = 0, height_ = 0;
  Pixels pixels_ = Pixels::rgba8;
  Filter filter_ = Filter::linear;
};

ImTextureID texture_id(unsigned name);

// A texture to draw into, in place of the window: what a hidden window draws on.
class RenderTarget {
 public:
  RenderTarget() = default;
  ~RenderTarget();
  RenderTarget(const RenderTarget&) = delete;
  RenderTarget& operator=(const RenderTarget&) = delete;

  // False when the driver refuses the size.
  bool resize(int width, int height);
  void bind() const;
  static void bind_window();
  int width() const { return colour_.width(); }
  int height() const { return colour_.height(); }

 private:
  Texture colour_;
  unsigned framebuffer_ = 0;
};

}  // namespace app::platform
