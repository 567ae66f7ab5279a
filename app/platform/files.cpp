#include "app/platform/files.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace app::platform {
namespace fs = std::filesystem;

fs::path executable_path() {
#if defined(_WIN32)
  std::wstring name(32768, L'\0');
  name.resize(GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
  return name;
#elif defined(__APPLE__)
  std::uint32_t size = 4096;
  std::string name(size, '\0');
  if (_NSGetExecutablePath(name.data(), &size) != 0) return {};
  return fs::path(name.c_str());
#else
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
#endif
}

fs::path assets_folder() {
  std::vector<fs::path> candidates;
  if (const char* assets = std::getenv("GLASSNET_ASSETS"); assets && *assets) candidates.emplace_back(assets);
  const fs::path program = executable_path().parent_path();
  if (!program.empty()) {
    candidates.push_back(program.parent_path() / "assets");
    candidates.push_back(program.parent_path() / "share" / "glassnet" / "assets");
  }
  candidates.push_back(fs::path(GLASSNET_SOURCE_DIR) / "assets");
  std::error_code error;
  for (const fs::path& candidate : candidates) {
    if (fs::is_directory(candidate, error)) return candidate;
  }
  return {};
}

}  // namespace app::platform
