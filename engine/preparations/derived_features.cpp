// New inputs that are made of the columns: squares, products, sines. The network sees the chosen ones, in their order.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/preparations/columns.h"
#include "engine/preparations/numbers.h"

namespace engine {
namespace {

constexpr size_t kMostFeatures = 256;

struct Feature {
  enum class Kind { plain, square, product, sine } kind = Kind::plain;
  int64_t a = 0, b = 0;  // columns
  std::string id;        // "x1*x2"

  double value(const Scalar* x) const {
    const auto left = static_cast<double>(x[a]);
    switch (kind) {
      case Kind::plain: return left;
      case Kind::square: return left * left;
      case Kind::product: return left * static_cast<double>(x[b]);
      case Kind::sine: return std::sin(left);
    }
    return left;
  }
};

// Reads "x12" off the front of the text; -1 when it does not begin so.
int64_t take_column(std::string_view& text, int64_t columns) {
  if (!text.starts_with('x')) return -1;
  int64_t number = 0;
  const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (read.ec != std::errc{} || number < 1 || number > columns) return -1;
  text.remove_prefix(static_cast<size_t>(read.ptr - text.data()));
  return number - 1;
}

// x1, x1^2, x1*x2 or sin(x1).
bool parse(std::string_view text, int64_t columns, Feature& feature) {
  feature.id = std::string(text);
  const bool sine = text.starts_with("sin(") && text.ends_with(')');
  if (sine) text = text.substr(4, text.size() - 5);
  feature.a = take_column(text, columns);
  if (feature.a < 0) return false;
  if (sine || text.empty()) {
    feature.kind = sine ? Feature::Kind::sine : Feature::Kind::plain;
    return text.empty();
  }
  if (text == "^2") {
    feature.kind = Feature::Kind::square;
    return true;
  }
  if (!text.starts_with('*')) return false;
  text.remove_prefix(1);
  feature.kind = Feature::Kind::product;
  feature.b = take_column(text, columns);
  return feature.b >= 0 && text.empty();
}

Error unknown(const std::string& id, int64_t columns) {
  if (columns == 2) {
    return error("There is no feature \"{}\"; the features are {}.", id, "x1, x2, x1^2, x2^2, x1*x2, sin(x1), sin(x2)");
  }
  return error("There is no feature \"{}\"; it can be made of x1 to x{}, as in x1, x1^2, x1*x1 and sin(x1).", id,
               columns);
}

Result<std::vector<Feature>> read_features(const std::string& list, int64_t columns) {
  std::vector<Feature> features;
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    std::string id = list.substr(begin, end - begin);
    std::erase(id, ' ');
    begin = end + 1;
    if (id.empty()) continue;
    Feature feature;
    if (!parse(id, columns, feature)) return unknown(id, columns);
    if (std::any_of(features.begin(), features.end(), [&](const Feature& f) { return f.id == id; })) {
      return error("The feature \"{}\" is listed twice.", id);
    }
    features.push_back(std::move(feature));
    if (features.size() > kMostFeatures) return error("At most {} features can be made.", kMostFeatures);
  }
  if (features.empty()) return error("No feature is chosen: the network needs at least one input.");
  return features;
}

class Derive : public FittedStep {
 public:
  explicit Derive(std::vector<Feature> features) : features_(std::move(features)) {}
  void apply(const Scalar* in, Scalar* out) const override {
    for (const Feature& f : features_) *out++ = static_cast<Scalar>(f.value(in));
  }
  SampleFacts output(const SampleFacts& in) const override {
    SampleFacts out = in;
    out.shape = Shape{static_cast<int64_t>(features_.size())};
    out.names.clear();
    for (const Feature& f : features_) {
      const bool named = f.kind == Feature::Kind::plain && static_cast<size_t>(f.a) < in.names.size();
      out.names.push_back(named ? in.names[static_cast<size_t>(f.a)] : f.id);
    }
    return out;
  }

 private:
  std::vector<Feature> features_;
};

Shape output_shape(const Params& params, const SampleFacts& facts) {
  const auto features = read_features(get_text(params, "features"), facts.shape.count());
  return features ? Shape{static_cast<int64_t>(features->size())} : facts.shape;
}

Result<std::unique_ptr<const FittedStep>> fit(const Params& params, const TrainingSamples& samples) {
  auto features = read_features(get_text(params, "features"), samples.facts.shape.count());
  if (!features) return features.error();
  return std::unique_ptr<const FittedStep>(std::make_unique<Derive>(std::move(*features)));
}

}  // namespace

const PreparationType& derived_features_preparation() {
  static const PreparationType type{
      .id = "derived_features",
      .title = "Derived features",
      .category = "Columns",
      .glyph = "multiply",
      .summary = "Makes inputs of the columns: squares, products, sines.",
      .formula = "y = (x1, x2, x1^2, x1*x2, sin(x1), ...), as chosen",
      .use_when = "To give a small network what it would have to learn first: a circle is a line in x1^2 and x2^2.",
      .source = "Bishop 2006, Pattern Recognition and Machine Learning, section 3.1",
      .params = {{.key = "features",
                  .label = "Features",
                  .help = "The inputs of the network, separated by commas: x1, x1^2, x1*x2, sin(x1). x3 is the third "
                          "column.",
                  .default_value = std::string("x1, x1^2")}},
      .suits = [](const Params& params, const SampleFacts& facts) -> Status {
        if (Status columns = takes_columns(params, facts); !columns) return columns;
        return takes_no_categories(facts);
      },
      .passes_over = true,
      .output_shape = output_shape,
      .fit = fit,
  };
  return type;
}

}  // namespace engine
