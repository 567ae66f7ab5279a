#include "app/ui/pixel_image.h"

#include <algorithm>
#include <cmath>

#include "app/platform/gl_texture.h"

namespace app::ui {
namespace {

constexpr int kMostPixels = 4096;  // on a side

// `over` with alpha times `coverage`, on `under`; straight alpha.
Colour blend(Colour under, Colour over, float coverage) {
  const float a = static_cast<float>(over >> IM_COL32_A_SHIFT & 0xFF) / 255 * coverage;
  const float b = static_cast<float>(under >> IM_COL32_A_SHIFT & 0xFF) / 255 * (1 - a);
  const float sum = a + b;
  if (sum <= 0) return under;
  const auto channel = [&](int shift) {
    const auto value = [&](Colour c) { return static_cast<float>(c >> shift & 0xFF); };
    return static_cast<Colour>((value(over) * a + value(under) * b) / sum + 0.5f) << shift;
  };
  const auto alpha = static_cast<Colour>(sum * 255 + 0.5f) << IM_COL32_A_SHIFT;
  return channel(IM_COL32_R_SHIFT) | channel(IM_COL32_G_SHIFT) | channel(IM_COL32_B_SHIFT) | alpha;
}

}  // namespace

PixelImage::PixelImage() = default;
PixelImage::~PixelImage() = default;
PixelImage::PixelImage(PixelImage&&) noexcept = default;
PixelImage& PixelImage::operator=(PixelImage&&) noexcept = default;

void PixelImage::resize(int width, int height) {
  width_ = std::clamp(width, 1, kMostPixels);
  height_ = std::clamp(height, 1, kMostPixels);
  pixels_.assign(static_cast<size_t>(width_) * static_cast<size_t>(height_), 0);
}

void PixelImage::disc(Vec centre, float radius, Colour c) { stroke(centre, -1, radius, c); }

void PixelImage::ring(Vec centre, float radius, float width, Colour c) {
  stroke(centre, radius - width / 2, radius + width / 2, c);
}

void PixelImage::stroke(Vec centre, float inner, float outer, Colour c) {
  const float reach = outer + 1;
  if (!(std::abs(centre.x) < 1e5f && std::abs(centre.y) < 1e5f && outer > 0 && outer < 1e4f)) return;
  const int x0 = std::max(0, static_cast<int>(std::floor(centre.x - reach)));
  const int x1 = std::min(width_ - 1, static_cast<int>(std::ceil(centre.x + reach)));
  const int y0 = std::max(0, static_cast<int>(std::floor(centre.y - reach)));
  const int y1 = std::min(height_ - 1, static_cast<int>(std::ceil(centre.y + reach)));
  for (int y = y0; y <= y1; ++y) {
    Colour* to = row(y);
    for (int x = x0; x <= x1; ++x) {
      const float dx = static_cast<float>(x) + 0.5f - centre.x, dy = static_cast<float>(y) + 0.5f - centre.y;
      const float distance = std::sqrt(dx * dx + dy * dy);
      float coverage = std::clamp(outer + 0.5f - distance, 0.0f, 1.0f);
      if (inner > 0) coverage *= std::clamp(distance - inner + 0.5f, 0.0f, 1.0f);
      if (coverage > 0) to[x] = blend(to[x], c, coverage);
    }
  }
}

void PixelImage::upload(bool smooth) {
  if (pixels_.empty()) return;
  if (!texture_) texture_ = std::make_unique<platform::Texture>();
  texture_->allocate(width_, height_, platform::Pixels::rgba8,
                     smooth ? platform::Filter::linear : platform::Filter::nearest);
  texture_->update(0, 0, width_, height_, pixels_.data());
}

ImTextureID PixelImage::texture() const { return texture_ && texture_->valid() ? texture_->id() : ImTextureID{}; }

}  // namespace app::ui
