// Which files and folders hold a set of the MNIST family, and its first images.
#include <algorithm>
#include <array>

#include "engine/formats/idx_files.h"
#include "engine/formats/paths.h"
#include "engine/formats/picture_bytes.h"
#include "engine/formats/preview_pictures.h"

namespace engine {
namespace {

constexpr int64_t kMostLabels = int64_t{1} << 20;
constexpr int64_t kMostImageBytes = int64_t{4} << 20;

bool is_gzip(std::string_view head) { return head.starts_with("\x1F\x8B"); }

// The first bytes of the content, unpacked where they are packed; empty when that is not possible.
std::string first_bytes(const PathLook& look) {
  constexpr size_t kHeader = 4;
  if (!is_gzip(look.head)) return look.head.substr(0, kHeader);
  ByteSource packed(look.head, look.name);
  Inflater inflater(packed, packed.size(), Packing::gzip);
  std::array<char, kHeader> bytes{};
  const Result<size_t> got = inflater.read(bytes);
  return got ? std::string(bytes.data(), *got) : std::string();
}

bool has_name_of_idx(const PathLook& look) {
  return look.ends_with("-ubyte") || look.ends_with("-ubyte.gz") || look.ends_with(".idx") || look.ends_with(".idx.gz");
}

// "train-labels-idx1-ubyte" -> "train-images-idx3-ubyte"
std::string images_name(std::string name) {
  if (const size_t at = name.rfind("labels"); at != std::string::npos) name.replace(at, 6, "images");
  if (const size_t at = name.rfind("idx1"); at != std::string::npos) name.replace(at, 4, "idx3");
  return name;
}

Claim recognise_file(const PathLook& look) {
  Claim claim;
  const std::string bytes = first_bytes(look);
  const bool idx = bytes.size() == 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] >= 8 && bytes[2] <= 14 &&
                   bytes[3] >= 1 && bytes[3] <= 4;
  claim.sure = !idx ? (has_name_of_idx(look) ? 0.3 : 0) : has_name_of_idx(look) ? 0.95 : 0.6;
  if (claim.sure == 0) return claim;
  const bool labels = idx && bytes[3] == 1;
  claim.params["path"] =
      labels ? text_of(path_of(look.path).parent_path() / path_of(images_name(look.name))) : look.path;
  return claim;
}

Claim recognise(const PathLook& look) {
  if (!look.folder) return recognise_file(look);
  Claim claim;
  // As torchvision leaves them: in a folder "raw".
  for (const std::string folder : {"", "raw/"}) {
    bool train = false, test = false;
    for (const PathLook::Entry& entry : look.entries) {
      train = train || entry.name.starts_with(folder + "train-images") ||
              entry.name.starts_with(folder + "training-images");
      test = test || entry.name.starts_with(folder + "t10k-images") || entry.name.starts_with(folder + "test-images");
    }
    if (!train && !test) continue;
    claim.sure = 0.95;
    claim.params["path"] = folder.empty() ? look.path : text_of(path_of(look.path) / "raw");
    claim.params["part"] = std::string(train ? "train" : "test");
    break;
  }
  return claim;
}

// Counts the labels, and remembers those of the first images.
Status read_labels(IdxFile& file, PreviewPictures& pictures, std::vector<int64_t>& first, DataPreview& preview) {
  const int64_t count = std::min(file.sizes()[0], kMostLabels);
  std::vector<char> bytes(static_cast<size_t>(count));
  if (Status status = file.read(bytes); !status) return status;
  std::vector<int64_t> counts(256, 0);
  for (const char c : bytes) ++counts[static_cast<unsigned char>(c)];
  while (!counts.empty() && counts.back() == 0) counts.pop_back();
  for (size_t i = 0; i < counts.size(); ++i) pictures.classes.push_back({std::to_string(i), counts[i]});
  pictures.more = count < file.sizes()[0];
  preview.whole = !pictures.more;
  preview.classes = static_cast<int64_t>(counts.size());
  for (const char c : bytes) first.push_back(static_cast<unsigned char>(c));
  if (preview.classes > 1 || pictures.more) return {};
  return error_at(file.name(), "All labels are 0: there is nothing to learn.");
}

Result<DataPreview> preview(const DatasetRequest& request) {
  Result<IdxPair> pair = open_idx_pair(request.params);
  if (!pair) return pair.error();
  const Result<Shape> shape = idx_image_shape(pair->images, pair->labels);
  if (!shape) return shape.error();
  DataPreview preview;
  PreviewPictures pictures;
  std::vector<int64_t> labels;
  if (Status status = read_labels(pair->labels, pictures, labels, preview); !status) return status.error();
  preview.rows = pair->images.sizes()[0];
  preview.input = *shape;
  const int64_t each = shape->count();
  const int64_t count = std::min(preview.rows, std::max<int64_t>(1, kMostImageBytes / each));
  SamplesByClass samples(pictures, *shape);
  std::vector<char> bytes(static_cast<size_t>(each));
  for (int64_t i = 0; i < count && !samples.full(); ++i) {
    if (Status status = pair->images.read(bytes); !status) return status.error();
    if (Scalar* row = samples.place(labels[static_cast<size_t>(i)])) bytes_to_units(bytes.data(), each, row);
  }
  samples.finish();
  preview.pictures = std::move(pictures);
  return preview;
}

}  // namespace

const FileSource& idx_file_source() {
  static const FileSource file{.paths = {{"path", {".gz", ".idx", ""}, true}, {"labels", {".gz", ".idx", ""}}},
                               .main = {"part"},
                               .recognise = recognise,
                               .preview = preview};
  return file;
}

}  // namespace engine
