// A trained network on samples of another size than it was trained on: what convolutions, pooling and recurrent layers
// can do, and dense layers behind flatten cannot.
#pragma once

#include "engine/train/trainer.h"

namespace engine {

class OtherSize {
 public:
  // The same layers and weights for samples of `input`; the error names the layer whose weights depend on the size.
  static Result<OtherSize> create(const Trainer& trainer, const Shape& input);

  // A sample as it stands in the data [input shape] -> outputs; valid until the next call.
  ConstView forward(std::span<const Scalar> raw);
  // What that means: the class of each element, or numbers.
  const Answers& answers() const { return answers_; }
  // The elements of one answer: {} one for the sample, [steps], [height, width].
  const Shape& answer_shape() const { return answer_shape_; }

 private:
  std::unique_ptr<Network> network_;
  std::shared_ptr<const PreparedData> data_;
  Answers answers_;
  Shape answer_shape_;
  std::vector<std::unique_ptr<const FittedStep>> steps_;  // of the preparation, where the size is another
  std::vector<Scalar> sample_, next_;
};

}  // namespace engine
