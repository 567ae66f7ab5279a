#include "app/ui/chord.h"

#include "app/platform/keys.h"
#include "app/ui/interact.h"

namespace app::ui {

bool chord(std::string_view keys) { return !keyboard_taken() && platform::chord_pressed(keys); }

bool chord_while_typing(std::string_view keys) { return platform::chord_pressed(keys); }

}  // namespace app::ui
