// CIFAR-10 and CIFAR-100 as they are published in binary form: a folder of batches, or one batch alone.
#include "engine/formats/cifar_files.h"
#include "engine/formats/limits.h"
#include "engine/formats/set_size.h"

namespace engine {
namespace {

Result<Dataset> make_cifar(const DatasetRequest& request) {
  const Result<CifarFiles> files = find_cifar_files(request.params);
  if (!files) return files.error();
  const CifarLayout& layout = files->layout;
  std::vector<ByteSource> sources;
  int64_t rows = 0;
  for (const std::string& file : files->paths) {
    Result<ByteSource> source = ByteSource::open(file, limits::file_bytes.value);
    if (!source) return source.error();
    const Result<int64_t> records = count_cifar_records(*source, layout);
    if (!records) return records.error();
    rows += *records;
    sources.push_back(std::move(*source));
  }
  if (Status status = check_set_size(rows, CifarLayout::kPixels, get_text(request.params, "path")); !status)
    return status.error();
  Dataset set;
  set.classes = layout.classes;
  Result<std::vector<std::string>> names = read_cifar_names(*files);
  if (!names) return names.error();
  set.class_names = std::move(*names);
  set.inputs.resize(rows, Shape{3, 32, 32});
  set.targets.resize(static_cast<size_t>(rows));
  ProgressMeter meter(request.progress);
  int64_t row = 0;
  for (ByteSource& source : sources) {
    if (Status status = read_cifar_batch(source, layout, row, set, meter); !status) return status.error();
    row += source.size() / layout.record();
  }
  return set;
}

std::vector<ParamSpec> cifar_params() {
  return {{.key = "path",
           .label = "Folder or file",
           .help = "The folder of the binary batches, or one of them.",
           .default_value = std::string(),
           .is_path = true},
          {.key = "part",
           .label = "Part",
           .help = "Which batches of the folder are read.",
           .default_value = std::string("train"),
           .choices = {{"train", "Training"}, {"test", "Test"}, {"both", "Both"}}},
          {.key = "version",
           .label = "Version",
           .help = "Whether a record has one label or two. Automatic: by the names of the files.",
           .default_value = std::string("auto"),
           .choices = {{"auto", "Automatic"}, {"cifar10", "CIFAR-10"}, {"cifar100", "CIFAR-100"}}},
          {.key = "labels",
           .label = "Labels",
           .help = "CIFAR-100 has 100 fine classes in 20 coarse ones.",
           .default_value = std::string("fine"),
           .choices = {{"fine", "Fine"}, {"coarse", "Coarse"}},
           .visible_if = {"version", {"auto", "cifar100"}}}};
}

}  // namespace

const DatasetType& cifar_dataset() {
  static const DatasetType type{
      .id = "cifar",
      .title = "CIFAR",
      .category = "Files",
      .summary = "Colour photographs of 32 by 32 pixels in 10 or 100 classes, in the published binary form.",
      .params = cifar_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .kind = SampleKind::image,
      .sample_shape =
          [](const Params&) {
            return Shape{3, 32, 32};
          },
      .file = &cifar_file_source(),
      .make = make_cifar,
  };
  return type;
}

}  // namespace engine
