# The files of shaders/ become strings of the program: app::platform::shaders::NAME_STAGE, such as solid_frag.
file(GLOB shader_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/shaders/*.vert ${CMAKE_SOURCE_DIR}/shaders/*.frag)
set(shader_strings "")
foreach(file ${shader_files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME)
  string(REPLACE "." "_" name ${name})
  file(READ ${file} text)
  string(APPEND shader_strings "inline constexpr const char* ${name} = R\"glsl(${text})glsl\";\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/shaders.h @ONLY CONTENT
"// Written by the build from the files in shaders/.
#pragma once

namespace app::platform::shaders {

@shader_strings@
}  // namespace app::platform::shaders
")
