#include "app/panels/import/pictures.h"

#include <algorithm>
#include <cmath>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/views/sample_picture.h"

namespace app {
namespace {

constexpr int kAcross = 12;  // tiles in a row of the texture
constexpr float kTile = 46, kPitch = 52, kName = 150;

}  // namespace

void ImportPictures::paint(const engine::PreviewPictures& pictures) {
  if (painted_ && scale_ == ui::scale()) return;
  painted_ = true;
  scale_ = ui::scale();
  const auto count = static_cast<int>(pictures.samples.rows());
  const int pixels = std::max(1, static_cast<int>(std::lround(ui::px(kTile))));
  image_.resize(pixels * kAcross, pixels * std::max(1, (count + kAcross - 1) / kAcross));
  for (int i = 0; i < count; ++i) {
    const std::span<const engine::Scalar> values{pictures.samples.row(i),
                                                 static_cast<size_t>(pictures.samples.columns())};
    views::paint_pixels(values, pictures.samples.shape(), ui::Map::gray, image_, pixels * (i % kAcross),
                        pixels * (i / kAcross), pixels, pixels);
  }
  image_.upload(false);
}

void ImportPictures::tile(const engine::PreviewPictures& pictures, size_t index, const ui::Rect& r) {
  ui::draw::rect_filled(r, ui::theme().cv, 6);
  const auto rows = static_cast<float>((pictures.samples.rows() + kAcross - 1) / kAcross);
  const auto x = static_cast<float>(index % kAcross), y = static_cast<float>(index / kAcross);
  if (image_.texture()) {
    ui::draw::image_rounded(image_.texture(), r, 6, {x / kAcross, y / rows}, {(x + 1) / kAcross, (y + 1) / rows});
  }
  ui::draw::rect(r, ui::theme().line, 6);
}

void ImportPictures::line(const engine::PreviewPictures& pictures, size_t c, const ui::Rect& r) {
  const engine::PreviewClass& kind = pictures.classes[c];
  const bool counted = kind.count >= 0;
  ui::draw::text(kind.name, {r.x + 12, r.mid_y() - (counted ? 9 : 0)},
                 {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = kName - 20, .ellipsis = true});
  if (counted) {
    const std::string number = ui::format_count(kind.count) + (pictures.more ? "+" : "");
    ui::draw::text(ui::tr_fill("{} pictures", {number}), {r.x + 12, r.mid_y() + 9},
                   {.size = 12, .colour = ui::theme().ink3, .max_width = kName - 20});
  }
  float x = r.x + kName;
  for (size_t i = 0; i < pictures.labels.size(); ++i) {
    if (pictures.labels[i] != static_cast<int64_t>(c)) continue;
    if (x + kTile > r.right()) break;
    tile(pictures, i, {x, r.mid_y() - kTile / 2, kTile, kTile});
    x += kPitch;
  }
}

void ImportPictures::draw(const engine::PreviewPictures& pictures, const ui::Rect& r) {
  paint(pictures);
  if (!pictures.classes.empty()) {
    const ui::ScrollArea scroll("import.pictures", r, 8 + kPitch * static_cast<float>(pictures.classes.size()));
    for (size_t c = 0; c < pictures.classes.size(); ++c) {
      const ui::Rect row{r.x, scroll.y() + 4 + kPitch * static_cast<float>(c), scroll.width(), kPitch};
      if (row.bottom() > r.y && row.y < r.bottom()) line(pictures, c, row);
    }
    return;
  }
  const auto across = std::max<size_t>(1, static_cast<size_t>((r.w - 20) / kPitch));
  for (size_t i = 0; i < pictures.labels.size(); ++i) {
    const ui::Rect t{r.x + 12 + kPitch * static_cast<float>(i % across),
                     r.y + 10 + kPitch * static_cast<float>(i / across), kTile, kTile};
    if (t.bottom() < r.bottom()) tile(pictures, i, t);
  }
}

}  // namespace app
