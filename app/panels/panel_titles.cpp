#include "app/panels/panel_titles.h"

#include <string_view>
#include <utility>

namespace app {
namespace {

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

}  // namespace

std::string short_title(const std::string& title) {
  constexpr std::pair<const char*, const char*> words[] = {{"Transposed convolution", "Conv T"},
                                                           {"Convolution", "Conv"},
                                                           {"Adaptive", "Adapt."},
                                                           {"Average", "Avg"},
                                                           {"average", "avg"},
                                                           {"Positional encoding", "Position"},
                                                           {"pooling", "pool"},
                                                           {"attention", "attn"},
                                                           {"normalisation", "norm"},
                                                           {"normalization", "norm"},
                                                           {"Concatenate", "Concat"},
                                                           {"Transformer encoder", "Transf. encoder"}};
  std::string text = title;
  for (const auto& [from, to] : words) replace(text, from, to);
  return text;
}

std::string shortest_title(const std::string& title) {
  std::string text = short_title(title);
  for (const char* dimensions : {" 1-D", " 2-D", " over time"}) replace(text, dimensions, "");
  return text;
}

}  // namespace app
