// JSONL with texts and labels.
#include "engine/formats/text_set.h"
#include "tests/fuzz/targets.h"

namespace engine {
const DatasetType& text_dataset();
}

void fuzz::jsonl(std::string_view bytes) {
  Choices choose(bytes);
  engine::Params params = engine::defaults(engine::text_dataset().params);
  params["tokens"] = std::string(choose.next(2) ? "word" : "character");
  params["task"] = std::string(choose.next(2) ? "next" : "auto");
  params["steps"] = int64_t{1} + choose.next(6);
  engine::ByteSource source(bytes, "data.jsonl");
  check(engine::read_jsonl(source, params, {}));
}
