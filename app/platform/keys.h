// Keys and key chords by name, the same for every Dear ImGui since 1.86. Decides nothing about what a chord does.
#pragma once

#include <optional>
#include <string_view>

namespace app::platform {

// The values are GLFW's key codes: those of ASCII for keys that print (of a US keyboard).
enum class Key : int {
  none = 0,
  space = 32,
  apostrophe = 39,
  comma = 44,
  minus = 45,
  period = 46,
  slash = 47,
  semicolon = 59,
  equal = 61,
  left_bracket = 91,
  backslash = 92,
  right_bracket = 93,
  grave = 96,
  escape = 256,
  enter = 257,
  tab = 258,
  backspace = 259,
  insert = 260,
  del = 261,
  right = 262,
  left = 263,
  down = 264,
  up = 265,
  page_up = 266,
  page_down = 267,
  home = 268,
  end = 269,
  f1 = 290,
  keypad_0 = 320,
  keypad_enter = 335,
  left_shift = 340,
  left_control = 341,
  left_alt = 342,
  left_super = 343,
};
// A letter (upper case) or a digit.
constexpr Key key_of(char c) { return static_cast<Key>(c); }

struct Chord {
  Key key = Key::none;
  bool control = false;  // Cmd on macOS
  bool shift = false;
  bool alt = false;
  bool operator==(const Chord&) const = default;
};

// "Ctrl+Shift+Z", "Space", "Right", "Del", "F5", "[": case does not matter.
std::optional<Chord> parse_chord(std::string_view text);

// Went down in this frame with exactly these modifiers; `repeat` also counts the keyboard's repeats.
bool chord_pressed(const Chord& chord, bool repeat = false);
// For literals: a chord that cannot be parsed is never pressed.
bool chord_pressed(std::string_view text, bool repeat = false);
bool key_down(Key key);

}  // namespace app::platform
