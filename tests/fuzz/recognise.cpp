// A name and the first bytes of a file, or the names in a folder, for all sources at once.
#include "engine/data/recognise.h"

#include "tests/fuzz/targets.h"

// The input is a name, a line's end, and then bytes of a file; after an empty name come the names in a folder.
void fuzz::recognise(std::string_view bytes) {
  const size_t end = std::min(bytes.find('\n'), bytes.size());
  engine::PathLook look;
  look.name = std::string(bytes.substr(0, end));
  look.path = "/data/" + look.name;
  look.folder = look.name.empty();
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  if (look.folder) {
    while (!bytes.empty()) {
      const size_t line = std::min(bytes.find('\n'), bytes.size());
      const std::string_view name = bytes.substr(0, line);
      if (!name.empty()) look.entries.push_back({std::string(name), name.size() % 2 == 0});
      bytes.remove_prefix(std::min(line + 1, bytes.size()));
    }
  } else {
    look.head = std::string(bytes.substr(0, engine::PathLook::kHeadBytes));
    look.size = static_cast<int64_t>(bytes.size());
  }
  const auto found = engine::recognise(look);
  if (!found) {
    expect(!found.error().describe().empty(), "a refusal has a sentence");
    return;
  }
  expect(!found->empty(), "who is found is somebody");
  for (const engine::Recognised& r : *found) {
    expect(r.sure > 0 && r.sure <= 1, "certainty lies between 0 and 1");
    expect(engine::resolve(r.type->params, r.params).ok(), "the parameters are those of the source");
  }
}
