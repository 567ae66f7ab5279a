#include "engine/schema/file_source.h"

#include <algorithm>

namespace engine {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return out;
}

}  // namespace

std::string PathLook::extension() const {
  const size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? std::string() : lower(std::string_view(name).substr(dot));
}

bool PathLook::ends_with(std::string_view end) const { return lower(name).ends_with(end); }

const PathLook::Entry* PathLook::find(std::string_view wanted) const {
  const auto found = std::ranges::find(entries, wanted, &Entry::name);
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace engine
