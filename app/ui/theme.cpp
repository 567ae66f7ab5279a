#include "app/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace app::ui {
namespace {

constexpr Colour rgba(unsigned hex, int alpha) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}
constexpr Colour rgb(unsigned hex) { return rgba(hex, 255); }

constexpr Palette dark = {
    .bg0 = rgb(0x090D14),
    .bg1 = rgb(0x121926),
    .cv = rgb(0x0C111B),
    .bg2 = rgb(0x1C2535),
    .bg3 = rgb(0x2A364D),
    .line = rgb(0x253044),
    .line2 = rgb(0x5B6D90),
    .ink = rgb(0xF3F6FC),
    .ink2 = rgb(0xC9D2E3),
    .ink3 = rgb(0x95A2BA),
    .dis = rgb(0x5B6880),
    .acc = rgb(0x3DDBAE),
    .acc_ink = rgb(0x06231A),
    .acc_hover = rgb(0x5BE6BF),
    .acc_press = rgb(0x2CB893),
    .pos = rgb(0x56A8FF),
    .neg = rgb(0xFF9F43),
    .grad = rgb(0xFF7AB8),
    .val = rgb(0xB49CFF),
    .warn = rgb(0xFFD24A),
    .err = rgb(0xFF6B7A),
    .warn_fill = rgb(0xFFD24A),
    .warn_ink = rgb(0x241900),
    .dot = rgb(0x1C2536),
    .glass = rgba(0x7896C8, 18),
    .glass_line = rgba(0x96AFDC, 56),
    .glass_hi = rgba(0xFFFFFF, 26),
    .hi = rgba(0xFFFFFF, 11),
    .shadow = rgb(0x000000),
    .pt_edge = rgb(0x0B0F17),
    .point = {rgb(0xFFBE75), rgb(0x8ECAFF)},
    .thumb = {rgb(0xFFB45C), rgb(0x6FB7FF)},
    .knob = rgb(0xF3F6FC),
    .knob_edge = rgb(0x090D14),
    .seg_on = rgb(0x2A364D),
    .logo = rgb(0x1A2A33),
    .tip_bg = rgb(0xF3F6FC),
    .tip_ink = rgb(0x0F1726),
    .tip_ink2 = rgb(0x34415A),
    .tip_ink3 = rgb(0x56637B),
    .tip_pos = rgb(0x1464D2),
    .tip_neg = rgb(0xB55100),
    .tip_grad = rgb(0xC4297A),
    .tip_val = rgb(0x6B46D9),
    .tip_acc = rgb(0x00785A),
    .cell_dark = rgb(0x0B0F17),
    .cell_light = rgb(0xF3F6FC),
    .veil = rgba(0x000000, 153),
    .category = {rgb(0xFF9F43), rgb(0x56A8FF), rgb(0x7BD66B), rgb(0xF78BC4), rgb(0xB49CFF), rgb(0xFFE066),
                 rgb(0x4DD6E0), rgb(0xFF7A6B), rgb(0xD3AE86), rgb(0xA9B4C8)},
};

constexpr Palette light = {
    .bg0 = rgb(0xE4E9F1),
    .bg1 = rgb(0xFFFFFF),
    .cv = rgb(0xF5F7FB),
    .bg2 = rgb(0xEDF1F7),
    .bg3 = rgb(0xDCE3EE),
    .line = rgb(0xD3DBE8),
    .line2 = rgb(0x7B89A2),
    .ink = rgb(0x0F1726),
    .ink2 = rgb(0x34415A),
    .ink3 = rgb(0x56637B),
    .dis = rgb(0x98A4B8),
    .acc = rgb(0x00785A),
    .acc_ink = rgb(0xFFFFFF),
    .acc_hover = rgb(0x008A68),
    .acc_press = rgb(0x006249),
    .pos = rgb(0x1464D2),
    .neg = rgb(0xB55100),
    .grad = rgb(0xC4297A),
    .val = rgb(0x6B46D9),
    .warn = rgb(0x8A6100),
    .err = rgb(0xC62236),
    .warn_fill = rgb(0xFFC52E),
    .warn_ink = rgb(0x241900),
    .dot = rgb(0xDDE3ED),
    .glass = rgba(0xFFFFFF, 209),
    .glass_line = rgb(0xC9D3E3),
    .glass_hi = rgba(0xFFFFFF, 0),
    .hi = rgba(0xFFFFFF, 0),
    .shadow = rgb(0x31415F),
    .pt_edge = rgb(0xFFFFFF),
    .point = {rgb(0xA84A00), rgb(0x0B4FB3)},
    .thumb = {rgb(0xC86412), rgb(0x1F6AD8)},
    .knob = rgb(0xFFFFFF),
    .knob_edge = rgb(0x7B89A2),
    .seg_on = rgb(0xFFFFFF),
    .logo = rgb(0xDDF3EC),
    .tip_bg = rgb(0x0F1726),
    .tip_ink = rgb(0xF3F6FC),
    .tip_ink2 = rgb(0xC9D2E3),
    .tip_ink3 = rgb(0x95A2BA),
    .tip_pos = rgb(0x56A8FF),
    .tip_neg = rgb(0xFF9F43),
    .tip_grad = rgb(0xFF7AB8),
    .tip_val = rgb(0xB49CFF),
    .tip_acc = rgb(0x3DDBAE),
    .cell_dark = rgb(0x0B0F17),
    .cell_light = rgb(0xF3F6FC),
    .veil = rgba(0x0F1726, 115),
    .category = {rgb(0xB55100), rgb(0x1464D2), rgb(0x2F7D22), rgb(0xB8256F), rgb(0x6B46D9), rgb(0x8A6D00),
                 rgb(0x00788A), rgb(0xC22F2F), rgb(0x7A5230), rgb(0x56637B)},
};

// Black and white, and every colour as bright as its meaning allows; lines are seen from the last row. Blue and orange
// stay apart for all kinds of colour blindness.
constexpr Palette high_contrast() {
  Palette p = dark;
  p.bg0 = p.bg1 = p.cv = rgb(0x000000);
  p.bg2 = rgb(0x14181F);
  p.bg3 = rgb(0x303A4A);
  p.line = rgb(0x8E99AB);
  p.line2 = rgb(0xFFFFFF);
  p.ink = p.ink2 = rgb(0xFFFFFF);
  p.ink3 = rgb(0xD8DFEB);
  p.dis = rgb(0x8E99AB);
  p.acc = rgb(0x45FFC8);
  p.acc_hover = rgb(0x8AFFDF);
  p.acc_press = rgb(0x2CD8A6);
  p.acc_ink = rgb(0x000000);
  p.pos = rgb(0x7CC0FF);
  p.neg = rgb(0xFFB25C);
  p.grad = rgb(0xFF9CCB);
  p.val = rgb(0xCDBDFF);
  p.warn = p.warn_fill = rgb(0xFFE066);
  p.warn_ink = rgb(0x000000);
  p.err = rgb(0xFF98A3);
  p.dot = rgb(0x2A3444);
  p.glass = rgba(0x000000, 0);
  p.glass_line = rgb(0xB9C4D6);
  p.glass_hi = p.hi = rgba(0xFFFFFF, 0);
  p.point[0] = p.thumb[0] = rgb(0xFFC98A);
  p.point[1] = p.thumb[1] = rgb(0x9AD4FF);
  p.pt_edge = rgb(0x000000);
  p.knob = rgb(0xFFFFFF);
  p.knob_edge = rgb(0x000000);
  p.seg_on = rgb(0x44526A);
  p.tip_bg = rgb(0xFFFFFF);
  p.tip_ink = p.tip_ink2 = rgb(0x000000);
  p.tip_ink3 = rgb(0x2B3648);
  p.tip_pos = rgb(0x0B4FB3);
  p.tip_neg = rgb(0x8F3F00);
  p.tip_grad = rgb(0x9B1059);
  p.tip_val = rgb(0x4E2BB5);
  p.tip_acc = rgb(0x005C44);
  p.veil = rgba(0x000000, 200);
  return p;
}
constexpr Palette contrasting = high_contrast();

// Stops of the colour maps, low to high; `gray` has two.
constexpr Colour stops[3][6][5] = {
    {{rgb(0xFFC27A), rgb(0xC0690F), rgb(0x141B28), rgb(0x1B69BF), rgb(0x8CCBFF)},
     {rgb(0xB4661A), rgb(0x7A4616), rgb(0x141B28), rgb(0x1B4A85), rgb(0x2A6FBF)},
     {rgb(0x111827), rgb(0x173A66), rgb(0x2273C9), rgb(0x8CC6FF), rgb(0xF4FAFF)},
     {rgb(0x111827), rgb(0x5A3410), rgb(0xC0690F), rgb(0xFFB65E), rgb(0xFFE9CC)},
     {rgb(0x0D1320), rgb(0x18233A), rgb(0x2A3B5C), rgb(0x4A6088), rgb(0x8496B8)},
     {rgb(0x05080D), rgb(0xF3F6FC)}},
    {{rgb(0xB04A00), rgb(0xEE9A4F), rgb(0xFBFCFE), rgb(0x62A6F0), rgb(0x0B4CA6)},
     {rgb(0xF3B37A), rgb(0xF8D3B0), rgb(0xFBFCFE), rgb(0xBBD8F8), rgb(0x86B8F0)},
     {rgb(0xF7F9FC), rgb(0xCFE2FA), rgb(0x7DB4F2), rgb(0x2A73D2), rgb(0x08306B)},
     {rgb(0xF7F9FC), rgb(0xFBDDBB), rgb(0xF0A560), rgb(0xC86A12), rgb(0x7A3A00)},
     {rgb(0xFFFFFF), rgb(0xEDF2F9), rgb(0xCFDAE9), rgb(0xA5B5CF), rgb(0x74879F)},
     {rgb(0xFFFFFF), rgb(0x0F1726)}},
    {{rgb(0xFFD9A6), rgb(0xE07B12), rgb(0x000000), rgb(0x2A86E8), rgb(0xB0DDFF)},
     {rgb(0xE08A2C), rgb(0x8F4F10), rgb(0x000000), rgb(0x1B5AA6), rgb(0x4A9BEF)},
     {rgb(0x000000), rgb(0x1B4F8F), rgb(0x2F86E0), rgb(0x9CD0FF), rgb(0xFFFFFF)},
     {rgb(0x000000), rgb(0x6E3D08), rgb(0xD87A18), rgb(0xFFC06E), rgb(0xFFF1DC)},
     {rgb(0x000000), rgb(0x1F2C44), rgb(0x3E5478), rgb(0x7288AE), rgb(0xC4D2EA)},
     {rgb(0x000000), rgb(0xFFFFFF)}},
};

ThemeName current_ = ThemeName::dark;

int channel(Colour c, int shift) { return static_cast<int>((c >> shift) & 255u); }
double to_linear(int v) {
  const double s = v / 255.0;
  return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
}
int to_byte(double v) {
  const double s = v <= 0.0031308 ? 12.92 * std::max(v, 0.0) : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
  return static_cast<int>(std::lround(255 * std::clamp(s, 0.0, 1.0)));
}

// Ottosson's OKLab.
std::array<double, 3> to_oklab(Colour c) {
  const double r = to_linear(channel(c, IM_COL32_R_SHIFT)), g = to_linear(channel(c, IM_COL32_G_SHIFT)),
               b = to_linear(channel(c, IM_COL32_B_SHIFT));
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}
Colour from_oklab(const std::array<double, 3>& q) {
  const double l = std::pow(q[0] + 0.3963377774 * q[1] + 0.2158037573 * q[2], 3);
  const double m = std::pow(q[0] - 0.1055613458 * q[1] - 0.0638541728 * q[2], 3);
  const double s = std::pow(q[0] - 0.0894841775 * q[1] - 1.2914855480 * q[2], 3);
  return IM_COL32(to_byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                  to_byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                  to_byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 255);
}

Lut build(Map map, ThemeName name) {
  const Colour* row = stops[static_cast<int>(name)][static_cast<int>(map)];
  const int pieces = map == Map::gray ? 1 : 4;
  Lut out;
  for (int i = 0; i < 256; ++i) {
    const double t = i / 255.0 * pieces;
    const int k = std::min(pieces - 1, static_cast<int>(t));
    const auto a = to_oklab(row[k]), b = to_oklab(row[k + 1]);
    const double f = t - k;
    out[static_cast<size_t>(i)] =
        from_oklab({a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f, a[2] + (b[2] - a[2]) * f});
  }
  return out;
}

struct AllLuts {
  Lut table[3][6];
  AllLuts() {
    for (int t = 0; t < 3; ++t) {
      for (int m = 0; m < 6; ++m) table[t][m] = build(static_cast<Map>(m), static_cast<ThemeName>(t));
    }
  }
};
}  // namespace

const Palette& palette(ThemeName name) {
  return name == ThemeName::dark ? dark : name == ThemeName::light ? light : contrasting;
}
const Palette& theme() { return palette(current_); }
ThemeName theme_name() { return current_; }
void set_theme(ThemeName name) { current_ = name; }

Colour pixel_colour(float red, float green, float blue) {
  const auto byte = [](float v) { return static_cast<int>(std::lround(255 * (v > 0 ? std::min(v, 1.0f) : 0.0f))); };
  return IM_COL32(byte(red), byte(green), byte(blue), 255);
}

Colour with_alpha(Colour c, float alpha) {
  const auto a = static_cast<Colour>(std::lround(255 * (alpha > 0 ? std::min(alpha, 1.0f) : 0.0f)));
  return (c & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

Colour faded(Colour c, float factor) {
  return with_alpha(c, static_cast<float>(channel(c, IM_COL32_A_SHIFT)) / 255.0f * factor);
}

Colour mix(Colour a, Colour b, float t) {
  t = t > 0 ? std::min(t, 1.0f) : 0.0f;
  const auto blend = [&](int shift) {
    const auto p = static_cast<float>(channel(a, shift)), q = static_cast<float>(channel(b, shift));
    return static_cast<int>(std::lround(p + (q - p) * t));
  };
  return IM_COL32(blend(IM_COL32_R_SHIFT), blend(IM_COL32_G_SHIFT), blend(IM_COL32_B_SHIFT), blend(IM_COL32_A_SHIFT));
}

float luminance(Colour c) {
  return static_cast<float>(0.2126 * to_linear(channel(c, IM_COL32_R_SHIFT)) +
                            0.7152 * to_linear(channel(c, IM_COL32_G_SHIFT)) +
                            0.0722 * to_linear(channel(c, IM_COL32_B_SHIFT)));
}

float contrast(Colour a, Colour b) {
  const float p = luminance(a), q = luminance(b);
  return (std::max(p, q) + 0.05f) / (std::min(p, q) + 0.05f);
}

Colour tip_colour(Colour c) {
  const Palette& t = theme();
  if (c == t.pos) return t.tip_pos;
  if (c == t.neg) return t.tip_neg;
  if (c == t.val) return t.tip_val;
  if (c == t.acc) return t.tip_acc;
  if (c == t.grad) return t.tip_grad;
  return t.tip_ink;
}

Colour fading_colour(Colour strong, size_t index, size_t count) {
  const float back = 0.18f * static_cast<float>(count - 1 - index);
  return mix(strong, theme().bg1, std::min(0.58f, back));
}

Colour class_colour(int index, int classes) {
  if (classes <= 2) return theme().point[index > 0 ? 1 : 0];
  return theme().category[((index % 10) + 10) % 10];
}

const Lut& lut(Map map, ThemeName name) {
  static const AllLuts all;
  return all.table[static_cast<int>(name)][static_cast<int>(map)];
}
const Lut& lut(Map map) { return lut(map, current_); }

Colour map_colour(Map map, float t) {
  if (std::isnan(t)) t = map == Map::div || map == Map::surf ? 0.5f : 0.0f;
  return lut(map)[static_cast<size_t>(std::lround(std::clamp(t, 0.0f, 1.0f) * 255))];
}

}  // namespace app::ui
