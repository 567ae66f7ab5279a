// What a user makes by hand: points, drawings, sentences, a table. Plain values that are cheap to copy, since they are
// part of every experiment; engine/data/hand_made.h says what is in order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/shared_list.h"

namespace engine {

// The two coordinates, and the class or the number to predict.
struct HandPoint {
  double x = 0, y = 0, target = 0;
  bool operator==(const HandPoint&) const = default;
};

// Pixels [channels, height, width], 0 .. 255; never changed once they are made.
struct DrawnPicture {
  int channels = 1, height = 0, width = 0;
  std::vector<uint8_t> pixels;
  bool operator==(const DrawnPicture&) const = default;
};

struct Drawing {
  int64_t label = 0;  // index into the classes
  std::shared_ptr<const DrawnPicture> picture;
  bool operator==(const Drawing& other) const {
    return label == other.label &&
           (picture == other.picture || (picture && other.picture && *picture == *other.picture));
  }
};

struct Sentence {
  std::string text;
  int64_t label = 0;  // index into the classes
  bool operator==(const Sentence&) const = default;
};

// Pictures or sentences, each in one of the classes that the user has named.
template <class Item>
struct LabelledSet {
  std::vector<std::string> classes;
  SharedList<Item> items;
  bool operator==(const LabelledSet&) const = default;
};

struct HandColumn {
  std::string name;
  bool words = false;  // holds categories even where they look like numbers
  bool operator==(const HandColumn&) const = default;
};

// Cells as they were typed, by row; each row has one for each column. An empty cell is a missing value.
struct HandTable {
  std::vector<HandColumn> columns;
  int64_t target = 0;  // index of the column to predict
  SharedList<std::vector<std::string>> rows;
  bool operator==(const HandTable&) const = default;
};

struct HandMade {
  SharedList<HandPoint> points;
  LabelledSet<Drawing> drawings;
  LabelledSet<Sentence> sentences;
  HandTable table;
  bool operator==(const HandMade&) const = default;
};

}  // namespace engine
