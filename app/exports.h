// Pictures and tables that leave the program: the window or a part of it as PNG or SVG, the curves as CSV. They go to
// one folder of the user, under names that are not taken. Draws nothing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/platform/picture.h"
#include "app/ui/export_request.h"
#include "app/ui/geometry.h"
#include "app/workbench/workbench.h"
#include "engine/core/result.h"

namespace app {

// The part of a picture of the whole window, `area` in logical pixels of `scale` device pixels.
platform::Picture cut_out(const platform::Picture& whole, const ui::Rect& area, float scale);

// One line for each point of the curves: epoch, step, learning rate, loss and the metrics that make sense, of the
// training and the validation part. Empty cells where there is no number.
std::string curves_csv(const std::vector<engine::event::MetricPoint>& curve);

// "two_spirals network.png", with a number behind where that is taken.
std::filesystem::path free_name(const std::filesystem::path& folder, const View& view, std::string_view what,
                                std::string_view ending);

// The picture of a part of the window as base64 of a PNG; empty when there is none.
std::string png_base64(const platform::Picture& whole, const ui::Rect& area, float scale);

// Writes the file; its path, or why not. `whole` is needed for pictures only; of a vector picture, the frame has been
// recorded (ui/svg).
engine::Result<std::string> write_export(Export what, const View& view, const platform::Picture& whole,
                                         const ui::Rect& area, float scale, const std::filesystem::path& folder);

}  // namespace app
