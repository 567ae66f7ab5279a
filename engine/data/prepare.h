// From a DataSpec to what a network is trained on: the set is made or read, split, and goes through the steps of
// preparation. Statistics come from the training part only. A set that is ordered in time is cut into stretches of
// time. Knows nothing of losses: targets stay as they are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/data/steps.h"
#include "engine/graph/experiment.h"
#include "engine/schema/preparation_type.h"

namespace engine {

// What became of one step of the spec.
struct PreparedStep {
  PreparationStep spec;
  const PreparationType* type = nullptr;  // null: the step is off
  SampleFacts before, after;
  std::shared_ptr<const FittedStep> fitted;  // of the stage `values`
  std::shared_ptr<const RandomStep> random;  // of the stage `random`
  std::optional<Message> passed_over;        // why the step has no effect on this set
  int64_t training_rows = 0;                 // behind the step
  // Of the stage `rows`, behind the step: training samples of each class, and how many have another class than in raw.
  std::vector<int64_t> class_counts;
  int64_t relabelled = 0;
};

struct PreparedData {
  explicit PreparedData(std::shared_ptr<const Dataset> set) : shared(std::move(set)), raw(*shared) {}

  std::shared_ptr<const Dataset> shared;  // what was read from a file serves for one preparation after the other
  const Dataset& raw;
  std::vector<int64_t> rows[kSplits];      // which rows of raw belong to which part, by Split
  std::vector<Scalar> targets[kSplits];    // [rows of the part, target_shape], as in Dataset
  std::vector<std::string> feature_names;  // one for each network input of a flat set
  Shape input_shape;                       // of one sample as the network sees it
  Shape target_shape;                      // as in Dataset
  double range = 0;                        // half the width of the view of a set with one or two inputs, else 0
  // The rectangle of data units that shows a set with two inputs (with one: only [0] counts). Equal to -range .. range
  // for generated sets, and fitted to the points of a file.
  double low[2] = {0, 0}, high[2] = {0, 0};
  std::string dealt;  // how the rows were split in truth: "stratified", "random", "time"

  SampleFacts facts;                // of the samples in front of all steps
  std::vector<PreparedStep> steps;  // one for each of the spec
  // Where the numbers of the samples are that the network sees. See samples() and gather().
  enum class Inputs { raw, kept, made } inputs = Inputs::raw;
  Tensor kept[kSplits];  // [rows of the part, input_shape] where they are kept
  // Of samples that are kept: those of training in front of the first step that is drawn at random, [rows, its shape],
  // where another step stands in front of that and one behind it.
  Tensor before_random;
  bool random() const;   // training sees a sample differently every time
  bool changed() const;  // a step makes other numbers of those in raw

  bool plane() const { return raw.inputs.shape() == Shape{2} && raw.vocabulary.empty() && raw.id_columns.empty(); }
  bool tokens() const { return !raw.vocabulary.empty(); }
  int64_t count(Split split) const { return static_cast<int64_t>(rows[static_cast<int>(split)].size()); }
  // Samples of a part as the network sees them, nothing drawn at random. They lie in raw where no step changes their
  // numbers; else they are kept, or made anew each time where keeping them would take too much memory. Any thread.
  // Those from `begin` on, n of them, where they lie, or else put into `room` [n, input_shape].
  ConstView samples(Split part, int64_t begin, int64_t n, Scalar* room) const;
  // out[i] = sample picked[i] of the part, for i < n.
  void gather(Split part, const int32_t* picked, int64_t n, Scalar* out) const;
  // One sample as it stands in raw [raw columns] -> network inputs [input_shape]. Any thread.
  void transform(const Scalar* raw_row, Scalar* out) const;
  // Through the first `count` steps, [steps[count - 1].after.shape]; those that are drawn at random take part only
  // with `rng`. Any thread.
  void transform_part(size_t count, const Scalar* raw_row, Scalar* out, Rng* rng = nullptr) const;
  Shape shape_behind(size_t count) const { return count == 0 ? raw.inputs.shape() : steps[count - 1].after.shape; }
  // The name of a class, as the set calls it or its number.
  std::string class_name(int64_t index) const;
};

// Which step of the spec an error of prepare() is about; its `where` is "Step 2, Whiten".
std::optional<size_t> step_of(const Error& error);

// Shapes of one sample and of its target where they are known without making the set, else of rank 0. `params` need not
// be resolved; features do not count.
Shape known_sample_shape(const DatasetType& type, const Params& params);
Shape known_target_shape(const DatasetType& type, const Params& params);

// How much of prepare() is the making or reading of the set, by time.
constexpr double kReadingPart = 0.8;

// The error of a set without samples: of one made by hand it only says that the user has not begun.
Error no_samples();

// Makes everything that `spec` says; the same spec gives the same bits. A small `spec.size` makes a cheap preview.
// `progress` is told how far it has come, and may stop it.
Result<std::shared_ptr<const PreparedData>> prepare(const DataSpec& spec, const Progress& progress = {});
// The same for a set that comes from elsewhere: spec.source and spec.size are not looked at.
Result<std::shared_ptr<const PreparedData>> prepare_set(const DataSpec& spec, Dataset set,
                                                        const Progress& progress = {});
// The same for a set that others use too. It is copied only where a value is missing in it.
Result<std::shared_ptr<const PreparedData>> prepare_set(const DataSpec& spec, std::shared_ptr<const Dataset> set,
                                                        const Progress& progress = {});

}  // namespace engine
