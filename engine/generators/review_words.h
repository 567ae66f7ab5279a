// The words and sentence patterns of generated reviews in one language. Knows nothing of numbers.
#pragma once

#include <string>
#include <vector>

#include "engine/core/rng.h"

namespace engine {

struct ReviewWords {
  std::vector<std::string> things;     // what is judged, "the story"; words are separated by spaces
  std::vector<std::string> links;      // "is"
  std::vector<std::string> negations;  // "is not", in place of a link
  std::vector<std::string> degrees;    // "very"; one of them is empty
  std::vector<std::string> good, bad;
  std::vector<std::string> openings;  // "honestly ,"; one of them is empty
  std::string also;                   // joins two clauses that agree
  // Patterns of two clauses that disagree: A and B stand for them, the one that decides is B.
  std::vector<std::string> contrasts;
};

const ReviewWords& review_words(bool chinese);

// A review that is good or bad on the whole, its words separated by single spaces.
std::string draw_review(const ReviewWords& words, bool good, Rng& rng);
// Every word that a review can have, once, in a fixed order.
std::vector<std::string> all_words(const ReviewWords& words);
std::vector<std::string> split_words(const std::string& text);

}  // namespace engine
