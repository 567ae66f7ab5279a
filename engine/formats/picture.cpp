#include "engine/formats/picture.h"

#include "engine/formats/limits.h"

namespace engine {

Status check_picture_size(int64_t width, int64_t height, int64_t decoded_bytes, size_t file_bytes,
                          const std::string& place) {
  const int64_t most = limits::picture_side.value;
  if (width < 1 || height < 1) return error_at(place, "The picture has no pixels: {} by {}.", width, height);
  if (width > most || height > most) {
    return error_at(place, "The picture has {} by {} pixels; at most {} by {} are read.", width, height, most, most);
  }
  if (!limits::expands_too_far(decoded_bytes, static_cast<int64_t>(file_bytes))) return {};
  return error_at(place, "The packed data grows to more than {} times its size; this is refused beyond {} MiB.",
                  limits::expansion.value, limits::expansion_free.value >> 20);
}

Result<Picture> decode_picture(std::string_view bytes, const std::string& name, const PictureWish& wish) {
  if (bytes.starts_with("\xFF\xD8")) return decode_jpeg(bytes, name, wish);
  const bool png = bytes.starts_with("\x89PNG"), bmp = bytes.starts_with("BM");
  if (!png && !bmp) return error_at(name, "This is no picture that can be read: neither PNG nor JPEG nor BMP.");
  const Result<PictureHeader> header = png ? check_png(bytes, name) : check_bmp(bytes, name);
  if (!header) return header.error();
  return decode_with_stb(bytes, name);
}

}  // namespace engine
