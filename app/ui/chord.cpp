#include "app/ui/chord.h"

#include "app/platform/keys.h"
#include "app/ui/interact.h"

namespace app::ui {

bool chord(std::string_view keys) { return !keyboard_taken() && platform::chord_pressed(keys); }

bool held(std::string_view key) {
  const auto chord = platform::parse_chord(key);
  return chord && !keyboard_taken() && platform::key_down(chord->key);
}

bool chord_while_typing(std::string_view keys) { return platform::chord_pressed(keys); }

}  // namespace app::ui
