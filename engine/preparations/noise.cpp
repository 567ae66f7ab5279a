// Adds normal noise to every number.
#include "engine/preparations/numbers.h"

namespace engine {
namespace {

class Noise : public RandomStep {
 public:
  Noise(double deviation, const SampleFacts& facts)
      : deviation_(deviation), count_(facts.shape.count()), ids_(facts.id_columns) {}
  void apply(const Scalar* in, Scalar* out, Rng& rng) const override {
    for (int64_t i = 0; i < count_; ++i) {
      out[i] = static_cast<Scalar>(static_cast<double>(in[i]) + deviation_ * rng.normal());
    }
    for (const int64_t id : ids_) out[id] = in[id];
  }

 private:
  double deviation_;
  int64_t count_;
  std::vector<int64_t> ids_;
};

}  // namespace

const PreparationType& noise_preparation() {
  static const PreparationType type{
      .id = "noise",
      .title = "Noise",
      .category = "Augmentation",
      .glyph = "dice",
      .summary = "Adds chance to every number, anew every time a sample is seen.",
      .formula = "y = x + deviation * n, n normal",
      .use_when =
          "For small sets of any kind: close to a penalty on steep functions. The deviation counts in the units that "
          "the "
          "numbers have at this place of the list.",
      .source = "Bishop 1995, Training with noise is equivalent to Tikhonov regularization",
      .params = {{.key = "deviation",
                  .label = "Deviation",
                  .help = "Standard deviation of what is added.",
                  .default_value = 0.1,
                  .minimum = 0,
                  .maximum = 2,
                  .step = 0.01}},
      .stage = PreparationStage::random,
      .suits = takes_numbers,
      .draw = [](const Params& params, const SampleFacts& facts) -> Result<std::unique_ptr<const RandomStep>> {
        return std::unique_ptr<const RandomStep>(std::make_unique<Noise>(get_double(params, "deviation"), facts));
      },
  };
  return type;
}

}  // namespace engine
