// Every generated source: the same seed gives the same bits, classes are balanced, values are finite and in view.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engine/data/prepare.h"

namespace {

using engine::Dataset;
using engine::DatasetType;

Dataset make(const DatasetType& type, int64_t size, double noise, uint64_t seed) {
  const engine::Params params = engine::defaults(type.params);
  auto made = type.make({params, size, noise, seed, {}});
  EXPECT_TRUE(made.ok()) << type.id;
  return *made;
}

std::vector<const DatasetType*> generated() {
  std::vector<const DatasetType*> found;
  for (const DatasetType* type : engine::datasets().entries()) {
    if (type->generated) found.push_back(type);
  }
  return found;
}

// Those with one or two inputs.
std::vector<const DatasetType*> planar() {
  std::vector<const DatasetType*> found = generated();
  std::erase_if(found,
                [](const DatasetType* type) { return type->kind != engine::SampleKind::numbers || type->environment; });
  return found;
}

bool same(const Dataset& a, const Dataset& b) {
  return std::equal(a.inputs.span().begin(), a.inputs.span().end(), b.inputs.span().begin(), b.inputs.span().end()) &&
         a.targets == b.targets;
}

TEST(Sources, AllAreInTheCatalog) {
  for (const char* id :
       {"circle", "xor",    "gaussians", "spiral",    "moons", "arms",  "checkerboard", "line", "plane", "sine", "bump",
        "csv",    "points", "drawings",  "sentences", "table", "cifar", "image_folder", "npy",  "text"}) {
    EXPECT_NE(engine::datasets().find(id), nullptr) << id;
  }
}

TEST(Sources, SeedDecidesEverything) {
  for (const DatasetType* type : generated()) {
    SCOPED_TRACE(type->id);
    EXPECT_TRUE(same(make(*type, 101, 0.2, 7), make(*type, 101, 0.2, 7)));
    EXPECT_FALSE(same(make(*type, 101, 0.2, 7), make(*type, 101, 0.2, 8)));
  }
}

TEST(Sources, SizeShapeAndClassesAreAsDescribed) {
  for (const DatasetType* type : generated()) {
    for (const int64_t size : {2, 3, 97, 400}) {
      SCOPED_TRACE(type->id + " " + std::to_string(size));
      const Dataset set = make(*type, size, 0.1, 1);
      EXPECT_EQ(set.rows(), size);
      EXPECT_EQ(set.inputs.shape(), engine::known_sample_shape(*type, {}));
      EXPECT_EQ(set.target_shape, engine::known_target_shape(*type, {}));
      EXPECT_EQ(static_cast<int64_t>(set.targets.size()), size * set.target_shape.count());
      EXPECT_EQ(set.classes, type->classes >= 0 ? type->classes : set.classes);
      EXPECT_EQ(type->dimensions > 0, type->kind == engine::SampleKind::numbers && !type->environment);
      EXPECT_EQ(set.vocabulary.empty(), type->kind != engine::SampleKind::tokens);
      if (type->dimensions == 0) continue;
      EXPECT_EQ(static_cast<int64_t>(set.input_names.size()), type->dimensions);
      EXPECT_GT(set.range, 0);
    }
  }
}

TEST(Sources, ClassesAreBalanced) {
  for (const DatasetType* type : generated()) {
    const Dataset set = make(*type, 97, type->dimensions > 0 ? 0.3 : 0, 5);
    if (set.classes == 0 || set.target_shape.rank() > 0) continue;
    std::map<double, int64_t> count;
    for (const engine::Scalar target : set.targets) ++count[static_cast<double>(target)];
    EXPECT_EQ(static_cast<int64_t>(count.size()), set.classes) << type->id;
    for (const auto& [target, n] : count) {
      EXPECT_EQ(target, std::floor(target));
      EXPECT_NEAR(static_cast<double>(n), 97.0 / static_cast<double>(set.classes), 1) << type->id;
    }
  }
}

TEST(Sources, ValuesAreFiniteAndMostlyInView) {
  for (const DatasetType* type : planar()) {
    for (const double noise : {0.0, 0.1, 1.0}) {
      const Dataset set = make(*type, 500, noise, 3);
      int64_t outside = 0;
      for (const engine::Scalar v : set.inputs.span()) {
        ASSERT_TRUE(std::isfinite(v)) << type->id;
        outside += std::abs(v) > set.range;
      }
      for (const engine::Scalar v : set.targets) ASSERT_TRUE(std::isfinite(v)) << type->id;
      EXPECT_LE(outside, noise <= 0.1 ? 0 : 300) << type->id << " at noise " << noise;
    }
  }
}

// Those made sample by sample. A series is one whole: its shape may depend on its length.
TEST(Sources, FirstSamplesOfALargerSetAreThoseOfASmallerOne) {
  for (const DatasetType* type : generated()) {
    if (type->kind == engine::SampleKind::numbers || type->id == "series") continue;
    const Dataset small = make(*type, 23, 0.2, 4), large = make(*type, 60, 0.2, 4);
    const auto inputs = small.inputs.span();
    EXPECT_TRUE(std::equal(inputs.begin(), inputs.end(), large.inputs.data())) << type->id;
    EXPECT_TRUE(std::equal(small.targets.begin(), small.targets.end(), large.targets.begin())) << type->id;
    EXPECT_EQ(small.vocabulary, large.vocabulary) << type->id;
    EXPECT_EQ(small.class_names, large.class_names) << type->id;
  }
}

TEST(Sources, ExtremesOfEveryParameterGiveTheDescribedShapes) {
  for (const DatasetType* type : generated()) {
    for (const engine::ParamSpec& spec : type->params) {
      std::vector<engine::ParamValue> values;
      for (const auto& choice : spec.choices) values.emplace_back(choice.id);
      if (std::holds_alternative<int64_t>(spec.default_value)) {
        values.emplace_back(static_cast<int64_t>(spec.minimum));
        values.emplace_back(static_cast<int64_t>(spec.maximum));
      } else if (std::holds_alternative<double>(spec.default_value)) {
        values.emplace_back(spec.minimum);
        values.emplace_back(spec.maximum);
      }
      for (const engine::ParamValue& value : values) {
        for (const double noise : {0.0, 1.0}) {
          SCOPED_TRACE(type->id + " " + spec.key);
          engine::Params params = engine::defaults(type->params);
          params[spec.key] = value;
          const auto set = type->make({params, 7, noise, 2, {}});
          ASSERT_TRUE(set.ok()) << set.error().describe();
          EXPECT_EQ(set->inputs.shape(), engine::known_sample_shape(*type, params));
          EXPECT_EQ(set->target_shape, engine::known_target_shape(*type, params));
          for (const engine::Scalar v : set->inputs.span()) ASSERT_TRUE(std::isfinite(v));
          for (const engine::Scalar t : set->targets) {
            ASSERT_TRUE(std::isfinite(t));
            ASSERT_TRUE(set->classes == 0 || (t >= -1 && t < static_cast<engine::Scalar>(set->classes)));
          }
        }
      }
    }
  }
}

TEST(Sources, NoiseMovesPointsAndNothingElse) {
  for (const DatasetType* type : generated()) {
    EXPECT_FALSE(same(make(*type, 50, 0, 1), make(*type, 50, 0.5, 1))) << type->id;
  }
}

TEST(Sources, ArmsTakeTheirNumber) {
  const DatasetType* type = engine::datasets().find("arms");
  for (int64_t arms = 3; arms <= 6; ++arms) {
    const engine::Params params{{"arms", arms}};
    const auto set = type->make({params, 120, 0.1, 1, {}});
    ASSERT_TRUE(set.ok());
    EXPECT_EQ(set->classes, arms);
    EXPECT_EQ(static_cast<double>(*std::max_element(set->targets.begin(), set->targets.end())),
              static_cast<double>(arms - 1));
  }
}

TEST(Sources, LineHasItsSlopeAndIntercept) {
  const DatasetType* type = engine::datasets().find("line");
  const engine::Params params{{"slope", -1.5}, {"intercept", 2.0}};
  const auto set = type->make({params, 50, 0, 1, {}});
  ASSERT_TRUE(set.ok());
  for (int64_t i = 0; i < set->rows(); ++i) {
    const double x = static_cast<double>(set->inputs.row(i)[0]);
    EXPECT_NEAR(static_cast<double>(set->targets[static_cast<size_t>(i)]), -1.5 * x + 2, 1e-5);
  }
}

TEST(OwnPoints, ClassesAndNumbers) {
  const DatasetType* type = engine::datasets().find("points");
  engine::HandMade points, half, bad;
  points.points = {{1, 2, 0}, {-3, 4, 3}, {0, 0, 1}};
  const engine::Params classify{{"task", std::string("classify")}}, regress{{"task", std::string("regress")}};
  auto set = type->make({classify, 0, 0, 0, points});
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->classes, 4);
  EXPECT_EQ(set->inputs.row(1)[0], engine::Scalar(-3));
  half.points = {{1, 2, 0.5}};
  EXPECT_TRUE(type->make({regress, 0, 0, 0, half}).ok());
  set = type->make({classify, 0, 0, 0, half});
  ASSERT_FALSE(set.ok());
  EXPECT_EQ(set.error().describe(), "The class of point 1 must be a whole number from 0 to 9, not 0.5.");
  bad.points = {{1, std::nan(""), 0}};
  EXPECT_FALSE(type->make({regress, 0, 0, 0, bad}).ok());
}

}  // namespace
