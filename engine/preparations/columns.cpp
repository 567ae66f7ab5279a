#include "engine/preparations/columns.h"

#include <algorithm>
#include <charconv>

namespace engine {

Result<int64_t> find_column(const SampleFacts& facts, const std::string& wanted) {
  const auto found = std::find(facts.names.begin(), facts.names.end(), wanted);
  if (found != facts.names.end()) return static_cast<int64_t>(found - facts.names.begin());
  const int64_t columns = facts.shape.count();
  int64_t number = 0;
  const auto read = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (read.ec == std::errc{} && read.ptr == wanted.data() + wanted.size() && number >= 1 && number <= columns) {
    return number - 1;
  }
  constexpr size_t kListed = 8;
  std::string some;
  for (size_t i = 0; i < std::min(facts.names.size(), kListed); ++i) some += (i > 0 ? ", " : "") + facts.names[i];
  if (facts.names.size() > kListed) some += ", ...";
  if (wanted.empty()) return error("Choose a column: {}.", some);
  return error("There is no column \"{}\"; the columns are {}.", wanted, some);
}

}  // namespace engine
