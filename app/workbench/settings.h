// What the user has set for himself, beside any project: language, colours, size of the window's parts, files used
// last. A plain value with a text form; knows no folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

enum class Language { english, chinese };
enum class ThemeKind { dark, light, contrast };

// A part of the window that can be made small; `automatic` leaves it to the size of the window.
enum class Fold { automatic, open, shut };

// Sizes in logical pixels; 0 is what the design has for the size of the window.
struct Arrangement {
  Fold left = Fold::automatic;   // data and layers, or a rail of icons
  Fold right = Fold::automatic;  // output and inspector, or nothing
  Fold strip = Fold::automatic;  // the charts, or one line of them
  double left_width = 0, right_width = 0, strip_height = 0, output_height = 0;
  bool operator==(const Arrangement&) const = default;
};

// How the window is arranged for one project.
struct OwnArrangement {
  std::string path;
  Arrangement arrangement;
  bool operator==(const OwnArrangement&) const = default;
};

constexpr double kLeastScale = 0.75, kMostScale = 3;

struct Settings {
  Language language = Language::english;
  ThemeKind theme = ThemeKind::dark;
  double scale = 1;  // on top of the monitor's own: kLeastScale .. kMostScale
  bool reduce_motion = false;
  bool gallery_at_start = true;
  bool both_terms = false;  // in Chinese, the English term beside the Chinese one
  Arrangement arrangement;
  std::vector<OwnArrangement> own_arrangements;  // used last first
  std::vector<std::string> favourites;           // ids of layers and blocks, in the order in which they were chosen
  std::vector<std::string> recent;               // project files, newest first
  bool operator==(const Settings&) const = default;
};

// The file becomes the newest of `recent`.
void add_recent(Settings& settings, const std::string& path);

// The window as it is now belongs to the project at `path`; the other way round where the project has been seen before.
void keep_arrangement(Settings& settings, const std::string& path);
void take_arrangement(Settings& settings, const std::string& path);
// Among the favourites, or not.
void set_favourite(Settings& settings, const std::string& layer, bool on);

std::string settings_text(const Settings& settings);
// What cannot be read or lies outside its range is as in a new Settings; a file that is no JSON gives all of it.
Settings parse_settings(std::string_view text);

}  // namespace app
