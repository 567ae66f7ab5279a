#include "engine/train/data_loader.h"

#include <algorithm>
#include <filesystem>

#include "engine/data/paths.h"

namespace engine {
namespace {

bool is_read(const DataSpec& spec) {
  const DatasetType* type = datasets().find(spec.source.type);
  return type && type->file;
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

Result<std::shared_ptr<const PreparedData>> DataLoader::load(const DataSpec& spec, const Progress& progress) {
  if (!is_read(spec)) return prepare(spec);
  const std::string stamp = stamp_of(spec);
  if (kept_ && spec_.source == spec.source && stamp_ == stamp) {
    if (spec_ == spec) return kept_;
    auto again = prepare_set(spec, Dataset(kept_->raw));
    if (!again) return again.error();
    spec_ = spec;
    kept_ = *again;
    return kept_;
  }
  double furthest = 0;
  auto made = prepare(spec, [&](double part) {
    furthest = std::max(furthest, part);
    return !progress || progress(furthest);
  });
  if (!made) return made.error();
  spec_ = spec;
  stamp_ = stamp;
  kept_ = *made;
  return kept_;
}

}  // namespace engine
