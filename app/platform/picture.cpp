#include "app/platform/picture.h"

#include <filesystem>

#include <stb_image_write.h>

namespace app::platform {

std::vector<std::uint8_t> png_bytes(const Picture& picture) {
  std::vector<std::uint8_t> bytes;
  if (picture.width < 1 || picture.height < 1) return bytes;
  const auto take = [](void* to, void* data, int size) {
    const auto* from = static_cast<const std::uint8_t*>(data);
    static_cast<std::vector<std::uint8_t>*>(to)->insert(static_cast<std::vector<std::uint8_t>*>(to)->end(), from,
                                                        from + size);
  };
  stbi_write_png_to_func(take, &bytes, picture.width, picture.height, 4, picture.rgba.data(), picture.width * 4);
  return bytes;
}

bool save_png(const Picture& picture, const std::string& path, std::string* problem) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (picture.width > 0 && picture.height > 0 &&
      stbi_write_png(path.c_str(), picture.width, picture.height, 4, picture.rgba.data(), picture.width * 4)) {
    return true;
  }
  if (problem) *problem = "cannot write the picture " + path + ": check that its folder exists and may be written to";
  return false;
}

}  // namespace app::platform
