// Splitting, features and standardisation: what comes from which part, and what is refused.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "engine/data/prepare.h"
#include "tests/engine/data/inputs_of.h"

namespace {

using engine::DataSpec;
using engine::PreparedData;
using engine::Scalar;
using engine::Split;

std::shared_ptr<const PreparedData> prepared(const DataSpec& spec) {
  auto data = engine::prepare(spec);
  EXPECT_TRUE(data.ok()) << data.error().describe();
  return data.ok() ? *data : nullptr;
}

std::string refusal(const DataSpec& spec) {
  const auto data = engine::prepare(spec);
  return data.ok() ? "(accepted)" : data.error().describe();
}

DataSpec spec_of(const std::string& source, int64_t size = 400) {
  DataSpec spec;
  spec.source.type = source;
  spec.size = size;
  return spec;
}

TEST(Prepare, PartsAreExactDisjointAndComplete) {
  DataSpec spec = spec_of("spiral");
  spec.train = 0.6;
  spec.validation = 0.25;
  spec.test = 0.15;
  const auto data = prepared(spec);
  EXPECT_EQ(data->count(Split::train), 240);
  EXPECT_EQ(data->count(Split::validation), 100);
  EXPECT_EQ(data->count(Split::test), 60);
  std::set<int64_t> seen;
  for (const auto& rows : data->rows) seen.insert(rows.begin(), rows.end());
  EXPECT_EQ(seen.size(), 400U);
  EXPECT_EQ(*seen.rbegin(), 399);
}

TEST(Prepare, EachPartHoldsTheClassesInProportion) {
  for (const char* source : {"spiral", "arms", "circle"}) {
    const auto data = prepared(spec_of(source, 301));
    for (int part = 0; part < 2; ++part) {
      std::vector<double> count(static_cast<size_t>(data->raw.classes), 0);
      for (const Scalar t : data->targets[part]) ++count[static_cast<size_t>(t)];
      const double share = static_cast<double>(data->targets[part].size()) / static_cast<double>(count.size());
      for (const double c : count) EXPECT_NEAR(c, share, 1.5) << source;
    }
  }
}

TEST(Prepare, UnbalancedClassesStayInProportion) {
  DataSpec spec = spec_of("points");
  std::vector<engine::HandPoint> points;
  for (int i = 0; i < 100; ++i) points.push_back({i * 0.01, 0, i < 10 ? 1.0 : 0.0});
  spec.hand.points = std::move(points);
  const auto data = prepared(spec);
  const auto ones = [&](int part) { return std::count(data->targets[part].begin(), data->targets[part].end(), 1); };
  EXPECT_EQ(ones(0), 7);
  EXPECT_EQ(ones(1), 3);
}

TEST(Prepare, TargetsAndInputsBelongToTheirRows) {
  DataSpec spec = spec_of("bump", 60);
  engine::set_standardise(spec, false);
  const auto data = prepared(spec);
  for (int part = 0; part < 2; ++part) {
    const engine::Tensor inputs = inputs_of(*data, part);
    for (size_t i = 0; i < data->rows[part].size(); ++i) {
      const int64_t row = data->rows[part][i];
      EXPECT_EQ(data->targets[part][i], data->raw.targets[static_cast<size_t>(row)]);
      EXPECT_EQ(inputs.row(static_cast<int64_t>(i))[1], data->raw.inputs.row(row)[1]);
    }
  }
}

TEST(Prepare, StandardisationIsFittedOnTheTrainingPartOnly) {
  DataSpec spec = spec_of("gaussians", 200);
  engine::set_features(spec, engine::feature_ids());
  const auto data = prepared(spec);
  const int64_t columns = data->input_shape.count();
  for (int64_t c = 0; c < columns; ++c) {
    for (int part = 0; part < 2; ++part) {
      double mean = 0, square = 0;
      const engine::Tensor inputs = inputs_of(*data, part);
      const auto n = static_cast<double>(inputs.rows());
      for (int64_t i = 0; i < inputs.rows(); ++i) {
        const double v = static_cast<double>(inputs.row(i)[c]);
        mean += v / n;
        square += v * v / n;
      }
      if (part == 0) {
        EXPECT_NEAR(mean, 0, 1e-5);
        EXPECT_NEAR(square, 1, 1e-4);
      } else {
        EXPECT_GT(std::abs(mean) + std::abs(square - 1), 1e-3) << "the validation part has its own statistics";
      }
    }
  }
}

TEST(Prepare, AnotherValidationPointDoesNotChangeTheStandardisation) {
  DataSpec spec = spec_of("points");
  std::vector<engine::HandPoint> points;
  for (int i = 0; i < 20; ++i) points.push_back({i * 1.0, i * i * 0.1, i % 2 * 1.0});
  spec.hand.points = points;
  const auto before = prepared(spec);
  points[static_cast<size_t>(before->rows[1][0])].x = 5000;
  spec.hand.points = points;
  const auto after = prepared(spec);
  EXPECT_EQ(before->steps[0].fitted->learned(), after->steps[0].fitted->learned());
  EXPECT_EQ(before->steps[0].fitted->learned().size(), 4U);
}

TEST(Prepare, FeaturesAreComputedFromTheRawPoint) {
  DataSpec spec = spec_of("points");
  spec.hand.points = {{2, -3, 0}, {1, 1, 1}};
  spec.train = 1;
  spec.validation = 0;
  engine::set_standardise(spec, false);
  const std::vector<std::string> features{"x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)", "x1"};
  engine::set_features(spec, features);
  const auto data = prepared(spec);
  EXPECT_EQ(data->input_shape, engine::Shape{7});
  EXPECT_EQ(data->feature_names, features);
  std::vector<Scalar> out(7);
  const Scalar raw[2] = {2, -3};
  data->transform(raw, out.data());
  const double expected[7] = {-3, 4, 9, -6, std::sin(2.0), std::sin(-3.0), 2};
  for (size_t i = 0; i < 7; ++i) EXPECT_NEAR(static_cast<double>(out[i]), expected[i], 1e-6);
}

TEST(Prepare, TransformEqualsTheInputs) {
  DataSpec spec = spec_of("moons", 50);
  engine::set_features(spec, {"x1", "x1*x2", "sin(x2)"});
  const auto data = prepared(spec);
  const engine::Tensor inputs = inputs_of(*data, 1);
  std::vector<Scalar> out(3);
  for (size_t i = 0; i < data->rows[1].size(); ++i) {
    data->transform(data->raw.inputs.row(data->rows[1][i]), out.data());
    EXPECT_TRUE(std::equal(out.begin(), out.end(), inputs.row(static_cast<int64_t>(i))));
  }
}

TEST(Prepare, OneInputGoesInAsItIs) {
  const auto data = prepared(spec_of("sine", 30));
  EXPECT_EQ(data->input_shape, engine::Shape{1});
  EXPECT_EQ(data->feature_names, (std::vector<std::string>{"x"}));
  EXPECT_FALSE(data->plane());
  EXPECT_EQ(data->low[0], -6);
}

TEST(Prepare, ConstantColumnIsCentredOnly) {
  DataSpec spec = spec_of("points");
  std::vector<engine::HandPoint> points;
  for (int i = 0; i < 10; ++i) points.push_back({0.1, i * 1.0, i % 2 * 1.0});
  spec.hand.points = std::move(points);
  const auto data = prepared(spec);
  const engine::Tensor inputs = inputs_of(*data, 0);
  for (const Scalar v : inputs.span()) EXPECT_TRUE(std::isfinite(v));
  EXPECT_NEAR(static_cast<double>(inputs.row(0)[0]), 0, 1e-6);
}

TEST(Prepare, WhatIsDrawnInNoOrderIsNotSplitByTime) {
  for (const engine::DatasetType* type : engine::datasets().entries()) {
    if (!type->generated) continue;
    DataSpec spec = spec_of(type->id.c_str(), 60);
    ASSERT_EQ(refusal(spec), "(accepted)") << type->id;
    spec.split = "time";
    const auto timed = engine::prepare(spec);
    const bool ordered = timed.ok() && (*timed)->raw.ordered;
    EXPECT_EQ(timed.ok(), ordered) << type->id;
    if (!timed) {
      EXPECT_NE(timed.error().describe().find("were drawn in no order"), std::string::npos) << type->id;
    }
  }
}

TEST(Prepare, SameSpecSameBits) {
  const auto a = prepared(spec_of("checkerboard")), b = prepared(spec_of("checkerboard"));
  EXPECT_EQ(a->rows[0], b->rows[0]);
  EXPECT_TRUE(std::ranges::equal(inputs_of(*a, 0).span(), inputs_of(*b, 0).span()));
  DataSpec other = spec_of("checkerboard");
  other.seed = 2;
  EXPECT_NE(prepared(other)->rows[0], a->rows[0]);
}

TEST(Prepare, RefusesWhatCannotBe) {
  DataSpec spec = spec_of("spiral");
  spec.size = 1000000000;
  EXPECT_EQ(refusal(spec), "A set has 2 to 1000000 points, not 1000000000.");
  spec.size = -1;
  EXPECT_EQ(refusal(spec), "A set has 2 to 1000000 points, not -1.");
  spec = spec_of("spiral");
  spec.train = 0;
  EXPECT_EQ(refusal(spec), "The training part is empty: 0 of 400 points. Give it a larger part or make more points.");
  spec.train = 0.9;
  EXPECT_EQ(refusal(spec), "Training, validation and test part add up to 1.2; together they can be 1 at most.");
  spec.train = std::nan("");
  EXPECT_EQ(refusal(spec), "Each part of the data must lie between 0 and 1, not nan.");
  spec = spec_of("spiral");
  spec.noise = 1.5;
  EXPECT_EQ(refusal(spec), "Noise must lie between 0 and 1, not 1.5.");
  spec = spec_of("spiral");
  engine::set_features(spec, {"x1", "x3"});
  EXPECT_EQ(refusal(spec),
            "Step 1, Derived features: There is no feature \"x3\"; the features are x1, x2, x1^2, x2^2, x1*x2, "
            "sin(x1), sin(x2).");
  engine::set_features(spec, {"x1", "x1"});
  EXPECT_EQ(refusal(spec), "Step 1, Derived features: The feature \"x1\" is listed twice.");
  engine::set_features(spec, {});
  EXPECT_EQ(refusal(spec), "Step 1, Derived features: No feature is chosen: the network needs at least one input.");
  EXPECT_EQ(refusal(spec_of("nowhere")), "There is no source of data \"nowhere\".");
  EXPECT_EQ(refusal(spec_of("points")), "The set has no samples yet.");
  spec = spec_of("arms");
  spec.source.params["arms"] = int64_t{9};
  EXPECT_EQ(refusal(spec), "Arms must lie between 3 and 6, not 9.");
}

TEST(Prepare, MissingValuesTakeTheMeanOfTheTrainingPart) {
  engine::Dataset set;
  set.inputs.resize(10, engine::Shape{3});
  set.input_names = {"a", "b", "c"};
  for (int64_t row = 0; row < 10; ++row) {
    set.targets.push_back(engine::Scalar(row));
    for (int64_t c = 0; c < 3; ++c) set.inputs.row(row)[c] = engine::Scalar(row * row + c);
  }
  set.missing = {1, 7, 10, 28};  // column 1 of rows 0, 2, 3 and 9
  for (const int64_t index : set.missing) set.inputs.data()[index] = 0;
  engine::DataSpec spec;
  spec.train = 0.5;
  spec.validation = 0.5;
  const auto data = engine::prepare_set(spec, set);
  ASSERT_TRUE(data.ok()) << data.error().describe();
  double sum = 0, count = 0;
  for (const int64_t row : (*data)->rows[0]) {
    if (row == 0 || row == 2 || row == 3 || row == 9) continue;
    sum += static_cast<double>(row * row + 1);
    ++count;
  }
  ASSERT_GT(count, 0);
  for (const int64_t index : set.missing) {
    EXPECT_NEAR(static_cast<double>((*data)->raw.inputs.data()[index]), sum / count, 1e-4);
  }
}

}  // namespace
