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

  // The element's part of the loss; log softmax(z)[k] is log_part[k * stride] - log_total.
  double loss(const Scalar* log_part, int64_t stride, double log_total, int64_t label) const {
    if (label < 0) return 0;
    CHECK(label < classes, "every class has an output");
    double sum = (1 - smoothing) * weight_of(label) * (log_total - static_cast<double>(log_part[label * stride]));
    if (smoothing > 0) {
      const double part = smoothing / static_cast<double>(classes);
      for (int64_t k = 0; k < classes; ++k) {
        sum += part * weight_of(k) * (log_total - static_cast<double>(log_part[k * stride]));
      }
    }
    return sum * share;
  }
  // The gradient is factor * softmax(z)[k] - even * weight[k], less own where k is the label.
  double own(int64_t label) const { return (1 - smoothing) * weight_of(label) * share; }
  double even() const { return smoothing / static_cast<double>(classes) * share; }
  double factor(int64_t label) const { return own(label) + even() * weight_sum; }
  // Turns softmax(z) into that.
  void slope(Scalar* softmax, int64_t label) const {
    if (label < 0) {
      std::fill_n(softmax, classes, Scalar(0));
      return;
    }
    const auto times = static_cast<Scalar>(factor(label));
    for (int64_t k = 0; k < classes; ++k) softmax[k] *= times;
    if (smoothing > 0) {
      for (int64_t k = 0; k < classes; ++k) softmax[k] -= static_cast<Scalar>(even() * weight_of(k));
    }
    softmax[label] -= static_cast<Scalar>(own(label));
  }
  double weight_of(int64_t k) const { return weights ? weights[k] : 1; }
};

// Few classes: one class after the other over a tile of elements, so that vectors run along the elements.
class FewClasses {
 public:
  static constexpr int64_t kMost = 16;

  FewClasses(const ClassLayout& layout, const Batch& batch, ConstView output, ConstView target, Scalar* d_output)
      : layout_(layout), batch_(batch), output_(output), target_(target), d_output_(d_output) {}

  double sum() {
    return sum_over_blocks(output_.rows * layout_.elements, kTile, [&](int64_t from, int64_t to) {
      double sum = 0;
      for (int64_t first = from, n = 0; first < to; first += n) {
        n = std::min(kTile, to - first);
        if (layout_.spread) n = std::min(n, layout_.elements - first % layout_.elements);  // within one picture
        sum += tile(first, n);
      }
      return sum;
    });
  }

 private:
  static constexpr int64_t kTile = 128;
  using Plane = Scalar[kTile * kMost];  // [classes, n]

  double tile(int64_t first, int64_t n) const {
    Plane x, e, negative;
    Scalar top[kTile], total[kTile] = {};
    const int64_t classes = batch_.classes, count = n * classes;
    const int64_t class_step = layout_.stride(), step = layout_.spread ? 1 : classes;
    const Scalar* z = output_.data + layout_.begin(first);
    for (int64_t i = 0; i < n; ++i) top[i] = z[i * step];
    for (int64_t k = 1; k < classes; ++k) {
      for (int64_t i = 0; i < n; ++i) top[i] = std::max(top[i], z[k * class_step + i * step]);
    }
    for (int64_t k = 0; k < classes; ++k) {
      for (int64_t i = 0; i < n; ++i) x[k * n + i] = z[k * class_step + i * step] - top[i];
    }
    for (int64_t i = 0; i < count; ++i) negative[i] = -x[i];
    kernels::sigmoid_forward(x, e, count);  // exp(x) = sigmoid(x) / sigmoid(-x)
    kernels::sigmoid_forward(negative, negative, count);
    for (int64_t i = 0; i < count; ++i) e[i] /= negative[i];
    for (int64_t k = 0; k < classes; ++k) {
      for (int64_t i = 0; i < n; ++i) total[i] += e[k * n + i];
    }
    const Scalar* labels = target_.data + first;
    double sum = 0;
    for (int64_t i = 0; i < n; ++i) {
      sum += batch_.loss(x + i, n, std::log(static_cast<double>(total[i])), static_cast<int64_t>(labels[i]));
    }
    if (d_output_) slopes(first, n, e, total);
    return sum;
  }

  void slopes(int64_t first, int64_t n, const Scalar* e, const Scalar* total) const {
    Scalar factor[kTile];
    const Scalar* labels = target_.data + first;
    const int64_t class_step = layout_.stride(), step = layout_.spread ? 1 : batch_.classes;
    Scalar* dz = d_output_ + layout_.begin(first);
    for (int64_t i = 0; i < n; ++i) {
      factor[i] = labels[i] < 0 ? 0 : static_cast<Scalar>(batch_.factor(static_cast<int64_t>(labels[i]))) / total[i];
    }
    for (int64_t k = 0; k < batch_.classes; ++k) {
      const auto even = static_cast<Scalar>(batch_.even() * batch_.weight_of(k));
      for (int64_t i = 0; i < n; ++i) {
        dz[k * class_step + i * step] = factor[i] * e[k * n + i] - (labels[i] < 0 ? Scalar(0) : even);
      }
    }
    for (int64_t i = 0; i < n; ++i) {
      const auto label = static_cast<int64_t>(labels[i]);
      if (label >= 0) dz[label * class_step + i * step] -= static_cast<Scalar>(batch_.own(label));
    }
  }

  const ClassLayout& layout_;
  const Batch& batch_;
  ConstView output_, target_;
  Scalar* d_output_;
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
  if (layout.classes <= FewClasses::kMost) return FewClasses(layout, batch, output, target, d_output).sum();
  return sum_over_elements(layout, output, d_output, [&](const Scalar* z, Scalar* dz, int64_t first, int64_t n) {
    kernels::log_softmax_forward(z, dz, n, layout.classes);
    const Scalar* labels = target.data + first;
    double sum = 0;
    for (int64_t i = 0; i < n; ++i) sum += batch.loss(dz + i * layout.classes, 1, 0, static_cast<int64_t>(labels[i]));
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
