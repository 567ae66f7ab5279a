// Result<T>: a value, or an Error a person can act on. For mistakes of the user and the world;
// a programmer's mistake is a CHECK (check.h).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/core/message.h"

namespace engine {

struct Error {
  Message what;       // the rule, what was received, what to do
  std::string where;  // node id, or file position such as "data.csv:12:3"; empty when it has no place

  std::string describe() const { return where.empty() ? what.format() : where + ": " + what.format(); }
  bool operator==(const Error&) const = default;
};

template <class... Args>
Error error(std::string_view text, const Args&... args) {
  return Error{message(text, args...), {}};
}
template <class... Args>
Error error_at(std::string where, std::string_view text, const Args&... args) {
  return Error{message(text, args...), std::move(where)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error e) : state_(std::move(e)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() { return std::get<0>(state_); }
  const T& value() const { return std::get<0>(state_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error e) : error_(std::move(e)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace engine
