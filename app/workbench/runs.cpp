#include "app/workbench/runs.h"

#include <algorithm>

#include "app/workbench/differences.h"

namespace app {
namespace {

constexpr size_t kMostRuns = 12, kMostMarks = 200;

}  // namespace

void Runs::clear() { *this = {}; }

void Runs::changed(const engine::Experiment& from, const engine::Experiment& to, double epoch, bool joined) {
  if (!joined || last_ == 0) {
    before_ = from;
    began_at_ = epoch;
    last_ = 0;
  }
  marks_.resize(marks_.size() - std::min(last_, marks_.size()));
  last_ = 0;
  for (engine::Message& change : differences(before_, to)) {
    add(began_at_, std::move(change));
    ++last_;
  }
}

void Runs::mark(double epoch, engine::Message what) {
  last_ = 0;
  add(epoch, std::move(what));
}

void Runs::add(double epoch, engine::Message what) {
  if (marks_.size() == kMostMarks) marks_.erase(marks_.begin());
  marks_.push_back({epoch, std::move(what)});
}

void Runs::end(const Curve& curve) {
  if (curve.size() >= 2) {
    kept_.push_back({number_++, experiment_, curve, marks_, true});
    for (engine::event::MetricPoint& p : kept_.back().curve) p.weights.clear();
    if (kept_.size() > kMostRuns) kept_.erase(kept_.begin());
  }
  marks_.clear();
  last_ = 0;
}

void Runs::show(uint64_t number, bool shown) {
  for (Run& run : kept_) run.shown = run.number == number ? shown : run.shown;
}

void Runs::forget(uint64_t number) {
  std::erase_if(kept_, [&](const Run& run) { return run.number == number; });
}

}  // namespace app
