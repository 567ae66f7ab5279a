#include "engine/data/run_steps.h"

#include <charconv>

namespace engine {
namespace {

SampleFacts facts_of(const Dataset& set) {
  SampleFacts facts;
  facts.shape = set.inputs.shape();
  facts.kind = !set.vocabulary.empty()   ? SampleKind::tokens
               : facts.shape.rank() == 3 ? SampleKind::image
               : facts.shape.rank() == 2 ? SampleKind::series
                                         : SampleKind::numbers;
  facts.target_shape = set.target_shape;
  facts.classes = set.classes;
  facts.names = set.input_names;
  facts.id_columns = set.id_columns;
  facts.ordered = set.ordered;
  facts.drawn = set.range > 0;
  return facts;
}

// True when the step is to be taken; else it is passed over, or cannot be.
Result<bool> takes(const ResolvedStep& step, const SampleFacts& facts, PreparedStep& to) {
  if (!step.type->suits) return true;
  const Status suits = step.type->suits(step.params, facts);
  if (suits) return true;
  if (!step.type->passes_over) return step.failed(suits.error());
  to.passed_over = suits.error().what;
  return false;
}

void count_classes(const Parts& parts, const Dataset& set, PreparedStep& to) {
  if (set.classes == 0 || set.target_shape.rank() > 0) return;
  to.class_counts.assign(static_cast<size_t>(set.classes), 0);
  for (size_t i = 0; i < parts.labels.size(); ++i) {
    const Scalar label = parts.labels[i];
    if (label >= 0) ++to.class_counts[static_cast<size_t>(label)];
    to.relabelled += label != set.targets[static_cast<size_t>(parts.rows[0][i])];
  }
}

Status fit(const ResolvedStep& step, const Parts& parts, PreparedData& data, ProgressMeter& meter) {
  PreparedStep& to = data.steps[step.place];
  Tensor sample(1, to.before.shape);
  bool untouched = true;  // no step has changed the numbers yet
  for (size_t i = 0; i < step.place; ++i) untouched = untouched && !data.steps[i].fitted;
  const auto row = [&](int64_t i) -> const Scalar* {
    const Scalar* raw = data.raw.inputs.row(parts.rows[0][static_cast<size_t>(i)]);
    if (untouched) return raw;
    data.transform_part(step.place, raw, sample.data());
    return sample.data();
  };
  const TrainingSamples samples{to.before, static_cast<int64_t>(parts.rows[0].size()), row, meter};
  Result<std::unique_ptr<const FittedStep>> fitted = step.type->fit(step.params, samples);
  if (!fitted) return meter.stopped() ? fitted.error() : step.failed(fitted.error());
  to.after = (*fitted)->output(to.before);
  to.fitted = std::move(*fitted);
  return {};
}

Status take(const ResolvedStep& step, uint64_t seed, Parts& parts, PreparedData& data, ProgressMeter& meter) {
  PreparedStep& to = data.steps[step.place];
  switch (step.type->stage) {
    case PreparationStage::set: return {};  // done before the split
    case PreparationStage::rows: {
      // Its own stream for each step, so that two of a kind draw differently.
      const uint64_t own = stream_of(step.type->id.c_str(), seed + step.place);
      if (Status changed = step.type->change_rows(step.params, to.before, own, parts); !changed) {
        return step.failed(changed.error());
      }
      count_classes(parts, data.raw, to);
      return {};
    }
    case PreparationStage::values: return fit(step, parts, data, meter);
    case PreparationStage::random: {
      Result<std::unique_ptr<const RandomStep>> random = step.type->draw(step.params, to.before);
      if (!random) return step.failed(random.error());
      to.random = std::move(*random);
      return {};
    }
  }
  return {};
}

}  // namespace

Error ResolvedStep::failed(const Error& what) const {
  return {what.what, fmt::format("Step {}, {}", place + 1, type->title)};
}

std::optional<size_t> step_of(const Error& error) {
  constexpr std::string_view kStart = "Step ";
  if (!error.where.starts_with(kStart)) return std::nullopt;
  size_t number = 0;
  std::from_chars(error.where.data() + kStart.size(), error.where.data() + error.where.size(), number);
  return number > 0 ? std::optional(number - 1) : std::nullopt;
}

Result<std::vector<ResolvedStep>> resolve_steps(const DataSpec& spec) {
  std::vector<ResolvedStep> steps;
  for (size_t i = 0; i < spec.steps.size(); ++i) {
    const PreparationStep& given = spec.steps[i];
    ResolvedStep step{preparations().find(given.type), {}, i};
    if (!step.type && !given.off) {
      return error_at(fmt::format("Step {}, {}", i + 1, given.type), "There is no such step of preparation.");
    }
    if (given.off) {
      step.type = nullptr;
    } else {
      Result<Params> params = resolve(step.type->params, given.params);
      if (!params) return step.failed(params.error());
      step.params = std::move(*params);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

Result<ChangedSet> change_set(const std::vector<ResolvedStep>& steps, HeldSet& held) {
  ChangedSet out{facts_of(held.set()), std::vector<PreparedStep>(steps.size())};
  bool others = false;
  for (const ResolvedStep& step : steps) {
    if (!step.type) continue;
    if (step.type->stage != PreparationStage::set) {
      others = true;
      continue;
    }
    if (others) {
      return step.failed(error("This step makes the samples that all others work on; put it in front of them."));
    }
    PreparedStep& to = out.steps[step.place];
    to.before = facts_of(held.set());
    const Result<bool> taken = takes(step, to.before, to);
    if (!taken) return taken.error();
    if (!*taken) continue;
    Result<Dataset> changed = step.type->change_set(step.params, held.set());
    if (!changed) return step.failed(changed.error());
    held.put(std::move(*changed));
  }
  return out;
}

Status run_steps(const std::vector<ResolvedStep>& steps, uint64_t seed, Parts& parts, PreparedData& data,
                 ProgressMeter& meter) {
  const double each = 1 / static_cast<double>(std::max<size_t>(1, steps.size()));
  SampleFacts facts = facts_of(data.raw);
  for (const ResolvedStep& step : steps) {
    PreparedStep& to = data.steps[step.place];
    to.type = step.type;
    to.after = facts;
    to.training_rows = static_cast<int64_t>(parts.rows[0].size());
    if (step.type && step.type->stage == PreparationStage::set) continue;
    to.before = facts;
    if (!step.type) continue;
    const Result<bool> taken = takes(step, facts, to);
    if (!taken) return taken.error();
    if (!*taken) continue;
    const auto place = static_cast<double>(step.place);
    meter.stretch(kStepsStretch * place * each, kStepsStretch * (place + 1) * each);
    if (Status done = take(step, seed, parts, data, meter); !done) return done;
    facts = to.after;
    to.training_rows = static_cast<int64_t>(parts.rows[0].size());
  }
  data.input_shape = facts.shape;
  data.feature_names = facts.names;
  return {};
}

}  // namespace engine
