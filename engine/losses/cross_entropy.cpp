// Cross-entropy of logits against the index of the class: softmax and logarithm in one formula that never overflows.
#include <cmath>
#include <cstdlib>

#include "engine/losses/per_class.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {
namespace {

// One number a class out of "1, 2.5, 1"; false when the text is something else.
bool parse_weights(const std::string& text, std::vector<double>& weights) {
  weights.clear();
  const char* at = text.c_str();
  while (true) {
    char* end = nullptr;
    weights.push_back(std::strtod(at, &end));
    if (end == at || !std::isfinite(weights.back()) || weights.back() < 0) return false;
    at = end;
    while (*at == ' ') ++at;
    if (*at == 0) return true;
    if (*at != ',') return false;
    ++at;
  }
}

// The weights of this call, nullptr: all 1. The room is kept from call to call, so that a step allocates nothing.
const double* class_weights(const Params& params, int64_t classes) {
  const std::string& text = get_text(params, "class_weights");
  if (text.empty()) return nullptr;
  thread_local std::vector<double> weights;
  CHECK(parse_weights(text, weights) && static_cast<int64_t>(weights.size()) == classes, "prepare checked the weights");
  return weights.data();
}

Result<Params> prepare(const Params& given, std::span<const int64_t> counts) {
  Params params = given;
  const std::string& text = get_text(given, "class_weights");
  const bool blank = text.find_first_not_of(' ') == std::string::npos;
  std::vector<double> weights;
  if (blank) {
    params["class_weights"] = std::string();
  } else if (text == "balanced") {  // rare classes count more, so that all weigh the same together
    int64_t total = 0;
    for (const int64_t n : counts) total += n;
    std::string list;
    for (const int64_t n : counts) {
      const double weight =
          n > 0 ? static_cast<double>(total) / static_cast<double>(n) / static_cast<double>(counts.size()) : 1;
      list += fmt::format("{}{:.9g}", list.empty() ? "" : ",", weight);
    }
    params["class_weights"] = list;
  } else if (!parse_weights(text, weights) || weights.size() != counts.size()) {
    return error("Class weights are {} numbers from 0 with commas between them, or the word balanced; \"{}\" is not.",
                 counts.size(), text);
  }
  return params;
}

double total_weight(ConstView target, const double* weights) {
  double total = 0;
  for (const Scalar t : target.span()) {
    if (t >= 0) total += weights ? weights[static_cast<size_t>(t)] : 1;
  }
  return total;
}

// Smallest K that every class of the targets fits: only weights need it, and they have one for each.
double weight(const Params& params, ConstView target) {
  const std::string& text = get_text(params, "class_weights");
  if (text.empty()) return total_weight(target, nullptr);
  thread_local std::vector<double> weights;
  CHECK(parse_weights(text, weights), "prepare checked the weights");
  return total_weight(target, weights.data());
}

// The sums and factors that all elements of a batch share.
struct Batch {
  const double* weights;
  double smoothing, share, weight_sum;  // share: 1 / what the mean is divided by
  int64_t classes;

  // The element's part of the loss from log softmax(z).
  double loss(const Scalar* log_softmax, int64_t label) const {
    if (label < 0) return 0;
    CHECK(label < classes, "every class has an output");
    double sum = -(1 - smoothing) * weight_of(label) * static_cast<double>(log_softmax[label]);
    if (smoothing > 0) {
      const double even = smoothing / static_cast<double>(classes);
      for (int64_t k = 0; k < classes; ++k) sum -= even * weight_of(k) * static_cast<double>(log_softmax[k]);
    }
    return sum * share;
  }
  // Turns softmax(z) into the gradient of that.
  void slope(Scalar* softmax, int64_t label) const {
    if (label < 0) {
      std::fill_n(softmax, classes, Scalar(0));
      return;
    }
    const double own = (1 - smoothing) * weight_of(label) * share;
    const double even = smoothing / static_cast<double>(classes) * share;
    const auto factor = static_cast<Scalar>(own + even * weight_sum);
    for (int64_t k = 0; k < classes; ++k) softmax[k] *= factor;
    if (smoothing > 0) {
      for (int64_t k = 0; k < classes; ++k) softmax[k] -= static_cast<Scalar>(even * weight_of(k));
    }
    softmax[label] -= static_cast<Scalar>(own);
  }
  double weight_of(int64_t k) const { return weights ? weights[k] : 1; }
};

double compute(const Params& params, ConstView output, ConstView target, Scalar* d_output) {
  const ClassLayout layout(output.shape, target.columns());
  CHECK(target.rows == output.rows, "cross-entropy has one class for each element");
  const double* weights = class_weights(params, layout.classes);
  const double total = total_weight(target, weights);
  if (!(total > 0)) {  // only padding
    if (d_output) std::fill_n(d_output, output.count(), Scalar(0));
    return 0;
  }
  double weight_sum = static_cast<double>(layout.classes);
  if (weights) {
    weight_sum = 0;
    for (int64_t k = 0; k < layout.classes; ++k) weight_sum += weights[k];
  }
  const Batch batch{weights, get_double(params, "label_smoothing"), 1 / total, weight_sum, layout.classes};
  return sum_over_elements(layout, output, d_output, [&](const Scalar* z, Scalar* dz, int64_t first, int64_t n) {
    kernels::log_softmax_forward(z, dz, n, layout.classes);
    const Scalar* labels = target.data + first;
    double sum = 0;
    for (int64_t i = 0; i < n; ++i) sum += batch.loss(dz + i * layout.classes, static_cast<int64_t>(labels[i]));
    if (!d_output) return sum;
    kernels::softmax_forward(dz, dz, n, layout.classes);  // of a log softmax: the softmax itself
    for (int64_t i = 0; i < n; ++i) batch.slope(dz + i * layout.classes, static_cast<int64_t>(labels[i]));
    return sum;
  });
}

}  // namespace

const LossType& cross_entropy_loss() {
  static const LossType type{
      .id = "cross_entropy",
      .title = "Cross-entropy",
      .summary = "How surprised the softmax of the outputs is by the true class.",
      .formula = "L = -mean(log softmax(y)[class])",
      .use_when = "As the first choice for several classes, behind one linear unit for each.",
      .source = "Bridle 1990; as nn.CrossEntropyLoss of PyTorch 1.13.1 with class indices.",
      .params = {{.key = "class_weights",
                  .label = "Class weights",
                  .help = "How much each class counts, such as 1, 2.5, 1; the word balanced weighs rare classes up; "
                          "empty: all the same.",
                  .default_value = std::string(),
                  .live = true},
                 label_smoothing_param()},
      .coding = TargetCoding::class_index,
      .classification = true,
      .logits = true,
      .compute = compute,
      .weight = weight,
      .prepare = prepare,
      .torch =
          "nn.CrossEntropyLoss(weight=torch.tensor([{class_weights}]) if '{class_weights}' else None, ignore_index=-1, "
          "label_smoothing={label_smoothing})",
  };
  return type;
}

}  // namespace engine
