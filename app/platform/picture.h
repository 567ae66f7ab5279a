// Writes a picture file. Reads none: the engine does that.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace app::platform {

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;  // [height, width, 4], the first row on top
};

// The file's content; empty when the picture is.
std::vector<std::uint8_t> png_bytes(const Picture& picture);
// Creates missing folders on the way; false with a sentence when it cannot be written.
bool save_png(const Picture& picture, const std::string& path, std::string* problem);

}  // namespace app::platform
