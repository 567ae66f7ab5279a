// A folder of pictures with one folder for each class, all brought to one size.
#include <algorithm>
#include <mutex>
#include <optional>

#include "engine/core/file.h"
#include "engine/core/parallel.h"
#include "engine/data/image_folder_file.h"
#include "engine/formats/limits.h"
#include "engine/formats/picture_files.h"
#include "engine/formats/resample.h"
#include "engine/formats/set_size.h"
#include "engine/schema/dataset_type.h"

namespace engine {
namespace {

constexpr int64_t kBlock = 64;     // pictures between two reports of progress
constexpr double kListing = 0.05;  // the part of the work that is finding them

class Loading {
 public:
  Loading(const PictureFiles& files, const Params& params, Dataset& set)
      : files_(files), fit_(get_text(params, "fit")), set_(set), shape_(set.inputs.shape()) {
    faults_.resize(files.files.size());
  }

  Status read_all(bool skip, ProgressMeter& meter);
  // Removes the rows of pictures that could not be read.
  void close_gaps();

 private:
  Status read(const PictureFile& file, Scalar* row);

  const PictureFiles& files_;
  std::string fit_;
  Dataset& set_;
  Shape shape_;
  std::vector<std::optional<Error>> faults_;  // by file
  std::mutex large_;                          // held while a picture is decoded that takes much memory
};

Status Loading::read(const PictureFile& file, Scalar* row) {
  const Result<std::string> bytes = read_file(file.path, limits::picture_bytes.value);
  if (!bytes) return Error{bytes.error().what, file.name};
  const auto height = static_cast<int>(shape_[1]), width = static_cast<int>(shape_[2]);
  constexpr size_t kLargeFile = size_t{256} << 10;
  std::unique_lock<std::mutex> alone(large_, std::defer_lock);
  if (bytes->size() > kLargeFile) alone.lock();
  const Result<Picture> picture = decode_picture(*bytes, file.name, {width, height, shape_[0] == 1});
  if (!picture) return picture.error();
  resample(*picture, fit_, static_cast<int>(shape_[0]), height, width, row);
  return {};
}

Status Loading::read_all(bool skip, ProgressMeter& meter) {
  const auto total = static_cast<int64_t>(files_.files.size());
  for (int64_t first = 0; first < total; first += kBlock) {
    const int64_t count = std::min(kBlock, total - first);
    parallel_for(count, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = first + begin; i < first + end; ++i) {
        const PictureFile& file = files_.files[static_cast<size_t>(i)];
        Status status = read(file, set_.inputs.row(i));
        if (!status) faults_[static_cast<size_t>(i)] = status.error();
        set_.targets[static_cast<size_t>(i)] = static_cast<Scalar>(file.label);
      }
    });
    for (int64_t i = first; !skip && i < first + count; ++i) {
      if (const auto& fault = faults_[static_cast<size_t>(i)]) return *fault;
    }
    if (Status status = meter.reach(static_cast<double>(first + count) / static_cast<double>(total)); !status) {
      return status;
    }
  }
  return {};
}

void Loading::close_gaps() {
  int64_t kept = 0, lost = 0;
  for (int64_t i = 0; i < set_.rows(); ++i) {
    if (const auto& fault = faults_[static_cast<size_t>(i)]) {
      if (lost++ < 10) set_.notes.push_back(message("Left out: {}", fault->describe()));
      continue;
    }
    if (kept < i) std::copy_n(set_.inputs.row(i), set_.inputs.columns(), set_.inputs.row(kept));
    set_.targets[static_cast<size_t>(kept++)] = set_.targets[static_cast<size_t>(i)];
  }
  if (lost == 0) return;
  set_.notes.push_back(message("{} of {} pictures could not be read and were left out.", lost, set_.rows()));
  set_.inputs.resize(kept, shape_);
  set_.targets.resize(static_cast<size_t>(kept));
}

Shape image_shape(const Params& params) {
  const int64_t channels = get_text(params, "colour") == "colour" ? 3 : 1;
  return {channels, get_int(params, "height"), get_int(params, "width")};
}

Result<Dataset> make_image_folder(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose the folder that holds one folder of pictures for each class.");
  ProgressMeter meter(request.progress);
  meter.stretch(0, kListing);
  const Result<PictureFiles> files = find_pictures(path, PictureSearch::all(), meter);
  if (!files) return files.error();
  const Shape shape = image_shape(request.params);
  const auto rows = static_cast<int64_t>(files->files.size());
  if (Status status = check_set_size(rows, shape.count(), path); !status) return status.error();
  Dataset set;
  set.classes = static_cast<int64_t>(files->classes.size());
  set.class_names = files->classes;
  set.inputs.resize(rows, shape);
  set.targets.resize(static_cast<size_t>(rows));
  meter.stretch(kListing, 1);
  Loading loading(*files, request.params, set);
  if (Status status = loading.read_all(get_text(request.params, "damaged") == "skip", meter); !status) {
    return status.error();
  }
  loading.close_gaps();
  if (files->passed_over > 0) {
    set.notes.push_back(message("{} files are no pictures and were passed over.", files->passed_over));
  }
  if (set.rows() == 0) return error_at(path, "None of the pictures could be read.");
  return set;
}

std::vector<ParamSpec> image_folder_params() {
  return {{.key = "path",
           .label = "Folder",
           .help = "The folder that holds one folder of pictures for each class, or any of these pictures.",
           .default_value = std::string(),
           .is_path = true},
          {.key = "width",
           .label = "Width",
           .help = "Pixels in each row of a picture as the network sees it.",
           .default_value = int64_t{32},
           .minimum = 1,
           .maximum = 512,
           .step = 1},
          {.key = "height",
           .label = "Height",
           .help = "Rows of a picture as the network sees it.",
           .default_value = int64_t{32},
           .minimum = 1,
           .maximum = 512,
           .step = 1},
          {.key = "colour",
           .label = "Colours",
           .help = "Whether a picture has three channels, red, green and blue, or one of brightness.",
           .default_value = std::string("colour"),
           .choices = {{"colour", "Colour"}, {"grey", "Grey"}}},
          {.key = "fit",
           .label = "Fit",
           .help = "How a picture of other proportions is brought to this size.",
           .default_value = std::string("crop"),
           .choices = {{"crop", "Cut off the edges"}, {"pad", "Add black edges"}, {"stretch", "Stretch"}}},
          {.key = "damaged",
           .label = "Damaged pictures",
           .help = "Whether one picture that cannot be read stops the loading.",
           .default_value = std::string("refuse"),
           .choices = {{"refuse", "Refuse"}, {"skip", "Leave out"}}}};
}

}  // namespace

const DatasetType& image_folder_dataset() {
  static const DatasetType type{
      .id = "image_folder",
      .title = "Folder of pictures",
      .category = "Files",
      .summary = "PNG, JPEG and BMP pictures, one folder for each class, brought to one size.",
      .params = image_folder_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .kind = SampleKind::image,
      .sample_shape = image_shape,
      .file = &image_folder_file(),
      .make = make_image_folder,
  };
  return type;
}

}  // namespace engine
