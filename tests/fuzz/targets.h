// One target for each loader: bytes in, and whatever they are, either a data set in order or a refusal that names the
// file. They are called by libFuzzer (-DGLASSNET_FUZZ=ON) and, with the inputs that were found, by engine_tests.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engine/schema/dataset_type.h"

namespace fuzz {

void arrays(std::string_view bytes);
void cifar(std::string_view bytes);
void csv(std::string_view bytes);
void idx(std::string_view bytes);
void jsonl(std::string_view bytes);
void picture(std::string_view bytes);
void preview(std::string_view bytes);
void project(std::string_view bytes);
void recognise(std::string_view bytes);
void text(std::string_view bytes);

inline void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

// The first byte of an input chooses parameters; this one takes choice after choice from it.
class Choices {
 public:
  explicit Choices(std::string_view& bytes) : bits_(bytes.empty() ? 0U : static_cast<unsigned char>(bytes[0])) {
    if (!bytes.empty()) bytes.remove_prefix(1);
  }
  unsigned next(unsigned count) {
    const unsigned chosen = bits_ % count;
    bits_ /= count;
    return chosen;
  }

 private:
  unsigned bits_;
};

inline void check(const engine::Result<engine::Dataset>& set) {
  if (!set) {
    expect(set.error().where.starts_with("data"), "an error names its file");
    expect(!set.error().describe().empty(), "an error has a sentence");
    return;
  }
  expect(set->rows() > 0, "a set has rows");
  expect(static_cast<int64_t>(set->targets.size()) == set->rows() * set->target_shape.count(), "every row has targets");
  for (const engine::Scalar v : set->inputs.span()) expect(v - v == 0, "inputs are finite");
  for (const engine::Scalar v : set->targets) {
    expect(v - v == 0, "targets are finite");
    if (set->classes == 0) continue;
    expect(v >= -1 && v < static_cast<engine::Scalar>(set->classes), "targets are classes");
    expect(v == static_cast<engine::Scalar>(static_cast<int64_t>(v)), "classes are whole");
  }
  if (set->vocabulary.empty()) return;
  for (const engine::Scalar v : set->inputs.span()) {
    expect(v >= 0 && v < static_cast<engine::Scalar>(set->vocabulary.size()), "inputs are tokens");
  }
}

}  // namespace fuzz

#ifdef GLASSNET_FUZZ_ENTRY
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  fuzz::GLASSNET_FUZZ_ENTRY({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
