#include "engine/train/other_size.h"

#include <algorithm>

#include "engine/core/check.h"

namespace engine {
namespace {

// Copies all parameters, or says which layer has other ones at this size.
Status take_weights(Network& to, const Network& from) {
  for (size_t i = 0; i < to.spec().nodes.size(); ++i) {
    const int node = static_cast<int>(i);
    const auto a = to.node_parameters(node), b = from.node_parameters(node);
    for (size_t k = 0; k < a.size(); ++k) {
      if (!(a[k].spec.shape == b[k].spec.shape)) {
        return error_at(to.spec().nodes[i].id,
                        "The weights of this layer depend on the size of the input: it was trained with {}, but needs "
                        "{} here. Only networks without such layers take samples of another size.",
                        b[k].spec.shape.text(), a[k].spec.shape.text());
      }
      std::copy_n(from.parameters().data() + b[k].offset, b[k].spec.shape.count(),
                  to.parameters().data() + a[k].offset);
    }
  }
  return {};
}

// The steps of preparation that change numbers, for samples of this shape.
Status fit_steps(const PreparedData& data, const Shape& input, std::vector<std::unique_ptr<const FittedStep>>& out) {
  for (const PreparedStep& step : data.steps) {
    if (!step.fitted) continue;
    out.push_back(step.fitted->resized(input));
    if (!out.back()) {
      return error("The step \"{}\" of the preparation was fitted to samples of the shape {} and takes no others.",
                   step.type->title, step.before.shape.text());
    }
  }
  return {};
}

}  // namespace

Result<OtherSize> OtherSize::create(const Trainer& trainer, const Shape& input) {
  const Shape& trained = trainer.data().input_shape;
  if (!trainer.task_type().parts.empty()) {
    return error("This network makes samples out of random numbers; there is nothing to predict from a sample.");
  }
  const bool alike = input.rank() == trained.rank() && input.rank() >= 2 &&
                     (input.rank() == 2 ? input[1] == trained[1] : input[0] == trained[0]);
  if (!alike && !(input == trained)) {
    return error(
        "Samples of the shape {} are of another kind than those of the training, {}; only their length, or "
        "height and width, may differ.",
        input.text(), trained.text());
  }
  OtherSize other;
  if (!(input == trained)) {
    const Status fits = fit_steps(trainer.data(), input, other.steps_);
    if (!fits) return fits.error();
  }
  Network::Options options;
  options.max_rows = 1;
  options.memory_limit = kMemoryLimit;
  auto network = Network::compile(trainer.network().spec(), input, options);
  if (!network) return network.error();
  other.network_ = std::move(*network);
  if (Status taken = take_weights(*other.network_, trainer.network()); !taken) return taken.error();
  other.data_ = trainer.shared_data();
  other.answers_ = trainer.answers();
  other.answer_shape_ = trainer.answer_shape();
  const Shape& output = other.network_->output_shape();
  Answers& a = other.answers_;
  if (a.classes > 0 && other.answer_shape_.rank() == 1) {
    other.answer_shape_ = {output[0]};
  } else if (a.classes > 0 && other.answer_shape_.rank() == 2) {
    other.answer_shape_ = {output[1], output[2]};
    if (a.outputs > 1) a.output_stride = output[1] * output[2];
  } else if (!(output == trainer.network().output_shape())) {
    return error("At this size the network ends in the shape {}, but an answer has the shape {}.", output.text(),
                 trainer.network().output_shape().text());
  }
  a.elements = other.answer_shape_.count();
  other.sample_.resize(static_cast<size_t>(input.count()));
  other.next_.resize(other.sample_.size());
  return other;
}

ConstView OtherSize::forward(std::span<const Scalar> raw) {
  const PreparedData& data = *data_;
  if (network_->input_shape() == data.input_shape) {
    CHECK(static_cast<int64_t>(raw.size()) == data.raw.inputs.columns(), "a sample as those of the data");
    data.transform(raw.data(), sample_.data());
  } else {
    CHECK(raw.size() == sample_.size(), "a sample of the size that was asked for");
    std::copy(raw.begin(), raw.end(), sample_.begin());
    for (const auto& step : steps_) {
      step->apply(sample_.data(), next_.data());
      sample_.swap(next_);
    }
  }
  return network_->forward({sample_.data(), 1, network_->input_shape()}, Mode::evaluation);
}

}  // namespace engine
