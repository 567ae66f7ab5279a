// The descriptor of a step of preparation: what happens to the samples between their source and the network.
// Whatever a step learns, it learns from the training part alone.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/core/rng.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/param.h"

namespace engine {

enum class Split { train, validation, test };
constexpr int kSplits = 3;

// What a step does its work on.
enum class PreparationStage {
  set,     // all rows, before they are split: makes other samples out of them
  rows,    // which rows take part, and the labels of the training rows
  values,  // the numbers of every sample
  random   // the numbers of a training sample, drawn anew every time it is seen; never of other samples
};

// What a step knows of the samples that reach it.
struct SampleFacts {
  SampleKind kind = SampleKind::numbers;
  Shape shape{};
  Shape target_shape{};
  int64_t classes = 0;                // 0: the targets are numbers
  std::vector<std::string> names{};   // of the columns of a flat sample; may be empty
  std::vector<int64_t> id_columns{};  // places in a list of categories, rising: nothing to calculate with
  bool ordered = false;               // the rows follow each other in time
  bool drawn = false;                 // points that a source has drawn in no order
};

// The samples of the training part as they reach a step.
struct TrainingSamples {
  const SampleFacts& facts;
  int64_t rows = 0;
  std::function<const Scalar*(int64_t)> sample;  // [facts.shape], valid until the next call
  ProgressMeter& meter;                          // its stretch is this step

  // use(sample) for one after the other, which is the stretch from .. to of the step; an error when it is to stop.
  template <class Use>
  Status each(double from, double to, const Use& use) const {
    constexpr int64_t kRowsBetween = 64;
    for (int64_t row = 0; row < rows; ++row) {
      use(sample(row));
      if (row % kRowsBetween > 0) continue;
      const double part = from + (to - from) * static_cast<double>(row) / static_cast<double>(rows);
      if (Status going = meter.reach(part); !going) return going;
      if (Status going = meter.ask(); !going) return going;
    }
    return {};
  }
};

// The rows of each part as indices into the set, and the targets of the training rows [rows, target_shape].
struct Parts {
  std::vector<int64_t> rows[kSplits];
  std::vector<Scalar> labels;
};

// A step of the stage `values` that has learned what it needs. Any thread; allocates nothing.
class FittedStep {
 public:
  virtual ~FittedStep() = default;
  // One sample; `in` and `out` do not overlap.
  virtual void apply(const Scalar* in, Scalar* out) const = 0;
  // It takes far longer than reading the sample: what comes out is worth the memory that it takes.
  virtual bool costly() const { return false; }
  // The samples that come out of those that it was fitted to.
  virtual SampleFacts output(const SampleFacts& in) const { return in; }
  // What was learned from the training part, for whoever wants to see or compare it.
  virtual std::vector<double> learned() const { return {}; }
  // The same step for samples of another length, or height and width; nullptr where there is no such thing.
  virtual std::unique_ptr<const FittedStep> resized(const Shape&) const { return nullptr; }
};

// A step of the stage `random`. Keeps the shape. Any thread; allocates nothing.
class RandomStep {
 public:
  virtual ~RandomStep() = default;
  virtual void apply(const Scalar* in, Scalar* out, Rng& rng) const = 0;
};

struct PreparationType {
  std::string id{};  // file name
  std::string title{};
  std::string category{};  // "Rows", "Scale", "Columns", "Augmentation"
  std::string glyph{};     // icon name
  std::string summary{};
  std::string formula{};  // ASCII
  std::string use_when{};
  std::string source{};
  std::vector<ParamSpec> params{};
  std::vector<std::string> column_keys{};  // parameters that name a column of the set
  PreparationStage stage = PreparationStage::values;

  // Whether samples like these can take the step; null: all can. Params are resolved here and below.
  Status (*suits)(const Params& params, const SampleFacts& facts) = nullptr;
  // Where the step does not suit, it is passed over; otherwise that is an error.
  bool passes_over = false;
  // The shape of a sample behind the step, rank 0 where only the samples tell; null: as before.
  Shape (*output_shape)(const Params& params, const SampleFacts& facts) = nullptr;

  // The one that belongs to the stage.
  Result<Dataset> (*change_set)(const Params& params, const Dataset& set) = nullptr;
  Status (*change_rows)(const Params& params, const SampleFacts& facts, uint64_t seed, Parts& parts) = nullptr;
  Result<std::unique_ptr<const FittedStep>> (*fit)(const Params& params, const TrainingSamples& samples) = nullptr;
  Result<std::unique_ptr<const RandomStep>> (*draw)(const Params& params, const SampleFacts& facts) = nullptr;
};

const Catalog<PreparationType>& preparations();  // engine/preparations/*.cpp

}  // namespace engine
