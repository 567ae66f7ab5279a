// Files that Python's csv, struct and json, NumPy and PIL have written (files/generate.py), and what these programs say
// that they hold.
#include <cmath>

#include "engine/core/file.h"
#include "engine/formats/picture.h"
#include "engine/formats/resample.h"
#include "tests/engine/data/loading.h"

namespace {

using namespace loading;
using namespace std::string_literals;
using engine::Scalar;

void expect_near(std::span<const Scalar> got, const json& want, double tolerance, const std::string& what) {
  ASSERT_EQ(got.size(), want.size()) << what;
  double worst = 0;
  for (size_t i = 0; i < want.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(got[i]) - want[i].get<double>()));
  }
  EXPECT_LE(worst, tolerance) << what;
}

TEST(GoldenFiles, Tables) {
  for (const auto& [name, want] : expected()["tables"].items()) {
    const auto set = load("csv", {{"path", golden("tables/" + name)}});
    ASSERT_TRUE(set.ok()) << name << ": " << set.error().describe();
    EXPECT_EQ(set->input_names, want["input_names"].get<std::vector<std::string>>()) << name;
    EXPECT_EQ(set->class_names, want["class_names"].get<std::vector<std::string>>()) << name;
    expect_near(set->targets, want["targets"], 0, name);
    for (int64_t i = 0; i < set->rows(); ++i) {
      const auto row = static_cast<size_t>(i);
      expect_near({set->inputs.row(i), static_cast<size_t>(set->inputs.columns())}, want["inputs"][row], 1e-6, name);
    }
  }
  const auto utf16 = load("csv", {{"path", golden("tables/utf16.csv")}});
  ASSERT_FALSE(utf16.ok());
  EXPECT_EQ(utf16.error().describe(),
            "utf16.csv: The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\").");
}

void expect_cifar(const Result<Dataset>& set, const json& want) {
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->inputs.shape(), (engine::Shape{3, 32, 32}));
  expect_near(set->targets, want["labels"], 0, "labels");
  for (int64_t i = 0; i < set->rows(); ++i) {
    double sum = 0;
    for (const Scalar v : std::span(set->inputs.row(i), 3072)) sum += static_cast<double>(v) * 255;
    EXPECT_NEAR(sum, want["sums"][static_cast<size_t>(i)].get<double>(), 0.1);
  }
  const auto all = set->inputs.span();
  expect_near(all.first(8), want["first"], 1e-6, "first");
  expect_near(all.last(8), want["last"], 1e-6, "last");
}

TEST(GoldenFiles, Cifar) {
  const json& want = expected()["cifar"];
  const std::string ten = golden("cifar/ten"), hundred = golden("cifar/hundred");
  const auto train = load("cifar", {{"path", ten}});
  expect_cifar(train, want["train"]);
  EXPECT_EQ(train->classes, 10);
  EXPECT_EQ(train->class_names[9], "truck");
  expect_cifar(load("cifar", {{"path", ten}, {"part", "test"s}}), want["test"]);
  expect_cifar(load("cifar", {{"path", ten + "/test_batch.bin"}}), want["test"]);
  EXPECT_EQ(load("cifar", {{"path", ten}, {"part", "both"s}})->rows(), 4);
  expect_cifar(load("cifar", {{"path", hundred}}), want["fine"]);
  expect_cifar(load("cifar", {{"path", hundred}, {"labels", "coarse"s}}), want["coarse"]);
}

TEST(GoldenFiles, Arrays) {
  for (const auto& [name, want] : expected()["arrays"].items()) {
    Params params{{"path", golden("arrays/" + name)}};
    if (name == "named.npz") params["targets"] = "second"s;
    const auto set = load("npy", params);
    ASSERT_TRUE(set.ok()) << name << ": " << set.error().describe();
    expect_near(set->inputs.span(), want["inputs"], name == "f2.npy" ? 1e-3 : 1e-6, name);
    expect_near(set->targets, want["targets"], name == "f2.npy" ? 1e-3 : 1e-6, name);
    EXPECT_EQ(set->classes, want["classes"].get<int64_t>()) << name;
    const auto sizes = want["shape"].get<std::vector<int64_t>>();
    ASSERT_EQ(set->inputs.shape().rank(), static_cast<int>(sizes.size())) << name;
    for (size_t i = 0; i < sizes.size(); ++i) EXPECT_EQ(set->inputs.shape()[static_cast<int>(i)], sizes[i]) << name;
  }
  const auto steps = load("npy", {{"path", golden("arrays/steps.npz")}});
  EXPECT_EQ(steps->target_shape, (engine::Shape{3}));
  EXPECT_EQ(load("npy", {{"path", golden("arrays/named.npz")}, {"targets", "second"s}})->target_shape,
            (engine::Shape{2}));
}

TEST(GoldenFiles, TargetsInASecondFile) {
  const auto set = load("npy", {{"path", golden("arrays/stored.npz")},
                                {"inputs", "x_train"s},
                                {"target_path", golden("arrays/packed.npz")},
                                {"targets", "labels"s},
                                {"layout", "stored"s},
                                {"scale", "no"s}});
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->inputs.shape(), (engine::Shape{5, 6, 3}));
  EXPECT_EQ(set->classes, 3);
  EXPECT_GT(*std::ranges::max_element(set->inputs.span()), 200);
}

// PIL keeps whole brightness levels between its two passes; a level is 0.004.
TEST(GoldenFiles, PicturesAtAnotherSize) {
  for (const auto& [name, want] : expected()["pictures"].items()) {
    const bool jpeg = name.find(".jp") != std::string::npos;
    const auto bytes = text_of_file(golden("pictures/" + name));
    const auto picture = engine::decode_picture(bytes, name, {6, 7, false});
    ASSERT_TRUE(picture.ok()) << picture.error().describe();
    for (const std::string fit : {"crop", "pad", "stretch"}) {
      std::vector<Scalar> got(3 * 7 * 6);
      engine::resample(*picture, fit, 3, 7, 6, got.data());
      expect_near(got, want[fit], jpeg ? 0.013 : 0.0061, name + " " + fit);
    }
    const bool lies = picture->orientation >= 5;
    const int width = lies ? picture->height : picture->width, height = lies ? picture->width : picture->height;
    std::vector<Scalar> same(static_cast<size_t>(3 * width * height));
    engine::resample(*picture, "stretch", 3, height, width, same.data());
    for (size_t i = 0; i < want["same"].size(); ++i) {
      ASSERT_NEAR(static_cast<double>(same[i]) * 255, want["same"][i].get<double>(), jpeg ? 3.01 : 1.01)
          << name << " at " << i;
    }
  }
}

TEST(GoldenFiles, FolderOfPictures) {
  const auto set = load(
      "image_folder", {{"path", golden("pictures")}, {"width", int64_t{6}}, {"height", int64_t{7}}, {"fit", "crop"s}});
  ASSERT_TRUE(set.ok()) << set.error().describe();
  EXPECT_EQ(set->class_names, (std::vector<std::string>{"round", "square"}));
  EXPECT_EQ(set->inputs.shape(), (engine::Shape{3, 7, 6}));
  int64_t row = 0;
  for (const auto& [name, want] : expected()["pictures"].items()) {  // both are in the order of the names
    EXPECT_EQ(set->targets[static_cast<size_t>(row)], name.starts_with("square") ? 1 : 0);
    expect_near({set->inputs.row(row++), 126}, want["crop"], 0.013, name);
  }
  EXPECT_EQ(set->rows(), row);
  const auto grey = load("image_folder", {{"path", golden("pictures/round/rgb.png")}, {"colour", "grey"s}});
  ASSERT_TRUE(grey.ok()) << "any picture stands for the folder";
  EXPECT_EQ(grey->rows(), row);
  EXPECT_EQ(grey->inputs.shape(), (engine::Shape{1, 32, 32}));
}

std::string spelled(const Dataset& set, std::span<const Scalar> ids) {
  std::string text;
  for (const Scalar id : ids) text += id == 0 ? "" : set.vocabulary[static_cast<size_t>(id)];
  return text;
}

TEST(GoldenFiles, Texts) {
  const json& want = expected()["texts"];
  for (const char* name : {"escaped.jsonl", "utf8.jsonl"}) {
    const auto set = load("text", {{"path", golden("texts/"s + name)}});
    ASSERT_TRUE(set.ok()) << set.error().describe();
    ASSERT_EQ(set->rows(), static_cast<int64_t>(want["lines"].size()));
    for (int64_t i = 0; i < set->rows(); ++i) {
      const auto n = static_cast<size_t>(i);
      std::string line;
      for (const json& character : want["lines"][n]) line += character.get<std::string>();
      EXPECT_EQ(spelled(*set, {set->inputs.row(i), 32}), line);
      EXPECT_EQ(set->class_names[static_cast<size_t>(set->targets[n])], want["labels"][n].get<std::string>());
    }
  }
  const int64_t steps = 10;
  const auto story = load("text", {{"path", golden("texts/story.txt")}, {"steps", steps}, {"stride", int64_t{3}}});
  ASSERT_TRUE(story.ok()) << story.error().describe();
  const auto tokens = want["story"].get<std::vector<std::string>>();
  EXPECT_EQ(story->rows(), (static_cast<int64_t>(tokens.size()) - 11) / 3 + 1);
  EXPECT_EQ(story->target_shape, (engine::Shape{steps}));
  EXPECT_TRUE(story->ordered);
  EXPECT_EQ(story->gap, 3);
  for (int64_t row = 0; row < story->rows(); ++row) {
    for (int64_t t = 0; t < steps; ++t) {
      const auto in = static_cast<size_t>(story->inputs.row(row)[t]);
      const auto next = static_cast<size_t>(story->targets[static_cast<size_t>(row * steps + t)]);
      EXPECT_EQ(story->vocabulary[in], tokens[static_cast<size_t>(row * 3 + t)]);
      EXPECT_EQ(story->vocabulary[next], tokens[static_cast<size_t>(row * 3 + t + 1)]);
    }
  }
}

}  // namespace
