// The data of one experiment after the other: what was read from disk last is used again as long as the source, its
// parameters and its files are the same, so that another split or standardisation reads nothing. Keeps one set.
#pragma once

#include <memory>
#include <string>

#include "engine/data/prepare.h"

namespace engine {

class DataLoader {
 public:
  // As prepare(). What `progress` is told never falls.
  Result<std::shared_ptr<const PreparedData>> load(const DataSpec& spec, const Progress& progress = {});
  // Whether load() would read files.
  bool must_read(const DataSpec& spec) const;

 private:
  std::shared_ptr<const Dataset> as_read() const { return unchanged_ ? unchanged_ : kept_->shared; }
  Result<std::shared_ptr<const PreparedData>> read(const DataSpec& spec, const Progress& progress,
                                                   std::shared_ptr<const Dataset>& unchanged) const;

  DataSpec spec_;                             // of what is kept
  std::string stamp_;                         // times and sizes of its files when they were read
  std::shared_ptr<const PreparedData> kept_;  // null: nothing, or a set that was not read
  std::shared_ptr<const Dataset> unchanged_;  // as it was read; null: kept_ shares it
};

}  // namespace engine
