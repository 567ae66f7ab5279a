// What makes a map of a convolution fire most: the patches of training pictures that lie below its largest numbers
// (Zeiler and Fergus 2014, figure 2). Works on a network of its own and knows no threads and no windows.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/graph/receptive_field.h"
#include "engine/train/trainer.h"

namespace engine {

struct TopPatch {
  int64_t sample = 0;            // row of PreparedData::raw
  int64_t row = 0, column = 0;   // of the map
  float value = 0;               // that stands there
  Field field;                   // of the network's input
  std::vector<Scalar> pixels{};  // [channels, rows, columns] of the field, as the network sees them
};

struct PatchSearch {
  Experiment experiment;
  std::shared_ptr<const PreparedData> data;
  std::vector<Scalar> parameters;
  std::string node;         // puts out maps [maps, rows, columns] and reads, maybe from afar, an image
  int64_t of_each = 9;      // patches of a map, each from another picture
  int64_t samples = 2'000;  // of the training part, the first ones
};

struct TopPatches {
  std::vector<std::vector<TopPatch>> best;  // of each map, the largest first
  int64_t searched = 0, of = 0;             // samples
};

// `shown` is called after every batch, and stops the search by returning false.
Status find_top_patches(const PatchSearch& search, const std::function<bool(const TopPatches&)>& shown);

}  // namespace engine
