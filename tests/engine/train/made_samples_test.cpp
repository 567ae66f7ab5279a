// Which classes made pictures reach: those of the real pictures next to them.
#include "engine/tasks/made_samples.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/io/project_file.h"
#include "engine/train/trainer.h"
#include "tests/engine/sample_projects.h"

namespace {

using namespace engine;

class MadePictures : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto project = load_project(engine::testing::sample_path("gan_digits"));
    ASSERT_TRUE(project.ok());
    auto trainer = Trainer::create(project->experiment);
    ASSERT_TRUE(trainer.ok());
    data_ = (*trainer)->shared_data();
  }
  static void TearDownTestSuite() { data_.reset(); }

  void SetUp() override {
    room_.resize(256, data_->input_shape);
    made_.find_classes(*data_, room_.data());
    ASSERT_EQ(made_.classes(), 10);
    made_.start();
  }
  // Real pictures behind those that are compared with, of classes below `classes`.
  void add_real_of(int classes) {
    Tensor one(1, data_->input_shape);
    int64_t rows = 0;
    for (int64_t i = NearestClass::kMostSamples; i < data_->count(Split::train) && rows < room_.rows(); ++i) {
      if (data_->targets[0][static_cast<size_t>(i)] >= static_cast<Scalar>(classes)) continue;
      const ConstView sample = data_->samples(Split::train, i, 1, one.data());
      std::copy_n(sample.data, sample.count(), room_.row(rows++));
    }
    add(rows);
  }
  void add(int64_t rows) { made_.add_made({room_.data(), rows, room_.shape()}); }

  static std::shared_ptr<const PreparedData> data_;
  Tensor room_;
  MadeSamples made_;
};
std::shared_ptr<const PreparedData> MadePictures::data_;

TEST_F(MadePictures, RealOnesReachTheirClasses) {
  add_real_of(10);
  EXPECT_EQ(made_.reached(), 10);
  for (const int classes : {1, 3, 5}) {
    made_.start();
    add_real_of(classes);
    EXPECT_GE(made_.reached(), classes);
    EXPECT_LE(made_.reached(), classes + 2) << "one in ten or so is taken for a wrong one";
  }
}

TEST_F(MadePictures, TheSameAgainAndAgainIsOneClass) {
  const ConstView one = data_->samples(Split::validation, 7, 1, room_.data());
  if (one.data != room_.data()) std::copy_n(one.data, one.count(), room_.data());
  for (int64_t i = 1; i < room_.rows(); ++i) std::copy_n(room_.row(0), room_.columns(), room_.row(i));
  add(room_.rows());
  EXPECT_LE(made_.reached(), 1);
}

TEST_F(MadePictures, NoiseReachesNone) {
  Rng rng(1);
  for (Scalar& x : room_.span()) x = static_cast<Scalar>(rng.uniform());
  add(room_.rows());
  EXPECT_EQ(made_.reached(), 0);
}

}  // namespace
