// Rasterises ImGui's draw data on the CPU, the same on every machine: for tests that look at pixels without a display.
#pragma once

#include <imgui.h>

#include "app/platform/picture.h"

namespace ui_test {

// Bilinear texture lookups, no multisampling: what the OpenGL backend does. Textures other than the font atlas are
// drawn as plain colour. `ground` is what the frame is cleared to.
app::platform::Picture rasterise(const ImDrawData& data, int width, int height, ImU32 ground);

}  // namespace ui_test
