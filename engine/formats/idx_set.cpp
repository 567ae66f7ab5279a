#include "engine/formats/idx_set.h"

#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/formats/idx_files.h"
#include "engine/formats/picture_bytes.h"

namespace engine {
namespace {

constexpr int64_t kPiece = int64_t{256} << 10;  // bytes between two looks at the progress

using Piece = std::vector<char>;

// Pieces of the content one after the other, each handed to take(piece, position), which may keep it.
template <class Take>
Status read_pieces(IdxFile& images, int64_t total, ProgressMeter& meter, const Take& take) {
  Piece piece;
  for (int64_t done = 0; done < total;) {
    piece.resize(static_cast<size_t>(std::min(total - done, kPiece)));
    if (Status status = images.read(piece); !status) return status;
    const auto count = static_cast<int64_t>(piece.size());
    take(piece, done);
    done += count;
    if (Status status = meter.reach(static_cast<double>(done) / static_cast<double>(total)); !status) return status;
  }
  return images.expect_end();
}

Status read_plain_images(IdxFile& images, Dataset& set, ProgressMeter& meter) {
  const int64_t total = set.rows() * set.inputs.columns();
  return read_pieces(images, total, meter, [&](const Piece& piece, int64_t at) {
    bytes_to_units(piece.data(), static_cast<int64_t>(piece.size()), set.inputs.data() + at);
  });
}

// A packed file may promise far more than it holds: its bytes are kept first, and the set is made when they are there.
Status read_packed_images(IdxFile& images, int64_t rows, const Shape& shape, Dataset& set, ProgressMeter& meter) {
  std::vector<Piece> pieces;
  Status status = read_pieces(images, rows * shape.count(), meter,
                              [&](Piece& piece, int64_t) { pieces.push_back(std::move(piece)); });
  if (!status) return status;
  set.inputs.resize(rows, shape);
  parallel_for(static_cast<int64_t>(pieces.size()), 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Piece& piece = pieces[static_cast<size_t>(i)];
      bytes_to_units(piece.data(), static_cast<int64_t>(piece.size()), set.inputs.data() + i * kPiece);
    }
  });
  return {};
}

Status read_labels(IdxFile& labels, Dataset& set) {
  const int64_t rows = labels.sizes()[0];
  std::vector<char> bytes;
  const Progress nobody;
  ProgressMeter meter(nobody);
  Status status = read_pieces(
      labels, rows, meter, [&](const Piece& piece, int64_t) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
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
  const int64_t rows = images.sizes()[0];
  if (!images.packed()) set.inputs.resize(rows, *shape);
  const Status status =
      images.packed() ? read_packed_images(images, rows, *shape, set, meter) : read_plain_images(images, set, meter);
  if (!status) return status.error();
  set.target_name = "label";
  return set;
}

}  // namespace engine
