#include "app/panels/panel_files.h"

#include <algorithm>

#include "app/panels/panel_words.h"
#include "app/ui/draw.h"
#include "app/ui/i18n.h"

namespace app {

std::string short_path(const std::string& path, float room) {
  const ui::Text look{.size = 13};
  if (ui::text_width(path, look) <= room) return path;
  for (size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    const std::string cut = "…" + path.substr(at);
    if (ui::text_width(cut, look) <= room) return cut;
  }
  return "…/" + last_part(path);
}

ui::FileRequest request_for(const engine::DatasetType& type, const engine::ParamSpec& spec, std::string owner,
                            std::string start) {
  ui::FileRequest request{.owner = std::move(owner), .title = ui::tr(type.title), .start = std::move(start)};
  if (!type.file) return request;
  const auto found = std::ranges::find(type.file->paths, spec.key, &engine::PathParam::key);
  if (found == type.file->paths.end()) return request;
  request.extensions = found->extensions;
  request.folder = found->folder;
  return request;
}

}  // namespace app
