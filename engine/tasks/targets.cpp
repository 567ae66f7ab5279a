#include "engine/tasks/targets.h"

#include <algorithm>
#include <limits>

namespace engine {
namespace {

// Limits of what the last layer can give.
ValueRange output_range(const Network& net) {
  const NodeInfo& last = net.info().nodes[static_cast<size_t>(net.output_index())];
  const double infinity = std::numeric_limits<double>::infinity();
  return last.type->output_range ? last.type->output_range(last.params) : ValueRange{-infinity, infinity};
}

// A class for the whole sample: any shape with that many numbers.
Status fit_sample(const Shape& output, int64_t classes, bool one_decides, Answers& answers) {
  answers.outputs = one_decides ? 1 : classes;
  if (one_decides || output.count() == classes) return {};
  if (output.rank() == 2) {
    return error(
        "The network ends in {} steps of {} numbers, but the data has one class a sample; let the last recurrent layer "
        "give its last state only, or insert a mean over time before a dense layer of {} units.",
        output[0], output[1], classes);
  }
  if (output.rank() >= 3) {
    return error(
        "The network ends in the shape {}, but the data has one class a sample; insert flatten or global average "
        "pooling and a dense layer of {} units.",
        output.text(), classes);
  }
  return error("The network ends in {} numbers, but the data has {} classes; give the last layer {} units.",
               output.count(), classes, classes);
}

// A class for each step: [steps, classes].
Status fit_steps(const Shape& output, const Shape& target, int64_t classes, bool one_decides, Answers& answers) {
  answers.outputs = answers.element_stride = one_decides ? 1 : classes;
  if (one_decides) return {};
  if (output.rank() != 2) {
    return error(
        "The data has a class for each of {} steps, but the network ends in the shape {}; let the recurrent layer give "
        "the whole sequence and remove what joins the steps.",
        target[0], output.text());
  }
  if (output[0] != target[0]) {
    return error(
        "The network ends in {} steps, but the data has a class for each of {}; choose padding and stride so that the "
        "number of steps stays.",
        output[0], target[0]);
  }
  if (output[1] == classes) return {};
  return error("The network ends in {} numbers a step, but the data has {} classes; give the last layer {} units.",
               output[1], classes, classes);
}

// A class for each pixel: [classes, height, width].
Status fit_pixels(const Shape& output, const Shape& target, int64_t classes, bool one_decides, Answers& answers) {
  answers.outputs = one_decides ? 1 : classes;
  answers.output_stride = target.count();
  if (one_decides) return {};
  if (output.rank() != 3) {
    return error(
        "The data has a class for each of {} pixels, but the network ends in the shape {}; end it in a convolution of "
        "{} channels, without flatten.",
        target.text(), output.text(), classes);
  }
  if (output[1] != target[0] || output[2] != target[1]) {
    return error(
        "The network ends in pictures of {}×{} pixels, but the data has a class for each of {}; choose padding "
        "\"same\", or bring the size back by upsampling.",
        output[1], output[2], target.text());
  }
  if (output[0] == classes) return {};
  return error("The network ends in {} channels, but the data has {} classes; give the last convolution {} channels.",
               output[0], classes, classes);
}

Status fit_numbers(const Shape& output, const Shape& target, Answers& answers) {
  const int64_t wanted = target.count();
  answers.elements = wanted;
  if (output.count() == wanted) return {};
  if (output.rank() > 1 && target.rank() <= 1) {
    return error(
        "The network ends in the shape {}, but the data has {} numbers to predict for each sample; insert flatten, or "
        "take the last state, before a dense layer of {} units.",
        output.text(), wanted, wanted);
  }
  if (wanted == 1) {
    return error("The network ends in {} numbers, but the data has 1 number to predict; give the last layer 1 unit.",
                 output.count());
  }
  return error("The network ends in {} numbers, but the data has {} numbers to predict; give the last layer {} units.",
               output.text(), target.text(), target.back());
}

Status suits(const LossType& loss, const PreparedData& data) {
  const int64_t classes = data.raw.classes;
  if (classes == 0 && !loss.regression) {
    return error("{} is for classes, but the data has numbers to predict; choose mean squared error.", loss.title);
  }
  if (classes > 0 && !loss.classification) {
    return error("{} is for numbers, but the data has classes; choose cross-entropy.", loss.title);
  }
  return {};
}

// Padding (class -1) can be left out by a loss on class indices only.
bool has_padding(const PreparedData& data) {
  return data.raw.classes > 0 &&
         std::any_of(data.raw.targets.begin(), data.raw.targets.end(), [](Scalar t) { return t < 0; });
}

}  // namespace

Result<TargetPlan> plan_targets(const LossType& loss, const PreparedData& data, const Network& network) {
  if (Status status = suits(loss, data); !status) return status.error();
  const Shape& output = network.output_shape();
  const Shape& target = data.raw.target_shape;
  const int64_t classes = data.raw.classes;
  const std::string where = network.spec().nodes[static_cast<size_t>(network.output_index())].id;
  TargetPlan plan;
  plan.class_index = loss.coding == TargetCoding::class_index;
  plan.answer_shape = target;
  Answers& answers = plan.answers;
  answers.classes = classes;
  answers.elements = target.count();
  const bool single = classes == 2 && !plan.class_index && output.count() == answers.elements && loss.least_outputs < 2;
  Status fits;
  if (classes == 0) {
    fits = fit_numbers(output, target, answers);
  } else if (target.rank() == 0) {
    fits = fit_sample(output, classes, single, answers);
  } else if (target.rank() == 1) {
    fits = fit_steps(output, target, classes, single, answers);
  } else {
    fits = fit_pixels(output, target, classes, single, answers);
  }
  if (!fits) return Error{fits.error().what, where};
  if (output.count() < loss.least_outputs) {
    return error_at(where, "{} compares several numbers, but the network ends in {}; choose another loss.", loss.title,
                    output.count());
  }
  if (!plan.class_index && loss.coding != TargetCoding::distribution && has_padding(data)) {
    return error_at(where, "The data has padding, which {} cannot leave out; choose cross-entropy.", loss.title);
  }
  plan.low = loss.coding == TargetCoding::plus_minus ? -1 : 0;
  answers.threshold = loss.threshold;
  if (classes > 0 && loss.coding == TargetCoding::numbers) {
    const ValueRange range = output_range(network);
    const bool one_sided = !single || (range.low >= 0 && range.high <= 1);  // sigmoid, softmax, one-hot
    plan.low = one_sided ? 0 : -1;
    answers.threshold = one_sided ? 0.5 : 0;
  }
  plan.coded = !plan.class_index ? output : target.rank() == 0 ? Shape{1} : target;
  return plan;
}

void code_targets(const TargetPlan& plan, const std::vector<Scalar>& targets, Tensor& coded) {
  const Answers& a = plan.answers;
  const auto elements = static_cast<size_t>(a.elements);
  const size_t rows = targets.size() / elements;
  coded.resize(static_cast<int64_t>(rows), plan.coded);
  if (a.classes == 0 || plan.class_index) {
    std::copy(targets.begin(), targets.end(), coded.data());
    return;
  }
  const auto low = static_cast<Scalar>(plan.low);
  for (size_t i = 0; i < targets.size(); ++i) {
    const auto row = static_cast<int64_t>(i / elements), e = static_cast<int64_t>(i % elements);
    Scalar* to = coded.row(row) + e * a.element_stride;
    if (a.outputs == 1) {
      *to = targets[i] > 0 ? Scalar(1) : low;
      continue;
    }
    for (int64_t k = 0; k < a.outputs; ++k) {
      to[k * a.output_stride] = targets[i] == static_cast<Scalar>(k) ? Scalar(1) : low;
    }
  }
}

}  // namespace engine
