// What the text source knows of paths.
#pragma once

#include "engine/schema/file_source.h"

namespace engine {

const FileSource& text_file();

}  // namespace engine
