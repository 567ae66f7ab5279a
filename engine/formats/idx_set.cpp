#include "engine/formats/idx_set.h"

#include <algorithm>

#include "engine/formats/idx_files.h"
#include "engine/formats/picture_bytes.h"

namespace engine {
namespace {

constexpr int64_t kPiece = int64_t{256} << 10;  // bytes between two looks at the progress

// Pieces of the content one after the other, each handed to take(piece, position).
template <class Take>
Status read_pieces(IdxFile& images, int64_t total, ProgressMeter& meter, const Take& take) {
  std::vector<char> piece(static_cast<size_t>(std::min(total, kPiece)));
  for (int64_t done = 0; done < total;) {
    const int64_t count = std::min(total - done, kPiece);
    const std::span<char> part{piece.data(), static_cast<size_t>(count)};
    if (Status status = images.read(part); !status) return status;
    take(part, done);
    done += count;
    if (Status status = meter.reach(static_cast<double>(done) / static_cast<double>(total)); !status) return status;
  }
  return images.expect_end();
}

// A packed file may promise far more than it holds: its bytes are gathered first, and the set is made when they are
// there.
Status read_images(IdxFile& images, const Shape& shape, Dataset& set, ProgressMeter& meter) {
  const int64_t rows = images.sizes()[0], total = rows * shape.count();
  std::vector<char> gathered;
  if (!images.packed()) set.inputs.resize(rows, shape);
  Status status = read_pieces(images, total, meter, [&](std::span<char> part, int64_t at) {
    if (images.packed()) {
      gathered.insert(gathered.end(), part.begin(), part.end());
    } else {
      bytes_to_units(part.data(), static_cast<int64_t>(part.size()), set.inputs.data() + at);
    }
  });
  if (!status || !images.packed()) return status;
  set.inputs.resize(rows, shape);
  bytes_to_units(gathered.data(), total, set.inputs.data());
  return {};
}

Status read_labels(IdxFile& labels, Dataset& set) {
  const int64_t rows = labels.sizes()[0];
  std::vector<char> bytes;
  const Progress nobody;
  ProgressMeter meter(nobody);
  Status status = read_pieces(
      labels, rows, meter, [&](std::span<char> part, int64_t) { bytes.insert(bytes.end(), part.begin(), part.end()); });
  if (!status) return status;
  set.targets.resize(static_cast<size_t>(rows));
  int64_t largest = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const int64_t label = static_cast<unsigned char>(bytes[i]);
    largest = std::max(largest, label);
    set.targets[i] = static_cast<Scalar>(label);
  }
  if (largest == 0) return error_at(labels.name(), "All labels are 0: there is nothing to learn.");
  set.classes = largest + 1;
  return {};
}

}  // namespace

Result<Dataset> read_idx_set(IdxFile& images, IdxFile& labels, const Progress& progress) {
  const Result<Shape> shape = idx_image_shape(images, labels);
  if (!shape) return shape.error();
  Dataset set;
  if (Status status = read_labels(labels, set); !status) return status.error();
  ProgressMeter meter(progress);
  if (Status status = read_images(images, *shape, set, meter); !status) return status.error();
  set.target_name = "label";
  return set;
}

}  // namespace engine
