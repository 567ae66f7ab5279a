// From a DataSpec to what a network is trained on: the set is made or read, split, given its derived features and
// standardised. Statistics come from the training part only: one mean and deviation for each column of a table and each
// feature of a series, a single one for all pixels of a set of images, none for token ids. A set that is ordered in
// time is cut into stretches of time. Knows nothing of losses: targets stay as they are.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/graph/experiment.h"

namespace engine {

enum class Split { train, validation, test };
constexpr int kSplits = 3;

// The features that a two-dimensional set offers: "x1" "x2" "x1^2" "x2^2" "x1*x2" "sin(x1)" "sin(x2)".
const std::vector<std::string>& feature_ids();

struct PreparedData {
  Dataset raw;
  std::vector<int64_t> rows[kSplits];      // which rows of raw belong to which part, by Split
  Tensor inputs[kSplits];                  // network inputs [rows of the part, input_shape]
  std::vector<Scalar> targets[kSplits];    // [rows of the part, target_shape], as in Dataset
  std::vector<std::string> feature_names;  // one for each network input of a flat set
  Shape input_shape;                       // of one sample as the network sees it
  Shape target_shape;                      // as in Dataset
  double range = 0;                        // half the width of the view of a set with one or two inputs, else 0
  // The rectangle of data units that shows a set with two inputs (with one: only [0] counts). Equal to -range .. range
  // for generated sets, and fitted to the points of a file.
  double low[2] = {0, 0}, high[2] = {0, 0};

  // One per network input: which feature (index into feature_ids; empty when all columns are taken as they are),
  // and the standardisation (value - mean) * scale.
  std::vector<int> features;
  std::vector<double> mean, scale;

  bool plane() const { return raw.inputs.shape() == Shape{2} && raw.vocabulary.empty() && raw.id_columns.empty(); }
  bool tokens() const { return !raw.vocabulary.empty(); }
  int64_t count(Split split) const { return static_cast<int64_t>(rows[static_cast<int>(split)].size()); }
  // One sample as it stands in raw [raw columns] -> network inputs [input_shape]. Any thread.
  void transform(const Scalar* raw_row, Scalar* out) const;
  // The name of a class, as the set calls it or its number.
  std::string class_name(int64_t index) const;
};

// Shapes of one sample and of its target where they are known without making the set, else of rank 0. `params` need not
// be resolved; features do not count.
Shape known_sample_shape(const DatasetType& type, const Params& params);
Shape known_target_shape(const DatasetType& type, const Params& params);

// The error of a set without samples: of one made by hand it only says that the user has not begun.
Error no_samples();

// Makes everything that `spec` says; the same spec gives the same bits. A small `spec.size` makes a cheap preview.
// `progress` is told how far the reading of a file has come, and may stop it.
Result<std::shared_ptr<const PreparedData>> prepare(const DataSpec& spec, const Progress& progress = {});
// The same for a set that comes from elsewhere: spec.source and spec.size are not looked at.
Result<std::shared_ptr<const PreparedData>> prepare_set(const DataSpec& spec, Dataset set);

}  // namespace engine
