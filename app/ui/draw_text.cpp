// Text of the drawing layer: placed by its baseline, as the design does, and checked by the lint.
#include <cfloat>
#include <cmath>

#include "app/ui/draw.h"
#include "app/ui/draw_internal.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/type.h"

namespace app::ui {
namespace {

Font font_for(const Text& look) {
  const float size = draw::sane(look.size) ? look.size : 14;
  return font_of({static_cast<int>(std::lround(size)), look.weight, look.mono});
}

float width_of(const Font& f, std::string_view words) {
  if (!f.face || words.empty()) return 0;
  return f.face->CalcTextSizeA(f.draw_size, FLT_MAX, 0, words.data(), words.data() + words.size()).x;
}

// Cut so that it fits with an ellipsis behind it; whole code points only.
std::string shortened(const Font& f, std::string_view words, float room) {
  const std::string_view dots = "…";
  const float left = room - width_of(f, dots);
  size_t fits = 0;
  for (size_t at = 0; at < words.size();) {
    next_code_point(words, at);
    if (width_of(f, words.substr(0, at)) > left) break;
    fits = at;
  }
  return std::string(words.substr(0, fits)) + std::string(dots);
}

float device_round(float v) { return snap(v / scale()); }

void put(const Font& f, float x, float baseline, std::string_view words, const Text& look) {
  ImDrawList* to = draw::list();
  const char *begin = words.data(), *end = words.data() + words.size();
  const float top = baseline - f.baseline;
  if (look.halo) {
    const float r = px(1.6f);
    for (int i = 0; i < 8; ++i) {
      const float a = pi / 4 * static_cast<float>(i);
      to->AddText(f.face, f.draw_size, ImVec2(x + r * std::cos(a), top + r * std::sin(a)), look.halo, begin, end);
    }
  }
  to->AddText(f.face, f.draw_size, ImVec2(x, top), look.colour ? look.colour : theme().ink2, begin, end);
}

void check(std::string_view words, Vec at, float x, float width, const Text& look) {
  if (!lint::enabled()) return;
  const ImVec2 min = draw::list()->GetClipRectMin(), max = draw::list()->GetClipRectMax();
  const Vec a = logical(min), b = logical(max);
  lint::note(words, {x / scale(), at.y - 0.4f * look.size, width / scale(), 0.8f * look.size}, look.size,
             look.ellipsis ? 0 : look.max_width, look.lint, {a.x, a.y, b.x - a.x, b.y - a.y});
}

// The end of the line that starts at `from`: at a space or next to a Chinese character, at least one code point.
size_t line_end(const Font& f, std::string_view words, size_t from, float room) {
  size_t good = from, at = from;
  char32_t previous = 0;
  while (at < words.size()) {
    const size_t before = at;
    const char32_t c = next_code_point(words, at);
    if (c == '\n') return before;
    const bool closing = c == U'，' || c == U'。' || c == U'：' || c == U'；' || c == U'！' || c == U'？' || c == U'）';
    if (before > from && (c == ' ' || ((is_han(c) || is_han(previous)) && !closing))) good = before;
    if (width_of(f, words.substr(from, at - from)) > room) {
      if (good > from) return good;
      return before > from ? before : at;
    }
    previous = c;
  }
  return words.size();
}

template <class Line>
float each_line(std::string_view words, float width, const Text& look, Line&& line) {
  const Font f = font_for(look);
  const float step = 1.35f * look.size;
  float y = 0;
  for (size_t from = 0; from < words.size();) {
    const size_t end = line_end(f, words, from, px(width));
    line(words.substr(from, end - from), y + step / 2);
    y += step;
    from = end;
    if (from < words.size() && (words[from] == ' ' || words[from] == '\n')) ++from;
  }
  return y;
}
}  // namespace

float text_width(std::string_view words, const Text& look) { return width_of(font_for(look), words) / scale(); }

namespace draw {

float text(std::string_view words, Vec at, const Text& look) {
  if (!sane(at) || !sane(look.size) || look.size <= 0 || words.empty()) return 0;
  const Font f = font_for(look);
  if (!f.face) return 0;
  float width = width_of(f, words);
  std::string cut;
  if (look.ellipsis && look.max_width > 0 && width > px(look.max_width) + 0.5f) {
    cut = shortened(f, words, px(look.max_width));
    words = cut;
    width = width_of(f, words);
  }
  const float left = look.align == Align::left ? 0 : look.align == Align::centre ? width / 2 : width;
  const float x = device_round(px(at.x) - left);
  put(f, x, snap(at.y + 0.36f * look.size), words, look);
  check(words, at, x, width, look);
  return width / scale();
}

float text_up(std::string_view words, Vec at, const Text& look) {
  if (!sane(at) || !sane(look.size) || look.size <= 0 || words.empty()) return 0;
  const Font f = font_for(look);
  if (!f.face) return 0;
  ImDrawList* to = list();
  const float width = width_of(f, words);
  const ImVec2 pivot(snap(at.x), snap(at.y));
  const int first = to->VtxBuffer.Size;
  // Not AddText: it would leave out glyphs that lie outside the clip before they are turned.
  f.face->RenderText(to, f.draw_size,
                     ImVec2(pivot.x - std::floor(width / 2), pivot.y + px(0.36f * look.size) - f.baseline),
                     look.colour ? look.colour : theme().ink2, ImVec4(-1e6f, -1e6f, 1e6f, 1e6f), words.data(),
                     words.data() + words.size());
  for (int i = first; i < to->VtxBuffer.Size; ++i) {
    ImVec2& p = to->VtxBuffer[i].pos;
    p = ImVec2(pivot.x + (p.y - pivot.y), pivot.y - (p.x - pivot.x));
  }
  return width / scale();
}

float text_block(std::string_view words, const Rect& box, const Text& look) {
  if (!sane(box) || !sane(look.size) || look.size <= 0) return 0;
  const float x = look.align == Align::left ? box.x : look.align == Align::centre ? box.mid_x() : box.right();
  return each_line(words, box.w, look, [&](std::string_view line, float y) { text(line, {x, box.y + y}, look); });
}

float text_block_height(std::string_view words, float width, const Text& look) {
  if (!sane(width) || !sane(look.size) || look.size <= 0) return 0;
  return each_line(words, width, look, [](std::string_view, float) {});
}

}  // namespace draw
}  // namespace app::ui
