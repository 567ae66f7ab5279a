// What PyTorch's numbers and the contract leave open of rnn, lstm and gru: padding that is not a number, rows without a
// step, the same bits alone, in a batch, and on any number of threads, agreement of the instruction sets, dropout.
#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "engine/core/parallel.h"
#include "engine/graph/network.h"
#include "engine/tensor/kernels/isa.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;
using rig::LayerRig;

bool same_bytes(std::span<const Scalar> a, std::span<const Scalar> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

// A layer with more units than a vector and more rows than a piece of work.
class RecurrentLayers : public testing::TestWithParam<const char*> {
 protected:
  ~RecurrentLayers() override {
    set_thread_count(1);
    kernels::select_isa(kernels::available_isas().back());
  }
  const LayerType& type() const { return *layers().find(GetParam()); }

  Params params(bool sequence) const {
    return *resolve(type().params, {{"units", int64_t{21}},
                                    {"num_layers", int64_t{2}},
                                    {"bidirectional", true},
                                    {"return", std::string(sequence ? "sequence" : "last")}});
  }
  std::unique_ptr<LayerRig> make(int64_t rows, bool sequence) const {
    return std::make_unique<LayerRig>(type(), params(sequence), std::vector{Shape{kSteps, 5}}, rows, 7);
  }
  static std::vector<int32_t> some_lengths(int64_t rows) {
    std::vector<int32_t> lengths;
    for (int64_t row = 0; row < rows; ++row) lengths.push_back(static_cast<int32_t>(row * 5 % (kSteps + 1)));
    return lengths;
  }
  static constexpr int64_t kSteps = 6;
};

TEST_P(RecurrentLayers, SameBitsOnAnyNumberOfThreads) {
  for (const bool sequence : {false, true}) {
    const auto one = make(70, sequence), more = make(70, sequence);
    for (LayerRig* rig : {one.get(), more.get()}) rig->set_lengths(0, some_lengths(70));
    one->forward();
    one->backward();
    for (const int threads : {2, 4}) {
      set_thread_count(threads);
      more->forward();
      more->backward();
      EXPECT_TRUE(same_bytes(one->output().span(), more->output().span()));
      EXPECT_TRUE(same_bytes(one->d_inputs()[0].span(), more->d_inputs()[0].span()));
      for (size_t i = 0; i < one->weights().size(); ++i) {
        EXPECT_TRUE(same_bytes(one->d_weights()[i].span(), more->d_weights()[i].span()));
      }
      set_thread_count(1);
    }
  }
}

TEST_P(RecurrentLayers, ARowHasTheSameBitsAloneAndInABatch) {
  for (const std::string_view isa : kernels::available_isas()) {
    kernels::select_isa(isa);
    const auto batch = make(37, true), alone = make(1, true);
    const std::vector<int32_t> lengths = some_lengths(37);
    batch->set_lengths(0, lengths);
    batch->forward(Mode::evaluation);
    for (int64_t row = 0; row < 37; ++row) {
      std::copy_n(batch->inputs()[0].row(row), kSteps * 5, alone->inputs()[0].data());
      alone->set_lengths(0, {lengths[static_cast<size_t>(row)]});
      alone->forward(Mode::evaluation);
      const size_t columns = static_cast<size_t>(batch->output_shape().count());
      EXPECT_TRUE(same_bytes(alone->output().span(), {batch->output().row(row), columns})) << isa << " row " << row;
    }
  }
}

TEST_P(RecurrentLayers, InstructionSetsAgree) {
  kernels::select_isa("base");
  const auto base = make(19, true);
  base->forward();
  base->backward();
  for (const std::string_view isa : kernels::available_isas()) {
    kernels::select_isa(isa);
    const auto other = make(19, true);
    other->forward();
    other->backward();
    const auto near = [&](std::span<const Scalar> a, std::span<const Scalar> b) {
      for (size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], 1e-5 * (1 + std::fabs(a[i]))) << isa;
    };
    near(base->output().span(), other->output().span());
    near(base->d_inputs()[0].span(), other->d_inputs()[0].span());
    for (size_t i = 0; i < base->weights().size(); ++i) {
      near(base->d_weights()[i].span(), other->d_weights()[i].span());
    }
  }
}

TEST_P(RecurrentLayers, PaddingChangesNothing) {
  for (const bool sequence : {false, true}) {
    const auto clean = make(20, sequence), dirty = make(20, sequence);
    const std::vector<int32_t> lengths = some_lengths(20);
    for (LayerRig* rig : {clean.get(), dirty.get()}) rig->set_lengths(0, lengths);
    for (int64_t row = 0; row < 20; ++row) {
      for (int64_t i = lengths[static_cast<size_t>(row)] * 5; i < kSteps * 5; ++i) {
        dirty->inputs()[0].row(row)[i] = std::numeric_limits<Scalar>::quiet_NaN();
      }
    }
    for (LayerRig* rig : {clean.get(), dirty.get()}) {
      rig->forward();
      rig->backward();
    }
    EXPECT_TRUE(same_bytes(clean->output().span(), dirty->output().span()));
    EXPECT_TRUE(same_bytes(clean->d_inputs()[0].span(), dirty->d_inputs()[0].span()));
    for (size_t i = 0; i < clean->weights().size(); ++i) {
      EXPECT_TRUE(same_bytes(clean->d_weights()[i].span(), dirty->d_weights()[i].span()));
    }
    for (int64_t row = 0; row < 20; ++row) {
      for (int64_t i = lengths[static_cast<size_t>(row)] * 5; i < kSteps * 5; ++i) {
        EXPECT_EQ(dirty->d_inputs()[0].row(row)[i], 0);
      }
    }
    for (int64_t k = 0; k < clean->output_shape().count(); ++k) {  // row 0 has no step at all
      EXPECT_EQ(clean->output().row(0)[k], 0);
    }
  }
}

// Numbers that are not finite stay in their row; a later pass with good ones is as if nothing had been.
TEST_P(RecurrentLayers, RecoversFromNumbersThatAreNotFinite) {
  const auto rig = make(18, true), fresh = make(18, true);
  const Tensor good = rig->inputs()[0];
  rig->inputs()[0].row(3)[2] = std::numeric_limits<Scalar>::quiet_NaN();
  rig->inputs()[0].row(4)[2] = std::numeric_limits<Scalar>::infinity();
  rig->forward();
  rig->backward();
  EXPECT_TRUE(std::isnan(rig->output().row(3)[0]));
  EXPECT_TRUE(std::isfinite(rig->output().row(5)[0]));
  rig->inputs()[0] = good;
  for (LayerRig* one : {rig.get(), fresh.get()}) {
    one->set_lengths(0, some_lengths(18));
    one->forward();
    one->backward();
  }
  EXPECT_TRUE(same_bytes(rig->output().span(), fresh->output().span()));
  for (size_t i = 0; i < rig->weights().size(); ++i) {
    EXPECT_TRUE(same_bytes(rig->d_weights()[i].span(), fresh->d_weights()[i].span()));
  }
}

// What it keeps of every step counts in the estimate, and is refused before it is allocated.
TEST_P(RecurrentLayers, LongSequencesAreRefusedWithAFigure) {
  NetworkSpec spec;
  spec.nodes = {{"in", "input", "", {}, false}, {"read", GetParam(), "", {{"units", int64_t{1000}}}, false}};
  spec.edges = {{"in", "read", 0}};
  const auto built = Network::compile(spec, Shape{3000, 10}, {.max_rows = 256});
  ASSERT_FALSE(built.ok());
  EXPECT_FALSE(built.error().what.args.empty()) << built.error().describe();
}

INSTANTIATE_TEST_SUITE_P(Kinds, RecurrentLayers, testing::Values("rnn", "lstm", "gru"),
                         [](const auto& test) { return std::string(test.param); });

// One step; the second layer hands on what the dropout lets through: h = relu(1 x + 0 h').
TEST(RecurrentDropout, DropsBetweenLayersAndGrowsTheRest) {
  const LayerType& rnn = *layers().find("rnn");
  const Params params = *resolve(rnn.params, {{"units", int64_t{50}},
                                              {"num_layers", int64_t{2}},
                                              {"nonlinearity", std::string("relu")},
                                              {"bias", false},
                                              {"dropout", 0.2}});
  LayerRig rig(rnn, params, {Shape{1, 1}}, 40, 3);
  for (Tensor& w : rig.weights()) std::ranges::fill(w.span(), Scalar{0});
  std::ranges::fill(rig.weights()[0].span(), Scalar{1});
  for (int64_t i = 0; i < 50; ++i) rig.weights()[2].data()[i * 50 + i] = 1;
  std::ranges::fill(rig.inputs()[0].span(), Scalar{3});
  rig.forward(Mode::evaluation);
  for (const Scalar y : rig.output().span()) EXPECT_EQ(y, 3);
  rig.forward(Mode::training);
  int64_t zeros = 0;
  for (const Scalar y : rig.output().span()) {
    zeros += y == 0 ? 1 : 0;
    EXPECT_TRUE(y == 0 || std::fabs(y - Scalar(3.75)) < Scalar(1e-5)) << y;
  }
  EXPECT_NEAR(static_cast<double>(zeros) / 2000, 0.2, 0.04);
  std::ranges::fill(rig.d_output().span(), Scalar{1});
  rig.backward();
  for (int64_t row = 0; row < 40; ++row) {
    double through = 0;
    for (int64_t k = 0; k < 50; ++k) through += rig.output().row(row)[k] / 3;
    EXPECT_NEAR(rig.d_inputs()[0].row(row)[0], through, 1e-3);
  }
}

}  // namespace
