// Checks the text on the screen while it is drawn: too wide for its box, over other text, under 12 px, off the
// window. Off unless a test or the debug overlay turns it on; never changes what is drawn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ui/geometry.h"

namespace app::ui::lint {

void enable(bool on);
bool enabled();
void begin_frame();  // forgets the previous frame

// Called by draw::text. `ink` is the box of the glyphs, `room` the width it was given (0: none).
void note(std::string_view words, const Rect& ink, float size, float room, bool overlap_matters, const Rect& clip);
// An overlay hides the text noted so far inside `area`: it cannot overlap any more.
void uncover(const Rect& area);

// One sentence for each finding of this frame, such as: overflow "Standardise" 78 > 60.
std::vector<std::string> findings();
int text_count();

}  // namespace app::ui::lint
