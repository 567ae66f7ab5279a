// A panel or a shortcut wants a part of the window, or the curves, as a file; the program writes it.
#pragma once

#include <optional>

namespace app {

// picture: whatever a panel wants (ui/picture_request.h); the last two as scalable vector graphics.
enum class Export { window, network, charts, output, curves, picture, network_svg, charts_svg };
inline bool is_vector(Export what) { return what == Export::network_svg || what == Export::charts_svg; }

// As it will look two frames from now, when the list that it was chosen from is closed.
void want_export(Export what);
// Once a frame, when it is complete: what is wanted, when its time has come.
std::optional<Export> take_wanted_export();

}  // namespace app
