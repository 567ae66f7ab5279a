// The header of a BMP file, read before anything is decoded: its size, and whether all of its rows are there.
#include <algorithm>

#include "engine/formats/picture.h"

namespace engine {
namespace {

uint32_t number(std::string_view bytes, size_t at, size_t width) {
  uint32_t value = 0;
  for (size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace

Result<PictureHeader> check_bmp(std::string_view bytes, const std::string& name) {
  constexpr size_t kFileHeader = 14, kOldHeader = 12, kHeader = 40;
  const size_t header = bytes.size() >= kFileHeader + 4 ? number(bytes, kFileHeader, 4) : 0;
  if (bytes.size() < kFileHeader + header || (header != kOldHeader && header < kHeader)) {
    return error_at(name, "The header of the BMP picture is damaged or cut off.");
  }
  const bool old = header == kOldHeader;
  const auto with_sign = [&](size_t at) { return int64_t{static_cast<int32_t>(number(bytes, at, 4))}; };
  const int64_t width = old ? int64_t{number(bytes, 18, 2)} : with_sign(18);
  const int64_t tall = old ? int64_t{number(bytes, 20, 2)} : with_sign(22);
  const int64_t height = tall < 0 ? -tall : tall;  // rows from the top
  const int64_t bits = number(bytes, old ? 24 : 28, 2), packing = old ? 0 : number(bytes, 30, 4);
  if (packing != 0 && packing != 3) {
    return error_at(name, "The BMP picture is packed, which is not read. Save it as PNG or without packing.");
  }
  if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
    return error_at(name, "The BMP picture has {} bits a pixel; 1, 4, 8, 16, 24 and 32 are read.", bits);
  }
  if (Status status = check_picture_size(width, height, 0, bytes.size(), name); !status) return status.error();
  const int64_t row = (width * bits + 31) / 32 * 4, begin = number(bytes, 10, 4);
  const int64_t there = std::max<int64_t>(0, static_cast<int64_t>(bytes.size()) - begin);
  if (row * height > there) {
    return error_at(name, "The file ends too early: {} bytes belong here, but {} are left.", row * height, there);
  }
  return PictureHeader{static_cast<int>(width), static_cast<int>(height), width * height * 4};
}

}  // namespace engine
