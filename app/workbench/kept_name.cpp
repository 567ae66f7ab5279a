#include "app/workbench/kept_name.h"

#include <charconv>
#include <cstdint>
#include <filesystem>

namespace app {
namespace fs = std::filesystem;

namespace {

// FNV-1a: the same on every machine and in every run.
std::string hash_text(const std::string& text) {
  uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char digits[17] = {};
  std::to_chars(digits, digits + 16, hash, 16);
  return digits;
}

}  // namespace

std::string kept_name(const std::string& file) {
  constexpr size_t kMost = 40;
  std::error_code problem;
  const fs::path whole = fs::weakly_canonical(file, problem);
  return fs::path(file).stem().string().substr(0, kMost) + "-" + hash_text(problem ? file : whole.string());
}

}  // namespace app
