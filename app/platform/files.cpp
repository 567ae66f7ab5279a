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

namespace {

fs::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? fs::path(value) : fs::path();
}

}  // namespace

fs::path state_folder() {
#if defined(_WIN32)
  const fs::path local = from_environment("LOCALAPPDATA");
  return local.empty() ? fs::path() : local / "Glassnet";
#elif defined(__APPLE__)
  const fs::path home = from_environment("HOME");
  return home.empty() ? fs::path() : home / "Library" / "Application Support" / "Glassnet";
#else
  const fs::path given = from_environment("XDG_STATE_HOME"), home = from_environment("HOME");
  if (given.is_absolute()) return given / "glassnet";
  return home.empty() ? fs::path() : home / ".local" / "state" / "glassnet";
#endif
}

fs::path export_folder() {
#if defined(_WIN32)
  const fs::path home = from_environment("USERPROFILE");
#else
  const fs::path home = from_environment("HOME");
#endif
  return home.empty() ? fs::current_path() : home / "Glassnet";
}

bool prefers_chinese() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string(value).rfind("zh", 0) == 0;
  }
  return false;
}

}  // namespace app::platform
