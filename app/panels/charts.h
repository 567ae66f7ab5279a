// The strip below the canvas: loss, score, size of the gradients and the weights over time. Collapsed, three small
// lines. Reads the curve; keeps only what it has made of it.
#pragma once

#include <string>
#include <vector>

#include "app/panels/charts_series.h"
#include "app/panels/panel.h"

namespace app {

class ChartsPanel final : public Panel {
 public:
  const char* id() const override { return "charts"; }
  void draw(const PanelContext& context) override;

 private:
  // The columns of the strip; the area of the lines of one of them.
  struct Columns {
    ui::Rect area;
    float width, top, height;
    float x(int column) const { return area.x + 12 + static_cast<float>(column) * (width + 16); }
    ui::Rect plot(int column) const { return {x(column) + 38, top, width - 38, height}; }
  };

  void loss(const PanelContext& c, const Columns& at);
  // The metric that the second chart shows: the chosen one where it makes sense, else the usual one of the task.
  const engine::MetricType* metric(const View& view) const;
  void choose_metric(const View& view);
  void score(const PanelContext& c, const Columns& at);
  void gradients(const PanelContext& c, const Columns& at);
  void weights(const PanelContext& c, const Columns& at);
  void collapsed(const PanelContext& c);

  CurveSeries series_;
  WeightRows rows_;
  bool log_loss_ = true;
  std::string metric_;  // chosen by the user
};

}  // namespace app
