#include "engine/formats/head.h"

#include <algorithm>

#include "engine/formats/utf8.h"

namespace engine {

std::string_view whole_lines(std::string_view bytes) {
  if (const size_t end = bytes.find_last_of("\r\n"); end != std::string_view::npos) return bytes.substr(0, end + 1);
  for (size_t back = 1; back <= std::min<size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((byte & 0xC0U) == 0xC0U) return bytes.substr(0, bytes.size() - back);
    if (byte < 0x80U) break;
  }
  return bytes;
}

Result<Head> read_head(ByteSource& source, int64_t most_bytes) {
  Head head;
  head.whole = source.size() <= most_bytes;
  head.bytes.resize(static_cast<size_t>(std::min(source.size(), most_bytes)));
  source.seek(0);
  if (Status status = source.read_all(head.bytes); !status) return status.error();
  source.seek(0);
  if (!head.whole) head.bytes.resize(whole_lines(head.bytes).size());
  return head;
}

bool looks_like_text(std::string_view bytes, bool whole) {
  const std::string_view text = whole ? bytes : whole_lines(bytes);
  return !text.empty() && !first_bad_byte(text);
}

}  // namespace engine
