// MNIST and its family (Fashion-MNIST, KMNIST, EMNIST) as they are published: IDX files of images and labels, packed by
// gzip or not.
#include "engine/formats/idx_files.h"
#include "engine/formats/idx_set.h"

namespace engine {
namespace {

Result<Dataset> make_idx(const DatasetRequest& request) {
  Result<IdxPair> pair = open_idx_pair(request.params);
  if (!pair) return pair.error();
  return read_idx_set(pair->images, pair->labels, request.progress);
}

std::vector<ParamSpec> idx_params() {
  return {{.key = "path",
           .label = "Images",
           .help = "The file of images, or the folder of a published set such as MNIST; packed by gzip or not.",
           .default_value = std::string(),
           .is_path = true},
          {.key = "labels",
           .label = "Labels",
           .help = "The file of labels. Empty: the one beside the images.",
           .default_value = std::string(),
           .is_path = true},
          {.key = "part",
           .label = "Part",
           .help = "Which images of a folder are read.",
           .default_value = std::string("train"),
           .choices = {{"train", "Training images"}, {"test", "Test images"}}}};
}

}  // namespace

const DatasetType& idx_dataset() {
  static const DatasetType type{
      .id = "idx",
      .title = "MNIST files",
      .category = "Files",
      .summary = "Images and labels of MNIST and its family (Fashion-MNIST, KMNIST, EMNIST) in the IDX format.",
      .params = idx_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .kind = SampleKind::image,
      .file = &idx_file_source(),
      .make = make_idx,
  };
  return type;
}

}  // namespace engine
