#include "app/workbench/labelled_edits.h"

namespace app {

std::string fresh_class_name(const std::vector<std::string>& classes) {
  for (size_t n = 0;; ++n) {
    std::string name(1, static_cast<char>('A' + n % 26));
    if (n >= 26) name += std::to_string(n / 26 + 1);
    if (std::find(classes.begin(), classes.end(), name) == classes.end()) return name;
  }
}

}  // namespace app
