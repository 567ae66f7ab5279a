#include "app/ui/export_request.h"

#include <utility>

#include "app/ui/interact.h"

namespace app {
namespace {

std::optional<Export> wanted_;
int frames_ = 0;

}  // namespace

void want_export(Export what) {
  wanted_ = what;
  frames_ = 2;
}

std::optional<Export> take_wanted_export() {
  if (!wanted_) return std::nullopt;
  if (frames_-- > 0) {
    ui::request_frame();
    return std::nullopt;
  }
  return std::exchange(wanted_, std::nullopt);
}

}  // namespace app
