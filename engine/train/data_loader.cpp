#include "engine/train/data_loader.h"

#include <algorithm>
#include <filesystem>

#include "engine/formats/paths.h"

namespace engine {
namespace {

bool is_read(const DataSpec& spec) {
  const DatasetType* type = datasets().find(spec.source.type);
  return type && type->file;
}

// Whether a step makes another set of what was read.
bool changes_set(const DataSpec& spec) {
  return std::ranges::any_of(spec.steps, [](const PreparationStep& step) {
    const PreparationType* type = preparations().find(step.type);
    return !step.off && type && type->stage == PreparationStage::set;
  });
}

Result<Dataset> read_files(const DataSpec& spec, const Progress& progress) {
  const DatasetType* type = datasets().find(spec.source.type);
  const Result<Params> params = resolve(type->params, spec.source.params);
  if (!params) return params.error();
  return type->make({*params, spec.size, spec.noise, spec.seed, spec.hand, progress});
}

// What changes when one of the files is written anew.
std::string stamp_of(const DataSpec& spec) {
  const DatasetType* type = datasets().find(spec.source.type);
  std::string stamp;
  for (const ParamSpec& param : type->params) {
    const auto given = spec.source.params.find(param.key);
    if (!param.is_path || given == spec.source.params.end()) continue;
    const auto* path = std::get_if<std::string>(&given->second);
    if (!path || path->empty()) continue;
    std::error_code failed;
    const auto time = std::filesystem::last_write_time(path_of(*path), failed);
    stamp += fmt::format("{}:{}:", param.key, failed ? 0 : time.time_since_epoch().count());
    const auto size = is_file(path_of(*path)) ? std::filesystem::file_size(path_of(*path), failed) : 0;
    stamp += fmt::format("{};", failed ? 0 : size);
  }
  return stamp;
}

}  // namespace

bool DataLoader::must_read(const DataSpec& spec) const {
  return is_read(spec) && !(kept_ && spec_.source == spec.source && stamp_ == stamp_of(spec));
}

// Reads the files and prepares what they hold; it is left in `unchanged` where the steps make another set of it.
Result<std::shared_ptr<const PreparedData>> DataLoader::read(const DataSpec& spec, const Progress& progress,
                                                             std::shared_ptr<const Dataset>& unchanged) const {
  double furthest = 0;
  const Progress reading = [&](double part) {
    furthest = std::max(furthest, part);
    return !progress || progress(kReadingPart * furthest);
  };
  Result<Dataset> set = read_files(spec, reading);
  if (!set) return set.error();
  const Progress preparing = stretch_of(progress, kReadingPart, 1);
  if (!changes_set(spec)) return prepare_set(spec, std::move(*set), preparing);
  unchanged = std::make_shared<const Dataset>(std::move(*set));
  return prepare_set(spec, unchanged, preparing);
}

Result<std::shared_ptr<const PreparedData>> DataLoader::load(const DataSpec& spec, const Progress& progress) {
  if (!is_read(spec)) return prepare(spec, progress);
  const std::string stamp = stamp_of(spec);
  const bool again = kept_ && spec_.source == spec.source && stamp_ == stamp;
  if (again && spec_ == spec) return kept_;
  std::shared_ptr<const Dataset> unchanged;
  if (again && changes_set(spec)) unchanged = as_read();
  auto made = again ? prepare_set(spec, as_read(), progress) : read(spec, progress, unchanged);
  if (!made) return made.error();
  spec_ = spec;
  stamp_ = stamp;
  kept_ = *made;
  unchanged_ = std::move(unchanged);
  return kept_;
}

}  // namespace engine
