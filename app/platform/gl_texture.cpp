#include "app/platform/gl_texture.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

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

std::size_t bytes_of(Pixels pixels) { return pixels == Pixels::r8 ? 1 : 4; }

std::vector<Texture*>& waiting() {
  static std::vector<Texture*> textures;
  return textures;
}

}  // namespace

// A copy of the whole texture, and the rectangle of it that OpenGL has not seen.
struct Texture::Pending {
  std::vector<std::byte> pixels;
  int left = 0, top = 0, right = 0, bottom = 0;
  bool any() const { return right > left; }
};

ImTextureID texture_id(unsigned name) {
  return (ImTextureID)(intptr_t)name;
}  // a pointer in 1.86, a number since 1.91.4

Texture::Texture() = default;

Texture::~Texture() {
  std::erase(waiting(), this);
  release();
}

Texture::Texture(Texture&& other) noexcept { *this = std::move(other); }

Texture& Texture::operator=(Texture&& other) noexcept {
  std::swap(pending_, other.pending_);
  for (Texture*& texture : waiting()) {
    texture = texture == this ? &other : texture == &other ? this : texture;
  }
  std::swap(id_, other.id_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
  std::swap(pixels_, other.pixels_);
  std::swap(filter_, other.filter_);
  return *this;
}

void Texture::release() {
  pending_.reset();
  if (id_) gl::DeleteTextures(1, &id_);
  id_ = 0;
}

void Texture::allocate(int width, int height, Pixels pixels, Filter filter) {
  if (id_ && width == width_ && height == height_ && pixels == pixels_ && filter == filter_) return;
  if (!gl::GenTextures) return;  // no window: what draws is tested without one
  if (!id_) gl::GenTextures(1, &id_);
  width_ = width;
  height_ = height;
  pixels_ = pixels;
  filter_ = filter;
  pending_.reset();  // what was on its way had another size
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
  if (!pending_) {
    pending_ = std::make_unique<Pending>();
    pending_->pixels.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * bytes_of(pixels_));
  }
  const std::size_t size = bytes_of(pixels_), row = static_cast<std::size_t>(width_) * size;
  const std::size_t from_row = static_cast<std::size_t>(stride > 0 ? stride : width) * size;
  std::byte* to = pending_->pixels.data() + static_cast<std::size_t>(y) * row + static_cast<std::size_t>(x) * size;
  const auto* from = static_cast<const std::byte*>(data);
  for (int i = 0; i < height; ++i, to += row, from += from_row) {
    std::memcpy(to, from, static_cast<std::size_t>(width) * size);
  }
  Pending& p = *pending_;
  if (!p.any()) {
    waiting().push_back(this);
    p.left = x, p.top = y, p.right = x + width, p.bottom = y + height;
  } else {
    p.left = std::min(p.left, x), p.right = std::max(p.right, x + width);
    p.top = std::min(p.top, y), p.bottom = std::max(p.bottom, y + height);
  }
}

void Texture::upload() {
  if (!pending_ || !pending_->any()) return;
  Pending& p = *pending_;
  const Format format = format_of(pixels_);
  const std::size_t first =
      static_cast<std::size_t>(p.top) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(p.left);
  gl::BindTexture(gl::texture_2d, id_);
  gl::PixelStorei(gl::unpack_alignment, 1);
  gl::PixelStorei(gl::unpack_row_length, width_);
  gl::TexSubImage2D(gl::texture_2d, 0, p.left, p.top, p.right - p.left, p.bottom - p.top, format.layout, format.type,
                    p.pixels.data() + first * bytes_of(pixels_));
  gl::PixelStorei(gl::unpack_row_length, 0);
  gl::PixelStorei(gl::unpack_alignment, 4);
  p.right = p.left;
}

void Texture::upload_pending() {
  for (Texture* texture : waiting()) texture->upload();
  waiting().clear();
}

ImVec4 Texture::to_upload(ImTextureID id) {
  for (const Texture* texture : waiting()) {
    if (texture->id() != id || !texture->pending_) continue;
    const Pending& p = *texture->pending_;
    const auto w = static_cast<float>(texture->width_), h = static_cast<float>(texture->height_);
    return {float(p.left) / w, float(p.top) / h, float(p.right) / w, float(p.bottom) / h};
  }
  return {0, 0, 0, 0};
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
