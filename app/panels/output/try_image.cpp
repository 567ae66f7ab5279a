// Trying a picture: drawn on the pad, taken from the data, opened from a file or dropped on the window.
#include <algorithm>

#include "app/panels/output/answers.h"
#include "app/panels/output/try.h"
#include "app/ui/file_request.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"
#include "engine/core/file.h"
#include "engine/formats/limits.h"
#include "engine/formats/picture.h"
#include "engine/formats/resample.h"

namespace app {
namespace {

constexpr const char* kOwner = "output.try.open";
constexpr const char* kExtensions = ".png .jpg .jpeg .bmp";
constexpr float kGap = 14, kFigures = 96;  // between pad and bars; room of a bar and its percentage

}  // namespace

TryPads::ReadPicture TryPads::read_picture(const std::string& path, const engine::Shape& shape) {
  const auto height = static_cast<int>(shape[1]), width = static_cast<int>(shape[2]);
  const int channels = shape[0] >= 3 ? 3 : 1;
  const auto bytes = engine::read_file(path, engine::limits::picture_bytes.value);
  if (!bytes) return {{}, bytes.error()};
  const auto picture = engine::decode_picture(*bytes, engine::file_name_of(path), {width, height, channels == 1});
  if (!picture) return {{}, picture.error()};
  ReadPicture read;
  read.pixels.resize(static_cast<size_t>(shape.count()), 0);
  engine::resample(*picture, "crop", channels, height, width, read.pixels.data());
  return read;
}

void TryPads::load_picture(const std::string& path) {
  load_error_.reset();
  loading_ = std::async(std::launch::async, read_picture, path, shape_);
}

void TryPads::take_loaded_picture() {
  if (!loading_.valid()) return;
  if (loading_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return ui::request_frame(0.03);
  const ReadPicture read = loading_.get();
  load_error_ = read.error;
  if (read.error || read.pixels.size() != sample_.size()) return;  // or the data has changed meanwhile
  pad_.start_from(std::vector<float>(read.pixels.begin(), read.pixels.end()));
}

void TryPads::picture_files() {
  ui::want_dropped_files(kOwner, kExtensions);
  const std::string path = ui::take_file(kOwner);
  if (!path.empty()) load_picture(path);
  take_loaded_picture();
}

void TryPads::draw_image(const PanelContext& c, const ui::Rect& area) {
  picture_files();
  const engine::PreparedData& data = *c.view.snapshot.data;
  const bool mask = reconstructs(c.view.experiment) || (data.raw.classes > 0 && data.raw.target_shape.rank() == 2);
  ui::Rect line = area;
  line.w -= 32;
  const float y = head(c, line, ui::tr("Draw here, or drop a picture."), true);
  if (ui::button(kOwner, {area.right() - 28, area.y - 2, 28, 28},
                 {.icon_name = "open", .size = 13, .icon_size = 15, .tip = ui::tr("Open a picture")})) {
    ui::file_request() = {
        .owner = kOwner, .title = ui::tr("Open a picture"), .extensions = {".png", ".jpg", ".jpeg", ".bmp"}};
  }
  const float tools = ui::DrawPad::kToolsHeight + 10;
  const float names = std::min(class_names_width(data), 110.0f);
  const float beside = mask ? (area.w - kGap) / 2 : std::min(area.w * 0.56f, names + 12 + kFigures);
  const float side = std::max(60.0f, std::min(area.w - kGap - beside, area.bottom() - y - tools));
  const ui::Rect paper{area.x, y, side, side};
  (void)pad_.paper("output.try.pad", paper);
  // Below the answer too, which reaches as far down as there is room: the row of tools is wider than the paper.
  const float row = std::max(paper.bottom() + 10, area.bottom() - tools + 10);
  (void)pad_.tools("output.try.pad", {area.x, row, std::min(area.w, 296.0f), tools - 10});
  ready_ = !pad_.empty();
  if (ready_ && (pad_version_ != pad_.version() || sent_.empty())) {
    pad_version_ = pad_.version();
    sample_ = views::to_data(drawn_.traits, pad_.pixels());
  }
  const Answer a = look(c);
  const ui::Rect right{paper.right() + kGap, y, area.right() - paper.right() - kGap, area.bottom() - y - tools};
  if (load_error_) {
    ui::empty_state(right, ui::tr(load_error_->what));
  } else if (ready_) {
    draw_answer(c, a, right, right.h > 72 + 46);
  } else {
    const std::string why = trouble(c.view);
    ui::empty_state(right, why.empty() ? ui::tr("The answer follows the pen.") : why);
  }
}

}  // namespace app
