// The fixture of files that are wrong, on purpose or by accident: each gets a sentence with its name and place, at once
// and without taking memory for what is not there.
#pragma once

#include <algorithm>
#include <chrono>

#include "tests/engine/data/loading.h"
#include "tests/engine/data/packed_files.h"

namespace hostile {

using namespace loading;
using namespace packed_files;

inline int64_t memory_line(const std::string& key) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(key)) return std::stoll(line.substr(key.size())) * 1024;
  }
  return 0;
}

// The sentence of a refusal, once it is clear that it took at most 64 MiB + 4 times the file. The slowest refusal of a
// test is in its report, as the property "slowest_ms".
class Hostile : public Loading {
 protected:
  std::string refused(const std::string& id, const std::string& name, const std::string& bytes, Params params = {}) {
    params["path"] = file(name, bytes);
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak is counted anew
    [[maybe_unused]] const int64_t before = memory_line("VmRSS:");
    const auto start = std::chrono::steady_clock::now();
    const Result<Dataset> set = load(id, params);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    slowest_ms_ = std::max(slowest_ms_, took.count());
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(memory_line("VmHWM:") - before, (int64_t{64} << 20) + 4 * static_cast<int64_t>(bytes.size())) << name;
#endif
    return refusal(set);
  }
  std::string picture(const std::string& bytes) {
    file("a/fine.png", black_png(4, 4));
    refused("image_folder", "b/x.png", bytes);
    const Result<Dataset> set = load("image_folder", {{"path", folder_.string()}});
    return refusal(set);
  }
  void TearDown() override {
    RecordProperty("slowest_ms", std::to_string(slowest_ms_));
    Loading::TearDown();
  }

 private:
  double slowest_ms_ = 0;
};

}  // namespace hostile
