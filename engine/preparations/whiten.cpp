// Inputs that are not correlated with each other and have deviation 1, by the covariance of the training part.
#include <algorithm>
#include <cmath>

#include "engine/preparations/numbers.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/gemm.h"
#include "engine/tensor/symmetric_eigen.h"

namespace engine {
namespace {

constexpr int64_t kMostNumbers = 1024;  // the time for the eigenvectors grows with the cube
constexpr int64_t kBlock = 256;

// Numbers that are whitened together: all of a flat sample or an image, those of a step of a series.
int64_t width_of(const Shape& shape) { return shape.rank() == 2 ? shape[1] : shape.count(); }

// How many numbers come out of `width`.
int64_t kept(const Params& params, int64_t width) {
  if (get_text(params, "kind") == "zca") return width;
  const int64_t components = get_int(params, "components");
  return components > 0 ? std::min(components, width) : width;
}

Shape output_shape(const Params& params, const SampleFacts& facts) {
  if (get_text(params, "kind") == "zca") return facts.shape;
  const int64_t components = kept(params, width_of(facts.shape));
  return facts.shape.rank() == 2 ? Shape{facts.shape[0], components} : Shape{components};
}

// y = (x - mean) W^T, vector by vector.
class Whitening : public FittedStep {
 public:
  Whitening(SampleFacts output, int64_t vectors, std::vector<Scalar> mean, std::vector<Scalar> columns)
      : output_(std::move(output)),
        vectors_(vectors),
        width_(static_cast<int64_t>(mean.size())),
        mean_(std::move(mean)),
        columns_(std::move(columns)) {
    out_ = static_cast<int64_t>(columns_.size()) / width_;
  }

  void apply(const Scalar* in, Scalar* out) const override {
    for (int64_t v = 0; v < vectors_; ++v, in += width_, out += out_) {
      std::fill_n(out, out_, Scalar{0});
      for (int64_t i = 0; i < width_; ++i) {
        const auto at = static_cast<size_t>(i);
        kernels::axpy(out, in[i] - mean_[at], columns_.data() + i * out_, out_);
      }
    }
  }
  bool costly() const override { return true; }
  SampleFacts output(const SampleFacts&) const override { return output_; }
  std::vector<double> learned() const override {
    std::vector<double> all(mean_.begin(), mean_.end());
    all.insert(all.end(), columns_.begin(), columns_.end());
    return all;
  }

 private:
  SampleFacts output_;
  int64_t vectors_, width_, out_ = 0;
  std::vector<Scalar> mean_, columns_;  // columns_ [width, out]: column i of W
};

// How far the work is, as parts of the whole, when each stage of it is done.
constexpr double kMean = 0.1, kCovariance = 0.5;

Result<std::vector<double>> mean_of(const TrainingSamples& samples, int64_t vectors, size_t width) {
  std::vector<double> mean(width, 0.0);
  const double n = static_cast<double>(samples.rows * vectors);
  const Status going = samples.each(0, kMean, [&](const Scalar* sample) {
    for (int64_t v = 0; v < vectors; ++v, sample += width) {
      for (size_t c = 0; c < width; ++c) mean[c] += static_cast<double>(sample[c]) / n;
    }
  });
  if (!going) return going.error();
  return mean;
}

// Sum of (x - mean) (x - mean)^T over all vectors, divided by their number; blocks are added in double precision.
Result<std::vector<double>> covariance_of(const TrainingSamples& samples, int64_t vectors,
                                          const std::vector<double>& mean) {
  const auto width = static_cast<int64_t>(mean.size());
  std::vector<double> sum(mean.size() * mean.size(), 0.0);
  std::vector<Scalar> block(static_cast<size_t>(kBlock * width)), product(sum.size());
  int64_t filled = 0;
  const auto add_block = [&] {
    kernels::gemm(true, false, width, width, filled, block.data(), width, block.data(), width, 0, product.data(),
                  width);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(product[i]);
    filled = 0;
  };
  const Status going = samples.each(kMean, kCovariance, [&](const Scalar* sample) {
    for (int64_t v = 0; v < vectors; ++v, sample += width) {
      Scalar* to = block.data() + filled * width;
      for (int64_t c = 0; c < width; ++c) {
        to[c] = static_cast<Scalar>(static_cast<double>(sample[c]) - mean[static_cast<size_t>(c)]);
      }
      if (++filled == kBlock) add_block();
    }
  });
  if (!going) return going.error();
  if (filled > 0) add_block();
  for (double& v : sum) v /= static_cast<double>(samples.rows * vectors);
  if (!std::all_of(sum.begin(), sum.end(), [](double v) { return std::isfinite(v); })) {
    return error("The inputs are too large to compute a covariance of; scale them before this step.");
  }
  return sum;
}

// W^T, [width, out]: with the eigenvectors U and eigenvalues l, rows of W are u / sqrt(l + epsilon) (PCA), which ZCA
// turns back by U^T.
std::vector<Scalar> columns_of(const SymmetricEigen& eigen, size_t width, size_t out, bool zca, double epsilon) {
  std::vector<Scalar> columns(width * out);
  std::vector<double> scale(width);
  for (size_t k = 0; k < width; ++k) scale[k] = 1 / std::sqrt(std::max(eigen.values[k], 0.0) + epsilon);
  const auto vector = [&](size_t k) { return eigen.vectors.data() + k * width; };
  if (!zca) {
    for (size_t i = 0; i < width; ++i) {
      for (size_t k = 0; k < out; ++k) columns[i * out + k] = static_cast<Scalar>(vector(k)[i] * scale[k]);
    }
    return columns;
  }
  std::vector<Scalar> turned(width * width), scaled(width * width);
  for (size_t k = 0; k < width; ++k) {
    for (size_t i = 0; i < width; ++i) {
      turned[k * width + i] = static_cast<Scalar>(vector(k)[i]);
      scaled[k * width + i] = static_cast<Scalar>(vector(k)[i] * scale[k]);
    }
  }
  const auto n = static_cast<int64_t>(width);
  kernels::gemm(true, false, n, n, n, turned.data(), n, scaled.data(), n, 0, columns.data(), n);
  return columns;
}

Result<std::unique_ptr<const FittedStep>> fit(const Params& params, const TrainingSamples& samples) {
  const Shape& shape = samples.facts.shape;
  const int64_t width = width_of(shape), vectors = shape.count() / width;
  const bool zca = get_text(params, "kind") == "zca";
  const Result<std::vector<double>> mean = mean_of(samples, vectors, static_cast<size_t>(width));
  if (!mean) return mean.error();
  Result<std::vector<double>> covariance = covariance_of(samples, vectors, *mean);
  if (!covariance) return covariance.error();
  Status going;
  const SymmetricEigen eigen = symmetric_eigen(std::move(*covariance), width, [&](double part) {
    going = samples.meter.reach(kCovariance + (1 - kCovariance) * part);
    if (going) going = samples.meter.ask();
    return going.ok();
  });
  if (!going) return going.error();
  SampleFacts output = samples.facts;
  output.shape = output_shape(params, samples.facts);
  if (!zca) {
    output.kind = output.shape.rank() == 2 ? SampleKind::series : SampleKind::numbers;
    output.names.clear();
    for (int64_t k = 0; k < output.shape.count() && output.shape.rank() == 1; ++k) {
      output.names.push_back(fmt::format("PC{}", k + 1));
    }
  }
  std::vector<Scalar> columns = columns_of(eigen, static_cast<size_t>(width), static_cast<size_t>(kept(params, width)),
                                           zca, get_double(params, "epsilon"));
  return std::unique_ptr<const FittedStep>(std::make_unique<Whitening>(
      std::move(output), vectors, std::vector<Scalar>(mean->begin(), mean->end()), std::move(columns)));
}

Status suits(const Params& params, const SampleFacts& facts) {
  if (Status numbers = takes_numbers(params, facts); !numbers) return numbers;
  if (Status plain = takes_no_categories(facts); !plain) return plain;
  if (width_of(facts.shape) <= kMostNumbers) return {};
  return error("Whitening takes at most {} numbers together, but a sample has {}. Make the pictures smaller.",
               kMostNumbers, width_of(facts.shape));
}

}  // namespace

const PreparationType& whiten_preparation() {
  static const PreparationType type{
      .id = "whiten",
      .title = "Whiten",
      .category = "Scale",
      .glyph = "groupnorm",
      .summary = "Takes the correlations out of the inputs: each has deviation 1, and none tells of another.",
      .formula = "y = diag(l + epsilon)^(-1/2) U^T (x - mean), ZCA: U y; U, l: eigenvectors of the covariance",
      .use_when =
          "For inputs that tell much the same, such as neighbouring pixels. ZCA keeps each input in its place, PCA "
          "turns "
          "them into components, the strongest first, of which a few may do.",
      .source = "Bell, Sejnowski 1997, The independent components of natural scenes are edge filters, section 2",
      .params = {{.key = "kind",
                  .label = "Kind",
                  .help = "ZCA stays as close to the inputs as it can; PCA gives components in falling order.",
                  .default_value = std::string("zca"),
                  .choices = {{"zca", "ZCA"}, {"pca", "PCA"}}},
                 {.key = "components",
                  .label = "Components",
                  .help = "How many components are kept. 0: all.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 1024,
                  .step = 1,
                  .visible_if = {"kind", {"pca"}}},
                 {.key = "epsilon",
                  .label = "Epsilon",
                  .help = "Added to each variance, so that noise in directions of little variance is not blown up.",
                  .default_value = 1e-3,
                  .minimum = 1e-9,
                  .maximum = 10,
                  .logarithmic = true}},
      .suits = suits,
      .output_shape = output_shape,
      .fit = fit,
  };
  return type;
}

}  // namespace engine
