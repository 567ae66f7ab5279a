// Autoencoders: the network answers with its own input, through something that cannot simply hand it on: few numbers in
// the middle, noise on the way in (denoising), or codes that are drawn (variational, by a sampling layer).
#include <algorithm>
#include <utility>

#include "engine/core/ziggurat.h"
#include "engine/tasks/task.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr int64_t kLookedAt = 500;  // samples of each part, for numbers that are no shares

// Losses that compare numbers with numbers, or shares with shares.
Status suits(const LossType& loss, const PreparedData& data) {
  if (data.tokens()) {
    return error(
        "The samples are words, which no output can come close to number by number; choose data of numbers, pictures "
        "or series, or learn from labels.");
  }
  const bool shares = loss.coding == TargetCoding::zero_one;
  if (!shares && (!loss.regression || loss.coding != TargetCoding::numbers)) {
    return error("{} is for classes, but a reconstruction is made of numbers; choose mean squared error.", loss.title);
  }
  if (!shares) return {};
  Tensor room(1, data.input_shape);
  for (int part = 0; part < kSplits; ++part) {
    const auto split = static_cast<Split>(part);
    for (int64_t row = 0; row < std::min(kLookedAt, data.count(split)); ++row) {
      const ConstView sample = data.samples(split, row, 1, room.data());
      const auto values = sample.span();
      const auto wrong = std::find_if(values.begin(), values.end(), [](Scalar x) { return !(x >= 0 && x <= 1); });
      if (wrong == values.end()) continue;
      return error(
          "{} compares shares between 0 and 1, but the samples hold {}; take standardising out of the preparation "
          "or choose mean squared error.",
          loss.title, fmt::format("{:.3g}", static_cast<double>(*wrong)));
    }
  }
  return {};
}

class Reconstruction final : public Task {
 public:
  void set_params(const Params& params) override {
    noise_ = get_double(params, "noise");
    masks_ = get_text(params, "noise_kind") == "mask";
    per_sample_ = get_text(params, "error") == "sample";
  }

  void prepare(int64_t rows, const PreparedData& data, const Network&) override {
    noisy_.resize(rows, data.input_shape);
  }

  Result<TargetPlan> plan(const LossType& loss, const PreparedData& data, const Network& network) const override {
    if (Status status = suits(loss, data); !status) return status.error();
    const Shape &output = network.output_shape(), &input = data.input_shape;
    if (output.count() != input.count()) {
      return error_at(network.spec().nodes[static_cast<size_t>(network.output_index())].id,
                      "The network ends in the shape {}, but has to answer with its input of {}; give the last layer "
                      "{} numbers.",
                      output.text(), input.text(), input.count());
    }
    TargetPlan plan;
    plan.answers.elements = input.count();
    plan.answers.threshold = loss.threshold;
    plan.answers.shares = loss.logits;
    plan.answer_shape = plan.coded = input;
    return plan;
  }

  double learn(const TaskStep& s) override {
    if (!(noise_ > 0)) return Task::learn(s);
    noisy_.resize(s.batch.rows, s.batch.shape);
    spoil(s.batch, s.own_rng);
    return Task::learn(
        {s.network, s.loss, s.phase, std::as_const(noisy_).view(), s.targets, s.d_output, s.layer_rng, s.own_rng});
  }

  double loss(const ChosenLoss& loss, ConstView output, ConstView targets, Scalar* d_output) const override {
    const double mean = loss.type->compute(loss.params, output, targets, d_output);
    if (!per_sample_) return mean;
    const int64_t numbers = output.columns();
    if (d_output) kernels::scale(d_output, static_cast<Scalar>(numbers), output.count());
    return mean * static_cast<double>(numbers);
  }

 private:
  void spoil(ConstView clean, Rng& rng) {
    Scalar* to = noisy_.data();
    for (int64_t i = 0; i < clean.count(); ++i) {
      to[i] = masks_ ? (rng.uniform() < noise_ ? Scalar(0) : clean.data[i])
                     : clean.data[i] + static_cast<Scalar>(noise_ * ziggurat_normal(rng));
    }
  }

  double noise_ = 0;
  bool masks_ = false, per_sample_ = false;
  Tensor noisy_;
};

}  // namespace

const TaskType& reconstruction_task() {
  using Tells = StoryLine::Tells;
  static const TaskType type{
      .id = "reconstruction",
      .title = "Reconstruction",
      .summary = "Learns to answer with its own input, through a narrow place in the middle: an autoencoder.",
      .formula = "min mean L(f(x + noise), x)",
      .use_when = "Without labels: to compress, to take noise away, and, with a sampling layer, to make new samples.",
      .source =
          "Hinton and Salakhutdinov 2006; denoising: Vincent et al. 2008; with a sampling layer: Kingma and Welling "
          "2014.",
      .params = {{.key = "noise",
                  .label = "Noise",
                  .help = "What is added to the input while training; the network still has to answer with the clean "
                          "sample. 0: nothing.",
                  .default_value = 0.0,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05,
                  .live = true},
                 {.key = "noise_kind",
                  .label = "Kind of noise",
                  .help = "Normal noise of that standard deviation, or that share of the numbers set to 0.",
                  .default_value = std::string("normal"),
                  .choices = {{"normal", "Normal"}, {"mask", "Mask"}},
                  .live = true},
                 {.key = "error",
                  .label = "Error",
                  .help = "The mean over all numbers, or their sum for each sample, which a KL divergence is weighed "
                          "against.",
                  .default_value = std::string("number"),
                  .choices = {{"number", "Per number"}, {"sample", "Per sample"}},
                  .live = true}},
      .labels = false,
      .story = {{Tells::samples, "A batch of samples is drawn; they are input and target at once."},
                {Tells::forward, "Forward: the samples are pressed into a code and built up again from it."},
                {Tells::loss, "The loss compares what came out with what went in; a sampling layer adds its KL."},
                {Tells::backward, "Backward: the gradient says how each weight changes the loss."},
                {Tells::update, "The optimizer moves each weight so that the loss falls."}},
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<Reconstruction>(); },
  };
  return type;
}

}  // namespace engine
