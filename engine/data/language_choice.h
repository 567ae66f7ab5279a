// The language of a set that can be made in English and in Chinese.
#pragma once

#include <string>
#include <utility>

#include "engine/schema/param.h"

namespace engine {

inline ParamSpec language_choice(std::string help) {
  return {.key = "language",
          .label = "Language",
          .help = std::move(help),
          .default_value = std::string("en"),
          .choices = {{"en", "English"}, {"zh", "Chinese"}}};
}

inline bool chosen_chinese(const Params& params) { return get_text(params, "language") == "zh"; }

}  // namespace engine
