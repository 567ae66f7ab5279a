// stb_image with its PNG and BMP decoders and nothing else (JPEG only where libjpeg is missing and stb is new enough).
// What comes here has been checked: headers, sizes, checksums and the packed data are in order.
#include <cstdlib>

#include "engine/formats/picture.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_BMP
#ifdef GLASSNET_STB_JPEG
#define STBI_ONLY_JPEG
#endif
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 8192
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace engine {

Result<Picture> decode_with_stb(std::string_view bytes, const std::string& name) {
  Picture picture;
  picture.pixels = {
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()), static_cast<int>(bytes.size()),
                            &picture.width, &picture.height, &picture.channels, 0),
      stbi_image_free};
  if (picture.pixels) return picture;
  const char* reason = stbi_failure_reason();
  return error_at(name, "The picture cannot be decoded: {}.", reason ? reason : "no reason given");
}

}  // namespace engine
