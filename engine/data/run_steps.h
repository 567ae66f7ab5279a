// Takes a set through the steps of its preparation, one after the other. Every error names its step.
#pragma once

#include "engine/data/prepare.h"

namespace engine {

struct ResolvedStep {
  const PreparationType* type = nullptr;  // null: off
  Params params;
  size_t place = 0;  // in the spec

  Error failed(const Error& what) const;  // the same error with the step's name
};

// The steps of the spec with their parameters, or what is wrong with one of them.
Result<std::vector<ResolvedStep>> resolve_steps(const DataSpec& spec);
// How much of the preparation are the steps, by time; the rest is to fill the parts.
constexpr double kStepsStretch = 0.5;

// A set that others may use too, or not.
class HeldSet {
 public:
  explicit HeldSet(Dataset set) { put(std::move(set)); }
  explicit HeldSet(std::shared_ptr<const Dataset> set) : set_(std::move(set)) {}

  const Dataset& set() const { return *set_; }
  void put(Dataset set) {
    auto mine = std::make_shared<Dataset>(std::move(set));
    own_ = mine.get();
    set_ = std::move(mine);
  }
  // To be changed: a copy where others use it.
  Dataset& own() {
    if (!own_) put(Dataset(*set_));
    return *own_;
  }
  std::shared_ptr<const Dataset> share() {
    own_ = nullptr;
    return set_;
  }

 private:
  std::shared_ptr<const Dataset> set_;
  Dataset* own_ = nullptr;  // null: others use it
};

// The steps of the stage `set`, which put another set in the place of the one that is held.
struct ChangedSet {
  SampleFacts facts;  // in front of them
  std::vector<PreparedStep> steps;
};
Result<ChangedSet> change_set(const std::vector<ResolvedStep>& steps, HeldSet& held);
// All others, in their order: rows and labels change in `parts`, fitted steps go into `data`, with input_shape and
// feature_names. `data.raw` and `data.steps` are there.
Status run_steps(const std::vector<ResolvedStep>& steps, uint64_t seed, Parts& parts, PreparedData& data,
                 ProgressMeter& meter);

}  // namespace engine
