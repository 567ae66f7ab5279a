// The curves large, over the place of network and charts: everything that is measured while training, close up or
// whole, smoothed, with what happened on the way and earlier trainings laid over.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/panels/curves/quantities.h"
#include "app/panels/panel.h"
#include "app/ui/plot_zoom.h"

namespace app {

class CurvesPanel final : public Panel {
 public:
  const char* id() const override { return "curves"; }
  void draw(const PanelContext& context) override;

 private:
  enum Parts { kTrain, kVal, kBoth };
  // Of all lines that are shown, in epochs.
  struct Extent {
    double low = 0, high = 1;
  };
  void follow(const PanelContext& c);
  Extent extent(const PanelContext& c) const;
  const Quantity& quantity(const PanelContext& c) const;
  bool two_parts() const;

  bool header(const PanelContext& c);
  void controls(const PanelContext& c, const ui::Rect& r);
  void chart(const PanelContext& c, const ui::Rect& r);
  void add_lines(const PanelContext& c, std::vector<ui::Series>& series) const;
  void add_run(const RunLines& run, std::string name, ui::Colour colour, std::vector<ui::Series>& series) const;

  // lists.cpp
  void quantity_list(const PanelContext& c, const ui::Rect& r);
  void quantity_row(const PanelContext& c, const Quantity& q, const ui::Rect& r);
  void run_list(const PanelContext& c, const ui::Rect& r);
  void present_row(const PanelContext& c, const ui::Rect& r) const;
  void run_row(const PanelContext& c, const Run& run, const ui::Rect& r);
  void mark_list(const PanelContext& c, const ui::Rect& r) const;

  std::vector<Quantity> quantities_;
  std::map<std::string, RunLines> present_;  // by quantity
  std::map<uint64_t, RunLines> kept_;        // by run, of the quantity that is shown
  ui::PlotZoom zoom_;
  bool log_ = true;
  double smoothing_ = 0.6;
  int parts_ = kBoth;
};

// The colour of an earlier training.
ui::Colour run_colour(uint64_t number);

}  // namespace app
