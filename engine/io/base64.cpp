#include "engine/io/base64.h"

#include <array>

namespace engine {
namespace {

constexpr std::string_view kSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<int8_t, 256> values() {
  std::array<int8_t, 256> table{};
  table.fill(-1);
  for (size_t i = 0; i < kSigns.size(); ++i) table[static_cast<unsigned char>(kSigns[i])] = static_cast<int8_t>(i);
  return table;
}

}  // namespace

std::string to_base64(std::span<const uint8_t> bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (k < count ? bytes[i + k] : 0U);
    for (size_t k = 0; k < 4; ++k) out += k <= count ? kSigns[bits >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::optional<std::vector<uint8_t>> from_base64(std::string_view text) {
  static constexpr std::array<int8_t, 256> table = values();
  if (text.size() % 4 != 0) return std::nullopt;
  std::vector<uint8_t> out;
  out.reserve(text.size() / 4 * 3);
  for (size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const size_t fill = !last || text[i + 3] != '=' ? 0 : text[i + 2] != '=' ? 1 : 2;
    uint32_t bits = 0;
    for (size_t k = 0; k < 4; ++k) {
      const int value = k + fill >= 4 ? 0 : table[static_cast<unsigned char>(text[i + k])];
      if (value < 0) return std::nullopt;
      bits = bits << 6 | static_cast<uint32_t>(value);
    }
    if ((bits & ((1U << (8 * fill)) - 1)) != 0) return std::nullopt;
    for (size_t k = 0; k + fill < 3; ++k) out.push_back(static_cast<uint8_t>(bits >> (16 - 8 * k)));
  }
  return out;
}

}  // namespace engine
