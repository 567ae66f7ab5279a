#include "app/ui/icons.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <unordered_map>

#include "app/ui/draw.h"
#include "app/ui/icon_table.h"

namespace app::ui {
namespace {

// One thing to paint, flattened once to points on the 24 grid.
struct Piece {
  enum Kind { stroked, filled, disc } kind;
  std::vector<Vec> points;
  bool closed = false;
  float factor = 1;  // of the stroke; radius of a disc
};
using Icon = std::vector<Piece>;

// Reads one line of the table. The table is ours and tested, so it is taken to be well formed.
class Reader {
 public:
  explicit Reader(const char* text) : at_(text) {}
  Icon read() {
    while (const char command = next_command()) run(command);
    return std::move(icon_);
  }

 private:
  char next_command() {
    while (*at_ == ' ') ++at_;
    return *at_ ? *at_++ : '\0';
  }
  float number() {
    char* end = nullptr;
    const float v = std::strtof(at_, &end);
    at_ = end;
    return v;
  }
  Vec point() {
    const float x = number();
    return {x, number()};
  }
  void begin() {
    path_.clear();
    closed_ = false;
  }
  void add_arc(Vec c, float rx, float ry, float from, float to) {
    const int n = std::max(4, static_cast<int>(std::ceil((to - from) * 5)));
    const bool whole = to - from > 6.28f;
    for (int i = 0; i < (whole ? n : n + 1); ++i) {
      const float a = from + (to - from) * static_cast<float>(i) / static_cast<float>(n);
      path_.push_back({c.x + rx * std::cos(a), c.y + ry * std::sin(a)});
    }
    closed_ = closed_ || whole;
  }
  void add_rounded() {
    const Vec p = point();
    const float w = number(), h = number(), r = number();
    const Vec centres[] = {
        {p.x + r, p.y + r}, {p.x + w - r, p.y + r}, {p.x + w - r, p.y + h - r}, {p.x + r, p.y + h - r}};
    for (int k = 0; k < 4; ++k) {
      for (int i = 0; i <= 4; ++i) {
        const float a = pi * (1 + 0.5f * static_cast<float>(k) + 0.125f * static_cast<float>(i));
        path_.push_back(centres[k] + Vec{r * std::cos(a), r * std::sin(a)});
      }
    }
    closed_ = true;
  }
  void add_cubic() {
    const Vec a = path_.back(), b = point(), c = point(), d = point();
    for (int i = 1; i <= 20; ++i) {
      const float t = static_cast<float>(i) / 20, s = 1 - t;
      path_.push_back(a * (s * s * s) + b * (3 * s * s * t) + c * (3 * s * t * t) + d * (t * t * t));
    }
  }
  void run(char command) {
    switch (command) {
      case 'M':
        begin();
        path_.push_back(point());
        break;
      case 'L': path_.push_back(point()); break;
      case 'C': add_cubic(); break;
      case 'Z': path_.push_back(path_.front()); break;  // an open path back to its start: its corners become round
      case 'O': {
        begin();
        const Vec c = point();
        const float r = number();
        add_arc(c, r, r, 0, 2 * pi);
        break;
      }
      case 'E': {
        begin();
        const Vec c = point();
        const float rx = number(), ry = number();
        add_arc(c, rx, ry, 0, 2 * pi);
        break;
      }
      case 'A': {
        begin();
        const Vec c = point();
        const float r = number(), from = number(), to = number();
        add_arc(c, r, r, from, to);
        break;
      }
      case 'Q':
        begin();
        add_rounded();
        break;
      case 'S': icon_.push_back({Piece::stroked, path_, closed_, number()}); break;
      case 'F': icon_.push_back({Piece::filled, path_, true, 1}); break;
      case 'R':
        begin();
        add_rounded();
        icon_.push_back({Piece::filled, path_, true, 1});
        break;
      case 'D': {
        const Vec c = point();
        icon_.push_back({Piece::disc, {c}, true, number()});
        break;
      }
      default: break;
    }
  }

  const char* at_;
  Icon icon_;
  std::vector<Vec> path_;
  bool closed_ = false;
};

const std::unordered_map<std::string_view, Icon>& table() {
  static const auto icons = [] {
    std::unordered_map<std::string_view, Icon> map;
    for (const IconText& entry : icon_texts) map.emplace(entry.name, Reader(entry.path).read());
    for (const auto& alias : icon_aliases) map.emplace(alias.name, map.at(alias.same_as));
    return map;
  }();
  return icons;
}

void paint(const Piece& piece, Vec origin, float k, Colour colour, float stroke) {
  if (piece.kind == Piece::disc) {
    draw::circle_filled(origin + piece.points[0] * k, piece.factor * k, colour);
    return;
  }
  static std::vector<Vec> points;
  points.clear();
  for (const Vec p : piece.points) points.push_back(origin + p * k);
  if (piece.kind == Piece::filled) return draw::polygon(points, colour);
  const float width = stroke * piece.factor;
  draw::polyline(points, colour, width, piece.closed);
  if (piece.closed || px(width) < 1.2f) return;
  draw::circle_filled(points.front(), width / 2, colour);  // round caps
  draw::circle_filled(points.back(), width / 2, colour);
}
}  // namespace

void icon(std::string_view name, Vec centre, float size, Colour colour, float stroke) {
  auto found = table().find(name);
  if (found == table().end()) found = table().find("layers");  // what nobody has drawn yet
  const Vec origin = centre - Vec{size / 2, size / 2};
  for (const Piece& piece : found->second) paint(piece, origin, size / 24, colour, stroke);
}

bool has_icon(std::string_view name) { return table().contains(name); }

std::vector<std::string_view> icon_names() {
  std::vector<std::string_view> names;
  for (const auto& entry : table()) names.push_back(entry.first);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace app::ui
