// Generated sets as their tests make them.
#pragma once

#include <gtest/gtest.h>

#include "engine/data/prepare.h"

namespace generated {

// The set, once it is clear that its shapes are those that were known before.
inline engine::Dataset make(const char* id, int64_t size, const engine::Params& given = {}, double noise = 0,
                            uint64_t seed = 1) {
  const engine::DatasetType* type = engine::datasets().find(id);
  const auto params = engine::resolve(type->params, given);
  EXPECT_TRUE(params.ok()) << params.error().describe();
  auto made = type->make({*params, size, noise, seed, {}});
  EXPECT_TRUE(made.ok()) << id;
  EXPECT_EQ(made->inputs.shape(), engine::known_sample_shape(*type, given));
  EXPECT_EQ(made->target_shape, engine::known_target_shape(*type, given));
  return *made;
}

}  // namespace generated
