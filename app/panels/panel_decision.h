// How the numbers that leave a network are read: as a share of class 1, as the most likely class, or as they are.
// Arithmetic only.
#pragma once

#include <span>

#include "app/workbench/workbench.h"

namespace app {

struct Decision {
  int64_t classes = 0;  // 0: numbers
  int64_t outputs = 1;
  bool logits = false;       // outputs become shares by sigmoid or softmax
  bool probability = false;  // the shares are probabilities, as the loss sees them
  double low = 0, high = 1;  // one output: the values of the two classes; numbers: the range of the targets
  double threshold = 0.5;    // one output: above it is class 1

  static Decision of(const View& view, int64_t outputs);

  bool one_output() const { return classes == 0 || outputs == 1; }
  // Numbers as they are meant: shares where the loss has logits.
  float number(float value) const;
  // One output: where the value lies between class 0 and class 1, or in the range of the targets; 0 .. 1, NaN stays.
  float share(float value) const;
  // One output without shades: class 0 or 1, or one of a few levels of the share.
  float step_of(float value, float share) const;
  // The class of one sample, whose outputs lie `stride` apart; -1 when one is not finite.
  int class_of(const float* values, int64_t stride) const;
  // Several outputs: how sure the choice is, 0 (all alike) .. 1.
  float confidence(const float* values, int64_t stride, int chosen) const;
};

// What a curve says at x: its numbers belong to the middles of equal parts of low .. high; linear between them, as at
// the ends beyond.
double curve_at(std::span<const float> curve, double low, double high, double x);

// Whether the data asks at each step for the token of the next: the network is a language model.
bool models_language(const View& view);

}  // namespace app
