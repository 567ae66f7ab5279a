// How one of several classes is drawn by its probability: temperature, top-k and top-p (nucleus sampling), in that
// order. What a language model writes on with. Arithmetic only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/rng.h"

namespace engine {

struct ChoiceRule {
  double temperature = 1;  // p_k ~ share_k ^ (1 / temperature); 0: the likeliest class alone
  int64_t top_k = 0;       // only so many of the likeliest; 0: all
  double top_p = 1;        // then only as many of the likeliest as reach this probability together; 1: all
};

// The probability with which each class is drawn [classes]: 0 for those that are cut, the others sum to 1. Shares
// [classes] need not sum to 1; what is negative or not finite counts as 0. Of equal shares the earlier class counts as
// the likelier. Where nothing is likely, the first class is certain. As the warpers of Hugging Face's transformers;
// top-k: Fan et al. 2018, top-p: Holtzman et al. 2020.
void choice_probabilities(std::span<const float> shares, const ChoiceRule& rule, std::vector<double>& out);
// Draws a class with these probabilities (at least one above 0): the same random numbers draw the same classes.
int64_t drawn_class(std::span<const double> probabilities, Rng& rng);

}  // namespace engine
