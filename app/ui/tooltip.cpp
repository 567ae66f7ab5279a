// Tooltips: light on the dark theme and dark on the light one, so that they never blend with a heat map.
#include <algorithm>
#include <functional>

#include "app/ui/interact_internal.h"
#include "app/ui/lint.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr double delay = 0.35, fade = 0.08;
constexpr float wrap = 260, pad = 12, picture = 40;

struct Wanted {
  size_t id = 0;
  Vec at;
  Tip tip;
  bool at_once = false;
};
Wanted wanted_;
size_t shown_id_ = 0;
double since_ = 0;

void want(size_t id, Vec at, Tip tip, bool at_once) { wanted_ = {id, at, std::move(tip), at_once}; }

float row_width(const TipRow& row) {
  const float label = row.label.empty() ? 0 : text_width(row.label, {.size = 14, .mono = true}) + 8;
  return label + text_width(row.value, {.size = 14, .weight = 700, .mono = true});
}

struct Size {
  float w = 0, h = 0, text_h = 0;
};
Size measure(const Tip& tip) {
  Size s;
  float rows = 0;
  for (const TipRow& row : tip.rows) {
    const float w = row_width(row);
    rows = tip.rows_in_line ? rows + w + (rows > 0 ? 20 : 0) : std::max(rows, w);
  }
  const float title =
      tip.title.empty() ? 0
                        : text_width(with_english(tip.title, {.size = 13, .weight = 600}), {.size = 13, .weight = 600});
  const float text = std::min(wrap, text_width(tip.text, {.size = 13}));
  s.w = std::max({title, rows, text}) + 2 * pad;
  if (!tip.text.empty()) s.text_h = draw::text_block_height(tip.text, std::max(text + 1, s.w - 2 * pad), {.size = 13});
  const float lines = tip.rows.empty() ? 0 : tip.rows_in_line ? 24 : 22 * static_cast<float>(tip.rows.size());
  s.h = (tip.title.empty() ? 0 : 22) + s.text_h + lines + 2 * pad - 4;
  if (!tip.picture.empty()) {
    s.w += picture + pad;
    s.h = std::max(s.h, picture + 2 * pad);
  }
  return s;
}

void paint_rows(const Tip& tip, float x, float y, float alpha) {
  const Palette& t = theme();
  float at = x;
  for (const TipRow& row : tip.rows) {
    float from = at;
    if (!row.label.empty()) {
      from += draw::text(row.label, {from, y}, {.size = 14, .mono = true, .colour = faded(t.tip_ink3, alpha)}) + 8;
    }
    const Colour c = row.colour ? row.colour : t.tip_ink;
    from += draw::text(row.value, {from, y}, {.size = 14, .weight = 700, .mono = true, .colour = faded(c, alpha)});
    if (tip.rows_in_line) {
      at = from + 20;
    } else {
      y += 22;
    }
  }
}

void paint(const Tip& tip, Vec at, float alpha) {
  const Size s = measure(tip);
  const Vec window = display_size();
  Rect r{at.x, at.y, s.w, s.h};
  if (r.bottom() > window.y - 8) r.y = at.y - s.h - 34;  // above the pointer
  r.x = std::clamp(r.x, 8.0f, std::max(8.0f, window.x - 8 - r.w));
  r.y = std::clamp(r.y, 8.0f, std::max(8.0f, window.y - 8 - r.h));
  lint::uncover(r);
  const Palette& t = theme();
  draw::shadow(r, 8, alpha);
  draw::rect_filled(r, faded(t.tip_bg, alpha), 8);
  float x = r.x + pad, y = r.y + pad - 2;
  if (!tip.picture.empty()) {
    icon(tip.picture, {x + picture / 2, r.y + pad + picture / 2}, picture, faded(t.tip_ink, alpha), 1.5f);
    x += picture + pad;
  }
  if (!tip.title.empty()) {
    const Text look{.size = 13, .weight = 600, .colour = faded(t.tip_ink, alpha)};
    draw::text(with_english(tip.title, look), {x, y + 8}, look);
    y += 22;
  }
  if (!tip.text.empty()) {
    draw::text_block(tip.text, {x, y, r.right() - pad - x + 1, s.text_h + 1},
                     {.size = 13, .colour = faded(tip.title.empty() ? t.tip_ink : t.tip_ink2, alpha)});
    y += s.text_h;
  }
  if (!tip.rows.empty()) paint_rows(tip, x, y + 12, alpha);
}
}  // namespace

void tooltip(const Tip& tip) {
  const LastHit& last = last_hit();
  if (last.hovered && !last.held) want(last.id, mouse() + Vec{14, 20}, tip, false);
}

void tooltip(std::string_view text) {
  const LastHit& last = last_hit();
  if (last.hovered && !last.held) want(last.id, mouse() + Vec{14, 20}, {.text = std::string(text)}, false);
}

void tooltip_at(std::string_view key, Vec pointer, const Tip& tip) {
  want(std::hash<std::string_view>{}(key), pointer + Vec{14, 20}, tip, false);
}

void tooltip_now(Vec left_top, std::string_view text) { want(1, left_top, {.text = std::string(text)}, true); }

void tooltip_now(Vec left_top, const Tip& tip) { want(1, left_top, tip, true); }

void draw_tooltip() {
  const Wanted now_wanted = std::move(wanted_);
  wanted_ = {};
  if (now_wanted.id == 0) {
    shown_id_ = 0;
    return;
  }
  if (shown_id_ != now_wanted.id) {
    shown_id_ = now_wanted.id;
    since_ = now();
  }
  const double rested = now() - since_ - (now_wanted.at_once ? 0 : delay);
  if (rested < 0) return request_frame(-rested + 0.001);
  const float alpha = now_wanted.at_once || reduce_motion() ? 1 : static_cast<float>(std::min(1.0, rested / fade));
  if (alpha < 1) request_frame();
  const draw::Target above(ImGui::GetForegroundDrawList());
  paint(now_wanted.tip, now_wanted.at, std::max(alpha, 0.02f));
}

}  // namespace app::ui
