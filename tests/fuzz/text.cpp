// Plain text as windows of tokens.
#include "engine/formats/text_set.h"
#include "tests/fuzz/targets.h"

namespace engine {
const DatasetType& text_dataset();
}

void fuzz::text(std::string_view bytes) {
  Choices choose(bytes);
  engine::Params params = engine::defaults(engine::text_dataset().params);
  params["tokens"] = std::string(choose.next(2) ? "word" : "character");
  params["lowercase"] = choose.next(2) == 1;
  params["steps"] = int64_t{1} + choose.next(4);
  params["stride"] = int64_t{1} + choose.next(4);
  params["vocabulary"] = int64_t{3} + choose.next(3);
  engine::ByteSource source(bytes, "data.txt");
  check(engine::read_plain_text(source, params, {}));
}
