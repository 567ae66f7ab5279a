# Target imgui_backends: Dear ImGui with its GLFW and OpenGL 3 backends. The system's library first (Debian's
# libimgui-dev has all of it), then a config package (vcpkg), then a pinned download.
include(CheckCXXSourceCompiles)
option(GLASSNET_SYSTEM_IMGUI "Use the system's Dear ImGui where there is one" ON)
find_package(Freetype QUIET)

add_library(imgui_backends INTERFACE)
find_path(IMGUI_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui)
find_path(IMGUI_BACKENDS_DIR imgui_impl_glfw.h HINTS ${IMGUI_INCLUDE_DIR}/backends PATH_SUFFIXES imgui/backends imgui)
find_library(IMGUI_LIBRARY imgui)
find_library(STB_LIBRARY stb)  # Debian's static library leaves its stb parts and FreeType to the program that links it

set(imgui_libraries ${IMGUI_LIBRARY} glfw ${CMAKE_DL_LIBS})
if(STB_LIBRARY)
  list(APPEND imgui_libraries ${STB_LIBRARY})
endif()
if(FREETYPE_FOUND)
  list(APPEND imgui_libraries Freetype::Freetype)
endif()

set(imgui_usable FALSE)
if(GLASSNET_SYSTEM_IMGUI AND IMGUI_INCLUDE_DIR AND IMGUI_BACKENDS_DIR AND IMGUI_LIBRARY)
  set(CMAKE_REQUIRED_INCLUDES ${IMGUI_INCLUDE_DIR} ${IMGUI_BACKENDS_DIR})
  set(CMAKE_REQUIRED_LIBRARIES ${imgui_libraries})
  check_cxx_source_compiles("
#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
int main() { return ImGui_ImplGlfw_InitForOpenGL(nullptr, false) && ImGui_ImplOpenGL3_Init(nullptr) ? 0 : 1; }
" GLASSNET_IMGUI_LINKS)
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_LIBRARIES)
  set(imgui_usable ${GLASSNET_IMGUI_LINKS})
endif()

if(imgui_usable)
  target_include_directories(imgui_backends SYSTEM INTERFACE ${IMGUI_INCLUDE_DIR} ${IMGUI_BACKENDS_DIR})
  target_link_libraries(imgui_backends INTERFACE ${imgui_libraries})
else()
  if(GLASSNET_SYSTEM_IMGUI)
    find_package(imgui CONFIG QUIET)
  endif()
  if(TARGET imgui::imgui)
    target_link_libraries(imgui_backends INTERFACE imgui::imgui glfw)
  else()
    message(STATUS "imgui: not installed, downloading the pinned release")
    FetchContent_Declare(imgui URL https://github.com/ocornut/imgui/archive/refs/tags/v1.92.2b.tar.gz)
    FetchContent_MakeAvailable(imgui)  # has no CMakeLists of its own: this only brings the files
    add_library(imgui STATIC ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp
                             ${imgui_SOURCE_DIR}/imgui_tables.cpp ${imgui_SOURCE_DIR}/imgui_widgets.cpp
                             ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
                             ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
    target_include_directories(imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends)
    target_link_libraries(imgui PUBLIC glfw ${CMAKE_DL_LIBS})
    target_link_libraries(imgui_backends INTERFACE imgui)
  endif()
endif()
