// The first piece of a text file, for a first look at it.
#pragma once

#include <string>
#include <string_view>

#include "engine/formats/byte_source.h"

namespace engine {

struct Head {
  std::string bytes;
  bool whole = true;  // the file holds no more
};

// At most `most_bytes`; of a longer file whole lines, as long as there is the end of one.
Result<Head> read_head(ByteSource& source, int64_t most_bytes);

// The same cut for bytes that are a part of a text; without a line's end no character is cut in two.
std::string_view whole_lines(std::string_view bytes);

// Whether bytes from the start of a file look like text in UTF-8. `whole`: they are all of it.
bool looks_like_text(std::string_view bytes, bool whole);

}  // namespace engine
