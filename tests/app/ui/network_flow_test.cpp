// The ribbons of the gradient: their widths on the screen against the norms that they stand for.
#include "app/ui/network_canvas_flow.h"

#include <cmath>
#include <limits>

#include "tests/app/ui/ui_fixture.h"

namespace app::ui {
namespace {

class Flow : public ui_test::Ui {
 protected:
  // Widths at both ends as they were drawn: the vertices come in pairs from one end to the other.
  std::pair<float, float> drawn(double from, double to, const FlowScale& scale) {
    std::vector<ImDrawVert> vertices;
    frame([&] {
      ImDrawList* list = ImGui::GetWindowDrawList();
      const int before = list->VtxBuffer.Size;
      const Vec path[] = {{100, 300}, {150, 300}, {200, 320}, {260, 340}, {320, 340}};
      draw_flow(path, scale.width(from, 1), scale.width(to, 1), theme().grad);
      vertices.assign(list->VtxBuffer.Data + before, list->VtxBuffer.Data + list->VtxBuffer.Size);
    });
    if (vertices.size() < 4) return {0, 0};
    const auto width = [&](size_t i) {
      return std::hypot(vertices[i].pos.x - vertices[i + 1].pos.x, vertices[i].pos.y - vertices[i + 1].pos.y);
    };
    return {width(0), width(vertices.size() - 2)};
  }
};

TEST_F(Flow, EveryFactorOfTenTakesTheSame) {
  FlowScale scale;
  for (const double norm : {0.02, 2.0, 0.0002}) scale.add(norm);
  const double decade = static_cast<double>(FlowScale::kWidest - FlowScale::kThinnest) / FlowScale::kDecades;
  const auto widest = drawn(2, 2, scale);
  EXPECT_NEAR(widest.first, FlowScale::kWidest, 0.01f);
  EXPECT_NEAR(widest.second, FlowScale::kWidest, 0.01f);
  const auto fades = drawn(0.0002, 0.02, scale);  // vanishes on its way to the left
  EXPECT_NEAR(static_cast<double>(fades.first), static_cast<double>(FlowScale::kWidest) - 4 * decade, 0.01);
  EXPECT_NEAR(static_cast<double>(fades.second), static_cast<double>(FlowScale::kWidest) - 2 * decade, 0.01);
  for (const double norm : {1.3, 0.4, 0.007}) {
    const double expected = static_cast<double>(FlowScale::kWidest) - std::log10(2 / norm) * decade;
    EXPECT_NEAR(static_cast<double>(drawn(norm, norm, scale).first), expected, 0.01) << norm;
  }
}

TEST_F(Flow, WhatIsNearlyNothingIsThinAndWhatIsNoNumberIsNotThere) {
  FlowScale scale;
  EXPECT_EQ(scale.width(1, 1), 0) << "nothing to compare with";
  scale.add(std::numeric_limits<double>::quiet_NaN());
  scale.add(1);
  scale.add(std::numeric_limits<double>::infinity());
  EXPECT_EQ(scale.most(), 1);
  EXPECT_NEAR(drawn(1e-30, 0, scale).first, FlowScale::kThinnest, 0.01f);
  EXPECT_NEAR(drawn(1e-30, 0, scale).second, FlowScale::kThinnest, 0.01f);
  EXPECT_EQ(drawn(std::numeric_limits<double>::quiet_NaN(), 1, scale).first, 0);
  EXPECT_FLOAT_EQ(scale.width(1, 0.5f), scale.width(1, 1) / 2);
}

}  // namespace
}  // namespace app::ui
