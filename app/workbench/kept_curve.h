// The curves of a training as part of a project's document, so that they go on where the file left them. Thinned to a
// few hundred points; histograms of weights are left out.
#pragma once

#include <string>
#include <vector>

#include "engine/train/event.h"

namespace app {

// `document` with the curve in it; without one where it is empty.
std::string with_curve(const std::string& document, const std::vector<engine::event::MetricPoint>& curve);
// The curve of a document; empty when there is none, or none that can be read.
std::vector<engine::event::MetricPoint> curve_of(const std::string& document);

}  // namespace app
