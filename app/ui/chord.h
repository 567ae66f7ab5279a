// Key chords for panels, which do not know the platform.
#pragma once

#include <string_view>

namespace app::ui {

// "F" or "Ctrl+D" went down in this frame, and nothing else has the keyboard.
bool chord(std::string_view keys);
// A key is held down, such as "Left" or "A", and nothing else has the keyboard.
bool held(std::string_view key);
// The same for whoever has the keyboard: while the user types.
bool chord_while_typing(std::string_view keys);

}  // namespace app::ui
