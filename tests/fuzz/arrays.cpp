// NPY arrays and NPZ archives.
#include "engine/formats/array_set.h"
#include "tests/fuzz/targets.h"

namespace engine {
const DatasetType& npy_dataset();
}

void fuzz::arrays(std::string_view bytes) {
  Choices choose(bytes);
  engine::Params params = engine::defaults(engine::npy_dataset().params);
  for (const char* key : {"task", "layout", "scale"}) {
    const auto& choices = engine::find_param(engine::npy_dataset().params, key)->choices;
    params[key] = choices[choose.next(static_cast<unsigned>(choices.size()))].id;
  }
  engine::ByteSource source(bytes, "data.npz");
  check(engine::read_array_set(source, nullptr, params, {}));
}
