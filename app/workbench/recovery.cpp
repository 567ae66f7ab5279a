#include "app/workbench/recovery.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <utility>

#include "app/workbench/file_times.h"
#include "engine/io/project_file.h"

namespace app {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kKey = "recovery";  // in the window's part of the project file

std::string with_path(const std::string& document, const std::string& path) {
  json whole = json::parse(document, nullptr, false);
  if (!whole.is_object()) whole = json::object();
  whole[kKey] = {{"path", path}};
  return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

// Takes the path out of the document again.
std::string take_path(std::string& document) {
  json whole = json::parse(document, nullptr, false);
  const bool there = whole.is_object() && whole.contains(kKey) && whole[kKey].is_object();
  const json path = there ? whole[kKey].value("path", json()) : json();
  if (whole.is_object()) whole.erase(kKey);
  document = whole.is_object() ? whole.dump() : "{}";
  return path.is_string() ? path.get<std::string>() : std::string();
}

std::string fresh_name() {
  std::random_device random;
  return std::to_string(random()) + std::to_string(random());
}

fs::path lock_of(fs::path file) { return file.replace_extension(".lock"); }

}  // namespace

Recovery::Recovery(std::string folder, double seconds) : folder_(std::move(folder)), seconds_(seconds) {
  std::error_code problem;
  fs::create_directories(folder_, problem);
  file_ = (fs::path(folder_) / (fresh_name() + ".json")).string();
  lock_.take(lock_of(file_).string());
  thread_ = std::thread([this] { run(); });
}

Recovery::~Recovery() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
  }
  wake_.notify_one();
  thread_.join();
  std::error_code problem;
  fs::remove(lock_of(file_), problem);
}

std::vector<LostWork> Recovery::found() const {
  std::vector<LostWork> list;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder_, problem)) {
    if (entry.path().extension() != ".json" || entry.path() == fs::path(file_)) continue;
    FileLock lock;
    if (!lock.take(lock_of(entry.path()).string())) continue;  // its program runs
    auto project = engine::load_project(entry.path().string());
    if (!project) continue;
    LostWork work;
    work.file = entry.path().string();
    work.document = std::move(project->document);
    work.path = take_path(work.document);
    work.name = project->experiment.name;
    work.experiment = std::move(project->experiment);
    work.time = changed_at(work.file);
    list.push_back(std::move(work));
  }
  std::sort(list.begin(), list.end(), [](const LostWork& a, const LostWork& b) { return a.time > b.time; });
  return list;
}

void Recovery::adopt(const LostWork& work) {
  const std::lock_guard lock(writing_);
  std::error_code problem;
  fs::rename(work.file, file_, problem);
  fs::remove(lock_of(work.file), problem);
}

void Recovery::forget(const LostWork& work) {
  std::error_code problem;
  fs::remove(work.file, problem);
  fs::remove(lock_of(work.file), problem);
}

void Recovery::note(engine::Experiment experiment, std::string document, std::string path) {
  {
    const std::lock_guard lock(mutex_);
    waiting_ = Work{std::move(experiment), std::move(document), std::move(path)};
  }
  wake_.notify_one();
}

void Recovery::clear() {
  const std::lock_guard writing(writing_);
  const std::lock_guard lock(mutex_);
  waiting_.reset();
  std::error_code problem;
  fs::remove(file_, problem);
}

void Recovery::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return quit_ || waiting_; });
    wake_.wait_for(lock, std::chrono::duration<double>(seconds_), [this] { return quit_; });
    const bool last = quit_;
    lock.unlock();
    {
      const std::lock_guard writing(writing_);
      lock.lock();
      const std::optional<Work> work = std::exchange(waiting_, std::nullopt);
      lock.unlock();
      if (work) write(*work);
    }
    if (last) return;
    lock.lock();
  }
}

void Recovery::write(const Work& work) const {
  (void)engine::save_project(file_, work.experiment, with_path(work.document, work.path));
}

}  // namespace app
