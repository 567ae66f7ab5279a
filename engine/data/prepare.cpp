#include "engine/data/prepare.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/data/impute.h"
#include "engine/data/set_size.h"

namespace engine {
namespace {

constexpr int64_t kMostPoints = 1000000;

using Part = std::vector<int64_t>;

double feature_value(int feature, double x1, double x2) {
  switch (feature) {
    case 0: return x1;
    case 1: return x2;
    case 2: return x1 * x1;
    case 3: return x2 * x2;
    case 4: return x1 * x2;
    case 5: return std::sin(x1);
    default: return std::sin(x2);
  }
}

Status check_parts(const DataSpec& spec) {
  for (const double part : {spec.train, spec.validation, spec.test}) {
    if (!(part >= 0 && part <= 1)) return error("Each part of the data must lie between 0 and 1, not {}.", part);
  }
  const double total = spec.train + spec.validation + spec.test;
  if (total > 1 + 1e-9) {
    return error("Training, validation and test part add up to {}; together they can be 1 at most.", total);
  }
  return {};
}

// Rows in the order in which they are dealt to the parts: shuffled, and such that each class is spread evenly, so that
// any stretch of the order holds the classes in their proportions. A set that is ordered in time stays as it is.
Part dealing_order(const Dataset& set, uint64_t seed) {
  Rng rng(seed, stream_of("split"));
  Part order(static_cast<size_t>(set.rows()));
  std::iota(order.begin(), order.end(), 0);
  if (set.ordered) return order;
  rng.shuffle(order);
  if (set.classes == 0 || set.target_shape.rank() > 0) return order;

  const auto classes = static_cast<size_t>(set.classes);
  std::vector<int64_t> size(classes, 0), seen(classes, 0);
  const auto class_of = [&](int64_t row) { return static_cast<size_t>(set.targets[static_cast<size_t>(row)]); };
  for (const int64_t row : order) ++size[class_of(row)];
  std::vector<std::tuple<double, size_t, int64_t>> keyed;
  keyed.reserve(order.size());
  for (const int64_t row : order) {
    const size_t c = class_of(row);
    const double place = (static_cast<double>(seen[c]++) + 0.5) / static_cast<double>(size[c]);
    keyed.emplace_back(place, c, row);
  }
  std::sort(keyed.begin(), keyed.end());
  std::transform(keyed.begin(), keyed.end(), order.begin(), [](const auto& k) { return std::get<2>(k); });
  return order;
}

Status split(const DataSpec& spec, PreparedData& data) {
  const Part order = dealing_order(data.raw, spec.seed);
  const auto n = static_cast<double>(order.size());
  const double ends[kSplits] = {spec.train, spec.train + spec.validation, spec.train + spec.validation + spec.test};
  const auto gap = static_cast<size_t>(data.raw.ordered ? data.raw.gap : 0);
  size_t begin = 0;
  for (int part = 0; part < kSplits; ++part) {
    const auto end = std::clamp(static_cast<size_t>(std::llround(ends[part] * n)), begin, order.size());
    const auto first = order.begin();
    data.rows[part].assign(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
    begin = std::min(end + gap, order.size());
  }
  if (!data.rows[0].empty()) return {};
  return error("The training part is empty: {} of {} points. Give it a larger part or make more points.", spec.train,
               data.raw.rows());
}

Status choose_features(const DataSpec& spec, PreparedData& data) {
  const auto& known = feature_ids();
  for (const std::string& id : spec.features) {
    const auto found = std::find(known.begin(), known.end(), id);
    if (found == known.end()) {
      std::string all;
      for (const std::string& k : known) all += (all.empty() ? "" : ", ") + k;
      return error("There is no feature \"{}\"; the features are {}.", id, all);
    }
    const int index = static_cast<int>(found - known.begin());
    if (std::find(data.features.begin(), data.features.end(), index) != data.features.end()) {
      return error("The feature \"{}\" is listed twice.", id);
    }
    data.features.push_back(index);
  }
  if (!data.plane()) {  // derived features are for two-dimensional sets; all others go in as they are
    data.features.clear();
    data.feature_names = data.raw.input_names;
    data.input_shape = data.raw.inputs.shape();
    return {};
  }
  if (data.features.empty()) return error("No feature is chosen: the network needs at least one input.");
  for (const int f : data.features) {
    data.feature_names.push_back(f < 2 ? data.raw.input_names[static_cast<size_t>(f)] : known[static_cast<size_t>(f)]);
  }
  data.input_shape = Shape{static_cast<int64_t>(data.features.size())};
  return {};
}

// How many means and deviations there are: column c belongs to c % count. Pixels share one, so that colours and
// brightness keep their proportions; the steps of a series share those of their feature.
int64_t statistics_count(const PreparedData& data) {
  if (data.input_shape.rank() == 3) return 1;
  return data.input_shape.rank() == 2 ? data.input_shape[1] : data.input_shape.count();
}

// Mean and deviation over the training part, in double precision and in the order of the rows.
void fit_standardisation(bool standardise, PreparedData& data) {
  const auto columns = static_cast<size_t>(data.input_shape.count());
  data.mean.assign(columns, 0.0);
  data.scale.assign(columns, 1.0);
  if (!standardise || data.tokens()) return;
  const auto groups = static_cast<size_t>(statistics_count(data));
  std::vector<double> mean(groups, 0.0), square(groups, 0.0), sum(groups);
  std::vector<Scalar> sample(columns);
  const double n = static_cast<double>(data.rows[0].size() * (columns / groups));
  const auto add_up = [&](std::vector<double>& total, const auto& term) {
    for (const int64_t row : data.rows[0]) {
      data.transform(data.raw.inputs.row(row), sample.data());
      std::fill(sum.begin(), sum.end(), 0.0);
      for (size_t c = 0; c < columns; c += groups) {
        for (size_t g = 0; g < groups; ++g) sum[g] += term(static_cast<double>(sample[c + g]), g);
      }
      for (size_t g = 0; g < groups; ++g) total[g] += sum[g] / n;
    }
  };
  add_up(mean, [](double v, size_t) { return v; });
  add_up(square, [&](double v, size_t g) { return (v - mean[g]) * (v - mean[g]); });
  for (size_t c = 0; c < columns; ++c) {
    const double deviation = std::sqrt(square[c % groups]), middle = mean[c % groups];
    data.mean[c] = middle;
    // A constant column is only centred: what is left of it after rounding must not be blown up.
    const bool constant = !(deviation > 1e-7 * (1e-30 + std::abs(middle)));
    data.scale[c] = constant ? 1.0 : 1.0 / deviation;
  }
  for (const int64_t id : data.raw.id_columns) {
    data.mean[static_cast<size_t>(id)] = 0;
    data.scale[static_cast<size_t>(id)] = 1;
  }
}

Status fill_part(int part, PreparedData& data) {
  const Part& rows = data.rows[part];
  const int64_t columns = data.input_shape.count(), answers = data.target_shape.count();
  data.inputs[part].resize(static_cast<int64_t>(rows.size()), data.input_shape);
  data.targets[part].resize(rows.size() * static_cast<size_t>(answers));
  for (size_t i = 0; i < rows.size(); ++i) {
    Scalar* values = data.inputs[part].row(static_cast<int64_t>(i));
    data.transform(data.raw.inputs.row(rows[i]), values);
    std::copy_n(data.raw.targets.data() + rows[i] * answers, answers,
                data.targets[part].data() + static_cast<int64_t>(i) * answers);
    const Scalar* bad = std::find_if_not(values, values + columns, [](Scalar v) { return std::isfinite(v); });
    if (bad == values + columns) continue;
    const auto c = static_cast<size_t>(bad - values);
    return error("The input {} of point {} is too large to compute with.",
                 c < data.feature_names.size() ? data.feature_names[c] : std::to_string(c + 1), rows[i] + 1);
  }
  return {};
}

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

}  // namespace

const std::vector<std::string>& feature_ids() {
  static const std::vector<std::string> ids{"x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"};
  return ids;
}

void PreparedData::transform(const Scalar* raw_row, Scalar* out) const {
  const size_t columns = mean.size();
  if (features.empty()) {
    for (size_t c = 0; c < columns; ++c) {
      out[c] = static_cast<Scalar>((static_cast<double>(raw_row[c]) - mean[c]) * scale[c]);
    }
    return;
  }
  const auto x1 = static_cast<double>(raw_row[0]), x2 = static_cast<double>(raw_row[1]);
  for (size_t c = 0; c < columns; ++c) {
    out[c] = static_cast<Scalar>((feature_value(features[c], x1, x2) - mean[c]) * scale[c]);
  }
}

std::string PreparedData::class_name(int64_t index) const {
  const auto i = static_cast<size_t>(index);
  return i < raw.class_names.size() ? raw.class_names[i] : std::to_string(index);
}

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

Result<std::shared_ptr<const PreparedData>> prepare_set(const DataSpec& spec, Dataset set) {
  if (Status status = check_parts(spec); !status) return status.error();
  if (set.rows() == 0) return no_samples();
  auto data = std::make_shared<PreparedData>();
  data->raw = std::move(set);
  data->target_shape = data->raw.target_shape;
  CHECK(static_cast<int64_t>(data->raw.targets.size()) == data->raw.rows() * data->target_shape.count(),
        "every sample has its targets");
  if (Status status = choose_features(spec, *data); !status) return status.error();
  if (Status status = split(spec, *data); !status) return status.error();
  impute(data->raw, data->rows[0]);
  fit_view(*data);
  fit_standardisation(spec.standardise, *data);
  for (int part = 0; part < kSplits; ++part) {
    if (Status status = fill_part(part, *data); !status) return status.error();
  }
  return std::shared_ptr<const PreparedData>(std::move(data));
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
  Result<Dataset> set = type->make({*params, spec.size, spec.noise, spec.seed, spec.hand, progress});
  if (!set) return set.error();
  return prepare_set(spec, std::move(*set));
}

}  // namespace engine
