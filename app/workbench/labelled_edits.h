// Edits of a set whose samples lie in classes that the user has named: drawings, sentences. Pure: from one set to the
// next. What is too much or has a wrong name is found by engine/data/hand_made.h.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/schema/hand_made.h"

namespace app {

using engine::LabelledSet;

// How many samples each class has.
template <class Item>
std::vector<int64_t> class_counts(const LabelledSet<Item>& set) {
  std::vector<int64_t> counts(set.classes.size(), 0);
  for (const Item& item : set.items) ++counts[static_cast<size_t>(item.label)];
  return counts;
}

// "A", "B", ... "Z", "A2", ...: the first name that is free.
std::string fresh_class_name(const std::vector<std::string>& classes);

template <class Item>
LabelledSet<Item> rename_class(LabelledSet<Item> set, size_t k, std::string name) {
  if (k < set.classes.size()) set.classes[k] = std::move(name);
  return set;
}

// Its samples go with it.
template <class Item>
LabelledSet<Item> delete_class(LabelledSet<Item> set, size_t k) {
  if (k >= set.classes.size()) return set;
  const auto label = static_cast<int64_t>(k);
  set.classes.erase(set.classes.begin() + static_cast<std::ptrdiff_t>(k));
  std::vector<Item> items = set.items.list();
  std::erase_if(items, [&](const Item& item) { return item.label == label; });
  for (Item& item : items) item.label -= item.label > label;
  set.items = std::move(items);
  return set;
}

template <class Item>
LabelledSet<Item> add_items(LabelledSet<Item> set, const std::vector<Item>& more) {
  std::vector<Item> items = set.items.list();
  items.insert(items.end(), more.begin(), more.end());
  set.items = std::move(items);
  return set;
}

template <class Item>
LabelledSet<Item> set_item(LabelledSet<Item> set, size_t i, Item item) {
  if (i >= set.items.size()) return set;
  std::vector<Item> items = set.items.list();
  items[i] = std::move(item);
  set.items = std::move(items);
  return set;
}

template <class Item>
LabelledSet<Item> delete_item(LabelledSet<Item> set, size_t i) {
  if (i >= set.items.size()) return set;
  std::vector<Item> items = set.items.list();
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
  set.items = std::move(items);
  return set;
}

}  // namespace app
