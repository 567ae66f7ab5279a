#include "engine/formats/idx_files.h"

#include <array>

#include "engine/formats/paths.h"

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

}  // namespace

Result<IdxPair> open_idx_pair(const Params& params) {
  const std::string &path = get_text(params, "path"), &given = get_text(params, "labels");
  if (path.empty()) return error("Choose the IDX file of the images.");
  fs::path images = path_of(path);
  std::error_code failed;
  if (fs::is_directory(images, failed)) {
    const Result<fs::path> found = find_images(images, get_text(params, "part") == "test");
    if (!found) return found.error();
    images = *found;
  }
  Result<IdxFile> picture_file = IdxFile::open(text_of(images));
  if (!picture_file) return picture_file.error();
  const Result<fs::path> labels = given.empty() ? find_labels(images) : path_of(given);
  if (!labels) return labels.error();
  Result<IdxFile> label_file = IdxFile::open(text_of(*labels));
  if (!label_file) return label_file.error();
  return IdxPair{std::move(*picture_file), std::move(*label_file)};
}

Result<Shape> idx_image_shape(const IdxFile& images, const IdxFile& labels) {
  const std::vector<int64_t>& s = images.sizes();
  if (s.size() != 3 && s.size() != 4) {
    return error_at(images.name(),
                    "Images have 3 sizes (number, height, width) or 4, but this file has {}. Are these the labels?",
                    s.size());
  }
  if (labels.sizes().size() != 1) {
    return error_at(labels.name(), "Labels have 1 size (their number), but this file has {}. Are these the images?",
                    labels.sizes().size());
  }
  if (labels.sizes()[0] != s[0]) {
    return error_at(labels.name(), "There are {} labels for {} images.", labels.sizes()[0], s[0]);
  }
  return s.size() == 3 ? Shape{1, s[1], s[2]} : Shape{s[1], s[2], s[3]};
}

}  // namespace engine
