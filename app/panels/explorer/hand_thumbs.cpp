#include "app/panels/explorer/hand_thumbs.h"

#include <algorithm>
#include <cmath>

#include "app/ui/chord.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kTile = 52, kPitch = 60, kHead = 38;
constexpr int kPixels = 64;  // of a tile in the texture
constexpr size_t kAcross = 16;

// The picture in a square of the texture, its pixels as they are.
void paint_tile(const engine::DrawnPicture& p, ui::PixelImage& image, int left, int top) {
  const auto plane = static_cast<size_t>(p.height) * static_cast<size_t>(p.width);
  const size_t green = p.channels >= 3 ? plane : 0, blue = 2 * green;
  for (int y = 0; y < kPixels; ++y) {
    ui::Colour* to = image.row(top + y) + left;
    for (int x = 0; x < kPixels; ++x) {
      const auto u = static_cast<size_t>(x * p.width / kPixels), v = static_cast<size_t>(y * p.height / kPixels);
      const size_t i = v * static_cast<size_t>(p.width) + u;
      const auto value = [&](size_t at) { return static_cast<float>(p.pixels[at]) / 255; };
      to[x] = ui::pixel_colour(value(i), value(i + green), value(i + blue));
    }
  }
}

}  // namespace

void DrawingThumbs::collect(const Set& set, int chosen) {
  const int wanted = one_class_ ? chosen : -1;
  if (of_.items.same_as(set.items) && of_class_ == wanted) return;
  if (!of_.items.same_as(set.items)) selected_ = std::min(selected_, static_cast<int64_t>(set.items.size()) - 1);
  of_ = set;
  of_class_ = wanted;
  painted_count_ = 0;
  shown_.clear();
  for (size_t i = set.items.size(); i-- > 0;) {
    if (wanted < 0 || set.items[i].label == wanted) shown_.push_back(i);
  }
}

// The tiles from `first` on, row after row in the texture.
void DrawingThumbs::paint(const Set& set, size_t first, size_t count) {
  if (painted_count_ == count && painted_first_ == first && image_.texture()) return;
  painted_first_ = first;
  painted_count_ = count;
  const size_t rows = (count + kAcross - 1) / kAcross;
  image_.resize(kPixels * static_cast<int>(kAcross), kPixels * static_cast<int>(std::max<size_t>(1, rows)));
  for (size_t k = 0; k < count; ++k) {
    paint_tile(*set.items[shown_[first + k]].picture, image_, kPixels * static_cast<int>(k % kAcross),
               kPixels * static_cast<int>(k / kAcross));
  }
  image_.upload(false);
}

DrawingThumbs::Wish DrawingThumbs::draw(const ui::Rect& r, const Set& set, int chosen, int key) {
  collect(set, chosen);
  ui::draw::text(ui::tr_fill("{} drawings", {ui::format_count(static_cast<int64_t>(shown_.size()))}), {r.x, r.y + 14},
                 {.size = 14, .weight = 600, .colour = ui::theme().ink});
  const ui::SegmentItem items[] = {{.label = ui::tr("All"), .tip = ui::tr("Drawings of all classes")},
                                   {.label = ui::tr("Class"), .tip = ui::tr("Only those of the chosen class")}};
  int mode = one_class_ ? 1 : 0;
  if (ui::segmented("hand.filter", {r.right() - 128, r.y, 128, 28}, items, &mode)) one_class_ = mode == 1;
  const ui::Rect inside{r.x, r.y + kHead, r.w, r.h - kHead};
  if (shown_.empty()) {
    ui::draw::dashed_rect(inside, ui::theme().line, 8, 1, 6, 5);
    ui::empty_state(inside.inset(16), ui::tr("Draw on the pad, then Space. What you add appears here."));
    return {};
  }
  const auto across = std::max<size_t>(1, static_cast<size_t>((inside.w - 10) / kPitch));
  const size_t rows = (shown_.size() + across - 1) / across;
  const ui::ScrollArea scroll("hand.thumbs", inside, static_cast<float>(rows) * kPitch);
  const float skipped = std::max(0.0f, (inside.y - scroll.y()) / kPitch);
  const size_t first = std::min(static_cast<size_t>(skipped), rows) * across;
  const size_t seen = (static_cast<size_t>(inside.h / kPitch) + 2) * across;
  const size_t count = std::min(seen, shown_.size() - std::min(first, shown_.size()));
  paint(set, first, count);
  Wish wish;
  for (size_t k = 0; k < count; ++k) {
    const size_t place = first + k;
    const ui::Rect at{inside.x + 4 + kPitch * static_cast<float>(place % across),
                      scroll.y() + 4 + kPitch * static_cast<float>(place / across), kTile, kTile};
    const Wish here = tile(set, place, k, at);
    if (here.kind != Wish::Kind::none) wish = here;
  }
  const Wish by_key = keys(set, key);
  return by_key.kind != Wish::Kind::none ? by_key : wish;
}

DrawingThumbs::Wish DrawingThumbs::tile(const Set& set, size_t place, size_t cell, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const size_t index = shown_[place];
  const auto label = static_cast<size_t>(set.items[index].label);
  const int classes = std::max(2, static_cast<int>(set.classes.size()));
  const std::string name = "hand.drawing" + std::to_string(index);
  const ui::Rect cross{r.right() - 17, r.y + 1, 16, 16};
  const bool near = r.contains(ui::mouse());
  const ui::Hit gone = near ? ui::hit((name + "/delete").c_str(), cross, {.focusable = false}) : ui::Hit{};
  if (near) ui::tooltip(ui::tr("Delete this drawing"));
  const ui::Hit hit = ui::hit(name.c_str(), r, {.focusable = false});
  ui::tooltip(set.classes[label]);
  const float across = 1.0f / static_cast<float>(kAcross);
  const float down = static_cast<float>(kPixels) / static_cast<float>(std::max(1, image_.height()));
  const ui::Vec uv{static_cast<float>(cell % kAcross) * across, static_cast<float>(cell / kAcross) * down};
  if (image_.texture()) ui::draw::image_rounded(image_.texture(), r, 6, uv, {uv.x + across, uv.y + down});
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 6);
  ui::draw::rect_filled({r.x + 5, r.bottom() - 6, r.w - 10, 3}, ui::class_colour(static_cast<int>(label), classes),
                        1.5f);
  if (static_cast<int64_t>(index) == selected_) ui::draw::selection_ring(r, 6);
  if (near) {
    ui::draw::rect_filled(cross, gone.hovered ? colours.err : colours.bg2, 5);
    ui::icon("cross", cross.centre(), 11, gone.hovered ? colours.bg1 : colours.ink, 2.4f);
  }
  if (hit.clicked) selected_ = static_cast<int64_t>(index) == selected_ ? -1 : static_cast<int64_t>(index);
  if (hit.right_clicked) {
    menu_for_ = index;
    ui::open_menu("hand.drawing_menu", ui::mouse());
  }
  if (gone.clicked) return {Wish::Kind::remove, index, 0};
  return menu_for_ == index ? menu(set) : Wish{};
}

DrawingThumbs::Wish DrawingThumbs::menu(const Set& set) {
  if (!ui::menu_is_open("hand.drawing_menu")) return {};
  std::vector<ui::MenuItem> items;
  for (size_t k = 0; k < set.classes.size(); ++k) {
    items.push_back({.label = ui::tr_fill("Move to {}", {set.classes[k]}),
                     .checked = set.items[menu_for_].label == static_cast<int64_t>(k)});
  }
  items.push_back({.label = ui::tr("Delete"), .icon_name = "trash", .danger = true, .separator_before = true});
  const int chosen = ui::menu("hand.drawing_menu", items);
  if (chosen < 0) return {};
  if (static_cast<size_t>(chosen) == set.classes.size()) return {Wish::Kind::remove, menu_for_, 0};
  return {Wish::Kind::move, menu_for_, chosen};
}

// With a chosen drawing, 1 to 9 move it and Del deletes it.
DrawingThumbs::Wish DrawingThumbs::keys(const Set& set, int key) {
  if (selected_ < 0 || selected_ >= static_cast<int64_t>(set.items.size())) return {};
  const auto index = static_cast<size_t>(selected_);
  ui::claim("Del");
  if (ui::chord("Del")) {
    selected_ = -1;
    return {Wish::Kind::remove, index, 0};
  }
  if (key < 0 || set.items[index].label == key) return {};
  return {Wish::Kind::move, index, key};
}

}  // namespace app
