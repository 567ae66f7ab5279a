// JSON as text: parsing that survives hostile files and says where a mistake is, and printing that people can read.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace engine {

using Json = nlohmann::ordered_json;

// Parses a whole text. Errors stand at "name:line:column". Deep nesting is refused before it is parsed.
Result<Json> parse_json(std::string_view text, const std::string& name);

// Two spaces of indentation; lists and objects that fit stay on one line.
std::string print_json(const Json& value);

// What a value is, for messages: "a number", "text", "a list".
const char* json_kind(const Json& value);

}  // namespace engine
