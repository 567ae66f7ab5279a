// The orientation that a camera has written into a picture (Exif 2.3, tag 274). Nothing else of Exif is read.
#pragma once

#include <cstdint>
#include <string_view>

namespace engine {

// 1 to 8, or 0 when the marker does not tell.
inline int exif_orientation(std::string_view marker) {
  if (!marker.starts_with(std::string_view("Exif\0\0", 6))) return 0;
  const std::string_view tiff = marker.substr(6);
  const bool little = tiff.starts_with("II"), big = tiff.starts_with("MM");
  const auto number = [&](size_t at, size_t width) -> uint32_t {
    if (tiff.size() < width || at > tiff.size() - width) return 0;
    uint32_t value = 0;
    for (size_t i = 0; i < width; ++i) {
      value = value << 8 | static_cast<unsigned char>(tiff[at + (little ? width - 1 - i : i)]);
    }
    return value;
  };
  if ((!little && !big) || number(2, 2) != 42) return 0;
  const uint32_t directory = number(4, 4), entries = number(directory, 2);
  for (uint32_t i = 0; i < entries; ++i) {
    const size_t at = size_t{directory} + 2 + size_t{12} * i;
    if (at >= tiff.size()) return 0;
    if (number(at, 2) != 0x0112) continue;
    const uint32_t value = number(at + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 0;
  }
  return 0;
}

}  // namespace engine
