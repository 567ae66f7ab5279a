#include "app/ui/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/ui/draw_internal.h"
#include "app/ui/i18n.h"

namespace app::ui::svg {
namespace {

struct Recording {
  bool on = false;
  Rect area;
  std::string body, clips;
  std::vector<Rect> clip_rects;
  int clip = -1;             // of the open group
  std::vector<Rect> places;  // of pictures, in the order of their marks in the body
};
Recording now_;

constexpr char kMark = '\x01';  // stands for a picture until it is there

// Two decimals at most, "-0" as 0; never an exponent, never the comma of a locale.
std::string number(float v) {
  if (!std::isfinite(v)) return "0";
  std::string text = fmt::format("{:.2f}", v);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string at(Vec p) { return number(p.x - now_.area.x) + " " + number(p.y - now_.area.y); }

// ` fill="#rrggbb" fill-opacity="0.5"`
std::string paint(const char* what, Colour c) {
  const unsigned r = c >> IM_COL32_R_SHIFT & 255u, g = c >> IM_COL32_G_SHIFT & 255u, b = c >> IM_COL32_B_SHIFT & 255u;
  const unsigned a = c >> IM_COL32_A_SHIFT & 255u;
  std::string out = fmt::format(" {}=\"#{:02x}{:02x}{:02x}\"", what, r, g, b);
  if (a < 255) out += fmt::format(" {}-opacity=\"{}\"", what, number(static_cast<float>(a) / 255));
  return out;
}

std::string stroke(Colour c, float width) {
  return " fill=\"none\"" + paint("stroke", c) + " stroke-width=\"" + number(std::max(width, 0.25f)) +
         "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"";
}

std::string box(const Rect& r) {
  return fmt::format(" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(r.x - now_.area.x),
                     number(r.y - now_.area.y), number(r.w), number(r.h));
}

// The clip rectangle of the list that is drawn to, in the part that is recorded; nothing is seen outside it.
Rect clip_now() {
  const Vec min = logical(draw::list()->GetClipRectMin()), max = logical(draw::list()->GetClipRectMax());
  const float left = std::max(min.x, now_.area.x), top = std::max(min.y, now_.area.y);
  return {left, top, std::min(max.x, now_.area.right()) - left, std::min(max.y, now_.area.bottom()) - top};
}

// Opens the group of the present clip rectangle. False when nothing of `bounds` can be seen.
bool enter(const Rect& bounds) {
  const Rect clip = clip_now();
  if (clip.w <= 0 || clip.h <= 0 || !bounds.overlaps(clip)) return false;
  const auto same = [&](const Rect& r) {
    return std::abs(r.x - clip.x) + std::abs(r.y - clip.y) + std::abs(r.w - clip.w) + std::abs(r.h - clip.h) < 0.1f;
  };
  const auto found = std::find_if(now_.clip_rects.begin(), now_.clip_rects.end(), same);
  const auto index = static_cast<int>(found - now_.clip_rects.begin());
  if (found == now_.clip_rects.end()) {
    now_.clip_rects.push_back(clip);
    now_.clips += fmt::format("<clipPath id=\"c{}\"><rect{}/></clipPath>\n", index, box(clip));
  }
  if (index == now_.clip) return true;
  if (now_.clip >= 0) now_.body += "</g>\n";
  now_.body += fmt::format("<g clip-path=\"url(#c{})\">\n", index);
  now_.clip = index;
  return true;
}

Rect bounds_of(std::span<const Vec> points, float grown) {
  Vec low = points[0], high = points[0];
  for (const Vec p : points) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  return Rect{low.x, low.y, high.x - low.x, high.y - low.y}.grown(std::max(grown, 0.5f));
}

// The outline of a rectangle of which only some corners are round.
std::string outline(const Rect& r, float radius, int corners) {
  std::vector<ImVec2> points;
  draw::round_path(points, px(r.min()), px(r.max()), px(radius), corners);
  std::string d;
  for (const ImVec2 p : points) d += (d.empty() ? "M" : "L") + at(logical(p));
  return "<path d=\"" + d + "Z\"";
}

std::string frame(const Rect& r, float radius, int corners) {
  if (radius > 0.1f && corners != draw::corners_all && corners != 0) return outline(r, radius, corners);
  std::string out = "<rect" + box(r);
  if (radius > 0.1f && corners != 0) out += " rx=\"" + number(std::min({radius, r.w / 2, r.h / 2})) + "\"";
  return out;
}

std::string points_of(std::span<const Vec> points, bool closed) {
  std::string d;
  for (const Vec p : points) d += (d.empty() ? "M" : "L") + at(p);
  return d + (closed ? "Z" : "");
}

}  // namespace

void start(const Rect& area) {
  now_ = {};
  now_.on = true;
  now_.area = area;
}
bool recording() { return now_.on; }

void rect_filled(const Rect& r, Colour c, float radius, int corners) {
  if (enter(r)) now_.body += frame(r, radius, corners) + paint("fill", c) + "/>\n";
}

void rect(const Rect& r, Colour c, float radius, float width, int corners) {
  const Rect middle = r.inset(width / 2);
  if (middle.w <= 0 || middle.h <= 0 || !enter(r)) return;
  now_.body += frame(middle, std::max(0.0f, radius - width / 2), corners) + stroke(c, width) + "/>\n";
}

void circle_filled(Vec centre, float radius, Colour c) {
  if (!enter({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius})) return;
  now_.body += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", number(centre.x - now_.area.x),
                           number(centre.y - now_.area.y), number(radius), paint("fill", c));
}

void path(std::span<const Vec> points, Colour c, float width, bool closed) {
  if (points.size() < 2 || !enter(bounds_of(points, width / 2))) return;
  now_.body += "<path d=\"" + points_of(points, closed) + "\"" + stroke(c, width) + "/>\n";
}

void polygon(std::span<const Vec> points, Colour c) {
  if (points.size() < 3 || !enter(bounds_of(points, 0))) return;
  now_.body += "<path d=\"" + points_of(points, true) + "\"" + paint("fill", c) + "/>\n";
}

void bezier(Vec a, Vec handle_a, Vec handle_b, Vec b, Colour c, float width) {
  const Vec all[] = {a, handle_a, handle_b, b};
  if (!enter(bounds_of(all, width / 2))) return;
  now_.body +=
      fmt::format("<path d=\"M{}C{} {} {}\"{}/>\n", at(a), at(handle_a), at(handle_b), at(b), stroke(c, width));
}

// The picture is that of the screen, round corners and all.
void image(const Rect& r) {
  if (!enter(r)) return;
  now_.places.push_back(r);
  now_.body += kMark;
}

void text(std::string_view words, Vec p, float width, const Text& look, bool up) {
  const Rect bounds = up ? Rect{p.x - look.size, p.y - width, 2 * look.size, 2 * width}
                         : Rect{p.x, p.y - look.size, width, 1.4f * look.size};
  if (words.empty() || !enter(bounds)) return;
  const char* family = look.mono
                           ? "'JetBrains Mono', 'DejaVu Sans Mono', monospace"
                           : "Inter, 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei', 'Microsoft YaHei', "
                             "'PingFang SC', sans-serif";
  std::string out =
      fmt::format("<text x=\"{}\" y=\"{}\" font-family=\"{}\" font-size=\"{}\" font-weight=\"{}\"",
                  number(p.x - now_.area.x), number(p.y - now_.area.y), family, number(look.size), look.weight);
  out += paint("fill", look.colour ? look.colour : theme().ink2);
  if (width > 0) out += " textLength=\"" + number(width) + "\" lengthAdjust=\"spacingAndGlyphs\"";
  if (look.halo) out += paint("stroke", look.halo) + " stroke-width=\"3\" paint-order=\"stroke\"";
  if (up) out += fmt::format(" transform=\"rotate(-90 {})\"", at(p));
  now_.body += out + " xml:space=\"preserve\">" + escaped(words) + "</text>\n";
}

std::string escaped(std::string_view words) {
  std::string out;
  for (size_t i = 0; i < words.size();) {
    const size_t before = i;
    const char32_t c = next_code_point(words, i);
    if (c == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else if (c == '<' || c == '>' || c == '&' || c == '"') {
      out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;";
    } else if ((c >= 0x20 || c == '\t' || c == '\n') && c != 0x7F && !(c >= 0xD800 && c <= 0xDFFF) && c < 0xFFFE) {
      out += words.substr(before, i - before);
    } else if (c > 0xFFFF) {
      out += words.substr(before, i - before);
    }
  }
  return out;
}

std::string finish(const std::function<std::string(const Rect&)>& png) {
  const Recording done = std::exchange(now_, {});
  std::string body;
  size_t place = 0;
  for (const char c : done.body) {
    if (c != kMark) {
      body += c;
      continue;
    }
    const Rect r = done.places[place++];
    const std::string data = png(r);
    if (data.empty()) continue;
    now_.area = done.area;
    body += fmt::format("<image{} preserveAspectRatio=\"none\" href=\"data:image/png;base64,{}\"/>\n", box(r), data);
  }
  now_ = {};
  if (done.clip >= 0) body += "</g>\n";
  const std::string w = number(done.area.w), h = number(done.area.h);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
      "height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n<defs>\n{2}</defs>\n<rect width=\"{0}\" "
      "height=\"{1}\"{3}/>\n{4}</svg>\n",
      w, h, done.clips, paint("fill", theme().bg0), body);
}

}  // namespace app::ui::svg
