#include "app/ui/geometry.h"

#include <algorithm>
#include <cmath>

namespace app::ui {
namespace {
float factor_ = 1.0f;

// Device pixels for one ImGui unit (2 on a Retina screen, 1 where ImGui works in device pixels).
float device_ratio() {
  if (!ImGui::GetCurrentContext()) return 1.0f;
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  return ratio > 0 ? ratio : 1.0f;
}
}  // namespace

float scale() { return factor_; }

void set_scale(float factor) { factor_ = std::isfinite(factor) ? std::clamp(factor, 0.5f, 4.0f) : 1.0f; }

float snap(float v) {
  const float ratio = device_ratio();
  return std::floor(v * factor_ * ratio + 0.5f) / ratio;
}

float hairline_width() {
  const float ratio = device_ratio();
  return std::max(1.0f, std::floor(factor_ * ratio + 0.5f)) / ratio;
}

Vec mouse() { return logical(ImGui::GetIO().MousePos); }

Vec display_size() { return logical(ImGui::GetIO().DisplaySize); }

}  // namespace app::ui
