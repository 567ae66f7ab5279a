// Arrays that NumPy has saved: NPY with one array, NPZ with several by name.
#include "engine/data/npy_file.h"
#include "engine/formats/array_set.h"
#include "engine/formats/limits.h"

namespace engine {
namespace {

Result<Dataset> make_npy(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose an NPY or NPZ file.");
  Result<ByteSource> inputs = ByteSource::open(path, limits::file_bytes.value);
  if (!inputs) return inputs.error();
  const std::string& target_path = get_text(request.params, "target_path");
  if (target_path.empty()) return read_array_set(*inputs, nullptr, request.params, request.progress);
  Result<ByteSource> targets = ByteSource::open(target_path, limits::file_bytes.value);
  if (!targets) return targets.error();
  return read_array_set(*inputs, &*targets, request.params, request.progress);
}

std::vector<ParamSpec> npy_params() {
  return {{.key = "path",
           .label = "File",
           .help = "An NPZ file with several arrays, or an NPY file with one.",
           .default_value = std::string(),
           .is_path = true},
          {.key = "target_path",
           .label = "File of targets",
           .help = "A second file for the targets. Empty: they are in the first, or its last column.",
           .default_value = std::string(),
           .is_path = true},
          {.key = "inputs",
           .label = "Inputs",
           .help = "Name of the array of samples, rows first. Empty: x_train, x, inputs, data, images or the first.",
           .default_value = std::string()},
          {.key = "targets",
           .label = "Targets",
           .help = "Name of the array to predict. Empty: y_train, y, targets or labels.",
           .default_value = std::string()},
          {.key = "task",
           .label = "Task",
           .help = "Whether targets are classes or numbers. Automatic: integers and one-hot rows are classes.",
           .default_value = std::string("auto"),
           .choices = {{"auto", "Automatic"}, {"classify", "Classes"}, {"regress", "Numbers"}}},
          {.key = "layout",
           .label = "Axes",
           .help = "What the axes of a sample are. Pictures are kept with the channels first.",
           .default_value = std::string("auto"),
           .choices = {{"auto", "Automatic"},
                       {"stored", "As stored"},
                       {"channels_last", "Height, width, channels"},
                       {"grey", "Height, width"}}},
          {.key = "scale",
           .label = "Divide by 255",
           .help = "Automatic: pictures of bytes become numbers from 0 to 1.",
           .default_value = std::string("auto"),
           .choices = {{"auto", "Automatic"}, {"yes", "Yes"}, {"no", "No"}}}};
}

}  // namespace

const DatasetType& npy_dataset() {
  static const DatasetType type{
      .id = "npy",
      .title = "NumPy arrays",
      .category = "Files",
      .summary = "Arrays saved by NumPy: samples and what to predict for them, by name.",
      .params = npy_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .file = &npy_file(),
      .make = make_npy,
  };
  return type;
}

}  // namespace engine
