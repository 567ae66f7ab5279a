#include "app/panels/explorer/sources.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/parts.h"
#include "app/ui/i18n.h"

namespace app {
namespace {

constexpr int64_t kMostValues = 2'000'000;

std::vector<int> parts_of_rows(const engine::PreparedData& data) {
  std::vector<int> parts(static_cast<size_t>(data.raw.rows()), -1);
  for (int part = 0; part < engine::kSplits; ++part) {
    for (const int64_t row : data.rows[part]) parts[static_cast<size_t>(row)] = part;
  }
  return parts;
}

int64_t columns_of(const engine::PreparedData& data, views::SampleLook look, bool seen) {
  const engine::Shape& shape = data.raw.inputs.shape();
  switch (look) {
    case views::SampleLook::numbers: return seen ? data.input_shape.count() : shape.count();
    case views::SampleLook::image: return shape[0];
    case views::SampleLook::series: return shape[1];
    case views::SampleLook::tokens: return 1;  // how long the texts are
  }
  return 0;
}

}  // namespace

ColumnSources::ColumnSources(std::shared_ptr<const engine::PreparedData> data, views::SampleLook look, bool seen)
    : data_(std::move(data)),
      look_(look),
      seen_(seen && look != views::SampleLook::tokens),
      has_target_(!data_->raw.targets.empty()),
      columns_(columns_of(*data_, look, seen_)) {}

std::string ColumnSources::name(int64_t index) const {
  const engine::Dataset& raw = data_->raw;
  if (is_target(index)) return ui::tr(raw.target_name);
  const int64_t k = index - (has_target_ ? 1 : 0);
  if (look_ == views::SampleLook::tokens) return ui::tr("Length of the texts");
  if (look_ == views::SampleLook::image) {
    const char* names[] = {ui::tr("Red"), ui::tr("Green"), ui::tr("Blue")};
    if (columns_ == 3) return names[k];
    return columns_ == 1 ? ui::tr("Brightness") : ui::tr_fill("Channel {}", {std::to_string(k + 1)});
  }
  if (seen_ && look_ == views::SampleLook::numbers) {
    const auto i = static_cast<size_t>(k);
    return i < data_->feature_names.size() ? ui::tr_name(data_->feature_names[i]) : std::to_string(k + 1);
  }
  return column_name(raw, k);
}

int64_t ColumnSources::elements() const {
  const engine::Shape& shape = data_->raw.inputs.shape();
  if (look_ == views::SampleLook::image) return shape[1] * shape[2];
  return look_ == views::SampleLook::series ? shape[0] : 1;
}

ColumnValues ColumnSources::gather(int64_t index) const {
  ColumnValues out;
  if (is_target(index)) {
    gather_target(out);
  } else if (seen_) {
    gather_seen(index - (has_target_ ? 1 : 0), out);
  } else {
    gather_raw(index - (has_target_ ? 1 : 0), out);
  }
  return out;
}

void ColumnSources::gather_target(ColumnValues& out) const {
  const engine::Dataset& raw = data_->raw;
  const int64_t each = std::max<int64_t>(1, raw.target_shape.count());
  const std::vector<int> parts = parts_of_rows(*data_);
  const int64_t step = std::max<int64_t>(1, raw.rows() * each / kMostValues);
  for (int64_t row = 0; row < raw.rows(); row += step) {
    for (const engine::Scalar v : sample_targets(*data_, row)) {
      if (raw.classes > 0 && v < 0) continue;  // does not count
      out.values.push_back(static_cast<double>(v));
      out.parts.push_back(parts[static_cast<size_t>(row)]);
    }
  }
}

void ColumnSources::gather_raw(int64_t column, ColumnValues& out) const {
  const engine::Dataset& raw = data_->raw;
  const std::vector<int> parts = parts_of_rows(*data_);
  const int64_t each = elements(), step = std::max<int64_t>(1, raw.rows() * each / kMostValues);
  const int64_t features = look_ == views::SampleLook::series ? columns_ : 1;
  const int64_t first = look_ == views::SampleLook::image ? column * each : column;
  for (int64_t row = 0; row < raw.rows(); row += step) {
    if (look_ == views::SampleLook::tokens) {
      out.values.push_back(static_cast<double>(text_length(raw, sample_values(*data_, row))));
      out.parts.push_back(parts[static_cast<size_t>(row)]);
      continue;
    }
    for (int64_t i = 0; i < each; ++i) {
      out.values.push_back(raw_value(raw, row, first + i * features));
      out.parts.push_back(parts[static_cast<size_t>(row)]);
    }
  }
}

void ColumnSources::gather_seen(int64_t column, ColumnValues& out) const {
  const int64_t each = elements();
  const int64_t step = std::max<int64_t>(1, data_->raw.rows() * each / kMostValues);
  const int64_t features = look_ == views::SampleLook::series ? columns_ : 1;
  const int64_t first = look_ == views::SampleLook::image ? column * each : column;
  if (data_->input_shape.count() <= first + (each - 1) * features) return;
  std::vector<engine::Scalar> room(static_cast<size_t>(data_->input_shape.count()));
  for (int part = 0; part < engine::kSplits; ++part) {
    const auto split = static_cast<engine::Split>(part);
    for (int64_t row = 0; row < data_->count(split); row += step) {
      const engine::Scalar* sample = data_->samples(split, row, 1, room.data()).data;
      for (int64_t i = 0; i < each; ++i) {
        out.values.push_back(static_cast<double>(sample[first + i * features]));
        out.parts.push_back(part);
      }
    }
  }
}

std::vector<TokenCount> token_counts(const engine::PreparedData& data, size_t most) {
  const engine::Dataset& raw = data.raw;
  std::vector<TokenCount> counts;
  for (int64_t row = 0; row < raw.rows(); ++row) {
    const std::span<const engine::Scalar> ids = sample_values(data, row);
    const size_t length = text_length(raw, ids);
    for (size_t i = 0; i < length; ++i) {
      if (!(ids[i] >= 0 && ids[i] < 1e7)) continue;
      const auto id = static_cast<size_t>(ids[i]);
      if (id >= counts.size()) counts.resize(id + 1);
      ++counts[id].count;
    }
  }
  for (size_t id = 0; id < counts.size(); ++id) counts[id].id = static_cast<int64_t>(id);
  std::erase_if(counts, [](const TokenCount& t) { return t.count == 0; });
  std::stable_sort(counts.begin(), counts.end(), [](auto& a, auto& b) { return a.count > b.count; });
  if (counts.size() > most) counts.resize(most);
  return counts;
}

std::vector<std::vector<engine::Scalar>> mean_samples(const engine::PreparedData& data, size_t most) {
  const SampleIndex index(std::shared_ptr<const engine::PreparedData>(&data, [](const engine::PreparedData*) {}));
  const size_t groups = index.classes() > 0 ? std::min(most, static_cast<size_t>(index.classes())) : 1;
  const auto columns = static_cast<size_t>(data.raw.inputs.columns());
  std::vector<std::vector<double>> sums(groups);
  std::vector<int64_t> counts(groups);
  const int64_t step = std::max<int64_t>(1, data.raw.rows() * static_cast<int64_t>(columns) / (20 * kMostValues));
  for (int64_t row = 0; row < data.raw.rows(); row += step) {
    const int64_t k = index.classes() > 0 ? index.class_of(row) : 0;
    if (k < 0 || static_cast<size_t>(k) >= groups) continue;
    std::vector<double>& sum = sums[static_cast<size_t>(k)];
    sum.resize(columns);
    ++counts[static_cast<size_t>(k)];
    const engine::Scalar* from = data.raw.inputs.row(row);
    for (size_t c = 0; c < columns; ++c) sum[c] += static_cast<double>(from[c]);
  }
  std::vector<std::vector<engine::Scalar>> means(groups);
  for (size_t g = 0; g < groups; ++g) {
    for (const double v : sums[g]) means[g].push_back(static_cast<engine::Scalar>(v / static_cast<double>(counts[g])));
  }
  return means;
}

}  // namespace app
