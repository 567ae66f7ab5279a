#include "app/platform/script_sweep.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace app::platform {
namespace {

constexpr int kOfAKind = 10, kBySweeps = 2;
constexpr int kEscapes = 3;  // in a row, then what is open stays open

// Places within a control: where another lies over its middle, one of the others reaches it.
const ImVec2 kPlaces[] = {{0.5f, 0.5f}, {0.25f, 0.25f}, {0.75f, 0.75f}, {0.1f, 0.9f}};

std::string kind_of(const std::string& name) {
  std::string kind;
  for (char c : name) {
    if (!std::isdigit(static_cast<unsigned char>(c))) {
      kind += c;
    } else if (!kind.ends_with('#')) {
      kind += '#';
    }
  }
  return kind;
}

ImVec2 place_in(const ScriptItem& item, int tries) {
  const ImVec2 part = kPlaces[static_cast<std::size_t>(tries) % std::size(kPlaces)];
  return {item.min.x + part.x * (item.max.x - item.min.x), item.min.y + part.y * (item.max.y - item.min.y)};
}

bool within(const ScriptItem& item, ImVec2 at) {
  return at.x >= item.shown_min.x && at.x < item.shown_max.x && at.y >= item.shown_min.y && at.y < item.shown_max.y;
}

// Grounds, and places that only scripts know, are no controls.
bool is_ground(const std::string& name) {
  return name.ends_with("/card") || name.ends_with("/menu") || name.starts_with("network.gap.") ||
         name.starts_with("network.edge.");
}

}  // namespace

Sweep::Sweep(std::string prefix, std::vector<std::string> except, Counts& before)
    : prefix_(std::move(prefix)), except_(std::move(except)), before_(&before) {}

bool Sweep::wanted(const std::string& name) const {
  if (!name.starts_with(prefix_) || done_.contains(name) || is_ground(name)) return false;
  if (std::any_of(except_.begin(), except_.end(), [&](const std::string& e) { return name.starts_with(e); }))
    return false;
  const auto count = of_kind_.find(kind_of(name));
  const auto before = before_->find(name);
  return (count == of_kind_.end() || count->second < kOfAKind) &&
         (before == before_->end() || before->second < kBySweeps);
}

Sweep::Step Sweep::next(const std::vector<ScriptItem>& items, int level, bool typing) {
  const bool asks = typing && last_ == Act::click;  // what was clicked is a field
  const Step step = choose(items, level, asks);
  last_ = step.act;
  return step;
}

Sweep::Step Sweep::choose(const std::vector<ScriptItem>& items, int level, bool in_field) {
  if (base_ < 0) base_ = level;
  if (level < base_) return {Act::gone, {}, {}, 0};
  bool there = false;
  std::vector<const ScriptItem*> list;
  for (const ScriptItem& item : items) {
    if (item.level != level || !item.name.starts_with(prefix_)) continue;
    there = true;
    seen_.emplace(item.name, clicked_);
    if (wanted(item.name)) list.push_back(&item);
  }
  openers_.resize(static_cast<std::size_t>(std::max(0, level - base_)));
  if (in_field) return close();
  if (list.empty()) {
    if (const ScriptItem* bar = bar_to_turn(items, level)) return turn(*bar);
  }
  if (list.empty() && level > base_) return close();
  if (list.empty()) return {there ? Act::done : Act::gone, {}, {}, 0};
  escapes_ = 0;
  const auto later = [&](const ScriptItem* a, const ScriptItem* b) { return seen_[a->name] < seen_[b->name]; };
  std::stable_sort(list.begin(), list.end(), [&](const ScriptItem* a, const ScriptItem* b) {
    const bool in = within(*a, place_in(*a, 0)), other = within(*b, place_in(*b, 0));
    const bool bar = a->name.ends_with("/scroll"), other_bar = b->name.ends_with("/scroll");
    if (in != other) return in;
    return bar != other_bar ? bar : later(b, a);  // a row may lead away from its list
  });
  const ScriptItem& item = *list.front();
  if (!within(item, place_in(item, misses_[item.name]))) return scroll_to(item);
  return click(item, list.size() > 1);
}

// What lies below is not drawn at all: the bar of a list that can be turned further, if there is one.
const ScriptItem* Sweep::bar_to_turn(const std::vector<ScriptItem>& items, int level) const {
  for (const ScriptItem& item : items) {
    if (item.level != level || !item.name.starts_with(prefix_) || !item.name.ends_with("/scroll")) continue;
    const auto turned = places_.find(item.name);
    if (turned == places_.end() || std::abs(turned->second - item.min.y) >= 1) return &item;
  }
  return nullptr;
}

Sweep::Step Sweep::turn(const ScriptItem& bar) {
  places_[bar.name] = bar.min.y;
  return {Act::wheel, bar.name, {bar.min.x - (bar.max.x - bar.min.x) * 6, (bar.min.y + bar.max.y) / 2}, -3};
}

// What opened the menu is clicked again while there are entries left.
Sweep::Step Sweep::click(const ScriptItem& item, bool more) {
  ++clicked_;
  done_.insert(item.name);
  ++of_kind_[kind_of(item.name)];
  ++(*before_)[item.name];
  if (more) {
    for (const std::string& opener : openers_) {
      done_.erase(opener);
      --of_kind_[kind_of(opener)];
      --(*before_)[opener];
    }
  }
  openers_.push_back(item.name);
  return {Act::click, item.name, place_in(item, misses_[item.name]), 0};
}

Sweep::Step Sweep::close() {
  if (++escapes_ <= kEscapes) return {Act::escape, {}, {}, 0};
  return {Act::done, {}, {}, 0};
}

// One notch at a time towards it; given up when that did not move it.
Sweep::Step Sweep::scroll_to(const ScriptItem& item) {
  const auto [place, first] = places_.emplace(item.name, item.min.y);
  if (!first && std::abs(place->second - item.min.y) < 1) {
    done_.insert(item.name);
    return {Act::wheel, item.name, {item.shown_min.x - 1, item.shown_min.y - 1}, 0};
  }
  place->second = item.min.y;
  const ImVec2 middle((item.shown_min.x + item.shown_max.x) / 2, (item.shown_min.y + item.shown_max.y) / 2);
  return {Act::wheel, item.name, middle, item.min.y > middle.y ? -2.0f : 2.0f};
}

void Sweep::missed(const std::string& name) {
  if (++misses_[name] >= static_cast<int>(std::size(kPlaces))) return;
  done_.erase(name);
  --of_kind_[kind_of(name)];
  --(*before_)[name];
}

}  // namespace app::platform
