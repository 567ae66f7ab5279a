// A list as a value that is cheap to copy: copies share what they hold, and nobody changes what is shared. A changed
// list is a new one, made of list(). Not for lists that grow one by one: each change costs a copy of the whole.
#pragma once

#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace engine {

template <class T>
class SharedList {
 public:
  SharedList() = default;
  SharedList(std::vector<T> items) {
    if (!items.empty()) items_ = std::make_shared<const std::vector<T>>(std::move(items));
  }
  SharedList(std::initializer_list<T> items) : SharedList(std::vector<T>(items)) {}

  const std::vector<T>& list() const {
    static const std::vector<T> none;
    return items_ ? *items_ : none;
  }
  bool empty() const { return !items_; }
  size_t size() const { return list().size(); }
  const T& operator[](size_t i) const { return list()[i]; }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }
  // Whether both hold the same memory, so that nobody needs to look into it.
  bool same_as(const SharedList& other) const { return items_ == other.items_; }
  bool operator==(const SharedList& other) const { return same_as(other) || list() == other.list(); }

 private:
  std::shared_ptr<const std::vector<T>> items_;
};

}  // namespace engine
