// Which files are arrays of NumPy, and what the first look at one shows: names, shapes, types, a few pictures.
#include "engine/data/npy_file.h"

#include <algorithm>

#include "engine/data/preview_set.h"
#include "engine/formats/array_axes.h"
#include "engine/formats/array_set.h"
#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr int64_t kSmallFile = int64_t{8} << 20;    // is read as a whole
constexpr int64_t kMostNumbers = int64_t{1} << 20;  // of the first pictures of a larger one
constexpr int64_t kMostSamples = 60;
constexpr size_t kMostArrays = 100;

Claim recognise(const PathLook& look) {
  Claim claim;
  if (look.folder) return claim;
  const std::string end = look.extension();
  const bool array = look.head.starts_with("\x93NUMPY"), archive = look.head.starts_with("PK");
  const bool named = end == ".npy" || end == ".npz";
  claim.sure = array || (archive && end == ".npz") ? 0.95 : named ? 0.3 : 0;
  if (claim.sure > 0) {
    claim.params["path"] = look.path;
  } else if (archive && end == ".zip") {
    claim.refusal = message("Archives are not read. Unpack it and open the folder.");
  }
  return claim;
}

std::string type_text(const NpyHeader& header) {
  const char* kind = header.kind == 'f' ? "float" : header.kind == 'i' ? "int" : header.kind == 'u' ? "uint" : "bool";
  return header.kind == 'b' ? kind : fmt::format("{}{}", kind, 8 * header.size);
}

void add_array(ArrayFile& file, const std::string& name, PreviewArray::Role role, DataPreview& preview) {
  const Result<ArrayFile::Array> array = file.array(name, true);
  PreviewArray& row = preview.arrays.emplace_back();
  row.name = excerpt(name);
  row.role = role;
  if (array) {
    row.shape = array->header.shape_text();
    row.type = type_text(array->header);
  } else if (!preview.problem && role != PreviewArray::Role::none) {
    preview.problem = array.error();
  }
}

void list_arrays(ArrayFile& file, const ArrayChoice& choice, DataPreview& preview) {
  for (const std::string& name : file.names()) {
    if (preview.arrays.size() == kMostArrays) break;
    using Role = PreviewArray::Role;
    const Role role = name == choice.inputs ? Role::inputs : name == choice.targets ? Role::targets : Role::none;
    add_array(file, name, role, preview);
  }
}

// The first pictures of a set, without classes.
void show_pictures(const Tensor& inputs, DataPreview& preview) {
  if (inputs.shape().rank() != 3 || (inputs.shape()[0] != 1 && inputs.shape()[0] != 3)) return;
  PreviewPictures pictures;
  const int64_t count = std::min(inputs.rows(), kMostSamples);
  pictures.samples.resize(count, inputs.shape());
  std::copy_n(inputs.data(), count * inputs.columns(), pictures.samples.data());
  pictures.labels.assign(static_cast<size_t>(count), -1);
  preview.pictures = std::move(pictures);
}

// Of a file that is too large to be read at once: the shape of a sample, and the first pictures.
Status look_at_inputs(ArrayFile& file, const std::string& name, const std::string& place, const Params& params,
                      DataPreview& preview) {
  const Result<ArrayFile::Array> array = file.array(name, true);
  if (!array) return array.error();
  NpyHeader header = array->header;
  if (header.shape.empty() || header.count() == 0) return {};
  Result<SampleAxes> axes = plan_axes(header, get_text(params, "layout"), place);
  if (!axes) return axes.error();
  preview.rows = header.rows();
  preview.input = axes->shape;
  const int64_t rows =
      std::min({header.rows(), kMostSamples, kMostNumbers / std::max<int64_t>(1, axes->shape.count())});
  if (axes->shape.rank() != 3 || header.fortran || rows < 1) return {};
  header.shape[0] = rows;
  Tensor samples(rows, axes->shape);
  const Progress nobody;
  ProgressMeter meter(nobody);
  Status read = read_npy_values(*array->values, header, array->name, axes->strides, samples.data(), meter);
  if (!read) return read;
  const Scalar largest = *std::ranges::max_element(samples.span());
  if (largest > 1) {
    for (Scalar& value : samples.span()) value /= largest;
  }
  show_pictures(samples, preview);
  return {};
}

Result<DataPreview> preview(const DatasetRequest& request) {
  const std::string &path = get_text(request.params, "path"), &target_path = get_text(request.params, "target_path");
  if (path.empty()) return error("Choose an NPY or NPZ file.");
  Result<ByteSource> source = ByteSource::open(path, limits::file_bytes.value);
  if (!source) return source.error();
  Result<ArrayFile> file = ArrayFile::open(*source);
  if (!file) return file.error();
  DataPreview preview;
  const ArrayChoice choice = choose_arrays(file->names(), request.params, !target_path.empty());
  list_arrays(*file, choice, preview);
  std::optional<ByteSource> targets;
  if (!target_path.empty()) {
    Result<ByteSource> second = ByteSource::open(target_path, limits::file_bytes.value);
    if (!second) return second.error();
    targets = std::move(*second);
    Result<ArrayFile> second_file = ArrayFile::open(*targets);
    if (!second_file) return second_file.error();
    const std::string& wanted = get_text(request.params, "targets");
    add_array(*second_file, wanted.empty() ? second_file->names()[0] : wanted, PreviewArray::Role::targets, preview);
  }
  if (preview.problem) return preview;
  preview.whole = source->size() + (targets ? targets->size() : 0) <= kSmallFile;
  if (!preview.whole) {
    if (choice.inputs.empty()) return preview;
    if (Status status = look_at_inputs(*file, choice.inputs, source->name(), request.params, preview); !status) {
      preview.problem = status.error();
    }
    return preview;
  }
  const Result<Dataset> set = read_array_set(*source, targets ? &*targets : nullptr, request.params, request.progress);
  if (!set) {
    preview.problem = set.error();
    return preview;
  }
  tell_of_set(*set, preview);
  show_pictures(set->inputs, preview);
  return preview;
}

}  // namespace

const FileSource& npy_file() {
  static const FileSource file{.paths = {{"path", {".npy", ".npz"}}, {"target_path", {".npy", ".npz"}}},
                               .main = {"target_path", "inputs", "targets", "task", "layout"},
                               .recognise = recognise,
                               .preview = preview};
  return file;
}

}  // namespace engine
