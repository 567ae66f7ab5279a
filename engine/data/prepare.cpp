#include "engine/data/prepare.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/data/deal.h"
#include "engine/data/fill_parts.h"
#include "engine/data/impute.h"
#include "engine/data/run_steps.h"
#include "engine/formats/set_size.h"

namespace engine {
namespace {

constexpr int64_t kMostPoints = 1000000;

// The part of the plane to show: the square of a generated set, or the points of a file with a margin around them.
void fit_view(PreparedData& data) {
  const int64_t columns = data.raw.inputs.columns();
  if (columns > 2 || data.raw.inputs.shape().rank() != 1 || data.tokens() || !data.raw.id_columns.empty()) return;
  data.range = data.raw.range;
  for (int64_t c = 0; c < columns; ++c) {
    data.low[c] = -data.range;
    data.high[c] = data.range;
    if (data.range > 0) continue;
    double low = static_cast<double>(data.raw.inputs.row(0)[c]), high = low;
    for (int64_t row = 1; row < data.raw.rows(); ++row) {
      low = std::min(low, static_cast<double>(data.raw.inputs.row(row)[c]));
      high = std::max(high, static_cast<double>(data.raw.inputs.row(row)[c]));
    }
    const double margin = high > low ? (high - low) * 0.08 : 1.0;
    data.low[c] = low - margin;
    data.high[c] = high + margin;
  }
  if (data.range > 0) return;
  for (int64_t c = 0; c < columns; ++c) {
    data.range = std::max({data.range, std::abs(data.low[c]), std::abs(data.high[c])});
  }
}

Result<std::shared_ptr<const PreparedData>> prepare_held(const DataSpec& spec, HeldSet held, const Progress& progress) {
  if (held.set().rows() == 0) return no_samples();
  CHECK(static_cast<int64_t>(held.set().targets.size()) == held.set().rows() * held.set().target_shape.count(),
        "every sample has its targets");
  const Result<std::vector<ResolvedStep>> steps = resolve_steps(spec);
  if (!steps) return steps.error();
  Result<ChangedSet> changed = change_set(*steps, held);
  if (!changed) return changed.error();
  Result<Parts> parts = deal_rows(spec, held.set());
  if (!parts) return parts.error();
  if (!held.set().missing.empty()) impute(held.own(), parts->rows[0]);

  auto data = std::make_shared<PreparedData>(held.share());
  data->facts = std::move(changed->facts);
  data->steps = std::move(changed->steps);
  for (size_t i = 0; i < spec.steps.size(); ++i) data->steps[i].spec = spec.steps[i];
  data->target_shape = data->raw.target_shape;
  data->dealt = split_of(spec, data->raw);
  fit_view(*data);
  ProgressMeter meter(progress);
  if (Status status = run_steps(*steps, spec.seed, *parts, *data, meter); !status) return status.error();
  if (Status status = fill_parts(std::move(*parts), *data, meter); !status) return status.error();
  return std::shared_ptr<const PreparedData>(std::move(data));
}

}  // namespace

Shape known_sample_shape(const DatasetType& type, const Params& params) {
  const Result<Params> resolved = resolve(type.params, params);
  if (resolved && type.sample_shape) return type.sample_shape(*resolved);
  return type.dimensions > 0 ? Shape{type.dimensions} : Shape{};
}

Shape known_target_shape(const DatasetType& type, const Params& params) {
  const Result<Params> resolved = resolve(type.params, params);
  return resolved && type.target_shape ? type.target_shape(*resolved) : Shape{};
}

Error no_samples() { return error("The set has no samples yet."); }

Result<std::shared_ptr<const PreparedData>> prepare_set(const DataSpec& spec, Dataset set, const Progress& progress) {
  return prepare_held(spec, HeldSet(std::move(set)), progress);
}

Result<std::shared_ptr<const PreparedData>> prepare_set(const DataSpec& spec, std::shared_ptr<const Dataset> set,
                                                        const Progress& progress) {
  return prepare_held(spec, HeldSet(std::move(set)), progress);
}

Result<std::shared_ptr<const PreparedData>> prepare(const DataSpec& spec, const Progress& progress) {
  const DatasetType* type = datasets().find(spec.source.type);
  if (!type) return error("There is no source of data \"{}\".", spec.source.type);
  const Result<Params> params = resolve(type->params, spec.source.params);
  if (!params) return params.error();
  if (type->generated && (spec.size < 2 || spec.size > kMostPoints)) {
    return error("A set has 2 to {} points, not {}.", kMostPoints, spec.size);
  }
  if (type->generated) {
    const int64_t numbers = known_sample_shape(*type, *params).count() + known_target_shape(*type, *params).count();
    if (Status status = check_set_size(spec.size, numbers, {}); !status) return status.error();
  }
  if (!(spec.noise >= 0 && spec.noise <= 1)) return error("Noise must lie between 0 and 1, not {}.", spec.noise);
  Result<Dataset> set =
      type->make({*params, spec.size, spec.noise, spec.seed, spec.hand, stretch_of(progress, 0, kReadingPart)});
  if (!set) return set.error();
  if (type->generated && spec.split == "time" && !set->ordered && set->range == 0) {
    return error("The samples of this set were drawn in no order; split them stratified or at random.");
  }
  return prepare_set(spec, std::move(*set), stretch_of(progress, kReadingPart, 1));
}

}  // namespace engine
