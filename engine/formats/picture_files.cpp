#include "engine/formats/picture_files.h"

#include <algorithm>
#include <set>

#include "engine/formats/limits.h"
#include "engine/formats/paths.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr int kMostDepth = 8;  // folders within the folder of a class

std::string kind_of(const fs::path& path) {
  std::string kind = text_of(path.extension());
  for (char& c : kind) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return kind;
}

bool is_hidden(const fs::path& path) { return text_of(path.filename()).starts_with("."); }

// Tells how far a search is that has come to so many names.
Status tell(int64_t names, ProgressMeter& meter) {
  constexpr int64_t kNamesBetween = 128;
  constexpr double kHalf = 10000;  // names that are thought to be half of all
  if (names % kNamesBetween > 0) return {};
  if (Status going = meter.reach(static_cast<double>(names) / (kHalf + static_cast<double>(names))); !going)
    return going;
  return meter.ask();
}

// Adds the pictures below one class's folder.
Status add_class(const fs::path& folder, const fs::path& root, const PictureSearch& search, PictureFiles& found,
                 ProgressMeter& meter) {
  static const std::set<std::string> read{".png", ".bmp", ".jpg", ".jpeg"};
  static const std::set<std::string> known{".gif", ".webp", ".tif", ".tiff", ".heic", ".avif", ".ppm", ".pgm", ".psd"};
  std::error_code failed;
  std::vector<PictureFile> files;
  fs::recursive_directory_iterator at(folder, failed), end;
  for (; !failed && at != end; at.increment(failed)) {
    if (Status going = tell(++found.names, meter); !going) return going;
    if (search.may_end && found.names > search.most_names) {
      found.cut = true;
      break;
    }
    if (at.depth() >= kMostDepth || is_hidden(at->path())) at.disable_recursion_pending();
    std::error_code odd;
    if (is_hidden(at->path()) || !at->is_regular_file(odd)) continue;
    const std::string kind = kind_of(at->path()), name = text_of(at->path().lexically_relative(root));
    if (known.contains(kind)) {
      return error_at(name, "Pictures of the kind {} are not read. Save it as PNG or JPEG.", kind.substr(1));
    }
    if (!read.contains(kind)) {
      ++found.passed_over;
      continue;
    }
    files.push_back({text_of(at->path()), name, static_cast<int64_t>(found.classes.size())});
    if (search.may_end && static_cast<int64_t>(files.size()) == search.most_of_class) {
      found.cut = true;
      break;
    }
    if (!search.may_end && static_cast<int64_t>(found.files.size() + files.size()) > search.most_names) {
      return error_at(text_of(root), "There are more than {} pictures in the folder.", search.most_names);
    }
  }
  if (failed) return error_at(text_of(folder), "The folder cannot be read: {}.", failed.message());
  if (files.empty()) return {};
  std::ranges::sort(files, {}, &PictureFile::name);
  std::ranges::move(files, std::back_inserter(found.files));
  found.classes.push_back(text_of(folder.filename()));
  return {};
}

}  // namespace

PictureSearch PictureSearch::all() { return {limits::picture_files.value, limits::picture_files.value, false}; }

Result<PictureFiles> find_pictures(const std::string& path, const PictureSearch& search, ProgressMeter& meter) {
  std::error_code failed;
  fs::path root = path_of(path).lexically_normal();
  if (is_file(root)) root = root.parent_path().parent_path();
  if (!fs::is_directory(root, failed)) return error_at(path, "There is no such folder.");
  std::vector<fs::path> folders;
  fs::directory_iterator at(root, failed), end;
  PictureFiles found;
  for (; !failed && at != end; at.increment(failed)) {
    if (Status going = tell(++found.names, meter); !going) return going.error();
    std::error_code odd;
    if (!is_hidden(at->path()) && at->is_directory(odd)) folders.push_back(at->path());
  }
  if (failed) return error_at(path, "The folder cannot be read: {}.", failed.message());
  std::ranges::sort(folders, {}, [](const fs::path& folder) { return text_of(folder.filename()); });
  for (const fs::path& folder : folders) {
    if (Status status = add_class(folder, root, search, found, meter); !status) return status.error();
    if (static_cast<int64_t>(found.classes.size()) > limits::classes.value) {
      return error_at(path, "There are more than {} folders with pictures, too many for classes.",
                      limits::classes.value);
    }
  }
  if (found.classes.size() >= 2) return found;
  return error_at(path,
                  "Pictures belong into one folder for each class, two classes at least; here are {} with pictures.",
                  found.classes.size());
}

}  // namespace engine
