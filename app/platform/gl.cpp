#include "app/platform/gl.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace app::platform::gl {

#define GLASSNET_GL_DEFINE(result, name, parameters) result(GLASSNET_GL_CALL* name) parameters = nullptr;
GLASSNET_GL_FUNCTIONS(GLASSNET_GL_DEFINE)
#undef GLASSNET_GL_DEFINE

bool load(std::string* problem) {
#define GLASSNET_GL_LOAD(result, name, parameters)                                               \
  name = reinterpret_cast<result(GLASSNET_GL_CALL*) parameters>(glfwGetProcAddress("gl" #name)); \
  if (!name) {                                                                                   \
    if (problem) *problem = "the OpenGL driver lacks gl" #name ", which is part of OpenGL 3.3";  \
    return false;                                                                                \
  }
  GLASSNET_GL_FUNCTIONS(GLASSNET_GL_LOAD)
#undef GLASSNET_GL_LOAD
  return true;
}

}  // namespace app::platform::gl
