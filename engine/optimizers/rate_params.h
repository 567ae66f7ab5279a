// Parameters that several optimizers share. All are live: they may change while training.
#pragma once

#include "engine/schema/optimizer_type.h"

namespace engine {

inline ParamSpec learning_rate_param(double default_value) {
  return {.key = "learning_rate",
          .label = "Learning rate",
          .help = "The length of a step along the gradient.",
          .default_value = default_value,
          .minimum = 1e-5,
          .maximum = 10,
          .logarithmic = true,
          .live = true};
}

inline ParamSpec momentum_param(double default_value) {
  return {.key = "momentum",
          .label = "Momentum",
          .help = "The share of the previous step that is kept.",
          .default_value = default_value,
          .minimum = 0,
          .maximum = 0.999,
          .live = true};
}

inline ParamSpec weight_decay_param(double default_value, const char* help) {
  return {.key = "weight_decay",
          .label = "Weight decay",
          .help = help,
          .default_value = default_value,
          .minimum = 0,
          .maximum = 1,
          .live = true};
}

// Of the optimizers that add it to the gradient (all but AdamW).
inline ParamSpec weight_decay_param() {
  return weight_decay_param(0.0, "Adds this many times the weight to its gradient; biases too, as PyTorch does.");
}

inline ParamSpec epsilon_param(double default_value) {
  return {.key = "eps",
          .label = "Epsilon",
          .help = "A small number that keeps the division from growing without bound.",
          .default_value = default_value,
          .minimum = 1e-12,
          .maximum = 0.1,
          .logarithmic = true,
          .live = true};
}

inline ParamSpec beta_param(const char* key, const char* label, const char* help, double default_value) {
  return {.key = key,
          .label = label,
          .help = help,
          .default_value = default_value,
          .minimum = 0,
          .maximum = 0.99999,
          .live = true};
}

inline ParamSpec beta1_param() {
  return beta_param("beta1", "Beta 1", "How slowly the mean of the gradients forgets.", 0.9);
}
inline ParamSpec beta2_param() {
  return beta_param("beta2", "Beta 2", "How slowly the mean of the squared gradients forgets.", 0.999);
}

}  // namespace engine
