#include "app/views/picture_atlas.h"

#include <algorithm>
#include <cmath>

#include "app/platform/gl_texture.h"
#include "app/views/sample_picture.h"

namespace app::views {
namespace {

constexpr int kMostSide = 4096;  // of a texture that every graphics card takes

}  // namespace

PictureAtlas::PictureAtlas() = default;
PictureAtlas::~PictureAtlas() = default;

void PictureAtlas::arrange(int width, int height, int count) {
  width = std::clamp(width, 1, kMostSide);
  height = std::clamp(height, 1, kMostSide);
  const int across = std::clamp(static_cast<int>(std::ceil(std::sqrt(static_cast<double>(std::max(1, count))))), 1,
                                std::max(1, kMostSide / width));
  const int down = std::clamp((std::max(1, count) + across - 1) / across, 1, std::max(1, kMostSide / height));
  const auto places = static_cast<size_t>(across) * static_cast<size_t>(down);
  if (width == width_ && height == height_ && places == slots_.size()) return;
  width_ = width;
  height_ = height;
  across_ = across;
  slots_.assign(places, {});
  places_.clear();
  if (!texture_) texture_ = std::make_unique<platform::Texture>();
  texture_->allocate(width * across, height * down, platform::Pixels::rgba8, platform::Filter::nearest);
}

void PictureAtlas::clear() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  places_.clear();
}

size_t PictureAtlas::place_for(int64_t key, bool& fresh) {
  const auto found = places_.find(key);
  fresh = found == places_.end();
  if (!fresh) return found->second;
  const auto oldest =
      std::min_element(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) { return a.used < b.used; });
  if (oldest->key >= 0) places_.erase(oldest->key);
  oldest->key = key;
  const auto place = static_cast<size_t>(oldest - slots_.begin());
  places_[key] = place;
  return place;
}

void PictureAtlas::draw(int64_t key, std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map,
                        const ui::Rect& r, float radius) {
  if (slots_.empty() || shape.rank() != 3) return;
  bool fresh = false;
  const size_t place = place_for(key, fresh);
  slots_[place].used = ++clock_;
  const int x = static_cast<int>(place) % across_ * width_, y = static_cast<int>(place) / across_ * height_;
  if (fresh) {
    ++painted_;
    pixels_.assign(static_cast<size_t>(width_) * static_cast<size_t>(height_), 0);
    paint_pixels(values, shape, map, pixels_.data(), width_, height_);
    texture_->update(x, y, width_, height_, pixels_.data());
  }
  if (!texture_->valid()) return;
  const auto wide = static_cast<float>(texture_->width()), high = static_cast<float>(texture_->height());
  const ui::Vec from{static_cast<float>(x) / wide, static_cast<float>(y) / high};
  const ui::Vec to{static_cast<float>(x + width_) / wide, static_cast<float>(y + height_) / high};
  ui::draw::image_rounded(texture_->id(), r, radius, from, to);
}

}  // namespace app::views
