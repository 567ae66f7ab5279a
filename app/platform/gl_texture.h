// One OpenGL texture that owns its memory, and the conversion to what ImGui draws. Knows no colours and no values.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace app::platform {

enum class Pixels { rgba8, r8, r32f };
enum class Filter { nearest, linear };

class Texture {
 public:
  Texture();
  ~Texture();
  Texture(Texture&& other) noexcept;
  Texture& operator=(Texture&& other) noexcept;

  // Makes the texture [height, width], its content undefined; keeps the memory when nothing changes.
  void allocate(int width, int height, Pixels pixels, Filter filter);
  // Replaces a rectangle; `stride` is the length of a row of `data` in pixels (0: the rectangle's width). OpenGL gets
  // it at the next upload_pending(), one call for each texture: an upload in the middle of a frame waits for the
  // drawing of the frame before, when that is done on the processor.
  void update(int x, int y, int width, int height, const void* data, int stride = 0);
  // Once a frame, when everything is submitted and before it is drawn.
  static void upload_pending();
  // The part of a texture, in its coordinates from 0 to 1, that this will change: left, top, right, bottom, nothing
  // when right is not above left.
  static ImVec4 to_upload(ImTextureID id);

  bool valid() const { return id_ != 0; }
  int width() const { return width_; }
  int height() const { return height_; }
  unsigned name() const { return id_; }
  ImTextureID id() const;

 private:
  struct Pending;  // pixels on their way to OpenGL
  void release();
  void upload();

  std::unique_ptr<Pending> pending_;
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
