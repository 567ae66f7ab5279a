#include "app/panels/explorer/filter.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <sstream>

namespace app {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::vector<std::string> split_words(const std::string& words) {
  std::istringstream in(lower(words));
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

}  // namespace

SampleIndex::SampleIndex(std::shared_ptr<const engine::PreparedData> data) : data_(std::move(data)) {
  const engine::Dataset& raw = data_->raw;
  part_.assign(static_cast<size_t>(raw.rows()), -1);
  for (int part = 0; part < engine::kSplits; ++part) {
    for (const int64_t row : data_->rows[part]) {
      if (row >= 0 && row < raw.rows()) part_[static_cast<size_t>(row)] = part;
    }
  }
  if (raw.classes < 1 || raw.target_shape.rank() > 0 || raw.targets.size() < part_.size()) return;
  class_.resize(part_.size());
  for (size_t i = 0; i < class_.size(); ++i) {
    const auto k = static_cast<int64_t>(raw.targets[i]);
    class_[i] = k >= 0 && k < raw.classes ? k : -1;
  }
}

std::vector<bool> SampleIndex::with_words(const std::string& words) const {
  const engine::Dataset& raw = data_->raw;
  std::vector<bool> pass(part_.size(), true);
  std::vector<std::string> vocabulary;
  for (const std::string& word : raw.vocabulary) vocabulary.push_back(lower(word));
  const int64_t steps = raw.inputs.columns();
  for (const std::string& wanted : split_words(words)) {
    std::vector<bool> has(vocabulary.size());
    bool any = false;
    for (size_t id = 1; id < vocabulary.size(); ++id) {  // 0 pads
      has[id] = vocabulary[id].find(wanted) != std::string::npos;
      any = any || has[id];
    }
    std::string text;
    for (size_t row = 0; row < pass.size(); ++row) {
      if (!pass[row]) continue;
      bool found = false;
      text.clear();
      const engine::Scalar* ids = raw.inputs.row(static_cast<int64_t>(row));
      for (int64_t t = 0; t < steps && !found; ++t) {
        const auto id = static_cast<size_t>(std::max<engine::Scalar>(0, ids[t]));
        if (id >= vocabulary.size()) continue;
        found = has[id];
        if (!any && id > 0) text += vocabulary[id];  // the word lies across several tokens, such as characters
      }
      pass[row] = found || (!any && text.find(wanted) != std::string::npos);
    }
  }
  return pass;
}

std::vector<int64_t> SampleIndex::rows_of(const SampleFilter& filter) const {
  const bool words = !filter.words.empty() && !data_->raw.vocabulary.empty();
  const std::vector<bool> pass = words ? with_words(filter.words) : std::vector<bool>{};
  std::vector<int64_t> rows;
  for (int64_t row = 0; row < this->rows(); ++row) {
    if (filter.part >= 0 && part(row) != filter.part) continue;
    if (filter.of_class >= 0 && class_of(row) != filter.of_class) continue;
    if (words && !pass[static_cast<size_t>(row)]) continue;
    rows.push_back(row);
  }
  if (filter.by_class && !class_.empty()) {
    std::stable_sort(rows.begin(), rows.end(), [&](int64_t a, int64_t b) { return class_of(a) < class_of(b); });
  }
  return rows;
}

std::vector<int64_t> SampleIndex::counts_of(const SampleFilter& filter) const {
  std::vector<int64_t> counts(static_cast<size_t>(classes()));
  SampleFilter all = filter;
  all.of_class = -1;
  all.by_class = false;
  for (const int64_t row : rows_of(all)) {
    if (const int64_t k = class_of(row); k >= 0) ++counts[static_cast<size_t>(k)];
  }
  return counts;
}

double raw_value(const engine::Dataset& set, int64_t row, int64_t column) {
  const int64_t columns = set.inputs.columns();
  if (!set.missing.empty() && std::binary_search(set.missing.begin(), set.missing.end(), row * columns + column)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(set.inputs.row(row)[column]);
}

}  // namespace app
