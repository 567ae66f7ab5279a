// Tables of text with all choices of delimiter, header, text columns and missing values.
#include "engine/formats/csv_table.h"
#include "tests/fuzz/targets.h"

namespace engine {
const DatasetType& csv_dataset();
}

void fuzz::csv(std::string_view bytes) {
  Choices choose(bytes);
  engine::Params params = engine::defaults(engine::csv_dataset().params);
  const auto pick = [&](const char* key) {
    const auto& choices = engine::find_param(engine::csv_dataset().params, key)->choices;
    params[key] = choices[choose.next(static_cast<unsigned>(choices.size()))].id;
  };
  for (const char* key : {"delimiter", "missing", "text_columns", "task"}) pick(key);
  if (choose.next(2)) params["categorical"] = std::string("1");
  engine::ByteSource source(bytes, "data.csv");
  check(engine::read_csv(source, params, {}));
}
