// CIFAR-10 and CIFAR-100 as they are published in binary form: a folder of batches, or one batch alone.
#include <algorithm>

#include "engine/data/cifar_batch.h"
#include "engine/data/limits.h"
#include "engine/data/paths.h"
#include "engine/data/set_size.h"
#include "engine/data/text_source.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMostNameBytes = int64_t{1} << 20;

struct Batches {
  std::vector<std::string> paths;
  bool hundred = false;  // CIFAR-100
};

// The batches of a folder that belong to the chosen part, in their order.
Result<Batches> find_batches(const std::string& path, const std::string& part) {
  Batches found;
  std::error_code failed;
  const fs::path where = path_of(path);
  if (!fs::is_directory(where, failed)) {
    const std::string name = text_of(where.filename());
    found.hundred = name == "train.bin" || name == "test.bin";
    found.paths = {path};
    return found;
  }
  found.hundred = is_file(where / "train.bin") || is_file(where / "test.bin");
  std::vector<std::string> train, test;
  if (found.hundred) {
    train = {"train.bin"};
    test = {"test.bin"};
  } else {
    train = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"};
    test = {"test_batch.bin"};
  }
  std::vector<std::string> wanted;
  if (part != "test") wanted.insert(wanted.end(), train.begin(), train.end());
  if (part != "train") wanted.insert(wanted.end(), test.begin(), test.end());
  for (const std::string& name : wanted) {
    if (is_file(where / name)) found.paths.push_back(text_of(where / name));
  }
  if (!found.paths.empty()) return found;
  return error_at(path, "There is no CIFAR batch in this folder: none of {}.",
                  fmt::format("{}", fmt::join(wanted, ", ")));
}

// The names of the classes that lie beside the batches; empty when there are none.
Result<std::vector<std::string>> read_names(const fs::path& folder, const CifarLayout& layout) {
  std::string file = "batches.meta.txt";
  if (layout.labels == 2) file = layout.label_index == 0 ? "coarse_label_names.txt" : "fine_label_names.txt";
  std::vector<std::string> names;
  if (!is_file(folder / file)) return names;
  Result<ByteSource> source = ByteSource::open(text_of(folder / file), kMostNameBytes);
  if (!source) return source.error();
  LineReader reader(*source);
  while (true) {
    const Result<bool> more = reader.next();
    if (!more) return more.error();
    if (!*more) break;
    if (!reader.line().empty()) names.push_back(reader.line());
  }
  if (static_cast<int64_t>(names.size()) == layout.classes) return names;
  return error_at(file, "There are {} names for {} classes.", names.size(), layout.classes);
}

Result<Dataset> make_cifar(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose the folder of the CIFAR batches, or one of them.");
  const Result<Batches> batches = find_batches(path, get_text(request.params, "part"));
  if (!batches) return batches.error();
  const std::string& version = get_text(request.params, "version");
  const bool hundred = version == "auto" ? batches->hundred : version == "cifar100";
  const bool fine = get_text(request.params, "labels") == "fine";
  const CifarLayout layout = hundred ? CifarLayout{2, fine ? 1 : 0, fine ? 100 : 20} : CifarLayout{};

  std::vector<ByteSource> sources;
  int64_t rows = 0;
  for (const std::string& file : batches->paths) {
    Result<ByteSource> source = ByteSource::open(file, limits::file_bytes.value);
    if (!source) return source.error();
    const Result<int64_t> records = count_cifar_records(*source, layout);
    if (!records) return records.error();
    rows += *records;
    sources.push_back(std::move(*source));
  }
  if (Status status = check_set_size(rows, CifarLayout::kPixels, path); !status) return status.error();
  Dataset set;
  set.classes = layout.classes;
  Result<std::vector<std::string>> names = read_names(path_of(batches->paths[0]).parent_path(), layout);
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
      .sample_shape = [](const Params&) { return Shape{3, 32, 32}; },
      .make = make_cifar,
  };
  return type;
}

}  // namespace engine
