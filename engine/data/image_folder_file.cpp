// Which folders hold pictures in folders, and the first pictures of each class.
#include "engine/data/image_folder_file.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>

#include "engine/core/file.h"
#include "engine/formats/limits.h"
#include "engine/formats/paths.h"
#include "engine/formats/picture_files.h"
#include "engine/formats/preview_pictures.h"
#include "engine/formats/resample.h"

namespace engine {
namespace {

constexpr std::chrono::milliseconds kTimeForPictures{1000};

std::string kind_of(std::string_view name) {
  const size_t dot = name.rfind('.');
  std::string kind(dot == std::string_view::npos ? std::string_view() : name.substr(dot));
  for (char& c : kind) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return kind;
}

bool is_picture_name(std::string_view name) {
  static const std::set<std::string> known{".png", ".bmp", ".jpg", ".jpeg"};
  return known.contains(kind_of(name));
}

bool is_picture(const PathLook& look) {
  return is_picture_name(look.name) || look.head.starts_with("\x89PNG") || look.head.starts_with("\xFF\xD8\xFF");
}

std::string folder_above(const std::string& path, int levels) {
  std::filesystem::path at = path_of(path);
  for (int i = 0; i < levels; ++i) at = at.parent_path();
  return text_of(at);
}

// What stands in a folder, as far as it was looked at.
struct Inside {
  std::set<std::string> folders, with_pictures, with_folders;
  bool pictures = false;  // not in a folder
};

Inside look_inside(const PathLook& look) {
  Inside inside;
  for (const PathLook::Entry& entry : look.entries) {
    const size_t slash = entry.name.find('/');
    const std::string folder = entry.name.substr(0, slash);
    if (slash == std::string::npos) {
      if (entry.folder) inside.folders.insert(folder);
      inside.pictures = inside.pictures || (!entry.folder && is_picture_name(entry.name));
    } else if (entry.folder) {
      inside.with_folders.insert(folder);
    } else if (is_picture_name(entry.name)) {
      inside.with_pictures.insert(folder);
    }
  }
  return inside;
}

Claim recognise_folder(const PathLook& look) {
  Claim claim;
  const Inside inside = look_inside(look);
  const auto claim_folder = [&](double sure, const std::string& path) {
    claim.sure = sure;
    claim.params["path"] = path;
  };
  // Published sets come as train/cats, test/cats; what a program unpacks often lies in one more folder.
  for (const char* part : {"train", "training", "Train", "Training"}) {
    if (!inside.with_folders.contains(part) || inside.with_pictures.contains(part)) continue;
    claim_folder(0.85, text_of(path_of(look.path) / part));
    return claim;
  }
  if (inside.with_pictures.size() >= 2) {
    claim_folder(0.9, look.path);
  } else if (inside.folders.size() == 1 && inside.with_folders.size() == 1) {
    claim_folder(0.5, text_of(path_of(look.path) / path_of(*inside.with_folders.begin())));
  } else if (inside.with_pictures.size() == 1) {
    claim_folder(0.3, look.path);  // the loader says that it takes two
  } else if (inside.pictures) {
    claim_folder(0.3, folder_above(look.path, 1));  // one class of several, perhaps
  } else if (inside.with_folders.size() >= 2) {
    claim_folder(0.2, look.path);
  }
  return claim;
}

Claim recognise(const PathLook& look) {
  if (look.folder) return recognise_folder(look);
  Claim claim;
  static const std::set<std::string> others{".gif", ".webp", ".tif", ".tiff", ".heic", ".avif", ".ppm", ".pgm", ".psd"};
  if (const std::string kind = look.extension(); others.contains(kind)) {
    claim.refusal = message("Pictures of the kind {} are not read. Save it as PNG or JPEG.", kind.substr(1));
    return claim;
  }
  if (!is_picture(look)) return claim;
  claim.sure = 0.8;
  claim.params["path"] = folder_above(look.path, 2);
  return claim;
}

// One picture as the network will see it.
Status read_picture(const PictureFile& file, const Params& params, const Shape& shape, Scalar* out) {
  const Result<std::string> bytes = read_file(file.path, limits::picture_bytes.value);
  if (!bytes) return Error{bytes.error().what, file.name};
  const auto height = static_cast<int>(shape[1]), width = static_cast<int>(shape[2]);
  const Result<Picture> picture = decode_picture(*bytes, file.name, {width, height, shape[0] == 1});
  if (!picture) return picture.error();
  resample(*picture, get_text(params, "fit"), static_cast<int>(shape[0]), height, width, out);
  return {};
}

Result<DataPreview> preview(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose the folder that holds one folder of pictures for each class.");
  ProgressMeter meter(request.progress);
  const Result<PictureFiles> found = find_pictures(path, PictureSearch::first_look(), meter);
  if (!found) return found.error();
  DataPreview preview;
  PreviewPictures pictures;
  for (const std::string& name : found->classes) pictures.classes.push_back({name, 0});
  for (const PictureFile& file : found->files) ++pictures.classes[static_cast<size_t>(file.label)].count;
  pictures.more = found->cut;
  preview.whole = !found->cut;
  preview.rows = static_cast<int64_t>(found->files.size());
  preview.classes = static_cast<int64_t>(found->classes.size());
  const int64_t channels = get_text(request.params, "colour") == "colour" ? 3 : 1;
  preview.input = {channels, get_int(request.params, "height"), get_int(request.params, "width")};
  const bool skip = get_text(request.params, "damaged") == "skip";
  SamplesByClass samples(pictures, preview.input);
  const auto begin = std::chrono::steady_clock::now();
  for (const PictureFile& file : found->files) {
    Scalar* row = samples.place(file.label);
    if (!row) continue;
    if (Status status = read_picture(file, request.params, preview.input, row); !status) {
      samples.take_back();
      if (!skip && !preview.problem) preview.problem = status.error();
    }
    const bool stopped = request.progress && !request.progress(0);
    if (stopped || samples.full() || std::chrono::steady_clock::now() - begin > kTimeForPictures) break;
  }
  samples.finish();
  preview.pictures = std::move(pictures);
  return preview;
}

}  // namespace

const FileSource& image_folder_file() {
  static const FileSource file{.paths = {{"path", {".png", ".jpg", ".jpeg", ".bmp"}, true}},
                               .main = {"width", "height", "colour", "fit", "damaged"},
                               .recognise = recognise,
                               .preview = preview};
  return file;
}

}  // namespace engine
