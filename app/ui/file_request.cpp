#include "app/ui/file_request.h"

#include <utility>

namespace app::ui {

FileRequest& file_request() {
  static FileRequest request;
  return request;
}

std::string take_file(const std::string& owner) {
  FileRequest& request = file_request();
  if (!request.answered || request.owner != owner) return {};
  std::string path = std::move(request.path);
  request = {};
  return path;
}

}  // namespace app::ui
