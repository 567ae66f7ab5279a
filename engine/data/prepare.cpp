#include "engine/data/prepare.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/core/parallel.h"
#include "engine/data/deal.h"
#include "engine/data/impute.h"
#include "engine/data/run_steps.h"
#include "engine/formats/set_size.h"

namespace engine {
namespace {

constexpr int64_t kMostPoints = 1000000;

// Reports the input that is not a finite number, if there is one.
Status check_finite(const PreparedData& data, int part) {
  const Tensor& inputs = data.inputs[part];
  for (int64_t i = 0; i < inputs.rows(); ++i) {
    const Scalar *values = inputs.row(i), *end = values + inputs.columns();
    const Scalar* bad = std::find_if_not(values, end, [](Scalar v) { return std::isfinite(v); });
    if (bad == end) continue;
    const auto c = static_cast<size_t>(bad - values);
    return error("The input {} of point {} is too large to compute with.",
                 c < data.feature_names.size() ? data.feature_names[c] : std::to_string(c + 1),
                 data.rows[part][static_cast<size_t>(i)] + 1);
  }
  return {};
}

Status fill_part(int part, PreparedData& data) {
  const auto rows = static_cast<int64_t>(data.rows[part].size());
  const int64_t answers = data.target_shape.count();
  if (Status fits = check_set_size(rows, data.input_shape.count(), {}); !fits) return fits;
  data.inputs[part].resize(rows, data.input_shape);
  parallel_for(rows, 64, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      data.transform(data.raw.inputs.row(data.rows[part][static_cast<size_t>(i)]), data.inputs[part].row(i));
    }
  });
  if (part > 0) {  // the targets of the training part come out of the steps
    data.targets[part].resize(static_cast<size_t>(rows * answers));
    for (int64_t i = 0; i < rows; ++i) {
      std::copy_n(data.raw.targets.data() + data.rows[part][static_cast<size_t>(i)] * answers, answers,
                  data.targets[part].data() + i * answers);
    }
  }
  return check_finite(data, part);
}

// The training samples in front of the first step that is drawn, where another step comes behind it.
void fill_before_random(PreparedData& data) {
  const auto first = std::find_if(data.steps.begin(), data.steps.end(), [](const auto& s) { return s.random; });
  if (std::none_of(first, data.steps.end(), [](const PreparedStep& s) { return s.fitted != nullptr; })) return;
  const auto count = static_cast<size_t>(first - data.steps.begin());
  data.before_random.resize(data.count(Split::train), data.shape_behind(count));
  for (int64_t i = 0; i < data.before_random.rows(); ++i) {
    data.transform_part(count, data.raw.inputs.row(data.rows[0][static_cast<size_t>(i)]), data.before_random.row(i));
  }
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

bool PreparedData::random() const {
  return std::any_of(steps.begin(), steps.end(), [](const PreparedStep& s) { return s.random != nullptr; });
}

void PreparedData::transform(const Scalar* raw_row, Scalar* out) const { transform_part(steps.size(), raw_row, out); }

void PreparedData::transform_part(size_t count, const Scalar* raw_row, Scalar* out, Rng* rng) const {
  // Two buffers that grow to the widest sample of the thread and stay.
  static thread_local std::vector<Scalar> buffers[2];
  const Scalar* at = raw_row;
  size_t left = 0;
  const auto acts = [&](const PreparedStep& s) { return s.fitted || (s.random && rng); };
  for (size_t i = 0; i < count; ++i) left += acts(steps[i]);
  if (left == 0) {
    std::copy_n(raw_row, raw.inputs.columns(), out);
    return;
  }
  int next = 0;
  for (size_t i = 0; i < count; ++i) {
    const PreparedStep& step = steps[i];
    if (!acts(step)) continue;
    Scalar* to = out;
    if (--left > 0) {
      std::vector<Scalar>& buffer = buffers[next];
      next = 1 - next;
      const auto width = static_cast<size_t>(step.after.shape.count());
      if (buffer.size() < width) buffer.resize(width);
      to = buffer.data();
    }
    if (step.fitted) {
      step.fitted->apply(at, to);
    } else {
      step.random->apply(at, to, *rng);
    }
    at = to;
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
  if (set.rows() == 0) return no_samples();
  CHECK(static_cast<int64_t>(set.targets.size()) == set.rows() * set.target_shape.count(),
        "every sample has its targets");
  const Result<std::vector<ResolvedStep>> steps = resolve_steps(spec);
  if (!steps) return steps.error();
  auto data = std::make_shared<PreparedData>();
  if (Status status = change_set(*steps, set, *data); !status) return status.error();
  for (size_t i = 0; i < spec.steps.size(); ++i) data->steps[i].spec = spec.steps[i];
  data->raw = std::move(set);
  data->target_shape = data->raw.target_shape;
  Result<Parts> parts = deal_rows(spec, data->raw);
  if (!parts) return parts.error();
  data->dealt = split_of(spec, data->raw);
  impute(data->raw, parts->rows[0]);
  fit_view(*data);
  if (Status status = run_steps(*steps, spec.seed, *parts, *data); !status) return status.error();
  for (int part = 0; part < kSplits; ++part) data->rows[part] = std::move(parts->rows[part]);
  data->targets[0] = std::move(parts->labels);
  for (int part = 0; part < kSplits; ++part) {
    if (Status status = fill_part(part, *data); !status) return status.error();
  }
  if (data->random()) fill_before_random(*data);
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
