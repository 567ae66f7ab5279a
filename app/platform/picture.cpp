#include "app/platform/picture.h"

#include <filesystem>

#include <stb_image_write.h>

namespace app::platform {

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
