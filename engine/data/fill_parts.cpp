#include "engine/data/fill_parts.h"

#include <algorithm>
#include <cmath>

#include "engine/core/parallel.h"
#include "engine/data/run_steps.h"
#include "engine/formats/set_size.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr int64_t kFreelyKept = int64_t{4} << 20;    // numbers, 16 MiB
constexpr int64_t kAlwaysKept = int64_t{256} << 10;  // numbers, 1 MiB
constexpr int64_t kBlock = 1024;                     // rows between two looks at the progress

// The step that is drawn first; steps.size() without such.
size_t first_random(const PreparedData& data) {
  const auto drawn = [](const PreparedStep& s) { return s.random != nullptr; };
  return static_cast<size_t>(std::find_if(data.steps.begin(), data.steps.end(), drawn) - data.steps.begin());
}

// Whether the samples in front of the first random step are neither those in raw nor those that the network sees.
bool between(const PreparedData& data) {
  const auto fitted = [](const PreparedStep& s) { return s.fitted != nullptr; };
  const auto first = data.steps.begin() + static_cast<std::ptrdiff_t>(first_random(data));
  return std::any_of(data.steps.begin(), first, fitted) && std::any_of(first, data.steps.end(), fitted);
}

// What a step has made of the numbers is kept as long as it takes little memory, or half of what the set itself takes.
// Beyond that it is made anew for every batch, except where that would take long. The smallest sets are kept unchanged
// too: a step of training is then so short that it matters whether the samples of a part lie beside each other.
PreparedData::Inputs place_of(const PreparedData& data) {
  int64_t numbers = 0;
  for (const auto& rows : data.rows) numbers += static_cast<int64_t>(rows.size()) * data.input_shape.count();
  if (!data.changed()) return numbers <= kAlwaysKept ? PreparedData::Inputs::kept : PreparedData::Inputs::raw;
  if (between(data)) numbers += data.count(Split::train) * data.shape_behind(first_random(data)).count();
  const bool costly = std::any_of(data.steps.begin(), data.steps.end(),
                                  [](const PreparedStep& s) { return s.fitted && s.fitted->costly(); });
  const int64_t half = data.raw.rows() * data.raw.inputs.columns() / 2;
  return costly || numbers <= std::max(kFreelyKept, half) ? PreparedData::Inputs::kept : PreparedData::Inputs::made;
}

// transform_part() of all samples of a part, [rows, shape behind these steps].
Status keep(const PreparedData& data, Split part, size_t steps, Tensor& into, ProgressMeter& meter) {
  into.resize(data.count(part), data.shape_behind(steps));
  for (int64_t begin = 0; begin < into.rows(); begin += kBlock) {
    parallel_for(std::min(kBlock, into.rows() - begin), 16, [&](int64_t first, int64_t end) {
      for (int64_t i = begin + first; i < begin + end; ++i) {
        const int64_t row = data.rows[static_cast<int>(part)][static_cast<size_t>(i)];
        data.transform_part(steps, data.raw.inputs.row(row), into.row(i));
      }
    });
    if (Status going = meter.ask(); !going) return going;
  }
  return {};
}

Error too_large(const PreparedData& data, Split part, int64_t begin, const ConstView& view) {
  const std::span<const Scalar> values = view.span();
  const auto bad = std::find_if_not(values.begin(), values.end(), [](Scalar v) { return std::isfinite(v); });
  const auto at = static_cast<int64_t>(bad - values.begin());
  const auto c = static_cast<size_t>(at % view.columns());
  return error("The input {} of point {} is too large to compute with.",
               c < data.feature_names.size() ? data.feature_names[c] : std::to_string(c + 1),
               data.rows[static_cast<int>(part)][static_cast<size_t>(begin + at / view.columns())] + 1);
}

// Reports the input that is not a finite number, if there is one.
Status check_finite(const PreparedData& data, Split part, ProgressMeter& meter) {
  const int64_t rows = data.count(part);
  Tensor room(data.inputs == PreparedData::Inputs::kept ? 0 : std::min(kBlock, rows), data.input_shape);
  for (int64_t begin = 0; begin < rows; begin += kBlock) {
    const ConstView view = data.samples(part, begin, std::min(kBlock, rows - begin), room.data());
    if (!kernels::all_finite(view.data, view.count())) return too_large(data, part, begin, view);
    Status going = meter.reach(static_cast<double>(begin + view.rows) / static_cast<double>(rows));
    if (going) going = meter.ask();
    if (!going) return going;
  }
  return {};
}

}  // namespace

Status fill_parts(Parts parts, PreparedData& data, ProgressMeter& meter) {
  const int64_t answers = data.target_shape.count();
  for (int p = 0; p < kSplits; ++p) data.rows[p] = std::move(parts.rows[p]);
  data.targets[0] = std::move(parts.labels);  // as the steps have left them
  for (int p = 1; p < kSplits; ++p) {
    data.targets[p].reserve(data.rows[p].size() * static_cast<size_t>(answers));
    for (const int64_t row : data.rows[p]) {
      const Scalar* from = data.raw.targets.data() + row * answers;
      data.targets[p].insert(data.targets[p].end(), from, from + answers);
    }
  }
  data.inputs = place_of(data);
  for (int p = 0; p < kSplits; ++p) {
    const auto part = static_cast<Split>(p);
    if (Status fits = check_set_size(data.count(part), data.input_shape.count(), {}); !fits) return fits;
    meter.stretch(kStepsStretch + (1 - kStepsStretch) * p / kSplits,
                  kStepsStretch + (1 - kStepsStretch) * (p + 1) / kSplits);
    if (data.inputs == PreparedData::Inputs::kept) {
      if (Status status = keep(data, part, data.steps.size(), data.kept[p], meter); !status) return status;
    }
    if (Status status = check_finite(data, part, meter); !status) return status;
  }
  if (data.inputs != PreparedData::Inputs::kept || !data.random() || !between(data)) return {};
  return keep(data, Split::train, first_random(data), data.before_random, meter);
}

}  // namespace engine
