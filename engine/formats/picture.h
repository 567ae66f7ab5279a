// One picture file as pixels: PNG and BMP (through stb_image) and JPEG (through libjpeg-turbo). Every picture is
// checked before memory is taken for it: size, proportions of packed and unpacked bytes, wholeness. Knows nothing of
// classes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace engine {

struct Picture {
  int width = 0, height = 0;
  int channels = 0;     // 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha
  int orientation = 1;  // as Exif numbers them: 1 upright, 2 mirrored, 3 upside down, ... 8
  std::unique_ptr<uint8_t[], void (*)(void*)> pixels{nullptr,
                                                     nullptr};  // row after row, the channels of a pixel together
};

// What is wanted of the picture: a JPEG may be decoded at a fraction of its size as long as it stays well above this.
struct PictureWish {
  int width = 1, height = 1;
  bool grey = false;
};

// What the file says before it is decoded.
struct PictureHeader {
  int width = 0, height = 0;
  int64_t decoded_bytes = 0;
};

// `name` stands in messages. The kind of file is found in its first bytes, not in its name.
Result<Picture> decode_picture(std::string_view bytes, const std::string& name, const PictureWish& wish);

// The parts of it, one file each. `check_` reads the file through without keeping anything.
Result<PictureHeader> check_png(std::string_view bytes, const std::string& name);
Result<PictureHeader> check_bmp(std::string_view bytes, const std::string& name);
Result<Picture> decode_with_stb(std::string_view bytes, const std::string& name);
Result<Picture> decode_jpeg(std::string_view bytes, const std::string& name, const PictureWish& wish);

// The limits that hold for every format.
Status check_picture_size(int64_t width, int64_t height, int64_t decoded_bytes, size_t file_bytes,
                          const std::string& place);

}  // namespace engine
