// One line of JSONL: two fields of an object, found without building anything of the rest.
#pragma once

#include <optional>
#include <string>

#include "engine/core/result.h"

namespace engine {

struct JsonLine {
  std::optional<std::string> text, label;  // a label may be text, a whole number, true or false
};

// `where` is the position of the line, "data.jsonl:12". Fills the fields called `text_key` and `label_key`.
Result<JsonLine> read_json_line(const std::string& line, const std::string& text_key, const std::string& label_key,
                                const std::string& where);

}  // namespace engine
