#include "app/workbench/file_times.h"

#include <fmt/chrono.h>

#include <chrono>
#include <ctime>
#include <filesystem>

namespace app {

int64_t time_now() { return static_cast<int64_t>(std::time(nullptr)); }

int64_t changed_at(const std::string& file) {
  std::error_code problem;
  const auto time = std::filesystem::last_write_time(file, problem);
  if (problem) return 0;
  using namespace std::chrono;
  const auto ago = time - std::filesystem::file_time_type::clock::now();  // the clocks may have other beginnings
  return duration_cast<seconds>((system_clock::now() + duration_cast<system_clock::duration>(ago)).time_since_epoch())
      .count();
}

std::string time_text(int64_t seconds) {
  return fmt::format("{:%Y-%m-%d %H:%M}", fmt::localtime(static_cast<std::time_t>(seconds)));
}

}  // namespace app
