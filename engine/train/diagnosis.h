// Reads the recent metric points as a teacher would: vanishing or exploding gradients, overfitting, a plateau.
// One sentence with the number that shows it, and one remedy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/graph/experiment.h"
#include "engine/train/event.h"

namespace engine {

struct Diagnosis {
  enum class Kind { none, healthy, advice, diverged } kind = Kind::none;
  Message title;                   // "Healthy", "Vanishing", "Overfitting"
  Message text;                    // the sentence
  Message remedy;                  // text of the button; empty when there is nothing to do
  Experiment cured;                // the experiment after the remedy
  std::vector<std::string> nodes;  // that are named
};

Diagnosis diagnose(const Experiment& experiment, const std::vector<event::MetricPoint>& curve,
                   const std::optional<Divergence>& divergence);

}  // namespace engine
