#include "app/ui/file_request.h"

#include <imgui.h>

#include <cctype>
#include <sstream>
#include <utility>

namespace app::ui {
namespace {

std::string drop_owner_, drop_extensions_;
int wanted_in_ = -10;  // frame

}  // namespace

FileRequest& file_request() {
  static FileRequest request;
  return request;
}

bool has_extension(const std::string& path, const std::string& extensions) {
  const size_t dot = path.find_last_of('.');
  if (dot == std::string::npos) return false;
  std::string own = path.substr(dot);
  for (char& c : own) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::istringstream all(extensions);
  for (std::string one; all >> one;) {
    if (one == own) return true;
  }
  return false;
}

void want_dropped_files(const std::string& owner, const std::string& extensions) {
  drop_owner_ = owner;
  drop_extensions_ = extensions;
  wanted_in_ = ImGui::GetFrameCount();
}

bool give_dropped_file(const std::string& path) {
  if (ImGui::GetFrameCount() > wanted_in_ + 1 || !has_extension(path, drop_extensions_)) return false;
  file_request() = {.owner = drop_owner_, .path = path, .answered = true};
  return true;
}

std::string take_file(const std::string& owner) {
  FileRequest& request = file_request();
  if (!request.answered || request.owner != owner) return {};
  std::string path = std::move(request.path);
  request = {};
  return path;
}

}  // namespace app::ui
