// The first look at a file, by every source that reads files. It is bounded whatever the bytes are, and what it shows
// can be shown.
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "engine/data/recognise.h"
#include "tests/fuzz/targets.h"

namespace {

namespace fs = std::filesystem;

constexpr std::array kNames = {"data.csv",
                               "data.tsv",
                               "data.txt",
                               "data.json",
                               "data.jsonl",
                               "data.npy",
                               "data.npz",
                               "data.bin",
                               "data.png",
                               "data.bmp",
                               "data.jpg",
                               "data-images-idx3-ubyte",
                               "data-images-idx3-ubyte.gz"};

// In memory where there is such a place: a class with the file and its labels, and a class beside it.
struct Folder {
  fs::path path;
  Folder() {
    const fs::path memory = "/dev/shm";
    path = (fs::exists(memory) ? memory : fs::temp_directory_path()) / ("glassnet_preview_" + std::to_string(getpid()));
    fs::create_directories(path / "one");
    fs::create_directories(path / "two");
    std::ofstream(path / "one" / "data-labels-idx1-ubyte", std::ios::binary)
        << std::string_view("\0\0\x08\x01\0\0\0\x04\0\x01\x02\x01", 12);
    std::ofstream(path / "two" / "other.png", std::ios::binary) << "no picture";
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

void check_look(const engine::DataPreview& look) {
  using fuzz::expect;
  if (look.problem) expect(!look.problem->describe().empty(), "a problem has a sentence");
  expect(look.rows >= -1 && look.classes >= -1 && look.vocabulary >= 0, "counts are counts");
  if (look.table) {
    expect(look.table->columns.size() <= 10000, "columns are within their limit");
    expect(look.table->rows.size() <= 1000, "the first lines are few");
  }
  if (look.pictures) {
    const engine::PreviewPictures& p = *look.pictures;
    expect(static_cast<int64_t>(p.labels.size()) == p.samples.rows(), "every picture has a label, or -1");
    for (const engine::Scalar v : p.samples.span()) expect(v >= 0 && v <= 1, "pixels lie between 0 and 1");
    for (const int64_t label : p.labels) {
      expect(label >= -1 && label < static_cast<int64_t>(p.classes.size()), "labels are classes");
    }
  }
  expect(look.lines.size() <= 1000 && look.arrays.size() <= 10000, "what is listed is bounded");
}

}  // namespace

// The first byte of the input chooses the name of the file, the second the parameters.
void fuzz::preview(std::string_view bytes) {
  static const Folder folder;
  Choices name(bytes), choose(bytes);
  const fs::path path = folder.path / "one" / kNames[name.next(static_cast<unsigned>(kNames.size()))];
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  const auto found = engine::recognise(path.string());
  if (!found) expect(!found.error().describe().empty(), "a refusal has a sentence");
  for (const engine::DatasetType* type : engine::datasets().entries()) {
    if (!type->file) continue;
    engine::Params params = engine::defaults(type->params);
    for (size_t i = 0; found && i < found->size(); ++i) {
      if ((*found)[i].type == type) params = *engine::resolve(type->params, (*found)[i].params);
    }
    params[type->file->paths[0].key] = path.string();
    for (const engine::ParamSpec& spec : type->params) {
      if (spec.choices.empty() || choose.next(2) == 0) continue;
      params[spec.key] = spec.choices[choose.next(static_cast<unsigned>(spec.choices.size()))].id;
    }
    const engine::HandMade nothing;
    const auto look = type->file->preview({params, 0, 0, 0, nothing, {}});
    if (look) {
      check_look(*look);
    } else {
      expect(!look.error().describe().empty(), "an error has a sentence");
    }
  }
  fs::remove(path);
}
