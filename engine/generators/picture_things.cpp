#include "engine/generators/picture_things.h"

#include <cstring>

#include "engine/core/check.h"

namespace engine::paint {
namespace {

constexpr double kTurn = 6.28318530717958647692;
constexpr Colour kInk{0.12, 0.1, 0.16}, kWhite{0.98, 0.97, 0.95};

// A part with a thin dark rim, which sets it off from any background.
template <class Distance>
void part(Canvas& canvas, Colour colour, const Distance& distance) {
  canvas.fill(darker(colour, 0.72), [&](Point p) { return distance(p) - 0.065; });
  canvas.fill(colour, distance);
}

// The side of a part that lies in shadow: what is right of the line x = at.
template <class Distance>
void shadow(Canvas& canvas, Colour colour, double at, const Distance& distance) {
  canvas.fill(
      darker(colour, 0.35), [&](Point p) { return std::max(distance(p), at - p.x); }, 0.6);
}

Colour glass(Rng& rng) { return rng.uniform() < 0.5 ? Colour{0.98, 0.86, 0.45} : Colour{0.62, 0.84, 0.96}; }

void draw_house(Canvas& c, Rng& rng) {
  const double w = rng.uniform(0.5, 0.72), top = rng.uniform(-0.3, 0), peak = top - rng.uniform(0.5, 0.7);
  const double chalk = rng.uniform(0.15, 0.7);
  const Colour wall = lighter(vivid(rng), chalk), roof = darker(vivid(rng), 0.2), pane = glass(rng);
  const double chimney = rng.uniform(0.25, 0.42);
  part(c, darker(wall, 0.4), [=](Point p) { return box(p, {chimney - 0.1, peak + 0.08}, {chimney + 0.1, top}); });
  const auto walls = [=](Point p) { return box(p, {-w, top}, {w, 0.85}); };
  part(c, wall, walls);
  shadow(c, wall, 0.35 * w, walls);
  const Point corners[3] = {{-w - 0.22, top + 0.04}, {0, peak}, {w + 0.22, top + 0.04}};
  part(c, roof, [&](Point p) { return polygon(p, corners); });
  const double door = rng.uniform() < 0.5 ? -0.5 * w : 0.5 * w;
  c.fill(darker(roof, 0.3), [=](Point p) { return box(p, {door - 0.15, 0.32}, {door + 0.15, 0.85}, 0.04); });
  c.fill(pane, [=](Point p) { return box(p, {-door - 0.19, 0.16}, {-door + 0.19, 0.5}); });
  c.fill(
      kInk,
      [=](Point p) {
        return segment(p, {-door, 0.16}, {-door, 0.5}, 0.025);
      },
      0.7);
  if (rng.uniform() < 0.5) c.fill(pane, [=](Point p) { return circle(p, {0, 0.5 * (top + peak) + 0.12}, 0.13); });
}

void draw_tree(Canvas& c, Rng& rng) {
  const Colour bark{0.42 + 0.1 * rng.uniform(), 0.28, 0.18};
  const double season = rng.uniform(), lean = rng.uniform(-0.12, 0.12);
  const double hue = season < 0.7 ? rng.uniform(0.24, 0.42) : season < 0.85 ? rng.uniform(0.03, 0.12) : 0.92;
  const Colour leaf = draw_hsv(rng, {hue, hue}, {0.45, 0.8}, {0.45, 0.8});
  part(c, bark, [=](Point p) { return segment(p, {lean, 0}, {0, 0.92}, 0.11); });
  if (season < 0.85 && rng.uniform() < 0.4) {  // a fir
    for (const double top : {0.0, -0.42, -0.84}) {
      const double w = 0.66 + 0.26 * top;
      const Point corners[3] = {{-w, top + 0.62}, {lean, top - 0.1}, {w, top + 0.62}};
      part(c, lighter(leaf, -0.12 * top), [&](Point p) { return polygon(p, corners); });
    }
    return;
  }
  std::array<Point, 5> puffs{{{-0.4, -0.1}, {0.4, -0.12}, {-0.24, -0.5}, {0.26, -0.5}, {lean, -0.25}}};
  for (Point& p : puffs) p = p + Point{rng.uniform(-0.08, 0.08), rng.uniform(-0.08, 0.08)};
  const double r = rng.uniform(0.34, 0.42);
  const auto crown = [&](Point p) {
    double d = 9;
    for (const Point& puff : puffs) d = std::min(d, circle(p, puff, r));
    return d;
  };
  part(c, leaf, crown);
  shadow(c, leaf, 0.15, crown);
  c.fill(
      lighter(leaf, 0.4), [&](Point p) { return circle(p, puffs[2], 0.6 * r); }, 0.55);
}

void draw_fish(Canvas& c, Rng& rng) {
  const Colour skin = vivid(rng), fin = vivid(rng);
  const double h = rng.uniform(0.32, 0.48), w = rng.uniform(0.58, 0.7), spread = rng.uniform(0.32, 0.46);
  const Point tail[4] = {{0.38, 0}, {0.95, -spread}, {0.78, 0}, {0.95, spread}};
  part(c, fin, [&](Point p) { return polygon(p, tail); });
  const Point back[3] = {{-0.35, -0.7 * h}, {0.1, -h - 0.26}, {0.25, -0.6 * h}};
  part(c, fin, [&](Point p) { return polygon(p, back); });
  const auto body = [=](Point p) { return ellipse(p, {-0.15, 0}, w, h); };
  part(c, skin, body);
  const int stripes = static_cast<int>(rng.below(3));
  for (int i = 0; i < stripes; ++i) {
    const double x = -0.12 + 0.28 * i;
    c.fill(lighter(fin, 0.3), [=](Point p) { return std::max(body(p), std::abs(p.x - x) - 0.07); });
  }
  c.fill(
      lighter(skin, 0.6), [=](Point p) { return std::max(body(p), 0.45 * h - p.y); }, 0.6);
  c.fill(kWhite, [](Point p) { return circle(p, {-0.5, -0.08}, 0.14); });
  c.fill(kInk, [](Point p) { return circle(p, {-0.53, -0.08}, 0.075); });
}

void draw_car(Canvas& c, Rng& rng) {
  const Colour paint = vivid(rng), pane = lighter({0.5, 0.75, 0.9}, rng.uniform(0, 0.5));
  const double roof = rng.uniform(-0.56, -0.4), back = rng.uniform(0.3, 0.8), wheel = rng.uniform(0.2, 0.27);
  const Point cabin[4] = {{-0.62, 0.02}, {-0.36, roof}, {0.72 * back, roof}, {back, 0.02}};
  part(c, paint, [&](Point p) { return polygon(p, cabin); });
  const auto body = [](Point p) { return box(p, {-0.95, -0.05}, {0.95, 0.42}, 0.14); };
  part(c, paint, body);
  c.fill(
      darker(paint, 0.4), [&](Point p) { return std::max(body(p), 0.24 - p.y); }, 0.7);
  const Point window[4] = {{-0.44, -0.02}, {-0.27, roof + 0.1}, {0.72 * back - 0.08, roof + 0.1}, {back - 0.18, -0.02}};
  c.fill(pane, [&](Point p) { return polygon(p, window); });
  c.fill(paint, [](Point p) { return segment(p, {0.08, -0.5}, {0.08, 0}, 0.045); });
  for (const double x : {-0.52, 0.54}) {
    part(c, {0.14, 0.14, 0.17}, [=](Point p) { return circle(p, {x, 0.44}, wheel); });
    c.fill({0.75, 0.76, 0.78}, [=](Point p) { return circle(p, {x, 0.44}, 0.42 * wheel); });
  }
  c.fill({1, 0.93, 0.6}, [](Point p) { return ellipse(p, {-0.86, 0.1}, 0.08, 0.1); });
}

void draw_mouth(Canvas& c, double smile, Colour lips) {
  const auto at = [=](double x) { return Point{x, 0.36 + smile * (0.5 - 5.5 * x * x)}; };
  for (int i = -3; i < 3; ++i) {
    const Point a = at(0.1 * i), b = at(0.1 * i + 0.1);
    c.fill(lips, [=](Point p) { return segment(p, a, b, 0.055); });
  }
}

void draw_face(Canvas& c, Rng& rng) {
  const double tone = rng.uniform(), w = rng.uniform(0.6, 0.74);
  const Colour skin = mix({1, 0.85, 0.72}, {0.45, 0.28, 0.18}, tone);
  const Colour hair = rng.uniform() < 0.7 ? draw_hsv(rng, {0.03, 0.13}, {0.3, 0.8}, {0.12, 0.8}) : vivid(rng);
  const uint64_t style = rng.below(4);
  const auto head = [=](Point p) { return ellipse(p, {0, 0.1}, w, 0.78); };
  if (style == 0) part(c, hair, [=](Point p) { return box(p, {-w - 0.14, -0.75}, {w + 0.14, 0.85}, 0.4); });
  if (style == 1) part(c, hair, [=](Point p) { return ellipse(p, {0, -0.2}, w + 0.16, 0.72); });
  for (const double side : {-1.0, 1.0}) part(c, skin, [=](Point p) { return circle(p, {side * w, 0.12}, 0.13); });
  part(c, skin, head);
  if (style != 3) {
    const double fringe = rng.uniform(-0.42, -0.22), part_at = rng.uniform(-0.3, 0.3);
    c.fill(hair, [=](Point p) { return std::max(head(p) - 0.04, p.y - fringe - 0.3 * std::abs(p.x - part_at)); });
  } else {  // a cap
    c.fill(hair, [=](Point p) { return std::max(head(p) - 0.08, p.y + 0.28); });
    part(c, hair, [=](Point p) { return segment(p, {-w, -0.28}, {w + 0.25, -0.28}, 0.07); });
  }
  const double apart = rng.uniform(0.24, 0.3), smile = rng.uniform(-0.12, 0.3);
  for (const double side : {-1.0, 1.0}) {
    c.fill(kWhite, [=](Point p) { return ellipse(p, {side * apart, 0.02}, 0.14, 0.12); });
    c.fill(kInk, [=](Point p) { return circle(p, {side * apart, 0.03}, 0.085); });
  }
  draw_mouth(c, smile, mix({0.75, 0.2, 0.25}, kInk, 0.5 * tone));
}

void draw_boat(Canvas& c, Rng& rng) {
  const Colour hull = vivid(rng), sail = rng.uniform() < 0.6 ? kWhite : lighter(vivid(rng), 0.4);
  const double mast = rng.uniform(-0.1, 0.15), tip = rng.uniform(-0.95, -0.8);
  c.fill({0.35, 0.24, 0.16}, [=](Point p) { return segment(p, {mast, tip}, {mast, 0.4}, 0.05); });
  const Point big[3] = {{mast + 0.08, tip + 0.1}, {mast + 0.08, 0.22}, {mast + rng.uniform(0.55, 0.75), 0.22}};
  part(c, sail, [&](Point p) { return polygon(p, big); });
  const Point small[3] = {{mast - 0.08, tip + 0.3}, {mast - 0.08, 0.22}, {mast - rng.uniform(0.45, 0.62), 0.22}};
  part(c, darker(sail, 0.15), [&](Point p) { return polygon(p, small); });
  const Point planks[4] = {{-0.9, 0.36}, {0.92, 0.36}, {0.6, 0.82}, {-0.6, 0.82}};
  part(c, hull, [&](Point p) { return polygon(p, planks); });
  c.fill(
      kWhite,
      [](Point p) {
        return segment(p, {-0.76, 0.5}, {0.78, 0.5}, 0.04);
      },
      0.9);
  c.fill(vivid(rng), [=](Point p) { return box(p, {mast, tip - 0.08}, {mast + 0.26, tip + 0.08}); });
}

void draw_flower(Canvas& c, Rng& rng) {
  const Colour petal = vivid(rng), stem{0.2, 0.52 + 0.2 * rng.uniform(), 0.25};
  const Colour heart = rng.uniform() < 0.6 ? Colour{0.98, 0.8, 0.2} : Colour{0.4, 0.24, 0.14};
  const int petals = 5 + static_cast<int>(rng.below(4));
  const double turn = rng.uniform(0, kTurn), r = rng.uniform(0.2, 0.26), bend = rng.uniform(-0.15, 0.15);
  const Point middle{bend, -0.32};
  part(c, stem, [=](Point p) { return segment(p, middle, {0, 0.95}, 0.05); });
  for (const double side : {-1.0, 1.0}) {
    part(c, stem, [=](Point p) { return segment(p, {0, 0.75}, {side * 0.42, 0.45}, 0.1); });
  }
  const auto crown = [=](Point p) {
    double d = 9;
    for (int i = 0; i < petals; ++i) {
      const double a = turn + kTurn * i / petals;
      d = std::min(d, segment(p, middle + 0.22 * Point{std::cos(a), std::sin(a)},
                              middle + 0.44 * Point{std::cos(a), std::sin(a)}, 0.75 * r));
    }
    return d;
  };
  part(c, petal, crown);
  part(c, heart, [=](Point p) { return circle(p, middle, 0.2); });
}

void draw_mushroom(Canvas& c, Rng& rng) {
  const Colour cap = rng.uniform() < 0.5 ? hsv(rng.uniform(-0.03, 0.08), 0.8, 0.8) : vivid(rng);
  const Colour stalk = lighter({0.93, 0.86, 0.72}, rng.uniform(0, 0.6));
  const double w = rng.uniform(0.66, 0.9), h = rng.uniform(0.6, 0.85), thick = rng.uniform(0.17, 0.27);
  const auto leg = [=](Point p) { return segment(p, {0, 0.1}, {0, 0.68}, thick + 0.06 * std::clamp(p.y, 0.0, 1.0)); };
  part(c, stalk, leg);
  shadow(c, stalk, 0.08, leg);
  const auto hat = [=](Point p) { return std::max(ellipse(p, {0, 0.12}, w, h), p.y - 0.12); };
  part(c, cap, hat);
  shadow(c, cap, 0.3, hat);
  const int dots = 3 + static_cast<int>(rng.below(3));
  for (int i = 0; i < dots; ++i) {
    const double a = -0.42 * kTurn * (i + 0.6) / (dots + 0.2) - 0.02 * kTurn, far = rng.uniform(0.5, 0.75);
    const Point at{far * w * std::cos(a), 0.1 + far * h * std::sin(a)};
    const double r = rng.uniform(0.07, 0.13);
    c.fill(kWhite, [=](Point p) { return std::max(circle(p, at, r), hat(p)); });
  }
}

void draw_cup(Canvas& c, Rng& rng) {
  const Colour china = rng.uniform() < 0.35 ? kWhite : vivid(rng), band = vivid(rng);
  const double w = rng.uniform(0.46, 0.58), foot = rng.uniform(0.34, 0.46), top = rng.uniform(-0.3, -0.1);
  part(c, china, [=](Point p) { return std::abs(ellipse(p, {w, 0.25}, 0.3, 0.28)) - 0.075; });
  const Point wall[4] = {{-w - 0.04, top}, {w + 0.04, top}, {foot, 0.78}, {-foot, 0.78}};
  const auto body = [&](Point p) { return polygon(p, wall) - 0.04; };
  part(c, china, body);
  if (rng.uniform() < 0.6) c.fill(band, [&](Point p) { return std::max(body(p), std::abs(p.y - 0.3) - 0.12); });
  shadow(c, china, 0.2, body);
  part(c, lighter(china, 0.3), [=](Point p) { return ellipse(p, {0, top}, w + 0.05, 0.13); });
  c.fill({0.36, 0.2, 0.1}, [=](Point p) { return ellipse(p, {0, top + 0.01}, w - 0.06, 0.075); });
  for (const double x : {-0.2, 0.16}) {
    for (int i = 0; i < 3; ++i) {
      const double y = top - 0.22 - 0.18 * i, bend = i % 2 == 0 ? 0.08 : -0.08;
      c.fill(
          kWhite,
          [=](Point p) {
            return segment(p, {x - bend, y}, {x + bend, y - 0.17}, 0.035);
          },
          0.75);
    }
  }
}

void draw_rocket(Canvas& c, Rng& rng) {
  const Colour hull = rng.uniform() < 0.5 ? kWhite : lighter(vivid(rng), 0.3), trim = vivid(rng);
  const double w = rng.uniform(0.26, 0.36), burn = rng.uniform(0.72, 1.0), span = rng.uniform(0.55, 0.72);
  part(c, {0.98, 0.62, 0.12}, [=](Point p) { return ellipse(p, {0, 0.58}, 0.6 * w, burn - 0.58); });
  c.fill({1, 0.92, 0.45}, [=](Point p) { return ellipse(p, {0, 0.58}, 0.32 * w, 0.6 * (burn - 0.58)); });
  for (const double side : {-1.0, 1.0}) {
    const Point fin[4] = {{side * 0.6 * w, 0.02}, {side * span, 0.5}, {side * span, 0.72}, {side * 0.6 * w, 0.5}};
    part(c, trim, [&](Point p) { return polygon(p, fin); });
  }
  const auto body = [=](Point p) { return std::max(ellipse(p, {0, -0.1}, w, 0.88), p.y - 0.55); };
  part(c, hull, body);
  shadow(c, hull, 0.3 * w, body);
  c.fill(trim, [=](Point p) { return std::max(body(p), p.y + 0.55); });
  c.fill(trim, [=](Point p) { return std::max(body(p), 0.4 - p.y); });
  part(c, {0.55, 0.82, 0.96}, [=](Point p) { return circle(p, {0, -0.2}, 0.5 * w); });
}

}  // namespace

Colour vivid(Rng& rng) { return draw_hsv(rng, {0, 1}, {0.55, 0.9}, {0.65, 0.95}); }

const std::array<Thing, 10>& things() {
  static const std::array<Thing, 10> all{{{"House", draw_house},
                                          {"Tree", draw_tree},
                                          {"Fish", draw_fish},
                                          {"Car", draw_car},
                                          {"Face", draw_face},
                                          {"Boat", draw_boat},
                                          {"Flower", draw_flower},
                                          {"Mushroom", draw_mushroom},
                                          {"Cup", draw_cup},
                                          {"Rocket", draw_rocket}}};
  return all;
}

const Thing& thing(const char* name) {
  for (const Thing& t : things()) {
    if (std::strcmp(t.name, name) == 0) return t;
  }
  CHECK(false, "there is no such thing to draw");
  return things()[0];
}

}  // namespace engine::paint
