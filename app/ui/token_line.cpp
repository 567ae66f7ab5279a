#include "app/ui/token_line.h"

#include <algorithm>

#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr float kChip = 24, kGap = 4, kRow = kChip + 4;

// Spaces and ends of lines can be seen.
std::string visible(const std::string& token) {
  if (token == " ") return "␣";
  if (token == "\n") return "↵";
  if (token == "\t") return "→";
  return token;
}

void draw_chip(const Rect& r, const TypedToken& token, bool hot) {
  const Palette& t = theme();
  const bool unknown = token.id < 0;
  const Colour ink = !token.used ? t.dis : unknown ? t.err : t.ink;
  draw::rect_filled(r, hot ? t.bg3 : t.bg2, 6);
  if (unknown && token.used) {
    draw::dashed_rect(r, t.err, 6, 1, 4, 3);
  } else {
    draw::rect(r, t.line, 6);
  }
  draw::text(visible(token.text), r.centre(),
             {.size = 13, .colour = ink, .align = Align::centre, .max_width = r.w - 8, .ellipsis = true});
}

}  // namespace

Change token_field(const char* name, const Rect& r, std::string* text, std::string_view hint) {
  return text_field(name, r, text, {.icon_name = "text", .hint = hint, .size = 14});
}

float token_chips(const char* name, const Rect& r, std::span<const TypedToken> tokens, int* clicked) {
  if (clicked) *clicked = -1;
  float x = r.x, y = r.y;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const float width = std::clamp(text_width(visible(tokens[i].text), {.size = 13}) + 14, 22.0f, r.w);
    if (x + width > r.right() && x > r.x) {
      x = r.x;
      y += kRow;
    }
    if (y + kChip > r.bottom()) {
      draw::text("…", {std::min(x + 4, r.right() - 14), y - kRow + kChip / 2}, {.size = 13, .lint = false});
      break;
    }
    const Rect chip{x, y, width, kChip};
    const Hit h = hit(name_of(name, static_cast<long long>(i)), chip, {.focusable = false});
    const TypedToken& token = tokens[i];
    if (token.id < 0) {
      tooltip(tr("The set does not have this token; the network sees it as unknown."));
    } else if (!token.used) {
      tooltip(tr("The network does not read so far."));
    } else {
      tooltip(tr_fill("Token {}", {std::to_string(token.id)}));
    }
    draw_chip(chip, token, h.hovered);
    if (h.clicked && clicked) *clicked = static_cast<int>(i);
    x += width + kGap;
  }
  return tokens.empty() ? 0 : y - r.y + kChip;
}

}  // namespace app::ui
