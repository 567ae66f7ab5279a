// MNIST and its family (Fashion-MNIST, KMNIST, EMNIST) as they are published: IDX files of images and labels, packed by
// gzip or not. Finds the labels that belong to the images by their name.
#include <array>

#include "engine/data/idx_set.h"
#include "engine/data/paths.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

// The name of the labels that belong to images of that name, with .gz or without; empty when it is not one of theirs.
std::string labels_name(std::string name, bool packed) {
  const size_t images = name.rfind("images"), three = name.rfind("idx3");
  if (images == std::string::npos) return {};
  if (three != std::string::npos) name.replace(three, 4, "idx1");
  name.replace(images, 6, "labels");
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return packed ? name + ".gz" : name;
}

Result<fs::path> find_labels(const fs::path& images) {
  const std::string name = text_of(images.filename());
  for (const bool packed : {name.ends_with(".gz"), !name.ends_with(".gz")}) {
    const std::string wanted = labels_name(name, packed);
    if (!wanted.empty() && is_file(images.parent_path() / path_of(wanted)))
      return images.parent_path() / path_of(wanted);
  }
  return error_at(name, "No file of labels lies beside these images; choose it.");
}

// The images of a folder that holds a published set.
Result<fs::path> find_images(const fs::path& folder, bool test) {
  const std::array<const char*, 2> starts = {test ? "t10k-images" : "train-images",
                                             test ? "test-images" : "training-images"};
  for (const char* start : starts) {
    for (const char* end : {"-idx3-ubyte", ".idx3-ubyte", "-idx3-ubyte.gz", ".idx3-ubyte.gz"}) {
      const fs::path file = folder / path_of(std::string(start) + end);
      if (is_file(file)) return file;
    }
  }
  return error_at(text_of(folder),
                  "There are no images of this part in the folder: no file {}-idx3-ubyte or the same with .gz.",
                  starts[0]);
}

Result<Dataset> make_idx(const DatasetRequest& request) {
  const std::string &path = get_text(request.params, "path"), &given = get_text(request.params, "labels");
  if (path.empty()) return error("Choose the IDX file of the images.");
  fs::path images = path_of(path);
  std::error_code failed;
  if (fs::is_directory(images, failed)) {
    const Result<fs::path> found = find_images(images, get_text(request.params, "part") == "test");
    if (!found) return found.error();
    images = *found;
  }
  Result<IdxFile> picture_file = IdxFile::open(text_of(images));
  if (!picture_file) return picture_file.error();
  const Result<fs::path> labels = given.empty() ? find_labels(images) : path_of(given);
  if (!labels) return labels.error();
  Result<IdxFile> label_file = IdxFile::open(text_of(*labels));
  if (!label_file) return label_file.error();
  return read_idx_set(*picture_file, *label_file, request.progress);
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
      .make = make_idx,
  };
  return type;
}

}  // namespace engine
