// How long a line chart takes to draw per frame, by the number of points of its two lines: the whole curve and ever
// closer stretches of it, while points are being added. Without a window: input to finished draw lists, on the clock of
// the thread.
#include <fmt/format.h>

#include <vector>

#include "app/platform/frame_timer.h"
#include "app/ui/interact.h"
#include "app/ui/plot.h"
#include "app/ui/type.h"

namespace {

namespace ui = app::ui;

constexpr int kFrames = 300, kAdded = 100;  // frames of a row, points that each adds

float next_value(uint32_t& seed) {
  seed = seed * 1664525U + 1013904223U;
  return 0.5f + static_cast<float>(seed >> 8) / 33554432.0f;
}

app::platform::FrameStats frames(std::vector<float>& train, std::vector<float>& val, double part) {
  app::platform::FrameTimer timer;
  uint32_t seed = 7;
  for (int frame = 0; frame < kFrames; ++frame) {
    for (int i = 0; i < kAdded; ++i) {
      train.push_back(next_value(seed));
      val.push_back(next_value(seed));
    }
    const auto size = static_cast<double>(train.size());
    if (frame == 2) timer.clear();  // the first look at all points
    timer.begin();
    ImGui::NewFrame();
    ui::begin_frame();
    {
      const ui::Surface surface("bench", {0, 0, 1600, 900});
      const ui::Series lines[] = {{.y = train, .colour = ui::theme().ink}, {.y = val, .colour = ui::theme().val}};
      ui::LineChart chart{.series = lines};
      chart.stretch = part < 1;
      if (chart.stretch) chart.x_low = size * (0.7 - part / 2);
      if (chart.stretch) chart.x_high = size * (0.7 + part / 2);
      (void)ui::line_chart("bench", {60, 20, 1500, 820}, chart);
    }
    ui::end_frame();
    ImGui::Render();
    timer.end();
  }
  return timer.stats();
}

}  // namespace

int main() {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = ImVec2(1600, 900);
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  for (const size_t points : {size_t{10'000}, size_t{1'000'000}, size_t{10'000'000}}) {
    for (const double part : {1.0, 0.5, 0.01, 1e-4}) {
      uint32_t seed = 1;
      std::vector<float> train(points), val(points);
      for (float& v : train) v = next_value(seed);
      for (float& v : val) v = next_value(seed);
      train.reserve(points + kFrames * kAdded);
      val.reserve(points + kFrames * kAdded);
      const app::platform::FrameStats stats = frames(train, val, part);
      fmt::print("{:>10} points, {:>8.4g} of it: {:.2f} ms median, {:.2f} ms p99\n", points, part, stats.median_ms,
                 stats.p99_ms);
    }
  }
  ImGui::DestroyContext();
  return 0;
}
