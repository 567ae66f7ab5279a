// A set that is ordered in time as one long line: zoomed by the wheel, moved by dragging, its parts shaded. A click
// shows the sample that lies there.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/explorer/page.h"
#include "app/panels/explorer/timeline.h"
#include "app/panels/explorer/work.h"
#include "app/ui/plot.h"

namespace app {

class SeriesPage final : public ExplorerPage {
 public:
  const char* id() const override { return "series"; }
  const char* title() const override;
  const char* tip() const override;
  bool offered(const ExplorerContext& context) const override;
  void draw(const ExplorerContext& context, const ui::Rect& area) override;

 private:
  struct Line {
    Timeline timeline;
    ui::SeriesLevels levels;
    SeriesPoints between(int64_t first, int64_t last, size_t most) const {
      return points_between(levels, timeline.values, first, last, most);
    }
  };
  void follow(const ExplorerContext& c);
  void top_line(const ExplorerContext& c, const ui::Rect& r);
  void plot(const ExplorerContext& c, const ui::Rect& r);
  void shade(const ui::Rect& r) const;
  void move(const ExplorerContext& c, const ui::Rect& r);
  void draw_line(const SeriesPoints& points, const ui::ChartView& chart, const ui::Rect& r) const;
  void read_out(const ExplorerContext& c, const ui::ChartView& chart, const ui::Rect& r) const;
  void overview(const ui::Rect& r);
  double length() const { return static_cast<double>(line_->timeline.values.size()); }
  void show(double from, double to);

  std::shared_ptr<const engine::PreparedData> of_;
  int feature_ = 0, made_ = -1;
  std::vector<std::string> names_;
  std::shared_ptr<const Line> line_;
  double from_ = 0, to_ = 0;  // steps that are shown
  bool hovered_ = false, dragged_ = false;
  ExplorerWork<std::shared_ptr<const Line>> work_;
};

}  // namespace app
