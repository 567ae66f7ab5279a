// The descriptor of a source of data, and the data as it comes out of it (before splitting and preparing).
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/core/progress.h"
#include "engine/schema/hand_made.h"
#include "engine/schema/param.h"
#include "engine/tensor/tensor.h"

namespace engine {

struct EnvironmentType;  // schema/environment_type.h
struct WorldSpec;

struct Dataset {
  Tensor inputs;  // [rows, shape of one sample]
  // Of one sample; {}: one class or number. [steps] or [height, width]: a class for each; [k]: k numbers.
  Shape target_shape;
  std::vector<Scalar> targets;           // [rows, target_shape] indices of classes (-1: does not count) or numbers
  int64_t classes = 0;                   // 0: regression
  std::vector<std::string> input_names;  // one for each column, "x1"
  std::vector<std::string> class_names;  // empty: the classes are "0", "1", ...
  std::string target_name = "y";
  std::vector<std::string> vocabulary;  // text of each token id; empty: the inputs are numbers, not tokens
  // Values that the file does not have and prepare() fills with the mean of the training part: indices into the
  // elements of `inputs`, rising. Until then 0 stands there.
  std::vector<int64_t> missing;
  // Columns of a table that hold ids of categories (0, 1, ...; -1: none): read by an embedding, never standardised.
  std::vector<int64_t> id_columns;
  // The images are bands of frequencies over time: no grey picture, but a map of values.
  bool spectrum = false;
  std::vector<Message> notes;  // what the loader did that the user should know: rows left out, files passed over
  // Half the width of the square that shows a two-dimensional set, in data units; 0 when it has none.
  double range = 0;
  // The rows follow each other in time: the parts are then stretches of time, the training part the oldest. Between two
  // parts so many rows are left out, because they share target values with rows on the other side.
  bool ordered = false;
  int64_t gap = 0;
  // The world that the samples were seen in, where they come from one: an agent can act in it.
  std::shared_ptr<const WorldSpec> world;

  int64_t rows() const { return inputs.rows(); }
};

struct DatasetRequest {
  const Params& params;  // resolved
  int64_t size;          // wished number of points, ignored by files and hand-made sets
  double noise;          // 0 .. 1
  uint64_t seed;
  const HandMade& hand;  // for the sets made by hand
  Progress progress{};   // of files: told how far the reading has come, and may stop it
};

// What one sample is. It decides how a set is prepared and shown.
enum class SampleKind {
  numbers,  // [columns], each with a meaning of its own
  image,    // [channels, height, width], 0 .. 1
  series,   // [steps, features], measured one after the other
  tokens    // [steps], ids of the words in a vocabulary; id 0 pads the end
};

struct FileSource;  // schema/file_source.h

// A set made by hand, written for other programs and for the sources of files here.
struct HandExport {
  std::string name;       // that is proposed
  std::string extension;  // ".csv"; empty: a folder
  Status (*write)(const HandMade& hand, const Params& params,
                  const std::string& path) = nullptr;  // params are resolved
};

struct DatasetType {
  std::string id{};  // file name
  std::string title{};
  std::string
      category{};  // "Classify", "Regress", "Images", "Series", "Sequences", "Text", "Worlds", "Files", "By hand"
  std::string summary{};
  std::vector<ParamSpec> params{};
  bool generated = true;  // size, noise and seed apply
  int dimensions = 2;     // number of inputs of a set of points, else 0
  int64_t classes = 2;    // of a generated set; 0: regression; -1: depends on the parameters
  double default_noise = 0.1;
  SampleKind kind = SampleKind::numbers;
  // Shape of one sample and of its target, known without making the set (params are resolved). Null: [dimensions] and
  // one target, or known only when a file has been read.
  Shape (*sample_shape)(const Params& params) = nullptr;
  Shape (*target_shape)(const Params& params) = nullptr;
  // Of a set made by hand, null for every other: how many samples the user has made; how many classes there are (0:
  // numbers, -1: not known yet; params are resolved); what the user begins with where there is nothing; how it is
  // kept as a file.
  int64_t (*made_by_hand)(const HandMade& hand) = nullptr;
  int64_t (*classes_by_hand)(const HandMade& hand, const Params& params) = nullptr;
  void (*begin_by_hand)(HandMade& hand) = nullptr;
  HandExport export_by_hand{};

  // Of a set that shows a world: the world itself. `noise` is then the share of steps in which the agent slips.
  const EnvironmentType* environment = nullptr;

  // Of a set that is read from disk: which paths it takes, and what they hold. Null: nothing is read.
  const FileSource* file = nullptr;

  Result<Dataset> (*make)(const DatasetRequest& request);
};

const Catalog<DatasetType>& datasets();  // engine/data/*.cpp

}  // namespace engine
