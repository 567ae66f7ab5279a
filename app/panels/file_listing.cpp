#include "app/panels/file_listing.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMostEntries = 5000;

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool before(const FileEntry& a, const FileEntry& b) {
  if (a.folder != b.folder) return a.folder;
  const std::string x = lower(a.name), y = lower(b.name);
  return x != y ? x < y : a.name < b.name;
}

}  // namespace

fs::path home_folder() {
  std::error_code problem;
  for (const char* name : {"HOME", "USERPROFILE"}) {
    const char* home = std::getenv(name);
    if (home && *home && fs::is_directory(home, problem)) return home;
  }
  fs::path here = fs::current_path(problem);
  return problem ? fs::path("/") : here;
}

void FileListing::set_extensions(const std::vector<std::string>& extensions) {
  extensions_.clear();
  for (const std::string& extension : extensions) extensions_.push_back(lower(extension));
}

bool FileListing::is_wanted(const fs::path& file) const {
  if (extensions_.empty()) return true;
  return std::find(extensions_.begin(), extensions_.end(), lower(file.extension().string())) != extensions_.end();
}

void FileListing::go(const fs::path& where) {
  std::error_code problem;
  fs::path at = fs::absolute(where.empty() ? home_folder() : where, problem).lexically_normal();
  if (problem) at = home_folder();
  while (!fs::is_directory(at, problem) && at.has_relative_path()) at = at.parent_path();
  if (!at.has_filename() && at.has_relative_path()) at = at.parent_path();  // "/a/b/" -> "/a/b"
  folder_ = at;
  read();
}

void FileListing::go_up() {
  if (folder_.has_relative_path()) go(folder_.parent_path());
}

void FileListing::read() {
  entries_.clear();
  problem_ = {};
  cut_ = false;
  std::error_code failed;
  fs::directory_iterator at(folder_, fs::directory_options::none, failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    std::string name = at->path().filename().string();
    if (name.empty() || name[0] == '.') continue;
    std::error_code unknown;  // a broken link is neither a folder nor a file
    const bool folder = at->is_directory(unknown);
    const bool wanted = folder || (at->is_regular_file(unknown) && is_wanted(at->path()));
    if (!wanted) continue;
    if (entries_.size() >= kMostEntries) {
      cut_ = true;
      break;
    }
    entries_.push_back({std::move(name), folder});
  }
  if (failed) problem_ = engine::message("This folder cannot be read: {}.", failed.message());
  std::sort(entries_.begin(), entries_.end(), before);
}

fs::path FileListing::resolve(const std::string& typed) const {
  if (typed.empty()) return {};
  fs::path path = typed;
  if (typed[0] == '~' && (typed.size() == 1 || typed[1] == '/'))
    path = home_folder() / typed.substr(std::min<size_t>(2, typed.size()));
  if (path.is_relative()) path = folder_ / path;
  std::error_code problem;
  if (fs::is_directory(path, problem)) return path.lexically_normal();
  if (!path.has_extension() && extensions_.size() == 1) path += extensions_[0];
  return path.lexically_normal();
}

}  // namespace app
