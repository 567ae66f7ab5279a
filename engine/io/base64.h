// Bytes as text after RFC 4648: A-Z a-z 0-9 + /, filled up with =.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

std::string to_base64(std::span<const uint8_t> bytes);
// Nothing when the text is no base64: a strange sign, a length that is not whole, bits that count for nothing.
std::optional<std::vector<uint8_t>> from_base64(std::string_view text);

}  // namespace engine
