// What the steps that work on numbers share: which values belong together, and who is refused.
#pragma once

#include "engine/schema/preparation_type.h"

namespace engine {

// Value c of a sample belongs to the group c % groups: one for each column of a table and each feature of a series, a
// single one for all pixels, so that colours and brightness keep their proportions.
inline int64_t value_groups(const Shape& shape) {
  if (shape.rank() == 3) return 1;
  return shape.rank() == 2 ? shape[1] : shape.count();
}

inline Status takes_numbers(const Params&, const SampleFacts& facts) {
  if (facts.kind != SampleKind::tokens) return {};
  return error("The inputs are words, known by their place in a vocabulary; there is nothing to calculate with.");
}

inline Status takes_no_categories(const SampleFacts& facts) {
  if (facts.id_columns.empty()) return {};
  return error(
      "Some columns are places in a list of categories and no numbers. Choose one-hot for columns of text when "
      "loading.");
}

inline Status takes_images(const Params&, const SampleFacts& facts) {
  if (facts.kind != SampleKind::image) return error("This step is for pictures, but a sample here is no picture.");
  return {};
}

// Pictures that may move although the answer stays where it is.
inline Status takes_movable_images(const Params& params, const SampleFacts& facts) {
  if (Status images = takes_images(params, facts); !images) return images;
  if (facts.target_shape.rank() < 2) return {};
  return error("The answer is a class for each pixel and would stay where it is while the picture moves.");
}

}  // namespace engine
