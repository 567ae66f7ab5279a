#include "app/ui/draw_pad.h"

#include <algorithm>
#include <cmath>

#include "app/ui/chord.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr float kWidths[] = {0.7f, 1.25f, 2.2f};  // radius of the pen in a picture of 28 pixels
constexpr Ink kInks[] = {{0.05f, 0.05f, 0.06f}, {0.97f, 0.97f, 0.97f}, {0.55f, 0.55f, 0.57f}, {0.85f, 0.16f, 0.14f},
                         {0.96f, 0.56f, 0.14f}, {0.97f, 0.84f, 0.25f}, {0.22f, 0.62f, 0.24f}, {0.24f, 0.66f, 0.90f},
                         {0.16f, 0.28f, 0.72f}, {0.49f, 0.30f, 0.16f}, {0.94f, 0.75f, 0.62f}};
constexpr float kDot = 22;  // of a colour

Colour shade(const Ink& ink) { return pixel_colour(ink[0], ink[1], ink[2]); }

}  // namespace

void DrawPad::set_size(int channels, int height, int width, const Ink& paper) {
  const bool same = picture_.channels() == channels && picture_.height() == height && picture_.width() == width;
  if (same && picture_.paper() == paper) return;
  picture_.resize(channels, height, width, paper);
  drawing_ = Drawing::no;
  ink_ = paper[0] + paper[1] + paper[2] > 1.5f ? 0 : 1;
}

void DrawPad::offer_fit(const InkFrame& frame) {
  fits_ = true;
  frame_ = frame;
}

const std::vector<float>& DrawPad::pixels() {
  if (!fitting()) return picture_.pixels();
  if (!fitted_any_ || fitted_version_ != picture_.version() || !(fitted_frame_ == frame_)) {
    fitted_ = picture_.fitted(frame_);
    fitted_version_ = picture_.version();
    fitted_frame_ = frame_;
    fitted_any_ = true;
  }
  return fitted_;
}

DrawPad::Frame DrawPad::place(const Rect& r) const {
  const auto wide = static_cast<float>(std::max(1, picture_.width()));
  const auto high = static_cast<float>(std::max(1, picture_.height()));
  const float pixel = std::max(0.01f, std::min(r.w / wide, r.h / high));
  return {{r.mid_x() - wide * pixel / 2, r.mid_y() - high * pixel / 2, wide * pixel, high * pixel}, pixel};
}

Stroke DrawPad::pen(bool erases) const {
  const float side = static_cast<float>(std::min(picture_.height(), picture_.width()));
  Stroke s;
  s.radius = std::max(0.5f, kWidths[width_] * side / 28 * (erases ? 1.6f : 1));
  s.erases = erases;
  if (picture_.channels() >= 3) {
    s.ink = kInks[ink_];
  } else {
    s.ink.fill(picture_.paper()[0] > 0.5f ? 0.0f : 1.0f);
  }
  return s;
}

// Grey pictures look as everywhere else: light on dark in the dark theme, dark on light in the light one.
void DrawPad::show(const Frame& f, const PixelImage* cover) {
  if (!cover && (shown_version_ != picture_.version() || shown_theme_ != theme_name())) {
    shown_version_ = picture_.version();
    shown_theme_ = theme_name();
    const bool grey = picture_.channels() < 3;
    image_.resize(picture_.width(), picture_.height());
    const std::vector<float>& values = picture_.pixels();
    const auto plane = static_cast<size_t>(picture_.height()) * static_cast<size_t>(picture_.width());
    const size_t green = picture_.channels() >= 3 ? plane : 0, blue = 2 * green;
    for (int y = 0; y < picture_.height(); ++y) {
      Colour* to = image_.row(y);
      for (int x = 0; x < picture_.width(); ++x) {
        const size_t i = static_cast<size_t>(y) * static_cast<size_t>(picture_.width()) + static_cast<size_t>(x);
        to[x] = grey ? map_colour(Map::gray, std::clamp(values[i], 0.0f, 1.0f))
                     : pixel_colour(values[i], values[i + green], values[i + blue]);
      }
    }
    image_.upload(false);
  }
  const PixelImage& shown = cover ? *cover : image_;
  if (shown.texture()) draw::image_rounded(shown.texture(), f.area, 6);
  draw::rect(f.area, theme().line2, 6);
}

Change DrawPad::react(const char* name, const Frame& f, bool covered) {
  Change change;
  const Hit h = hit(name, f.area, {.edits = true, .focus_radius = 6});
  const Vec m = mouse(), at = (m - f.area.min()) * (1 / f.pixel);
  if (h.pressed || (h.right_clicked && drawing_ == Drawing::no)) {
    drawing_ = h.pressed ? Drawing::left : Drawing::right;
    drawn_on_ = name;
    if (covered) picture_.clear();
    picture_.begin(pen(erasing_ || drawing_ == Drawing::right), at);
    change.began = change.changed = true;
  } else if (drawing_ != Drawing::no && drawn_on_ == name) {
    const uint64_t before = picture_.version();
    picture_.extend(at);
    change.changed = picture_.version() != before;
    const bool down = drawing_ == Drawing::left ? h.held : ImGui::IsMouseDown(1);
    if (!down) {
      drawing_ = Drawing::no;
      change.committed = true;
    }
  }
  if (h.focused && drawing_ == Drawing::no) {
    const uint64_t before = picture_.version();
    if (key_pressed(Key::del, false) && !keyboard_taken()) picture_.clear();
    if (chord("Ctrl+Z")) picture_.undo();
    if (picture_.version() != before) change = {true, true, true};
  }
  if (h.hovered || h.held) {
    const Stroke tip = pen(erasing_ || drawing_ == Drawing::right);
    draw::circle(m, std::max(2.0f, tip.radius * f.pixel), tip.erases ? theme().ink2 : theme().acc, 1.5f);
  }
  return change;
}

Change DrawPad::paper(const char* name, const Rect& r, const PixelImage* cover) {
  const Frame f = place(r);
  show(f, cover);
  return react(name, f, cover != nullptr);
}

void DrawPad::row_of_pens(const char* name, Vec at) {
  const Button quiet{.size = 13, .icon_size = 16};
  Button draws = quiet, erases = quiet;
  draws.icon_name = "pencil";
  draws.on = !erasing_;
  draws.tip = tr("Draw (left button)");
  erases.icon_name = "eraser";
  erases.on = erasing_;
  erases.tip = tr("Erase (also with the right button)");
  if (button(name_of(name, "pen"), {at.x, at.y, 30, 28}, draws)) erasing_ = false;
  if (button(name_of(name, "eraser"), {at.x + 34, at.y, 30, 28}, erases)) erasing_ = true;
  for (int k = 0; k < 3; ++k) {
    const Rect r{at.x + 76 + 28 * static_cast<float>(k), at.y, 26, 28};
    const Hit h = hit(name_of(name, k == 0 ? "thin" : k == 1 ? "middle" : "thick"), r, {.focus_radius = 6});
    tooltip(tr("Width of the pen"));
    if (k == width_ || h.hovered) draw::rect_filled(r, theme().bg3, 6);
    if (k == width_) draw::rect(r, theme().line2, 6);
    draw::circle_filled(r.centre(), 2 + 2.2f * static_cast<float>(k), k == width_ ? theme().ink : theme().ink3);
    if (h.clicked) width_ = k;
  }
}

Change DrawPad::row_of_steps(const char* name, Vec right) {
  Change change;
  const bool undone = button(name_of(name, "undo"), {right.x - 64, right.y, 30, 28},
                             {.icon_name = "undo",
                              .disabled = !picture_.can_undo(),
                              .size = 13,
                              .icon_size = 16,
                              .tip = tr("Take back the last stroke (Ctrl+Z)")});
  const bool cleared = button(name_of(name, "clear"), {right.x - 30, right.y, 30, 28},
                              {.icon_name = "trash",
                               .disabled = picture_.empty(),
                               .size = 13,
                               .icon_size = 16,
                               .tip = tr("Clear the pad (Del)")});
  if (undone) picture_.undo();
  if (cleared) picture_.clear();
  change.began = change.changed = change.committed = undone || cleared;
  return change;
}

void DrawPad::row_of_inks(const char* name, Vec at, float width) {
  const float pitch = std::min(kDot + 4, width / static_cast<float>(std::size(kInks)));
  for (int k = 0; k < static_cast<int>(std::size(kInks)); ++k) {
    const Rect r{at.x + pitch * static_cast<float>(k), at.y + 2, pitch - 3, pitch - 3};
    const Hit h = hit(name_of(name_of(name, "ink"), k), r, {.focus_radius = 5});
    tooltip(tr("Colour of the pen"));
    draw::rect_filled(r, shade(kInks[k]), 5);
    draw::rect(r, theme().line2, 5);
    if (k == ink_ && !erasing_) draw::selection_ring(r.inset(1), 5);
    if (!h.clicked) continue;
    ink_ = k;
    erasing_ = false;
  }
}

Change DrawPad::tools(const char* name, const Rect& r) {
  row_of_pens(name, r.min());
  Change change = row_of_steps(name, {r.right(), r.y});
  const Vec below{r.x, r.y + 36};
  if (picture_.channels() >= 3) {
    row_of_inks(name, below, r.w);
  } else if (fits_) {
    const bool toggled =
        checkbox(name_of(name, "fit"), {below.x, below.y + 12}, tr("Size and place as in the data"), &fit_on_);
    change.changed = change.changed || toggled;
  }
  return change;
}

}  // namespace app::ui
