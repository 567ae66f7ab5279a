// Steps of preparation one by one: what comes out, what is learned from the training part, what is refused.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "engine/data/prepare.h"
#include "tests/engine/data/inputs_of.h"

namespace {

using engine::Dataset;
using engine::DataSpec;
using engine::PreparationStep;
using engine::PreparedData;
using engine::Rng;
using engine::Scalar;
using engine::Shape;

using Prepared = std::shared_ptr<const PreparedData>;

DataSpec all_training(std::vector<PreparationStep> steps) {
  DataSpec spec;
  spec.train = 1;
  spec.validation = 0;
  spec.steps = std::move(steps);
  return spec;
}

Prepared prepared(const DataSpec& spec, Dataset set) {
  const auto data = engine::prepare_set(spec, std::move(set));
  EXPECT_TRUE(data.ok()) << data.error().describe();
  return data.ok() ? *data : nullptr;
}

std::string refusal(const DataSpec& spec, Dataset set) {
  const auto data = engine::prepare_set(spec, std::move(set));
  return data.ok() ? "(accepted)" : data.error().describe();
}

// A table: a number for each row and column, and a target.
Dataset table(const std::vector<std::vector<double>>& rows, const std::vector<double>& targets, int64_t classes) {
  Dataset set;
  const auto columns = static_cast<int64_t>(rows[0].size());
  set.inputs.resize(static_cast<int64_t>(rows.size()), Shape{columns});
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t c = 0; c < rows[i].size(); ++c) {
      set.inputs.row(static_cast<int64_t>(i))[c] = static_cast<Scalar>(rows[i][c]);
    }
  }
  for (const double t : targets) set.targets.push_back(static_cast<Scalar>(t));
  set.classes = classes;
  for (int64_t c = 0; c < columns; ++c) set.input_names.push_back("c" + std::to_string(c + 1));
  return set;
}

// Numbers that depend on each other, of any shape.
Dataset correlated(int64_t rows, const Shape& shape, int64_t classes, uint64_t seed) {
  Dataset set;
  Rng rng(seed);
  set.inputs.resize(rows, shape);
  for (int64_t i = 0; i < rows; ++i) {
    double last = 0;
    for (int64_t c = 0; c < shape.count(); ++c) {
      last = 0.7 * last + rng.normal() * (1 + 0.2 * static_cast<double>(c)) + 0.5;
      set.inputs.row(i)[c] = static_cast<Scalar>(last);
    }
    set.targets.push_back(static_cast<Scalar>(classes > 0 ? i % classes : i));
  }
  set.classes = classes;
  return set;
}

std::vector<double> row_of(const Prepared& data, int64_t row) {
  const engine::Tensor inputs = inputs_of(*data, 0);
  return {inputs.row(row), inputs.row(row + 1)};
}

TEST(Steps, MinMaxFillsTheRange) {
  DataSpec spec = all_training({{{"min_max", {{"low", -1.0}, {"high", 3.0}}}, false}});
  const auto data = prepared(spec, table({{2, 5}, {4, 5}, {10, 5}}, {0, 1, 2}, 0));
  std::multiset<double> first;
  for (int64_t i = 0; i < 3; ++i) {
    first.insert(row_of(data, i)[0]);
    EXPECT_EQ(row_of(data, i)[1], -1) << "a constant column lies at the lower end";
  }
  EXPECT_EQ(first, (std::multiset<double>{-1, 0, 3}));  // (4 - 2) / (10 - 2) * 4 - 1 = 0
}

// Mean 0, and the covariance is the unit matrix but for epsilon: l / (l + epsilon).
TEST(Steps, WhiteningTakesCorrelationsOut) {
  for (const char* kind : {"zca", "pca"}) {
    const DataSpec spec = all_training({{{"whiten", {{"kind", std::string(kind)}, {"epsilon", 1e-9}}}, false}});
    const auto data = prepared(spec, correlated(300, Shape{5}, 0, 3));
    const engine::Tensor inputs = inputs_of(*data, 0);
    for (int64_t a = 0; a < 5; ++a) {
      for (int64_t b = 0; b < 5; ++b) {
        double sum = 0;
        for (int64_t i = 0; i < 300; ++i) {
          sum += static_cast<double>(inputs.row(i)[a]) * static_cast<double>(inputs.row(i)[b]) / 300;
        }
        EXPECT_NEAR(sum, a == b ? 1 : 0, 1e-4) << kind << a << b;
      }
    }
  }
}

// By hand: points (1, 1), (-1, -1), (2, -2), (-2, 2) have variances 1 and 4 along the diagonals.
TEST(Steps, WhiteningByHand) {
  const Dataset set = table({{1, 1}, {-1, -1}, {2, -2}, {-2, 2}}, {0, 1, 2, 3}, 0);
  DataSpec spec = all_training({{{"whiten", {{"kind", std::string("zca")}, {"epsilon", 1e-9}}}, false}});
  const double root = std::sqrt(2.0);
  const auto zca = prepared(spec, set);
  for (int64_t i = 0; i < 4; ++i) {
    for (int64_t c = 0; c < 2; ++c) {
      const double raw = static_cast<double>(zca->raw.inputs.row(zca->rows[0][static_cast<size_t>(i)])[c]);
      EXPECT_NEAR(row_of(zca, i)[static_cast<size_t>(c)], std::copysign(1.0, raw), 1e-6);
    }
  }
  spec.steps[0].params = {{"kind", std::string("pca")}, {"components", int64_t{1}}, {"epsilon", 4.0}};
  const auto pca = prepared(spec, set);
  EXPECT_EQ(pca->input_shape, Shape{1});
  EXPECT_EQ(pca->feature_names, std::vector<std::string>{"PC1"});
  for (int64_t i = 0; i < 4; ++i) {  // along (1, -1), of variance 4: x . u / sqrt(4 + 4)
    const Scalar* raw = pca->raw.inputs.row(pca->rows[0][static_cast<size_t>(i)]);
    const double along = static_cast<double>(raw[0] - raw[1]) / root;
    EXPECT_NEAR(std::abs(row_of(pca, i)[0]), std::abs(along) / std::sqrt(8.0), 1e-6);
  }
}

TEST(Steps, WhiteningOfASeriesWorksOnEachStep) {
  const DataSpec spec = all_training({{{"whiten", {{"kind", std::string("pca")}, {"components", int64_t{2}}}}, false}});
  const auto data = prepared(spec, correlated(50, Shape{6, 3}, 0, 4));
  EXPECT_EQ(data->input_shape, (Shape{6, 2}));
  EXPECT_EQ(refusal(spec, correlated(4, Shape{3, 32, 32}, 2, 1)),
            "Step 1, Whiten: Whitening takes at most 1024 numbers together, but a sample has 3072. Make the pictures "
            "smaller.");
}

TEST(Steps, OneHotReplacesTheColumn) {
  DataSpec spec = all_training({{{"one_hot", {{"column", std::string("c2")}}}, false}});
  spec.train = 0.75;
  spec.validation = 0.25;
  spec.split = "time";
  const auto data = prepared(spec, table({{1, 7, 2}, {3, -2, 4}, {5, 7, 6}, {8, 9, 9}}, {0, 0, 0, 0}, 0));
  EXPECT_EQ(data->feature_names, (std::vector<std::string>{"c1", "c2=-2", "c2=7", "c3"}));
  EXPECT_EQ(row_of(data, 0), (std::vector<double>{1, 0, 1, 2}));
  EXPECT_EQ(row_of(data, 1), (std::vector<double>{3, 1, 0, 4}));
  const engine::Tensor validation = inputs_of(*data, 1);
  const Scalar* unseen = validation.row(0);  // 9 is not in the training part
  EXPECT_EQ((std::vector<double>{unseen, unseen + 4}), (std::vector<double>{8, 0, 0, 9}));
  spec.steps[0].params["column"] = std::string("c9");
  const Dataset small = table({{1, 2}, {3, 4.5}}, {0, 0}, 0);
  EXPECT_EQ(refusal(spec, small), "Step 1, One-hot: There is no column \"c9\"; the columns are c1, c2.");
  spec.train = 1;
  spec.validation = 0;
  spec.steps[0].params["column"] = std::string("2");
  EXPECT_EQ(refusal(spec, small),
            "Step 1, One-hot: The column holds 4.5, which is no whole number; only whole numbers can stand for names.");
}

TEST(Steps, DerivedFeaturesOfAnyTable) {
  const DataSpec spec =
      all_training({{{"derived_features", {{"features", std::string("x3, x1*x3,sin(x2), x2^2")}}}, false}});
  const auto data = prepared(spec, table({{2, 3, 5}}, {0}, 0));
  EXPECT_EQ(data->feature_names, (std::vector<std::string>{"c3", "x1*x3", "sin(x2)", "x2^2"}));
  EXPECT_EQ(row_of(data, 0), (std::vector<double>{5, 10, static_cast<double>(static_cast<Scalar>(std::sin(3.0))), 9}));
  for (const char* bad : {"x4", "x0", "x1^3", "x1*", "sin(x1", "x1 + x2", "y"}) {
    DataSpec wrong = spec;
    wrong.steps[0].params["features"] = std::string(bad);
    EXPECT_TRUE(refusal(wrong, table({{2, 3, 5}}, {0}, 0)).starts_with("Step 1, Derived features: There is no feature"))
        << bad;
  }
}

TEST(Steps, OrderMatters) {
  const PreparationStep squares{{"derived_features", {{"features", std::string("x1^2")}}}, false};
  const PreparationStep scale{{"standardise", {}}, false};
  const Dataset set = table({{1}, {3}}, {0, 0}, 0);
  const auto a = prepared(all_training({squares, scale}), set), b = prepared(all_training({scale, squares}), set);
  EXPECT_EQ(std::abs(row_of(a, 0)[0]), 1);  // 1 and 9 become -1 and 1
  EXPECT_NE(row_of(a, 0)[0], row_of(a, 1)[0]);
  EXPECT_EQ(row_of(b, 0)[0], 1);  // -1 and 1 become 1 and 1
  EXPECT_EQ(row_of(b, 1)[0], 1);
}

TEST(Steps, OffMeansNothingHappens) {
  const Dataset set = correlated(20, Shape{3}, 0, 1);
  const auto none = prepared(all_training({}), set);
  const auto off = prepared(all_training({{{"whiten", {}}, true}, {{"no such step", {}}, true}}), set);
  EXPECT_TRUE(std::ranges::equal(inputs_of(*none, 0).span(), inputs_of(*off, 0).span()));
  EXPECT_EQ(refusal(all_training({{{"nothing", {}}, false}}), set),
            "Step 1, nothing: There is no such step of preparation.");
}

TEST(Steps, WordsAreNotScaled) {
  Dataset words = correlated(10, Shape{4}, 2, 1);
  for (Scalar& v : words.inputs.span()) v = 1;
  words.vocabulary = {"", "a"};
  const auto data = prepared(all_training({{{"standardise", {}}, false}}), words);
  EXPECT_EQ(row_of(data, 0), std::vector<double>(4, 1));
  EXPECT_TRUE(data->steps[0].passed_over.has_value());
  EXPECT_TRUE(refusal(all_training({{{"min_max", {}}, false}}), words).starts_with("Step 1, Min-max: The inputs are"));
}

TEST(Steps, SubsetKeepsSoManyInProportion) {
  DataSpec spec = all_training({{{"subset", {{"samples", int64_t{12}}}}, false}});
  spec.train = 0.6;
  spec.validation = 0.4;
  const Dataset set = correlated(100, Shape{2}, 3, 2);
  const auto some = prepared(spec, set);
  EXPECT_EQ(some->count(engine::Split::train), 12);
  EXPECT_EQ(some->count(engine::Split::validation), 40);
  std::map<double, int> counts;
  for (const Scalar t : some->targets[0]) ++counts[static_cast<double>(t)];
  for (const auto& [label, count] : counts) EXPECT_NEAR(count, 4, 1) << label;
  spec.steps[0].params["parts"] = std::string("all");
  EXPECT_EQ(prepared(spec, set)->count(engine::Split::validation), 8);
  spec.steps[0].params["samples"] = int64_t{5000};
  EXPECT_EQ(prepared(spec, set)->count(engine::Split::train), 60);
}

TEST(Steps, BalanceMakesClassesEqual) {
  Dataset set = correlated(100, Shape{2}, 2, 2);
  for (size_t i = 0; i < 100; ++i) set.targets[i] = i < 13 ? 1 : 0;
  for (const char* method : {"over", "under"}) {
    DataSpec spec = all_training({{{"class_balance", {{"method", std::string(method)}}}, false}});
    const auto data = prepared(spec, set);
    const auto ones = std::count(data->targets[0].begin(), data->targets[0].end(), Scalar{1});
    EXPECT_EQ(ones, method == std::string("over") ? 87 : 13);
    EXPECT_EQ(data->count(engine::Split::train), 2 * ones);
    std::map<int64_t, int> times;
    for (size_t i = 0; i < data->rows[0].size(); ++i) {
      ++times[data->rows[0][i]];
      EXPECT_EQ(data->targets[0][i], set.targets[static_cast<size_t>(data->rows[0][i])]);
    }
    for (const auto& [row, count] : times) EXPECT_TRUE(row < 13 || count == 1) << row;
    for (int64_t row = 0; row < 13; ++row) EXPECT_NEAR(times[row], method == std::string("over") ? 87.0 / 13 : 1, 1);
  }
}

TEST(Steps, LabelNoiseChangesItsShareOfTheTrainingPartOnly) {
  DataSpec spec = all_training({{{"label_noise", {{"share", 0.25}}}, false}});
  spec.train = 0.8;
  spec.validation = 0.2;
  const auto data = prepared(spec, correlated(100, Shape{2}, 5, 2));
  int wrong = 0;
  for (size_t i = 0; i < 80; ++i) {
    const Scalar right = data->raw.targets[static_cast<size_t>(data->rows[0][i])];
    wrong += data->targets[0][i] != right;
    EXPECT_TRUE(data->targets[0][i] >= 0 && data->targets[0][i] < 5);
  }
  EXPECT_EQ(wrong, 20);
  for (size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(data->targets[1][i], data->raw.targets[static_cast<size_t>(data->rows[1][i])]);
  }
  EXPECT_EQ(refusal(spec, correlated(10, Shape{2}, 0, 2)),
            "Step 1, Label noise: This step is about classes, but the targets here are numbers.");
}

TEST(Steps, WindowsOfATable) {
  Dataset set = table({{0, 10}, {1, 11}, {2, 12}, {3, 13}, {4, 14}, {5, 15}, {6, 16}}, {0, 1, 2, 3, 4, 5, 6}, 0);
  DataSpec spec =
      all_training({{{"windows", {{"length", int64_t{3}}, {"stride", int64_t{2}}, {"horizon", int64_t{2}}}}, false}});
  const auto data = prepared(spec, set);
  EXPECT_EQ(data->input_shape, (Shape{3, 3}));  // the past targets are the third feature
  ASSERT_EQ(data->count(engine::Split::train), 2);
  EXPECT_EQ(row_of(data, 0), (std::vector<double>{0, 10, 0, 1, 11, 1, 2, 12, 2}));
  EXPECT_EQ(row_of(data, 1), (std::vector<double>{2, 12, 2, 3, 13, 3, 4, 14, 4}));
  EXPECT_EQ(data->targets[0], (std::vector<Scalar>{4, 6}));
  spec.steps[0].params["predict"] = std::string("c2");
  spec.steps[0].params["history"] = false;
  const auto other = prepared(spec, set);
  EXPECT_EQ(other->input_shape, (Shape{3, 2}));
  EXPECT_EQ(other->targets[0], (std::vector<Scalar>{14, 16}));
  EXPECT_EQ(other->raw.target_name, "c2");
  set.missing = {3};  // column 2 of row 1
  const auto filled = prepared(spec, set);
  EXPECT_EQ(row_of(filled, 0)[3], 13) << "the mean of what stands there in the other window";
}

// No row of the table is seen from two parts.
TEST(Steps, WindowsDoNotCrossBorders) {
  std::vector<std::vector<double>> rows;
  std::vector<double> targets;
  for (int i = 0; i < 200; ++i) {
    rows.push_back({i * 1.0});
    targets.push_back(i * 1.0);
  }
  for (const int64_t stride : {1, 3, 7}) {
    DataSpec spec;
    spec.train = 0.5;
    spec.validation = 0.3;
    spec.test = 0.2;
    spec.steps = {{{"windows", {{"length", int64_t{5}}, {"stride", stride}, {"horizon", int64_t{4}}}}, false}};
    const auto data = prepared(spec, table(rows, targets, 0));
    double newest = -1;
    for (int part = 0; part < engine::kSplits; ++part) {
      const engine::Tensor inputs = inputs_of(*data, part);
      ASSERT_GT(inputs.rows(), 0);
      EXPECT_GT(static_cast<double>(inputs.row(0)[0]), newest) << stride << " " << part;
      newest = static_cast<double>(data->targets[part].back());
    }
  }
}

TEST(Steps, WindowsComeFirst) {
  const DataSpec spec = all_training({{{"standardise", {}}, false}, {{"windows", {}}, false}});
  EXPECT_EQ(refusal(spec, correlated(100, Shape{2}, 0, 1)),
            "Step 2, Windows: This step makes the samples that all others work on; put it in front of them.");
  EXPECT_EQ(engine::step_of(engine::prepare_set(spec, correlated(100, Shape{2}, 0, 1)).error()), 1U);
}

TEST(Split, ByTimeAndAtRandom) {
  DataSpec spec;
  spec.steps.clear();
  spec.split = "time";
  const Dataset set = correlated(10, Shape{1}, 2, 1);
  EXPECT_EQ(prepared(spec, set)->rows[0], (std::vector<int64_t>{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(prepared(spec, set)->rows[1], (std::vector<int64_t>{7, 8, 9}));
  spec.split = "random";
  const auto random = prepared(spec, set);
  EXPECT_EQ(random->dealt, "random");
  std::set<int64_t> seen(random->rows[0].begin(), random->rows[0].end());
  seen.insert(random->rows[1].begin(), random->rows[1].end());
  EXPECT_EQ(seen.size(), 10U);
  spec.split = "stratified";
  EXPECT_EQ(prepared(spec, set)->dealt, "stratified");
  EXPECT_EQ(prepared(spec, correlated(10, Shape{1}, 0, 1))->dealt, "random") << "there are no classes";
}

TEST(Split, RefusesWhatMakesNoSense) {
  DataSpec spec;
  spec.split = "random";
  Dataset series = correlated(10, Shape{4, 1}, 0, 1);
  series.ordered = true;
  EXPECT_TRUE(refusal(spec, series).starts_with("The samples follow each other in time: at random,"));
  spec.split = "time";
  spec.source.type = "moons";
  EXPECT_EQ(engine::prepare(spec).error().describe(),
            "The points of this set were drawn in no order; split them stratified or at random.");
  spec.split = "by chance";
  EXPECT_EQ(engine::prepare(spec).error().describe(),
            "There is no split \"by chance\"; there is stratified, random, time.");
}

TEST(Steps, HelpersEditTheList) {
  DataSpec spec;
  EXPECT_TRUE(engine::standardises(spec));
  spec.steps.push_back({{"noise", {}}, false});
  engine::set_standardise(spec, false);
  EXPECT_FALSE(engine::standardises(spec));
  engine::set_standardise(spec, true);
  EXPECT_EQ(spec.steps[0].type, "standardise") << "in front of what is drawn at random";
  engine::set_features(spec, {"x1", "x1^2"});
  EXPECT_EQ(spec.steps[0].type, "derived_features");
  EXPECT_EQ(engine::features_of(spec), (std::vector<std::string>{"x1", "x1^2"}));
  EXPECT_EQ(engine::known_input_shape(spec), Shape{2});
  engine::set_features(spec, {"x1", "x2"});
  EXPECT_EQ(spec.steps.size(), 2U);
  spec.source.type = "digits";
  spec.steps = {{{"label_noise", {}}, false}, {{"rotate", {}}, false}, {{"windows", {}}, false}};
  engine::drop_unsuitable_steps(spec);
  EXPECT_EQ(spec.steps.size(), 2U) << "digits are no table";
}

}  // namespace
