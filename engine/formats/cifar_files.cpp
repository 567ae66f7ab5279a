#include "engine/formats/cifar_files.h"

#include "engine/formats/paths.h"
#include "engine/formats/text_source.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMostNameBytes = int64_t{1} << 20;

struct Batches {
  std::vector<std::string> paths;
  bool hundred = false;  // CIFAR-100
};

// The batches of a folder that belong to the chosen part, in their order.
Result<Batches> find_batches(const std::string& path, const std::string& part) {
  Batches found;
  std::error_code failed;
  const fs::path where = path_of(path);
  if (!fs::is_directory(where, failed)) {
    const std::string name = text_of(where.filename());
    found.hundred = name == "train.bin" || name == "test.bin";
    found.paths = {path};
    return found;
  }
  found.hundred = is_file(where / "train.bin") || is_file(where / "test.bin");
  std::vector<std::string> train, test;
  if (found.hundred) {
    train = {"train.bin"};
    test = {"test.bin"};
  } else {
    train = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"};
    test = {"test_batch.bin"};
  }
  std::vector<std::string> wanted;
  if (part != "test") wanted.insert(wanted.end(), train.begin(), train.end());
  if (part != "train") wanted.insert(wanted.end(), test.begin(), test.end());
  for (const std::string& name : wanted) {
    if (is_file(where / name)) found.paths.push_back(text_of(where / name));
  }
  if (!found.paths.empty()) return found;
  return error_at(path, "There is no CIFAR batch in this folder: none of {}.",
                  fmt::format("{}", fmt::join(wanted, ", ")));
}

}  // namespace

Result<CifarFiles> find_cifar_files(const Params& params) {
  const std::string& path = get_text(params, "path");
  if (path.empty()) return error("Choose the folder of the CIFAR batches, or one of them.");
  Result<Batches> batches = find_batches(path, get_text(params, "part"));
  if (!batches) return batches.error();
  const std::string& version = get_text(params, "version");
  const bool hundred = version == "auto" ? batches->hundred : version == "cifar100";
  const bool fine = get_text(params, "labels") == "fine";
  return CifarFiles{std::move(batches->paths), hundred ? CifarLayout{2, fine ? 1 : 0, fine ? 100 : 20} : CifarLayout{}};
}

Result<std::vector<std::string>> read_cifar_names(const CifarFiles& files) {
  const fs::path folder = path_of(files.paths[0]).parent_path();
  const CifarLayout& layout = files.layout;
  std::string file = "batches.meta.txt";
  if (layout.labels == 2) file = layout.label_index == 0 ? "coarse_label_names.txt" : "fine_label_names.txt";
  std::vector<std::string> names;
  if (!is_file(folder / file)) return names;
  Result<ByteSource> source = ByteSource::open(text_of(folder / file), kMostNameBytes);
  if (!source) return source.error();
  LineReader reader(*source);
  while (true) {
    const Result<bool> more = reader.next();
    if (!more) return more.error();
    if (!*more) break;
    if (!reader.line().empty()) names.push_back(reader.line());
  }
  if (static_cast<int64_t>(names.size()) == layout.classes) return names;
  return error_at(file, "There are {} names for {} classes.", names.size(), layout.classes);
}

}  // namespace engine
