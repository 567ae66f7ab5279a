// The controls of the program, at absolute positions in logical pixels, drawn exactly as the design has them.
// Every control takes a stable name, under which scripts and tests find it. No control keeps the user's values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/draw.h"
#include "app/ui/icons.h"
#include "app/ui/interact.h"

namespace app::ui {

// ---- panels and other quiet things (decor.cpp)
void panel(const Rect& r, Colour fill = 0);
// Icon, title and a quiet text on the right, 40 high. Returns the x behind the title.
float panel_header(const Rect& panel, std::string_view icon_name, std::string_view title, std::string_view right = {},
                   bool right_mono = false);
void well(const Rect& r, float radius = 8);  // plot well: canvas colour with a hairline
// Quiet text in the middle of a place that has nothing to show.
void empty_state(const Rect& r, std::string_view words, float size = 13);

enum class KeyKind { line, dash, dot, ring };
void legend_key(Vec left_middle, Colour c, KeyKind kind = KeyKind::line);

struct ChipLook {
  std::string_view icon_name = {};
  float size = 13;
  int weight = 500;
  bool mono = false;
  Colour colour = 0, fill = 0, edge = 0;
  bool edged = true;
};
float chip_width(std::string_view label, const ChipLook& look = {});
float chip(Vec top_left, float height, std::string_view label, const ChipLook& look = {});  // returns its width

// Label above a large number: the slot never moves when the number changes.
struct NumberLook {
  Colour key = 0;  // colour of the legend key before the label; 0: none
  KeyKind kind = KeyKind::line;
  Colour colour = 0;  // of the number; 0: ink
  float room = 100;   // width of label and number
};
void number_block(Vec left_middle, std::string_view label, std::string_view value, const NumberLook& look = {});

// ---- buttons (button.cpp)
enum class ButtonKind { normal, primary, ghost };
struct Button {
  std::string_view icon_name = {};
  std::string_view label = {};
  ButtonKind kind = ButtonKind::normal;
  bool on = false;  // a toggle that is on
  bool disabled = false;
  bool caret = false;  // opens a menu
  bool mono = false;
  float size = 14;
  float icon_size = 18;
  float stroke = 2;
  float radius = 8;
  Colour colour = 0;  // of icon and label
  std::string_view tip = {};
};
bool button(const char* name, const Rect& r, const Button& look);
enum class ButtonState { normal, hover, pressed, focus, off };
void draw_button(const Rect& r, const Button& look, ButtonState state);

// A bar with one sentence and at most one button: Doctor, errors, banners. True when the button was pressed.
enum class BannerKind { good, warn, error, past };
struct Banner {
  BannerKind kind = BannerKind::good;
  std::string_view title = {};
  std::string_view words = {};
  std::string_view action = {};
  float opacity = 1;
};
bool banner(const char* name, const Rect& r, const Banner& what);

// ---- choices (choice.cpp, dropdown.cpp)
struct SegmentItem {
  std::string_view label = {};
  std::string_view icon_name = {};
  std::string_view tip = {};
  float width = 0;  // 0: an equal share
};
bool segmented(const char* name, const Rect& r, std::span<const SegmentItem> items, int* selected, float size = 13);

bool toggle(const char* name, Vec top_left, bool* on, bool disabled = false);  // 32 x 18
bool checkbox(const char* name, Vec left_middle, std::string_view label, bool* on, bool disabled = false);

struct Dropdown {
  std::string_view icon_name = {};
  float size = 13;
  bool mono = false;
  bool disabled = false;
  std::string_view placeholder = {};  // shown when nothing is selected
  std::string_view tip = {};
};
// *selected is -1 when nothing is. True when the user chose another one.
bool dropdown(const char* name, const Rect& r, std::span<const std::string> items, int* selected,
              const Dropdown& look = {});

// ---- values (slider.cpp, stepper.cpp)
struct Range {
  double minimum = 0, maximum = 1;
  double step = 0;           // 0: continuous (one notch is a hundredth of the way)
  bool logarithmic = false;  // minimum 0 is allowed: the left end is then 0
};
struct Slider {
  Range range = {};
  std::string_view text = {};  // shown instead of the number, such as "20%"
  std::string_view unit = {};
  Colour colour = 0;  // of the filled part
  double reset = 0;   // value that Alt-click restores, when has_reset
  bool has_reset = false;
  bool disabled = false;
  std::string_view tip = {};
};
// Label with the value at the right; `left_middle` is the middle of that line, the track lies 18 below.
Change slider(const char* name, Vec left_middle, float width, std::string_view label, double* value,
              const Slider& look);
// Track and number side by side, without a label.
Change slider_row(const char* name, const Rect& r, double* value, const Slider& look);
// The track alone, 4 high with a 16-px knob, centred on y.
Change track(const char* name, Vec left_middle, float width, double* value, const Slider& look);
void draw_track(Vec left_middle, float width, float t, Colour colour = 0, bool disabled = false);
// Where a value lies on a slider, 0 .. 1, and back (rounded to the step).
double position_of(double value, const Range& range);
double value_at(double position, const Range& range);

struct Stepper {
  double minimum = 0, maximum = 1e9;
  double step = 1;
  float size = 14;
  float spread = 24;  // of the small one: from the middle to the signs
  std::string_view text = {};
  bool disabled = false;
  std::string_view tip = {};
};
// Minus, number, plus. Dragging the number sideways changes it, a double click types it.
Change stepper(const char* name, const Rect& r, int64_t* value, const Stepper& look = {});
Change stepper(const char* name, const Rect& r, double* value, const Stepper& look = {});
// The small one in the head of a column: no frame.
Change mini_stepper(const char* name, Vec centre, int64_t* value, const Stepper& look = {});

// The border between two areas: 8 px to grab, a double click restores. `position` is its x (vertical) or y.
struct Splitter {
  bool vertical = true;
  float minimum = 0, maximum = 1e6f;
  float restore = 0;
};
Change splitter(const char* name, Vec from, float length, float* position, const Splitter& look);

// ---- text (text_field.cpp)
struct TextField {
  std::string_view icon_name = {};
  std::string_view hint = {};
  float size = 13;
  bool mono = false;
  bool focus_now = false;
  bool bad = false;  // framed in the error colour
};
Change text_field(const char* name, const Rect& r, std::string* value, const TextField& look = {});
// A field that replaces a number for one edit; opened by a double click. See inline_edit.h.

// ---- over everything else (tooltip.cpp, menu.cpp, modal.cpp)
struct TipRow {
  std::string label = {};  // quiet, mono
  std::string value = {};  // mono, in `colour`
  Colour colour = 0;       // one of theme().tip_*; 0: tip_ink
};
struct Tip {
  std::string title = {};
  std::string text = {};  // wraps at 260
  std::vector<TipRow> rows = {};
  bool rows_in_line = true;  // side by side, else one below the other
  std::string picture = {};  // an icon, large, left of the words
};
// For the last item hit(): shown when the pointer has rested on it for 350 ms.
void tooltip(std::string_view text);
void tooltip(const Tip& tip);
// For something found by the panel itself, such as an edge: `key` tells one thing from the next.
void tooltip_at(std::string_view key, Vec pointer, const Tip& tip);
// Without delay, for what follows a drag.
void tooltip_now(Vec left_top, std::string_view text);
void tooltip_now(Vec left_top, const Tip& tip);

struct MenuItem {
  std::string label = {};
  std::string icon_name = {};
  std::string shortcut = {};
  bool disabled = false;
  bool checked = false;
  bool danger = false;
  bool separator_before = false;
};
void open_menu(const char* name, Vec at);
bool menu_is_open(const char* name);
// Call each frame; the index chosen in this frame, else -1.
int menu(const char* name, std::span<const MenuItem> items, float min_width = 0);

// Only for unsaved work. Returns -1 while nothing was chosen; Esc chooses the last answer, Enter the first.
void open_question(const char* name);
int question(const char* name, std::string_view title, std::string_view words, std::span<const std::string> answers);

}  // namespace app::ui
