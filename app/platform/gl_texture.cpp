#include "app/platform/gl_texture.h"

#include <utility>

#include "app/platform/gl.h"

namespace app::platform {
namespace {

struct Format {
  int internal;
  gl::Enum layout, type;
};

Format format_of(Pixels pixels) {
  switch (pixels) {
    case Pixels::r8: return {static_cast<int>(gl::r8), gl::red, gl::unsigned_byte};
    case Pixels::r32f: return {static_cast<int>(gl::r32f), gl::red, gl::float_type};
    case Pixels::rgba8: break;
  }
  return {static_cast<int>(gl::rgba8), gl::rgba, gl::unsigned_byte};
}

}  // namespace

ImTextureID texture_id(unsigned name) {
  return (ImTextureID)(intptr_t)name;
}  // a pointer in 1.86, a number since 1.91.4

Texture::~Texture() { release(); }

Texture::Texture(Texture&& other) noexcept { *this = std::move(other); }

Texture& Texture::operator=(Texture&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
  std::swap(pixels_, other.pixels_);
  std::swap(filter_, other.filter_);
  return *this;
}

void Texture::release() {
  if (id_) gl::DeleteTextures(1, &id_);
  id_ = 0;
}

void Texture::allocate(int width, int height, Pixels pixels, Filter filter) {
  if (id_ && width == width_ && height == height_ && pixels == pixels_ && filter == filter_) return;
  if (!id_) gl::GenTextures(1, &id_);
  width_ = width;
  height_ = height;
  pixels_ = pixels;
  filter_ = filter;
  const Format format = format_of(pixels);
  const int sampling = static_cast<int>(filter == Filter::linear ? gl::linear : gl::nearest);
  gl::BindTexture(gl::texture_2d, id_);
  gl::TexParameteri(gl::texture_2d, gl::texture_min_filter, sampling);
  gl::TexParameteri(gl::texture_2d, gl::texture_mag_filter, sampling);
  gl::TexParameteri(gl::texture_2d, gl::texture_wrap_s, static_cast<int>(gl::clamp_to_edge));
  gl::TexParameteri(gl::texture_2d, gl::texture_wrap_t, static_cast<int>(gl::clamp_to_edge));
  gl::TexImage2D(gl::texture_2d, 0, format.internal, width, height, 0, format.layout, format.type, nullptr);
}

void Texture::update(int x, int y, int width, int height, const void* data, int stride) {
  if (!id_ || x < 0 || y < 0 || width <= 0 || height <= 0 || x + width > width_ || y + height > height_) return;
  const Format format = format_of(pixels_);
  gl::BindTexture(gl::texture_2d, id_);
  gl::PixelStorei(gl::unpack_alignment, 1);
  gl::PixelStorei(gl::unpack_row_length, stride);
  gl::TexSubImage2D(gl::texture_2d, 0, x, y, width, height, format.layout, format.type, data);
  gl::PixelStorei(gl::unpack_row_length, 0);
  gl::PixelStorei(gl::unpack_alignment, 4);
}

ImTextureID Texture::id() const { return texture_id(id_); }

RenderTarget::~RenderTarget() {
  if (framebuffer_) gl::DeleteFramebuffers(1, &framebuffer_);
}

bool RenderTarget::resize(int width, int height) {
  if (framebuffer_ && width == colour_.width() && height == colour_.height()) return true;
  colour_.allocate(width, height, Pixels::rgba8, Filter::nearest);
  if (!framebuffer_) gl::GenFramebuffers(1, &framebuffer_);
  gl::BindFramebuffer(gl::framebuffer, framebuffer_);
  gl::FramebufferTexture2D(gl::framebuffer, gl::color_attachment0, gl::texture_2d, colour_.name(), 0);
  return gl::CheckFramebufferStatus(gl::framebuffer) == gl::framebuffer_complete;
}

void RenderTarget::bind() const { gl::BindFramebuffer(gl::framebuffer, framebuffer_); }
void RenderTarget::bind_window() { gl::BindFramebuffer(gl::framebuffer, 0); }

}  // namespace app::platform
