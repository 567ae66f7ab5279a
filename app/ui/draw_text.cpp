// Text of the drawing layer: placed by its baseline, as the design does, and checked by the lint.
#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/ui/draw.h"
#include "app/ui/draw_internal.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/svg.h"
#include "app/ui/type.h"

namespace app::ui {
namespace {

// The fonts of one text: Latin in its role, Chinese in the font of its size.
struct Faces {
  Font latin, han;
  bool bold_han = false;  // drawn twice, a little apart
};

Faces faces_for(const Text& look) {
  const int size = static_cast<int>(std::lround(draw::sane(look.size) ? look.size : 14));
  const Font latin = font_of({size, look.weight, look.mono});
  return {latin, han_font_of(size), look.weight >= 600 && size >= 13};
}

bool is_plain(std::string_view words) {
  for (const char c : words) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

float run_width(const Font& f, std::string_view run) {
  if (!f.face || run.empty()) return 0;
  return f.face->CalcTextSizeA(f.draw_size, FLT_MAX, 0, run.data(), run.data() + run.size()).x;
}

// Calls sink(run, is Chinese) for each stretch of one script. Notes characters that no font has.
template <class Sink>
void each_run(const Faces& faces, std::string_view words, Sink&& sink) {
  if (is_plain(words)) return sink(words, false);
  size_t from = 0;
  bool han = false;
  for (size_t at = 0; at < words.size();) {
    const size_t before = at;
    const char32_t c = next_code_point(words, at);
    const bool is = is_han(c);
    if (c >= 0x80 && c != 0xFFFD && !has_glyph(is ? faces.han : faces.latin, c)) note_missing(c);
    if (is == han) continue;
    if (before > from) sink(words.substr(from, before - from), han);
    from = before;
    han = is;
  }
  sink(words.substr(from), han);
}

float width_of(const Faces& faces, std::string_view words) {
  float width = 0;
  each_run(faces, words,
           [&](std::string_view run, bool han) { width += run_width(han ? faces.han : faces.latin, run); });
  return width;
}

// Cut so that it fits with an ellipsis behind it; whole code points only.
std::string shortened(const Faces& f, std::string_view words, float room) {
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

void put_run(const Font& f, float x, float baseline, std::string_view run, Colour colour) {
  draw::list()->AddText(f.face, f.draw_size, ImVec2(x, baseline - f.baseline), colour, run.data(),
                        run.data() + run.size());
}

void put(const Faces& faces, float x, float baseline, std::string_view words, const Text& look) {
  const Colour colour = look.colour ? look.colour : theme().ink2;
  each_run(faces, words, [&](std::string_view run, bool han) {
    const Font& f = han ? faces.han : faces.latin;
    if (!f.face) return;
    for (int i = 0; i < 8 && look.halo; ++i) {
      const float a = pi / 4 * static_cast<float>(i), r = px(1.6f);
      put_run(f, x + r * std::cos(a), baseline + r * std::sin(a), run, look.halo);
    }
    put_run(f, x, baseline, run, colour);
    // ImGui moves text to whole pixels, so the second stroke of bold Chinese is one pixel away and half as strong.
    if (han && faces.bold_han) put_run(f, x + 1, baseline, run, faded(colour, 0.45f));
    x += run_width(f, run);
  });
}

void check(std::string_view words, Vec at, float x, float width, const Text& look) {
  if (!lint::enabled()) return;
  const ImVec2 min = draw::list()->GetClipRectMin(), max = draw::list()->GetClipRectMax();
  const Vec a = logical(min), b = logical(max);
  lint::note(words, {x / scale(), at.y - 0.4f * look.size, width / scale(), 0.8f * look.size}, look.size,
             look.ellipsis ? 0 : look.max_width, look.lint, {a.x, a.y, b.x - a.x, b.y - a.y});
}

// The end of the line that starts at `from`: at a space or next to a Chinese character, at least one code point.
size_t line_end(const Faces& f, std::string_view words, size_t from, float room) {
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
  const Faces f = faces_for(look);
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

float text_width(std::string_view words, const Text& look) { return width_of(faces_for(look), words) / scale(); }

namespace draw {

float text(std::string_view words, Vec at, const Text& look) {
  if (!sane(at) || !sane(look.size) || look.size <= 0 || words.empty()) return 0;
  const Faces f = faces_for(look);
  if (!f.latin.face) return 0;
  float width = width_of(f, words);
  std::string cut;
  if (look.ellipsis && look.max_width > 0 && width > px(look.max_width) + 0.5f) {
    cut = shortened(f, words, px(look.max_width));
    words = cut;
    width = width_of(f, words);
  }
  const float left = look.align == Align::left ? 0 : look.align == Align::centre ? width / 2 : width;
  const float x = device_round(px(at.x) - left);
  if (svg::recording()) svg::text(words, {x / scale(), at.y + 0.36f * look.size}, width / scale(), look);
  put(f, x, snap(at.y + 0.36f * look.size), words, look);
  check(words, at, x, width, look);
  return width / scale();
}

float text_up(std::string_view words, Vec at, const Text& look) {
  if (!sane(at) || !sane(look.size) || look.size <= 0 || words.empty()) return 0;
  const Faces f = faces_for(look);
  if (!f.latin.face) return 0;
  ImDrawList* to = list();
  const float width = width_of(f, words);
  if (svg::recording())  // its baseline stands upright beside the middle
    svg::text(words, {at.x + 0.36f * look.size, at.y + width / scale() / 2}, width / scale(), look, true);
  const ImVec2 pivot(snap(at.x), snap(at.y));
  const int first = to->VtxBuffer.Size;
  float x = pivot.x - std::floor(width / 2);
  const float baseline = pivot.y + px(0.36f * look.size);
  each_run(f, words, [&](std::string_view run, bool han) {
    const Font& face = han ? f.han : f.latin;
    // Not AddText: it would leave out glyphs that lie outside the clip before they are turned.
    face.face->RenderText(to, face.draw_size, ImVec2(x, baseline - face.baseline),
                          look.colour ? look.colour : theme().ink2, ImVec4(-1e6f, -1e6f, 1e6f, 1e6f), run.data(),
                          run.data() + run.size());
    x += run_width(face, run);
  });
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

bool text_lines(std::string_view words, const Rect& box, const Text& look) {
  if (!sane(box) || !sane(look.size) || look.size <= 0) return false;
  const float most = std::max(1.35f * look.size, box.h + 0.1f);
  if (text_block_height(words, box.w, look) <= most) return text_block(words, box, look), false;
  each_line(words, box.w, look, [&](std::string_view line, float y) {
    const float below = y + 0.675f * look.size;
    if (below > most) return;
    if (below + 1.35f * look.size <= most) return (void)text(line, {box.x, box.y + y}, look);
    std::string rest(words.substr(static_cast<size_t>(line.data() - words.data())));
    std::replace(rest.begin(), rest.end(), '\n', ' ');
    Text last = look;
    last.max_width = box.w;
    last.ellipsis = true;
    text(rest, {box.x, box.y + y}, last);
  });
  return true;
}

float text_block_height(std::string_view words, float width, const Text& look) {
  if (!sane(width) || !sane(look.size) || look.size <= 0) return 0;
  return each_line(words, width, look, [](std::string_view, float) {});
}

}  // namespace draw
}  // namespace app::ui
