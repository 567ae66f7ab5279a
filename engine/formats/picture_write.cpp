// Pictures as PNG files. stb_image_write is compiled here, for the window too.
#include <algorithm>

#include "engine/formats/hand_files.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
#include <stb_image_write.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace engine {

std::string picture_as_png(const DrawnPicture& picture) {
  const int channels = picture.channels >= 3 ? 3 : 1;
  const auto plane = static_cast<size_t>(std::max(0, picture.width)) * static_cast<size_t>(std::max(0, picture.height));
  if (plane == 0 || picture.pixels.size() < plane * static_cast<size_t>(channels)) return {};
  std::vector<uint8_t> woven(plane * static_cast<size_t>(channels));
  for (size_t i = 0; i < woven.size(); ++i) {
    woven[i] = picture.pixels[i % static_cast<size_t>(channels) * plane + i / static_cast<size_t>(channels)];
  }
  std::string bytes;
  const auto append = [](void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<size_t>(size));
  };
  stbi_write_png_to_func(append, &bytes, picture.width, picture.height, channels, woven.data(),
                         picture.width * channels);
  return bytes;
}

}  // namespace engine
