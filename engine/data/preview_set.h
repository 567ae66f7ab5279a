// What a first look tells of a set that it has read as a whole.
#pragma once

#include "engine/schema/data_preview.h"
#include "engine/schema/dataset_type.h"

namespace engine {

inline void tell_of_set(const Dataset& set, DataPreview& preview) {
  preview.rows = set.rows();
  preview.input = set.inputs.shape();
  preview.target = set.target_shape;
  preview.classes = set.classes;
  preview.vocabulary = static_cast<int64_t>(set.vocabulary.size());
  preview.notes = set.notes;
}

}  // namespace engine
