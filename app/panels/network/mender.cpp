#include "app/panels/network/mender.h"

#include <algorithm>

#include "engine/schema/dataset_type.h"

namespace app::network {
namespace {

int64_t classes_of(const View& view) {
  if (view.data) return view.data->raw.classes;
  const engine::DatasetType* source = engine::datasets().find(view.experiment.data.source.type);
  return source ? std::max<int64_t>(source->classes, 0) : 0;
}

// A fault of the network comes first: the trainer may still speak of the one before.
const engine::Error* error_of(const View& view) {
  if (view.info.error) return &*view.info.error;
  return view.error ? &*view.error : nullptr;
}

}  // namespace

void Mender::update(const View& view) {
  const engine::Error* now = error_of(view);
  if (!now) {
    error_.reset();
    repair_.reset();
    return;
  }
  const int64_t classes = classes_of(view);
  if (error_ && *error_ == *now && of_ == view.experiment.network && classes == classes_) return;
  error_ = *now;
  of_ = view.experiment.network;
  classes_ = classes;
  repair_ = offer_repair(view.experiment, view.info, *error_, classes);
}

}  // namespace app::network
