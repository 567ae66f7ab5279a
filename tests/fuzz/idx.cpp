// Images and labels in IDX files: the first byte says where the one ends and the other begins.
#include <algorithm>

#include "engine/formats/idx_set.h"
#include "tests/fuzz/targets.h"

void fuzz::idx(std::string_view bytes) {
  const size_t cut = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]);
  if (!bytes.empty()) bytes.remove_prefix(1);
  const size_t at = bytes.size() - std::min(cut, bytes.size());
  engine::Result<engine::IdxFile> images = engine::IdxFile::open(bytes.substr(0, at), "data-images");
  if (!images) return check(images.error());
  engine::Result<engine::IdxFile> labels = engine::IdxFile::open(bytes.substr(at), "data-labels");
  if (!labels) return check(labels.error());
  check(engine::read_idx_set(*images, *labels));
}
