// A sentence for a person: an English template with {} places and the values for them.
// It is translated where it is shown, by looking up the template, so the engine needs no language.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace engine {

struct Message {
  std::string text;               // English template, each {} stands for the next of args
  std::vector<std::string> args;  // already formatted values

  bool empty() const { return text.empty(); }
  // The sentence in English, or in another language when `translated` is that language's template.
  std::string format() const { return format(text); }
  std::string format(std::string_view translated) const;
  bool operator==(const Message&) const = default;
};

template <class... Args>
Message message(std::string_view text, const Args&... args) {
  return Message{std::string(text), {fmt::format("{}", args)...}};
}

}  // namespace engine
