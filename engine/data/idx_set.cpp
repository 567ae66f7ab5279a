#include "engine/data/idx_set.h"

#include <algorithm>

#include "engine/data/picture_bytes.h"

namespace engine {
namespace {

constexpr int64_t kPiece = int64_t{256} << 10;  // bytes between two looks at the progress

Result<Shape> image_shape(const IdxFile& images) {
  const std::vector<int64_t>& s = images.sizes();
  if (s.size() == 3) return Shape{1, s[1], s[2]};
  if (s.size() == 4) return Shape{s[1], s[2], s[3]};
  return error_at(images.name(),
                  "Images have 3 sizes (number, height, width) or 4, but this file has {}. Are these the labels?",
                  s.size());
}

Status read_images(IdxFile& images, Dataset& set, ProgressMeter& meter) {
  const int64_t total = set.rows() * set.inputs.columns();
  std::vector<char> piece(static_cast<size_t>(std::min(total, kPiece)));
  for (int64_t done = 0; done < total;) {
    const int64_t count = std::min(total - done, kPiece);
    if (Status status = images.read({piece.data(), static_cast<size_t>(count)}); !status) return status;
    bytes_to_units(piece.data(), count, set.inputs.data() + done);
    done += count;
    if (Status status = meter.reach(static_cast<double>(done) / static_cast<double>(total)); !status) return status;
  }
  return images.expect_end();
}

Status read_labels(IdxFile& labels, Dataset& set) {
  std::vector<char> bytes(set.targets.size());
  if (Status status = labels.read(bytes); !status) return status;
  if (Status status = labels.expect_end(); !status) return status;
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
  const Result<Shape> shape = image_shape(images);
  if (!shape) return shape.error();
  if (labels.sizes().size() != 1) {
    return error_at(labels.name(), "Labels have 1 size (their number), but this file has {}. Are these the images?",
                    labels.sizes().size());
  }
  if (labels.sizes()[0] != images.sizes()[0]) {
    return error_at(labels.name(), "There are {} labels for {} images.", labels.sizes()[0], images.sizes()[0]);
  }
  Dataset set;
  set.targets.resize(static_cast<size_t>(images.sizes()[0]));
  if (Status status = read_labels(labels, set); !status) return status.error();
  set.inputs.resize(images.sizes()[0], *shape);
  ProgressMeter meter(progress);
  if (Status status = read_images(images, set, meter); !status) return status.error();
  set.target_name = "label";
  return set;
}

}  // namespace engine
