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
  bool logarithmic(const PanelContext& c) const;
  bool header(const PanelContext& c);
  void controls(const PanelContext& c, const ui::Rect& r);
  void chart(const PanelContext& c, const ui::Rect& r);
  void add_lines(const PanelContext& c, std::vector<ui::Series>& series) const;
  // `earlier`: its name; empty: the present one.
  void add_run(const Quantity& q, const RunLines& run, const std::string& earlier, ui::Colour colour,
               std::vector<ui::Series>& series) const;
  void add_marks(const PanelContext& c, const ui::PlotZoom::Range& range, std::vector<ui::ChartMark>& marks) const;

  // lists.cpp
  void quantity_list(const PanelContext& c, const ui::Rect& r);
  void quantity_row(const PanelContext& c, const Quantity& q, const ui::Rect& r);
  void run_list(const PanelContext& c, const ui::Rect& r);
  void present_row(const PanelContext& c, const ui::Rect& r) const;
  void run_row(const PanelContext& c, const Run& run, const ui::Rect& r);
  void run_tip(const PanelContext& c, const Run& run, const std::vector<engine::Message>& changed) const;
  const std::vector<engine::Message>& others(const PanelContext& c, const Run& run);
  void mark_list(const PanelContext& c, const ui::Rect& r) const;

  std::vector<Quantity> quantities_;
  std::map<std::string, RunLines> present_;  // by quantity
  std::map<uint64_t, RunLines> kept_;        // by run, of the quantity that is shown
  // What an earlier training had otherwise, as of that state of the history.
  struct Others {
    uint64_t changes = 0;
    std::vector<engine::Message> list;
  };
  std::map<uint64_t, Others> others_;  // by run
  ui::PlotZoom zoom_;
  // The training that the zoom is of.
  struct Present {
    std::string path;
    uint64_t number = 0, revision = 0;
    bool operator==(const Present&) const = default;
  } zoomed_;
  bool two_parts_ = false;  // what is shown has both
  bool log_ = true;
  double smoothing_ = 0.6;
  int parts_ = kBoth;
};

// The colour of an earlier training.
inline ui::Colour run_colour(uint64_t number) { return ui::class_colour(static_cast<int>(number % 10), 10); }

}  // namespace app
