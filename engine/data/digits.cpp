// Handwritten-style digits, 28×28: strokes of a pen along bent templates. Not real handwriting (see idx for MNIST), but
// as lopsided: slant, thickness, proportions, elastic bending and place differ from digit to digit.
#include <array>
#include <cmath>
#include <vector>

#include "engine/data/sample_set.h"
#include "engine/generators/canvas.h"

namespace engine {
namespace {

using paint::Point;

constexpr int64_t kSide = 28;
constexpr double kTurn = 6.28318530717958647692;

using Stroke = std::vector<Point>;  // the pen goes smoothly through these points
using Glyph = std::vector<Stroke>;

// Ways of writing each digit, in a box from (0, 0) to (1, 1), y downwards.
const std::array<std::vector<Glyph>, 10>& glyphs() {
  static const std::array<std::vector<Glyph>, 10> all{{
      {{{{.5, .02}, {.2, .18}, {.12, .5}, {.22, .84}, {.5, .98}, {.78, .84}, {.88, .5}, {.8, .18}, {.5, .02}}},
       {{{.62, .06}, {.3, .08}, {.1, .4}, {.16, .8}, {.45, .98}, {.8, .8}, {.9, .4}, {.72, .1}, {.48, .05}}}},
      {{{{.52, 0}, {.5, .5}, {.48, 1}}},
       {{{.25, .24}, {.42, .12}, {.54, 0}}, {{.54, 0}, {.53, .5}, {.52, 1}}},
       {{{.27, .22}, {.52, .02}}, {{.52, .02}, {.52, .98}}, {{.25, .98}, {.8, .98}}}},
      {{{{.16, .26}, {.3, .06}, {.62, .03}, {.82, .22}, {.7, .5}, {.4, .76}, {.12, .96}}, {{.12, .96}, {.9, .94}}},
       {{{.2, .2},
         {.46, .02},
         {.78, .16},
         {.7, .5},
         {.36, .86},
         {.16, .94},
         {.14, .8},
         {.32, .76},
         {.6, .93},
         {.9, .9}}}},
      {{{{.18, .14}, {.48, .02}, {.76, .18}, {.66, .4}, {.4, .47}},
        {{.4, .47}, {.74, .53}, {.84, .74}, {.56, .97}, {.14, .86}}},
       {{{.18, .05}, {.8, .05}}, {{.8, .05}, {.46, .42}}, {{.46, .42}, {.8, .52}, {.82, .82}, {.5, .98}, {.16, .88}}}},
      {{{{.28, .03}, {.2, .36}, {.13, .6}}, {{.13, .6}, {.88, .56}}, {{.7, .06}, {.67, .5}, {.62, 1}}},
       {{{.66, .02}, {.1, .66}}, {{.1, .66}, {.92, .66}}, {{.66, .02}, {.66, 1}}}},
      {{{{.82, .04}, {.3, .05}},
        {{.3, .05}, {.24, .44}},
        {{.24, .44}, {.52, .37}, {.82, .54}, {.78, .82}, {.48, .98}, {.14, .87}}},
       {{{.78, .02}, {.34, .06}, {.25, .44}, {.55, .4}, {.8, .62}, {.66, .92}, {.2, .94}}}},
      {{{{.72, .04}, {.4, .22}, {.18, .55}, {.22, .84}, {.5, .98}, {.78, .82}, {.72, .58}, {.44, .52}, {.2, .7}}},
       {{{.55, 0}, {.3, .3}, {.18, .68}, {.36, .96}, {.68, .92}, {.76, .68}, {.52, .56}, {.24, .74}}}},
      {{{{.12, .08}, {.86, .05}}, {{.86, .05}, {.6, .45}, {.42, 1}}},
       {{{.12, .1}, {.88, .06}}, {{.88, .06}, {.62, .48}, {.46, 1}}, {{.34, .52}, {.78, .48}}},
       {{{.14, .24}, {.16, .08}}, {{.16, .08}, {.84, .08}}, {{.84, .08}, {.58, .5}, {.5, 1}}}},
      {{{{.74, .16},
         {.5, .02},
         {.26, .2},
         {.5, .46},
         {.78, .74},
         {.5, .98},
         {.22, .74},
         {.5, .46},
         {.76, .2},
         {.66, .06}}},
       {{{.5, .47}, {.26, .28}, {.5, .03}, {.74, .26}, {.5, .47}},
        {{.5, .47}, {.2, .72}, {.5, .98}, {.8, .72}, {.5, .47}}}},
      {{{{.76, .26}, {.54, .03}, {.26, .2}, {.3, .46}, {.56, .5}, {.77, .26}}, {{.77, .2}, {.75, .6}, {.66, 1}}},
       {{{.74, .14}, {.42, .04}, {.22, .3}, {.42, .52}, {.72, .36}, {.78, .14}},
        {{.78, .14}, {.8, .6}, {.6, .94}, {.26, .9}}}},
  }};
  return all;
}

// How one digit is written: everything that differs from one writer, and from one moment, to the next.
struct Hand {
  double width, height, slant, turn, pen, soft, ink;
  Point centre;
  std::array<Point, 3> wave, along;  // elastic bending: three long waves across the box
  std::array<double, 3> phase;

  Hand(const Params& params, Rng& rng) {
    const double d = get_double(params, "distortion");
    height = rng.uniform(17.5, 20.5);
    height *= 1 - 0.06 * d * rng.uniform();
    width = height * (0.72 + 0.13 * d * rng.normal() * 0.8);
    width = std::clamp(width, 0.42 * height, 1.02 * height);
    slant = get_double(params, "slant") + 0.17 * d * rng.normal();
    turn = 0.09 * d * rng.normal();
    pen = get_double(params, "thickness") * std::clamp(1.25 + 0.3 * rng.normal(), 0.75, 2.1);
    soft = rng.uniform(1.1, 1.6);
    ink = rng.uniform(0.88, 1.0);
    centre.x = 14 + d * rng.normal();
    centre.y = 14 + d * rng.normal();
    for (size_t k = 0; k < 3; ++k) {
      wave[k].x = 0.042 * d * rng.normal();
      wave[k].y = 0.037 * d * rng.normal();
      along[k].x = kTurn * rng.uniform(-0.9, 0.9);
      along[k].y = kTurn * rng.uniform(-0.9, 0.9);
      phase[k] = kTurn * rng.uniform();
    }
  }

  // From the box of the template to pixels.
  Point place(Point p) const {
    Point bent = p;
    for (size_t k = 0; k < 3; ++k) bent = bent + std::sin(dot(along[k], p) + phase[k]) * wave[k];
    const double x = (bent.x - 0.5) * width - slant * (bent.y - 0.5) * height, y = (bent.y - 0.5) * height;
    return centre + Point{x * std::cos(turn) - y * std::sin(turn), x * std::sin(turn) + y * std::cos(turn)};
  }
};

// Catmull and Rom's spline through p1 and p2.
Point between(Point p0, Point p1, Point p2, Point p3, double t) {
  const auto blend = [t](double a, double b, double c, double d) {
    return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
  };
  return {blend(p0.x, p1.x, p2.x, p3.x), blend(p0.y, p1.y, p2.y, p3.y)};
}

// One straight piece of a stroke: darkens the pixels that the pen touches.
void ink_piece(Point a, Point b, double pen, const Hand& hand, std::array<double, kSide * kSide>& ink) {
  const double reach = pen + hand.soft;
  const auto low = [&](double u, double v) { return std::max(0, static_cast<int>(std::min(u, v) - reach)); };
  const auto high = [&](double u, double v) {
    return std::min(static_cast<int>(kSide) - 1, static_cast<int>(std::max(u, v) + reach));
  };
  for (int y = low(a.y, b.y); y <= high(a.y, b.y); ++y) {
    for (int x = low(a.x, b.x); x <= high(a.x, b.x); ++x) {
      const double distance = paint::segment({x + 0.5, y + 0.5}, a, b, pen);
      const double share = hand.ink * std::clamp(0.5 - distance / hand.soft, 0.0, 1.0);
      double& pixel = ink[static_cast<size_t>(y * kSide + x)];
      pixel = std::max(pixel, share);
    }
  }
}

void write_stroke(const Stroke& stroke, const Hand& hand, Rng& rng, std::array<double, kSide * kSide>& ink) {
  constexpr int kPieces = 5;
  const double press = rng.uniform(-0.18, 0.18);  // heavier at one end
  const size_t last = stroke.size() - 1;
  for (size_t i = 0; i < last; ++i) {
    const Point p0 = stroke[i == 0 ? 0 : i - 1], p3 = stroke[std::min(i + 2, last)];
    Point from = hand.place(stroke[i]);
    for (int k = 1; k <= kPieces; ++k) {
      const double t = static_cast<double>(k) / kPieces,
                   along = (static_cast<double>(i) + t) / static_cast<double>(last);
      const Point to = hand.place(between(p0, stroke[i], stroke[i + 1], p3, t));
      ink_piece(from, to, hand.pen * (1 + press * (2 * along - 1)), hand, ink);
      from = to;
    }
  }
}

void draw_digit(const DatasetRequest& request, size_t digit, Rng& rng, Scalar* out) {
  const std::vector<Glyph>& ways = glyphs()[digit];
  Glyph glyph = ways[rng.below(ways.size())];
  const Hand hand(request.params, rng);
  const double jitter = 0.022 * get_double(request.params, "distortion");
  for (Stroke& stroke : glyph) {
    for (Point& p : stroke) {
      p.x += jitter * rng.normal();
      p.y += jitter * rng.normal();
    }
  }
  std::array<double, kSide * kSide> ink{};
  for (const Stroke& stroke : glyph) write_stroke(stroke, hand, rng, ink);
  for (size_t i = 0; i < ink.size(); ++i) {
    out[i] = static_cast<Scalar>(std::clamp(ink[i] + 0.3 * request.noise * rng.normal(), 0.0, 1.0));
  }
}

Result<Dataset> make_digits(const DatasetRequest& request) {
  Dataset set = sample_set(request, {1, kSide, kSide}, {}, 10);
  draw_samples(request, "digits", set, [&](int64_t i, Rng& rng, Scalar* picture, Scalar* target) {
    draw_digit(request, static_cast<size_t>(i % 10), rng, picture);
    *target = static_cast<Scalar>(i % 10);
  });
  set.target_name = "digit";
  return set;
}

}  // namespace

const DatasetType& digits_dataset() {
  static const DatasetType type{
      .id = "digits",
      .title = "Digits",
      .category = "Images",
      .summary =
          "Handwritten-style digits, 28 by 28 grey pixels, drawn by a wandering pen. The classical first task "
          "for convolution.",
      .params = {{.key = "distortion",
                  .label = "Distortion",
                  .help = "How far the digits differ from print: bending, slant, proportions and place.",
                  .default_value = 1.0,
                  .minimum = 0,
                  .maximum = 2,
                  .step = 0.1},
                 {.key = "thickness",
                  .label = "Thickness",
                  .help = "Width of the pen, compared with the usual one.",
                  .default_value = 1.0,
                  .minimum = 0.5,
                  .maximum = 2,
                  .step = 0.1},
                 {.key = "slant",
                  .label = "Slant",
                  .help = "How far all digits lean to the right.",
                  .default_value = 0.1,
                  .minimum = -0.5,
                  .maximum = 0.5,
                  .step = 0.05}},
      .dimensions = 0,
      .classes = 10,
      .default_noise = 0.1,
      .kind = SampleKind::image,
      .sample_shape =
          [](const Params&) {
            return Shape{1, kSide, kSide};
          },
      .make = make_digits,
  };
  return type;
}

}  // namespace engine
