// Earlier trainings of the open project: their curves are kept so that the present one can be laid over them. And what
// happened on the way of one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/message.h"
#include "engine/graph/experiment.h"
#include "engine/train/event.h"

namespace app {

using Curve = std::vector<engine::event::MetricPoint>;

// Something that changed, or was found out, in the middle of a training.
struct CurveMark {
  double epoch = 0;
  engine::Message what;
};

struct Run {
  uint64_t number = 0;            // counts from 1 in a project
  engine::Experiment experiment;  // as it was at the end
  Curve curve;                    // without histograms
  std::vector<CurveMark> marks;
  bool shown = true;
};

// The page with the large curves, which lies over network and charts while it is open, and what it shows.
struct CurvesPage {
  bool open = false;
  std::string quantity = "loss";
};

class Runs {
 public:
  // Of the present training.
  const std::vector<CurveMark>& marks() const { return marks_; }
  // Oldest first.
  const std::vector<Run>& kept() const { return kept_; }
  uint64_t number() const { return number_; }

  // Another project.
  void clear();
  // The present training began with this experiment, or goes on with it.
  void goes_on_with(const engine::Experiment& experiment) { experiment_ = experiment; }
  // It changes: the difference becomes a mark. `joined`: the change goes on with the one before, as in a drag.
  void changed(const engine::Experiment& from, const engine::Experiment& to, double epoch, bool joined);
  void mark(double epoch, engine::Message what);
  // The curve ends here and another training begins; a curve of at least two points is kept.
  void end(const Curve& curve);

  void show(uint64_t number, bool shown);
  void forget(uint64_t number);

 private:
  void add(double epoch, engine::Message what);

  uint64_t number_ = 1;
  engine::Experiment experiment_;
  // The last change: what it began with and where, and how many of the newest marks are its.
  engine::Experiment before_;
  double began_at_ = 0;
  size_t last_ = 0;
  std::vector<CurveMark> marks_;
  std::vector<Run> kept_;
};

}  // namespace app
