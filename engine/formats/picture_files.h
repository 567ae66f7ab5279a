// The picture files of a folder that has one folder for each class. Reads names only.
#pragma once

#include <string>
#include <vector>

#include "engine/core/progress.h"

namespace engine {

struct PictureFile {
  std::string path, name;  // name: "cats/tom.png", for messages
  int64_t label = 0;
};

struct PictureFiles {
  std::vector<std::string> classes;  // in the order of their names
  std::vector<PictureFile> files;    // class after class, in the order of their names
  int64_t passed_over = 0;           // files that are no pictures
  int64_t names = 0;                 // all that was looked at
  bool cut = false;                  // a first look ended before all were found
};

// How far to search. Beyond `most_of_class` pictures of a class and `most_names` names in all, a first look ends with
// what it has; a real search is refused beyond `most_names` pictures.
struct PictureSearch {
  int64_t most_of_class, most_names;
  bool may_end = false;
  static PictureSearch all();
  static PictureSearch first_look() { return {5000, 100000, true}; }
};

// `path` is the folder, or any picture in one of its folders. Files whose names say that they are something else are
// passed over; pictures of kinds that cannot be read are refused. How many there are is not known before the end: what
// `meter` hears rises ever more slowly.
Result<PictureFiles> find_pictures(const std::string& path, const PictureSearch& search, ProgressMeter& meter);

}  // namespace engine
