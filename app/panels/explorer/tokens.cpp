// Texts as runs of tinted tokens: equal words have equal tints, and each can show its id.
#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kPad = 5, kGap = 4, kWord = 22, kLabel = 15;

std::string token_word(const engine::Dataset& set, int64_t id) {
  const auto i = static_cast<size_t>(std::max<int64_t>(0, id));
  if (set.vocabulary.empty() || i >= set.vocabulary.size()) return std::to_string(id);
  const std::string& word = set.vocabulary[i];
  return word == " " ? "␣" : word == "\n" ? "↵" : word;
}

int64_t token_id(engine::Scalar v) { return std::isfinite(v) ? static_cast<int64_t>(v) : 0; }

float token_width(const std::string& shown, bool mono) {
  return ui::text_width(shown, {.size = 13, .mono = mono}) + 2 * kPad;
}

void draw_token(const engine::Dataset& set, int64_t id, const std::string& shown, const ui::Rect& r,
                const TokenLook& look) {
  const ui::Palette& t = ui::theme();
  const ui::Rect box{r.x, r.y, r.w, kWord};
  const ui::Colour tint = t.category[static_cast<size_t>(std::max<int64_t>(0, id)) % std::size(t.category)];
  const bool padding = look.padded && id == 0 && !set.vocabulary.empty();
  ui::draw::rect_filled(box, padding ? t.bg2 : ui::mix(t.bg1, tint, 0.22f), 5);
  ui::draw::text(shown, {r.x + kPad, box.mid_y()}, {.size = 13, .mono = look.ids, .colour = padding ? t.ink3 : t.ink});
  if (look.labels) {
    ui::draw::text(std::to_string(id), {r.mid_x(), box.bottom() + 9},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::centre});
  }
  if (!look.hovered || !r.contains(ui::mouse())) return;
  ui::tooltip_at("token", ui::mouse(),
                 {.title = token_word(set, id), .rows = {{.label = ui::tr("token id"), .value = std::to_string(id)}}});
}

}  // namespace

size_t text_length(const engine::Dataset& set, std::span<const engine::Scalar> ids) {
  size_t length = ids.size();
  while (!set.vocabulary.empty() && length > 0 && ids[length - 1] == 0) --length;
  return length;
}

void draw_token_line(const engine::Dataset& set, std::span<const engine::Scalar> ids, const ui::Rect& r,
                     const TokenLook& look) {
  const size_t length = look.padded ? text_length(set, ids) : ids.size();
  float x = r.x;
  for (size_t i = 0; i < length; ++i) {
    const int64_t id = token_id(ids[i]);
    const std::string shown = look.ids ? std::to_string(id) : token_word(set, id);
    const float wide = token_width(shown, look.ids);
    if (x + wide > r.right() - (i + 1 < length ? 18.0f : 0.0f)) {
      ui::draw::text("…", {x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink3});
      return;
    }
    draw_token(set, id, shown, {x, r.mid_y() - kWord / 2, wide, kWord}, look);
    x += wide + kGap;
  }
}

float draw_tokens(const engine::Dataset& set, std::span<const engine::Scalar> ids, const ui::Rect& r,
                  const ui::Rect& seen, const TokenLook& look) {
  const size_t length = look.padded ? text_length(set, ids) : ids.size();
  const float line = look.line + (look.labels ? kLabel : 0);
  float x = r.x, y = r.y;
  for (size_t i = 0; i < length; ++i) {
    const int64_t id = token_id(ids[i]);
    const std::string shown = look.ids ? std::to_string(id) : token_word(set, id);
    float wide = token_width(shown, look.ids);
    if (look.labels) wide = std::max(wide, ui::text_width(std::to_string(id), {.size = 12, .mono = true}));
    if (x + wide > r.right() && x > r.x) {
      x = r.x;
      y += line;
    }
    const ui::Rect box{x, y, wide, line - kGap};
    if (box.overlaps(seen)) draw_token(set, id, shown, box, look);
    x += wide + kGap;
  }
  return length > 0 ? y + line - r.y : 0;
}

}  // namespace app
