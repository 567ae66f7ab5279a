#include "app/ui/picture_request.h"

#include <utility>

#include "app/ui/interact.h"

namespace app::ui {
namespace {

std::optional<Rect> wanted_;
int frames_ = 0;

}  // namespace

void want_picture(const Rect& area) {
  wanted_ = area;
  frames_ = 2;
}

std::optional<Rect> take_wanted_picture() {
  if (!wanted_) return std::nullopt;
  if (frames_-- > 0) {
    request_frame();
    return std::nullopt;
  }
  return std::exchange(wanted_, std::nullopt);
}

}  // namespace app::ui
