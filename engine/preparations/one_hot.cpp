// A column of whole numbers that are names of something becomes one column of 0 and 1 for each of them.
#include <algorithm>
#include <cmath>
#include <set>

#include "engine/preparations/columns.h"

namespace engine {
namespace {

constexpr size_t kMostValues = 256;

class OneHot : public FittedStep {
 public:
  OneHot(const SampleFacts& facts, int64_t column, std::vector<double> values)
      : columns_(facts.shape.count()), column_(column), values_(std::move(values)) {}

  // The new columns stand where the old one stood.
  void apply(const Scalar* in, Scalar* out) const override {
    out = std::copy_n(in, column_, out);
    for (const double v : values_) *out++ = static_cast<double>(in[column_]) == v ? Scalar{1} : Scalar{0};
    std::copy_n(in + column_ + 1, columns_ - column_ - 1, out);
  }
  SampleFacts output(const SampleFacts& in) const override {
    SampleFacts out = in;
    const auto added = static_cast<int64_t>(values_.size()) - 1;
    out.shape = Shape{columns_ + added};
    std::erase(out.id_columns, column_);
    for (int64_t& id : out.id_columns) id += id > column_ ? added : 0;
    if (static_cast<int64_t>(in.names.size()) != columns_) return out;
    const std::string& name = in.names[static_cast<size_t>(column_)];
    out.names.erase(out.names.begin() + column_);
    for (size_t i = 0; i < values_.size(); ++i) {
      out.names.insert(out.names.begin() + column_ + static_cast<std::ptrdiff_t>(i),
                       fmt::format("{}={:g}", name, values_[i]));
    }
    return out;
  }
  std::vector<double> learned() const override { return values_; }

 private:
  int64_t columns_, column_;
  std::vector<double> values_;  // rising
};

Result<std::unique_ptr<const FittedStep>> fit(const Params& params, const TrainingSamples& samples) {
  const Result<int64_t> column = find_column(samples.facts, get_text(params, "column"));
  if (!column) return column.error();
  std::set<double> values;
  for (int64_t row = 0; row < samples.rows && values.size() <= kMostValues; ++row) {
    const auto v = static_cast<double>(samples.sample(row)[*column]);
    if (v != std::floor(v)) {
      return error("The column holds {}, which is no whole number; only whole numbers can stand for names.", v);
    }
    values.insert(v);
  }
  if (values.size() > kMostValues) {
    return error("The column has more than {} different values; that is a measure and not a list of names.",
                 kMostValues);
  }
  return std::unique_ptr<const FittedStep>(
      std::make_unique<OneHot>(samples.facts, *column, std::vector<double>(values.begin(), values.end())));
}

}  // namespace

const PreparationType& one_hot_preparation() {
  static const PreparationType type{
      .id = "one_hot",
      .title = "One-hot",
      .category = "Columns",
      .glyph = "embedding",
      .summary = "Turns a column of whole numbers that stand for names into one column of 0 and 1 for each name.",
      .formula = "y_k = 1 where x = value k of the training part, else 0",
      .use_when =
          "For codes such as a month or a post code, where 3 is not more than 2. A value that the training part does "
          "not "
          "have gives zeros everywhere.",
      .source = "Bishop 2006, Pattern Recognition and Machine Learning, section 4.2",
      .params = {{.key = "column",
                  .label = "Column",
                  .help = "Name or number of the column.",
                  .default_value = std::string("1")}},
      .column_keys = {"column"},
      .suits = takes_columns,
      .output_shape = [](const Params&, const SampleFacts&) { return Shape{}; },
      .fit = fit,
  };
  return type;
}

}  // namespace engine
