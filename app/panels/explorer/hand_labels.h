// What a wish of the class chips makes of a set of drawings or sentences, and its name in the undo list.
#pragma once

#include <utility>

#include "app/panels/explorer/hand_classes.h"
#include "app/workbench/labelled_edits.h"
#include "engine/core/message.h"

namespace app {

template <class Item>
std::pair<engine::Message, LabelledSet<Item>> carry_out(const ClassChips::Wish& wish, LabelledSet<Item> set) {
  switch (wish.kind) {
    case ClassChips::Wish::Kind::none: break;
    case ClassChips::Wish::Kind::add:
      set.classes.push_back(wish.name);
      return {engine::message("Add a class"), std::move(set)};
    case ClassChips::Wish::Kind::rename:
      return {engine::message("Rename a class"), rename_class(std::move(set), wish.index, wish.name)};
    case ClassChips::Wish::Kind::remove:
      return {engine::message("Delete a class"), delete_class(std::move(set), wish.index)};
  }
  return {{}, std::move(set)};
}

}  // namespace app
