// What the csv source knows of paths.
#pragma once

#include "engine/schema/file_source.h"

namespace engine {

const FileSource& csv_file();

}  // namespace engine
