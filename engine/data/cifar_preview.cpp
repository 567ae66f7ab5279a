// Which files and folders are CIFAR, and the first pictures of a batch.
#include <algorithm>
#include <array>

#include "engine/formats/cifar_files.h"
#include "engine/formats/limits.h"
#include "engine/formats/paths.h"
#include "engine/formats/picture_bytes.h"
#include "engine/formats/preview_pictures.h"

namespace engine {
namespace {

constexpr int64_t kMostRecords = 500;

bool is_batch_name(std::string_view name) {
  return (name.starts_with("data_batch_") || name == "test_batch.bin" || name == "train.bin" || name == "test.bin") &&
         name.ends_with(".bin");
}

// Whole records, each with a label that is one, as far as the first bytes go.
bool holds_records(const PathLook& look, const CifarLayout& layout) {
  if (look.size % layout.record() != 0) return false;
  for (size_t at = 0; at < look.head.size(); at += static_cast<size_t>(layout.record())) {
    const size_t place = at + static_cast<size_t>(layout.labels - 1);  // of two labels the finer one
    if (place < look.head.size() && static_cast<unsigned char>(look.head[place]) >= (layout.labels == 2 ? 100 : 10)) {
      return false;
    }
  }
  return true;
}

Claim recognise_file(const PathLook& look) {
  Claim claim;
  const bool named = is_batch_name(look.name);
  if (!named && look.extension() != ".bin") {
    const bool python = look.name.starts_with("data_batch_") || look.name == "test_batch";
    if (python && look.head.starts_with("\x80")) {
      claim.refusal = message("This is CIFAR as Python keeps it. Download its \"binary version\" and open that.");
    }
    return claim;
  }
  const bool ten = holds_records(look, {}), hundred = holds_records(look, {2, 1, 100});
  claim.sure = ten || hundred ? (named ? 0.95 : 0.6) : named ? 0.3 : 0;
  if (claim.sure == 0) return claim;
  claim.params["path"] = look.path;
  if (ten != hundred) claim.params["version"] = std::string(ten ? "cifar10" : "cifar100");
  return claim;
}

Claim recognise(const PathLook& look) {
  if (!look.folder) return recognise_file(look);
  Claim claim;
  bool train = false, test = false;
  std::string inside;  // the folder in this folder that holds the batches
  for (const PathLook::Entry& entry : look.entries) {
    const size_t slash = entry.name.find('/');
    const std::string name = slash == std::string::npos ? entry.name : entry.name.substr(slash + 1);
    if (entry.folder || !is_batch_name(name)) continue;
    if (slash != std::string::npos && !entry.name.starts_with("cifar")) continue;
    if (slash != std::string::npos) inside = entry.name.substr(0, slash);
    train = train || name == "train.bin" || name.starts_with("data_batch_");
    test = test || name == "test.bin" || name == "test_batch.bin";
  }
  if (!train && !test) return claim;
  claim.sure = 0.95;
  claim.params["path"] = inside.empty() ? look.path : text_of(path_of(look.path) / path_of(inside));
  claim.params["part"] = std::string(train ? "train" : "test");
  return claim;
}

Result<DataPreview> preview(const DatasetRequest& request) {
  const Result<CifarFiles> files = find_cifar_files(request.params);
  if (!files) return files.error();
  const CifarLayout& layout = files->layout;
  DataPreview preview;
  preview.rows = 0;
  preview.input = {3, 32, 32};
  preview.classes = layout.classes;
  const Result<std::vector<std::string>> names = read_cifar_names(*files);
  if (!names) return names.error();
  PreviewPictures pictures;
  for (int64_t i = 0; i < layout.classes; ++i) {
    const auto c = static_cast<size_t>(i);
    pictures.classes.push_back({c < names->size() ? (*names)[c] : std::to_string(i)});
  }
  SamplesByClass samples(pictures, preview.input);
  std::vector<char> bytes(static_cast<size_t>(layout.record()));
  for (const std::string& path : files->paths) {
    Result<ByteSource> source = ByteSource::open(path, limits::file_bytes.value);
    if (!source) return source.error();
    const Result<int64_t> records = count_cifar_records(*source, layout);
    if (!records) return records.error();
    preview.rows += *records;
    for (int64_t i = 0; i < std::min(*records, kMostRecords) && !samples.full(); ++i) {
      if (Status status = source->read_all(bytes); !status) return status.error();
      const auto label = static_cast<unsigned char>(bytes[static_cast<size_t>(layout.label_index)]);
      if (label >= layout.classes) {
        return error_at(source->place(i * layout.record() + layout.label_index),
                        "The class of picture {} is {}; here it is 0 to {}.", i + 1, label, layout.classes - 1);
      }
      if (Scalar* row = samples.place(label)) bytes_to_units(bytes.data() + layout.labels, CifarLayout::kPixels, row);
    }
  }
  samples.finish();
  preview.pictures = std::move(pictures);
  return preview;
}

}  // namespace

const FileSource& cifar_file_source() {
  static const FileSource file{.paths = {{"path", {".bin"}, true}},
                               .main = {"part", "version", "labels"},
                               .recognise = recognise,
                               .preview = preview};
  return file;
}

}  // namespace engine
