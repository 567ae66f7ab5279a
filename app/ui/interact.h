// Pointer and keyboard for one rectangle: what every widget, and every gesture of a panel, is built on.
// Places an invisible ImGui item at absolute coordinates and registers it by name for scripts and tests.
#pragma once

#include <string>
#include <string_view>

#include "app/ui/geometry.h"

namespace app::ui {

// Between ImGui::NewFrame and the first widget; after the last widget and before ImGui::Render.
void begin_frame();
void end_frame();

// A part of the window with its own clip rectangle: an ImGui window without frame, background and padding.
// Widgets must lie in one. Coordinates inside stay those of the whole window.
class Surface {
 public:
  Surface(const char* name, const Rect& area);
  ~Surface();
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
};

// A surface inside a surface whose content is `content_height` high and moves with the wheel.
// Draw the content at y() instead of the top of the area.
class ScrollArea {
 public:
  ScrollArea(const char* name, const Rect& area, float content_height);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;
  float y() const { return top_; }
  float width() const { return width_; }  // less when a scroll bar is shown

 private:
  Rect area_;
  float top_, width_, content_;
  std::string name_;
};

// Moves a scroll area, from the next frame on, so that `top` .. `bottom` of its content is seen in `height`.
void scroll_to(const char* name, float top, float bottom, float height);

// The same widgets twice: what is asked for by name during its life has this name in front.
class NameScope {
 public:
  explicit NameScope(const char* name);
  ~NameScope();
  NameScope(const NameScope&) = delete;
  NameScope& operator=(const NameScope&) = delete;
  // Something that was asked for since has the keyboard's focus, and shows it.
  bool focused() const;
};

struct HitOptions {
  bool disabled = false;
  bool focusable = true;   // takes part in Tab order
  bool wheel = false;      // takes the wheel while focused, so that the surface does not scroll
  bool arrows = false;     // uses arrows, Home and End while focused
  bool repeat = false;     // clicked again and again while held
  bool edits = false;      // has strokes or marks of its own: Del and Ctrl+Z are for it while it has the focus
  bool types = false;      // takes what is typed: while it has the focus, every key without Ctrl is for it (cells)
  float focus_radius = 8;  // of the focus frame
  float reach = 0;         // the area that reacts is this much larger on each side
};

// What happened to an area in this frame. Where areas overlap the one asked first wins: ask small things before what
// lies behind them.
struct Hit {
  bool hovered = false;   // the pointer is over it and nothing is above
  bool held = false;      // pressed and not yet released, wherever the pointer is
  bool pressed = false;   // went down in this frame
  bool clicked = false;   // released over it in this frame, or Enter while it has the focus
  bool released = false;  // let go in this frame, wherever
  bool double_clicked = false;
  bool right_clicked = false;
  bool focused = false;  // has the keyboard
  float wheel = 0;       // notches in this frame, when asked for
  Vec drag;              // from where the button went down, while held
  Vec moved;             // since the last frame, while held
};
Hit hit(const char* name, const Rect& area, const HitOptions& options = {});

// What a value widget reports. One drag is began .. committed: one undo step.
struct Change {
  bool began = false;      // the first frame of an edit
  bool changed = false;    // the value is another than before this call
  bool committed = false;  // the edit is complete
  explicit operator bool() const { return changed; }
};

enum class Key {
  tab,
  enter,
  escape,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  del,
  backspace,
  space,
  next_panel
};
bool key_pressed(Key key, bool repeat = true);
bool shift_down();
bool ctrl_down();

// Keyboard focus by Tab, in the order of the calls of hit(), by F6 from panel to panel, and by arrows in what lies over
// the window. The frame is shown only when the focus came by keyboard.
bool has_focus(std::string_view name);
void set_focus(std::string_view name);
void clear_focus();
// What has it and shows it; known while a script or a test runs.
std::string focus_name();
// True while the user types text or a menu or question is open: all global shortcuts must wait.
bool keyboard_taken();
// True while the widget with the visible focus uses this key itself (arrows, Enter, Home, End).
bool focus_uses(Key key);
// True while what has the focus takes Del and Ctrl+Z for itself (HitOptions::edits).
bool focus_edits();
// The same for every key without Ctrl (HitOptions::types).
bool focus_types();
// In this frame a chord such as "Space" or "1" is for the caller and not for the shortcuts of the program.
void claim(std::string_view chord);
bool is_claimed(std::string_view chord);

// Seconds since start, and the state of "reduce motion" (no pulses, no slides).
double now();
void set_reduce_motion(bool on);
bool reduce_motion();

// The window must be drawn again after so many seconds (blinking caret, tooltip delay, animation), though nothing
// arrives; the main loop sleeps no longer than seconds_to_next_frame(), which is large when nothing is due.
void request_frame(double in_seconds = 0);
double seconds_to_next_frame();

// A name below a name, "node/3" + "plus" -> "node/3/plus"; valid until the next frame.
const char* name_of(const char* parent, const char* child);
const char* name_of(const char* parent, long long index);

}  // namespace app::ui
