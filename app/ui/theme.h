// Every colour of the program, for the dark, the light and the high-contrast theme. The only place with colour
// literals. One colour has one meaning; a hue is never decoration.
#pragma once

#include <imgui.h>

#include <array>

namespace app::ui {

using Colour = ImU32;

enum class ThemeName { dark, light, contrast };

struct Palette {
  Colour bg0, bg1, cv, bg2, bg3;              // window; panel; canvas and plot well; control; hover and empty track
  Colour line, line2;                         // hairline, grid; edge that must be seen
  Colour ink, ink2, ink3, dis;                // main text; body; quiet text and idle icons; disabled
  Colour acc, acc_ink, acc_hover, acc_press;  // you act; text on it
  Colour pos, neg, grad, val, warn, err;      // positive; negative; gradient; validation; advice; cannot run
  Colour warn_fill, warn_ink;                 // fill and text of the button in an advice bar
  Colour dot;                                 // dots of the canvas grid
  Colour glass, glass_line, glass_hi;         // glass column: fill, edge, light along the top
  Colour hi;                                  // light along the top of a panel
  Colour shadow;                              // opaque; draw::shadow adds the alpha
  Colour pt_edge;                             // edge of data points
  Colour point[2];                            // fill of data points of class 0 and 1
  Colour thumb[2];                            // the same two in the small pictures of data sets
  Colour knob, knob_edge;                     // handle of sliders
  Colour seg_on;                              // selected segment
  Colour logo;                                // tile behind the logo
  Colour tip_bg, tip_ink, tip_ink2, tip_ink3, tip_pos, tip_neg, tip_grad, tip_val, tip_acc;  // tooltips are inverted
  Colour cell_dark, cell_light;                                                              // text on coloured cells
  Colour veil;          // dims the window behind a question
  Colour category[10];  // classes beyond two
};

const Palette& theme();
const Palette& palette(ThemeName name);
ThemeName theme_name();
inline bool is_dark() { return theme_name() != ThemeName::light; }  // dark ground
void set_theme(ThemeName name);

Colour pixel_colour(float red, float green, float blue);  // of a picture that is data, each 0 .. 1
Colour with_alpha(Colour c, float alpha);                 // alpha replaced
Colour faded(Colour c, float factor);                     // alpha multiplied
Colour mix(Colour a, Colour b, float t);                  // in sRGB, as the design does
float luminance(Colour c);                                // relative luminance (WCAG), 0 .. 1
float contrast(Colour a, Colour b);                       // WCAG contrast ratio, 1 .. 21
inline Colour ink_on(Colour cell) { return luminance(cell) > 0.26f ? theme().cell_dark : theme().cell_light; }

// The same meaning on a tooltip, which has the other theme's ground.
Colour tip_colour(Colour c);

// Data points: the two strong fills first, the categorical set when there are more than two classes.
Colour class_colour(int index, int classes);
// One of a row of lines, such as one for each layer: the last has the full colour, those before it fade towards the
// panel.
Colour fading_colour(Colour strong, size_t index, size_t count);
inline Colour sign_colour(float v) { return v < 0 ? theme().neg : theme().pos; }

// Colour maps: 256 entries, linear in OKLab between the stops of the design.
enum class Map { div, surf, seq, errseq, land, gray };
using Lut = std::array<Colour, 256>;
const Lut& lut(Map map);
const Lut& lut(Map map, ThemeName name);
Colour map_colour(Map map, float t);  // t in 0 .. 1; NaN gives the middle of `div`, else 0
inline Colour div_colour(float v) { return map_colour(Map::div, v * 0.5f + 0.5f); }  // v in -1 .. 1

}  // namespace app::ui
