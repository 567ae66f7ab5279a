#include "engine/generators/backdrop.h"

namespace engine::paint {
namespace {

Colour pale(Rng& rng) { return draw_hsv(rng, {0, 1}, {0.08, 0.4}, {0.7, 0.97}); }

void gradient(Canvas& canvas, Colour top, Colour bottom) {
  for (int y = 0; y < canvas.height(); ++y) {
    const Colour row = mix(top, bottom, (y + 0.5) / canvas.height());
    for (int x = 0; x < canvas.width(); ++x) canvas.at(x, y) = row;
  }
}

// The whole picture, in units of its smaller side.
void whole(Canvas& canvas, double angle) {
  const double extent = std::max(canvas.width(), canvas.height());
  canvas.place({.centre = {0.5, 0.5}, .size = extent / std::min(canvas.width(), canvas.height()), .angle = angle});
}

void stripes(Canvas& canvas, Rng& rng) {
  const Colour light = pale(rng), dark = mix(light, pale(rng), 0.6);
  const double period = rng.uniform(0.3, 0.7), shift = rng.uniform();
  gradient(canvas, light, light);
  whole(canvas, rng.uniform(0, 3.14));
  canvas.fill(dark, [=](Point p) {
    const double phase = p.x / period + shift;
    return (std::abs(phase - std::floor(phase) - 0.5) - 0.25) * period;
  });
}

void dots(Canvas& canvas, Rng& rng) {
  const Colour ground = pale(rng), spot = mix(ground, pale(rng), 0.7);
  const double period = rng.uniform(0.35, 0.6);
  gradient(canvas, ground, mix(ground, {1, 1, 1}, 0.2));
  whole(canvas, rng.uniform(0, 1.5));
  canvas.fill(spot, [=](Point p) {
    const Point q{p.x / period, p.y / period};
    return (length({q.x - std::floor(q.x) - 0.5, q.y - std::floor(q.y) - 0.5}) - 0.25) * period;
  });
}

void night(Canvas& canvas, Rng& rng) {
  const double hue = rng.uniform(0.55, 0.8);
  gradient(canvas, hsv(hue, 0.7, 0.16), hsv(hue, 0.5, 0.42));
  for (int star = 0; star < 9; ++star) {
    const auto x = static_cast<int>(rng.below(static_cast<uint64_t>(canvas.width())));
    const auto y = static_cast<int>(rng.below(static_cast<uint64_t>(canvas.height())));
    canvas.at(x, y) = mix(canvas.at(x, y), {1, 1, 0.85}, rng.uniform(0.4, 1));
  }
}

void water(Canvas& canvas, Rng& rng) {
  const double hue = rng.uniform(0.47, 0.6);
  gradient(canvas, hsv(hue, 0.35, 0.9), hsv(hue, 0.65, 0.6));
  const double phase = rng.uniform(0, 6.28);
  for (int i = -3; i < 4; ++i) {
    const double level = 0.3 * i + rng.uniform(-0.05, 0.05);
    whole(canvas, 0);
    canvas.fill(
        {0.9, 0.97, 1}, [=](Point p) { return std::abs(p.y - level - 0.04 * std::sin(9 * p.x + phase + i)) - 0.018; },
        0.35);
  }
}

}  // namespace

double draw_landscape(Canvas& canvas, Rng& rng) {
  const double horizon = rng.uniform(0.5, 0.72), roll = rng.uniform(0, 6.28);
  const Colour dusk = rng.uniform() < 0.3 ? Colour{0.99, 0.8, 0.6} : Colour{0.93, 0.97, 1};
  const Colour ground = draw_hsv(rng, {0.1, 0.42}, {0.3, 0.6}, {0.5, 0.8});
  gradient(canvas, draw_hsv(rng, {0.5, 0.62}, {0.25, 0.6}, {0.75, 0.97}), dusk);
  const Point sun{rng.uniform(0.1, 0.9), rng.uniform(0.08, 0.25)};
  canvas.place({.centre = sun, .size = 0.12});
  if (rng.uniform() < 0.5) {
    canvas.fill({1, 0.9, 0.5}, [](Point p) { return circle(p, {}, 0.7); });
  } else {
    canvas.fill(
        {1, 1, 1},
        [](Point p) {
          return std::min({ellipse(p, {-0.5, 0.1}, 0.7, 0.4), ellipse(p, {0.4, 0}, 0.8, 0.5)});
        },
        0.8);
  }
  whole(canvas, 0);
  const double level = 2 * horizon - 1;
  canvas.fill(ground, [=](Point p) { return level + 0.07 * std::sin(2.5 * p.x + roll) - p.y; });
  canvas.fill(
      darker(ground, 0.25), [=](Point p) { return level + 0.35 + 0.06 * std::sin(3 * p.x - roll) - p.y; }, 0.6);
  return horizon;
}

void draw_backdrop(Canvas& canvas, Rng& rng) {
  switch (rng.below(6)) {
    case 0: draw_landscape(canvas, rng); break;
    case 1: stripes(canvas, rng); break;
    case 2: dots(canvas, rng); break;
    case 3: night(canvas, rng); break;
    case 4: water(canvas, rng); break;
    default: {
      const Colour top = pale(rng), bottom = pale(rng);
      gradient(canvas, top, bottom);
    }
  }
}

void add_grain(Canvas& canvas, double deviation, Rng& rng) {
  for (int y = 0; y < canvas.height(); ++y) {
    for (int x = 0; x < canvas.width(); ++x) {
      const double grain = deviation * rng.normal();
      Colour& c = canvas.at(x, y);
      c = {c.r + grain, c.g + grain, c.b + grain};
    }
  }
}

}  // namespace engine::paint
