// glassnet-cli bench load: how long it takes to read the published sets of images, and how much memory. The files are
// as large as those, filled with noise: a quarter of the pixels is not 0.
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>

#include "engine/cli/bench_load.h"
#include "engine/cli/commands.h"
#include "engine/cli/session.h"
#include "engine/core/rng.h"
#include "engine/data/prepare.h"

namespace cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int64_t kIdxImages = 60000, kIdxPixels = 784, kCifarRecords = 10000, kCifarPixels = 3072;

// A folder that is gone afterwards.
struct Folder {
  fs::path path = fs::temp_directory_path() / fmt::format("glassnet_bench_{}", getpid());
  Folder() { fs::create_directories(path); }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

std::string noise(int64_t count, engine::Rng& rng) {
  std::string bytes(static_cast<size_t>(count), '\0');
  for (char& byte : bytes) {
    const uint64_t bits = rng.bits();
    if (bits % 4 == 0) byte = static_cast<char>(bits >> 32);
  }
  return bytes;
}

std::string idx_header(std::initializer_list<int64_t> sizes) {
  std::string bytes{0, 0, 8, static_cast<char>(sizes.size())};
  for (const int64_t size : sizes) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  }
  return bytes;
}

void write(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

void write_packed(const fs::path& path, const std::string& bytes) {
  gzFile file = gzopen(path.c_str(), "wb6");
  if (!file) return;  // the loader then says that there is no such file
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
}

void write_idx(const fs::path& folder, bool packed) {
  fs::create_directories(folder);
  engine::Rng rng(1);
  const std::string images = idx_header({kIdxImages, 28, 28}) + noise(kIdxImages * kIdxPixels, rng);
  std::string labels = idx_header({kIdxImages});
  for (int64_t i = 0; i < kIdxImages; ++i) labels += static_cast<char>(i % 10);
  const std::string end = packed ? ".gz" : "";
  (packed ? write_packed : write)(folder / ("train-images-idx3-ubyte" + end), images);
  (packed ? write_packed : write)(folder / ("train-labels-idx1-ubyte" + end), labels);
}

void write_cifar(const fs::path& folder) {
  fs::create_directories(folder);
  engine::Rng rng(2);
  for (int batch = 1; batch <= 5; ++batch) {
    std::string bytes;
    for (int64_t i = 0; i < kCifarRecords; ++i) bytes += static_cast<char>(i % 10) + noise(kCifarPixels, rng);
    write(folder / fmt::format("data_batch_{}.bin", batch), bytes);
  }
}

// Bytes of a line of /proc/self/status; 0 where there is no such file.
int64_t memory_line(const std::string& key) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(key)) return std::stoll(line.substr(key.size())) * 1024;
  }
  return 0;
}

struct Cost {
  double seconds = 1e9;
  int64_t peak = 0;  // bytes beyond what was in use before
};

// The quickest of all calls, and the most memory that one of them took.
bool measure(int repeats, const std::function<bool()>& call, Cost& cost) {
  for (int repeat = 0; repeat < repeats; ++repeat) {
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
    const int64_t before = memory_line("VmRSS:");
    const Clock::time_point start = Clock::now();
    if (!call()) return false;
    cost.seconds = std::min(cost.seconds, std::chrono::duration<double>(Clock::now() - start).count());
    cost.peak = std::max(cost.peak, memory_line("VmHWM:") - before);
  }
  return true;
}

void print(const std::string& what, const Cost& cost, int64_t decoded, bool json) {
  const double share = static_cast<double>(cost.peak) / static_cast<double>(decoded);
  if (json) {
    fmt::print("{{\"what\":\"{}\",\"seconds\":{:.4f},\"peak_bytes\":{},\"decoded_bytes\":{},\"peak_share\":{:.3f}}}\n",
               what, cost.seconds, cost.peak, decoded, share);
  } else {
    fmt::print("{:44} {:7.3f} s   {:7.1f} MiB at most, {:.2f} of the decoded {:.1f} MiB\n", what, cost.seconds,
               static_cast<double>(cost.peak) / 1048576, share, static_cast<double>(decoded) / 1048576);
  }
}

int measure_set(const std::string& name, const std::string& source, const fs::path& path, int repeats, bool json) {
  engine::DataSpec spec;
  spec.source = {source, {{"path", path.string()}}};
  const engine::DatasetType* type = engine::datasets().find(source);
  const auto params = engine::resolve(type->params, spec.source.params);
  int64_t decoded = 0;
  engine::Error problem;
  Cost reading, preparing;
  const auto read = [&] {
    const auto set = type->make({*params, 0, 0, 1, {}, {}});
    if (!set) return problem = set.error(), false;
    decoded = static_cast<int64_t>(sizeof(engine::Scalar)) *
              (set->inputs.rows() * set->inputs.columns() + static_cast<int64_t>(set->targets.size()));
    return true;
  };
  const auto prepare = [&] {
    const auto set = engine::prepare(spec);
    if (!set) problem = set.error();
    return set.ok();
  };
  if (!measure(repeats, read, reading) || !measure(repeats, prepare, preparing)) {
    complain(problem);
    return kBadInput;
  }
  print(name + ", read", reading, decoded, json);
  print(name + ", read and prepared", preparing, decoded, json);
  return kDone;
}

}  // namespace

int bench_load(int repeats, bool json) {
  const Folder folder;
  write_idx(folder.path / "plain", false);
  write_idx(folder.path / "packed", true);
  write_cifar(folder.path / "cifar");
  int exit = measure_set("60,000 images of IDX", "idx", folder.path / "plain", repeats, json);
  if (exit == kDone) exit = measure_set("60,000 images of IDX, packed", "idx", folder.path / "packed", repeats, json);
  if (exit == kDone) exit = measure_set("50,000 images of CIFAR", "cifar", folder.path / "cifar", repeats, json);
  return exit;
}

}  // namespace cli
