#include "app/workbench/settings.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace app {
namespace {

using nlohmann::json;

constexpr size_t kMostRecent = 12, kMostFavourites = 200, kMostArrangements = 50;
constexpr size_t kLongestPath = 4096;
constexpr const char* kFolds[] = {"automatic", "open", "shut"};
constexpr const char* kThemes[] = {"dark", "light", "contrast"};

// Each reads one field where it is there and fits, and else leaves the value alone.
void read(const json& from, const char* key, double least, double most, double& to) {
  const auto found = from.find(key);
  if (found == from.end() || !found->is_number()) return;
  const double value = found->get<double>();
  if (std::isfinite(value) && value >= least && value <= most) to = value;
}

void read(const json& from, const char* key, bool& to) {
  const auto found = from.find(key);
  if (found != from.end() && found->is_boolean()) to = found->get<bool>();
}

template <class Enum, size_t n>
void read(const json& from, const char* key, const char* const (&names)[n], Enum& to) {
  const auto found = from.find(key);
  if (found == from.end() || !found->is_string()) return;
  const auto at = std::find(std::begin(names), std::end(names), found->get<std::string>());
  if (at != std::end(names)) to = static_cast<Enum>(at - std::begin(names));
}

void read(const json& from, const char* key, size_t most, std::vector<std::string>& to) {
  const auto list = from.find(key);
  if (list == from.end() || !list->is_array()) return;
  for (const json& text : *list) {
    const bool fits = text.is_string() && text.get_ref<const std::string&>().size() < kLongestPath;
    if (fits && to.size() < most) to.push_back(text.get<std::string>());
  }
}

json text_of(const Arrangement& a) {
  return {{"left", kFolds[static_cast<size_t>(a.left)]},
          {"right", kFolds[static_cast<size_t>(a.right)]},
          {"strip", kFolds[static_cast<size_t>(a.strip)]},
          {"left_width", a.left_width},
          {"right_width", a.right_width},
          {"strip_height", a.strip_height},
          {"output_height", a.output_height}};
}

Arrangement arrangement_of(const json& from) {
  constexpr double kMost = 20000;
  Arrangement a;
  read(from, "left", kFolds, a.left);
  read(from, "right", kFolds, a.right);
  read(from, "strip", kFolds, a.strip);
  read(from, "left_width", 0, kMost, a.left_width);
  read(from, "right_width", 0, kMost, a.right_width);
  read(from, "strip_height", 0, kMost, a.strip_height);
  read(from, "output_height", 0, kMost, a.output_height);
  return a;
}

}  // namespace

void add_recent(Settings& settings, const std::string& path) {
  std::erase(settings.recent, path);
  settings.recent.insert(settings.recent.begin(), path);
  if (settings.recent.size() > kMostRecent) settings.recent.resize(kMostRecent);
}

void keep_arrangement(Settings& settings, const std::string& path) {
  std::vector<OwnArrangement>& all = settings.own_arrangements;
  std::erase_if(all, [&](const OwnArrangement& own) { return own.path == path; });
  all.insert(all.begin(), {path, settings.arrangement});
  if (all.size() > kMostArrangements) all.resize(kMostArrangements);
}

void take_arrangement(Settings& settings, const std::string& path) {
  const auto own = std::ranges::find(settings.own_arrangements, path, &OwnArrangement::path);
  if (own != settings.own_arrangements.end()) settings.arrangement = own->arrangement;
  keep_arrangement(settings, path);
}

void set_favourite(Settings& settings, const std::string& layer, bool on) {
  std::erase(settings.favourites, layer);
  if (on && settings.favourites.size() < kMostFavourites) settings.favourites.push_back(layer);
}

std::string settings_text(const Settings& s) {
  json own = json::array();
  for (const OwnArrangement& a : s.own_arrangements) {
    own.push_back(text_of(a.arrangement));
    own.back()["path"] = a.path;
  }
  const json text{{"language", s.language == Language::chinese ? "zh" : "en"},
                  {"theme", kThemes[static_cast<size_t>(s.theme)]},
                  {"scale", s.scale},
                  {"reduce_motion", s.reduce_motion},
                  {"gallery_at_start", s.gallery_at_start},
                  {"both_terms", s.both_terms},
                  {"arrangement", text_of(s.arrangement)},
                  {"own_arrangements", own},
                  {"favourites", s.favourites},
                  {"recent", s.recent}};
  return text.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Settings parse_settings(std::string_view text) {
  Settings s;
  const json from = json::parse(text.begin(), text.end(), nullptr, false);
  if (!from.is_object()) return s;
  constexpr const char* kLanguages[] = {"en", "zh"};
  read(from, "language", kLanguages, s.language);
  read(from, "theme", kThemes, s.theme);
  read(from, "scale", kLeastScale, kMostScale, s.scale);
  read(from, "reduce_motion", s.reduce_motion);
  read(from, "gallery_at_start", s.gallery_at_start);
  read(from, "both_terms", s.both_terms);
  const auto arrangement = from.find("arrangement");
  if (arrangement != from.end() && arrangement->is_object()) s.arrangement = arrangement_of(*arrangement);
  const auto own = from.find("own_arrangements");
  for (const json& a : own != from.end() && own->is_array() ? *own : json::array()) {
    const auto path = a.is_object() ? a.find("path") : a.end();
    const bool fits = path != a.end() && path->is_string() && path->get_ref<const std::string&>().size() < kLongestPath;
    if (fits && s.own_arrangements.size() < kMostArrangements)
      s.own_arrangements.push_back({path->get<std::string>(), arrangement_of(a)});
  }
  read(from, "favourites", kMostFavourites, s.favourites);
  read(from, "recent", kMostRecent, s.recent);
  return s;
}

}  // namespace app
