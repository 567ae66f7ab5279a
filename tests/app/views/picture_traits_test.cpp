// What the pictures of a set have in common is measured, and digits drawn by hand are then read by a network that has
// never seen them.
#include "app/views/picture_traits.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/io/project_file.h"
#include "engine/train/trainer.h"

namespace {

using app::ui::StrokePicture;
using app::ui::Vec;
using app::views::PictureTraits;

engine::Dataset digits(int64_t count) {
  engine::DataSpec spec;
  spec.source = {"digits", {}};
  spec.size = count;
  auto data = engine::prepare(spec);
  EXPECT_TRUE(data.ok());
  return (*data)->raw;
}

void stroke(StrokePicture& picture, const std::vector<Vec>& points) {
  picture.begin({}, points[0]);
  for (size_t i = 1; i < points.size(); ++i) picture.extend(points[i]);
}

std::vector<Vec> ring(Vec centre, float across, float down) {
  std::vector<Vec> points;
  for (int i = 0; i <= 24; ++i) {
    const float turn = 6.2831853f * static_cast<float>(i) / 24;
    points.push_back(centre + Vec{across * std::sin(turn), -down * std::cos(turn)});
  }
  return points;
}

TEST(PictureTraits, DigitsAreWrittenOnPlainDarkPaper) {
  const PictureTraits t = app::views::picture_traits(digits(400));
  EXPECT_TRUE(t.plain);
  EXPECT_EQ(t.paper, (app::ui::Ink{0, 0, 0}));
  EXPECT_NEAR(t.frame.box, 20.0f / 28, 0.08f);
  EXPECT_NEAR(t.frame.centre.x, 0.5f, 0.05f);
  EXPECT_NEAR(t.frame.centre.y, 0.5f, 0.05f);
}

TEST(PictureTraits, ColourPicturesHaveNoFrame) {
  engine::DataSpec spec;
  spec.source = {"pictures", {}};
  spec.size = 100;
  const auto data = engine::prepare(spec);
  ASSERT_TRUE(data.ok());
  EXPECT_FALSE(app::views::picture_traits((*data)->raw).plain);
}

TEST(PictureTraits, NumbersOfOtherRangesComeBack) {
  engine::Dataset set = digits(50);
  for (int64_t i = 0; i < set.inputs.rows() * set.inputs.columns(); ++i) set.inputs.row(0)[i] *= 255;
  const PictureTraits t = app::views::picture_traits(set);
  EXPECT_FLOAT_EQ(t.low, 0);
  EXPECT_GT(t.high, 200);
  const std::vector<engine::Scalar> first(set.inputs.row(0), set.inputs.row(0) + set.inputs.columns());
  const std::vector<engine::Scalar> back = app::views::to_data(t, app::views::from_data(t, first));
  for (size_t i = 0; i < first.size(); ++i) EXPECT_NEAR(back[i], first[i], 1e-3);
}

// One epoch of the sample project; then a one in a corner, a large zero and a small seven.
TEST(PictureTraits, LeNetReadsDigitsThatAreDrawnAnywhere) {
  const auto project = engine::load_project(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/lenet_digits.json");
  ASSERT_TRUE(project.ok());
  auto trainer = engine::Trainer::create(project->experiment);
  ASSERT_TRUE(trainer.ok());
  for (int64_t i = 0; i < (*trainer)->steps_per_epoch(); ++i) ASSERT_TRUE((*trainer)->step());
  const engine::PreparedData& data = (*trainer)->data();
  const PictureTraits traits = app::views::picture_traits(data.raw);
  const struct {
    std::vector<std::vector<Vec>> strokes;
    int digit;
  } drawn[] = {{{{{6, 4}, {5.8f, 9}, {5.2f, 15}, {5, 18}}}, 1},
               {{ring({18, 16}, 5.5f, 8)}, 0},
               {{{{4, 16}, {12, 16}, {8, 26}}}, 7}};
  for (const auto& d : drawn) {
    StrokePicture picture;
    picture.resize(1, 28, 28);
    for (const auto& points : d.strokes) stroke(picture, points);
    const std::vector<engine::Scalar> raw = app::views::to_data(traits, picture.fitted(traits.frame));
    engine::Tensor sample;
    sample.resize(1, data.input_shape);
    data.transform(raw.data(), sample.row(0));
    std::vector<double> answer;
    (*trainer)->predict(sample.view(), answer);
    EXPECT_EQ(static_cast<int>(answer[0]), d.digit);
  }
}

}  // namespace
