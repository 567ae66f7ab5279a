// The few OpenGL 3.3 functions and constants that the program uses, loaded through GLFW on every system.
// No extension library, and no GL header of the system: Windows' one stops at 1.1.
#pragma once

#include <cstddef>
#include <string>

#if defined(_WIN32)
#define GLASSNET_GL_CALL __stdcall
#else
#define GLASSNET_GL_CALL
#endif

namespace app::platform::gl {

using Enum = unsigned int;

constexpr Enum texture_2d = 0x0DE1, texture_min_filter = 0x2801, texture_mag_filter = 0x2800, texture_wrap_s = 0x2802,
               texture_wrap_t = 0x2803, nearest = 0x2600, linear = 0x2601, clamp_to_edge = 0x812F, rgba = 0x1908,
               rgba8 = 0x8058, red = 0x1903, r8 = 0x8229, r32f = 0x822E, unsigned_byte = 0x1401, float_type = 0x1406,
               unpack_alignment = 0x0CF5, unpack_row_length = 0x0CF2, pack_alignment = 0x0D05, framebuffer = 0x8D40,
               read_framebuffer = 0x8CA8, draw_framebuffer = 0x8CA9, color_attachment0 = 0x8CE0,
               framebuffer_complete = 0x8CD5, color_buffer_bit = 0x4000, scissor_test = 0x0C11, back = 0x0405,
               renderer_name = 0x1F01, version_name = 0x1F02, max_texture_size = 0x0D33, no_error = 0, blend = 0x0BE2,
               vertex_shader = 0x8B31, fragment_shader = 0x8B30, compile_status = 0x8B81, link_status = 0x8B82,
               current_program = 0x8B8D;

// X(result, name, parameters): one line here is all that a new function needs.
#define GLASSNET_GL_FUNCTIONS(X)                                                     \
  X(void, GenTextures, (int, unsigned*))                                             \
  X(void, DeleteTextures, (int, const unsigned*))                                    \
  X(void, BindTexture, (Enum, unsigned))                                             \
  X(void, TexParameteri, (Enum, Enum, int))                                          \
  X(void, TexImage2D, (Enum, int, int, int, int, int, Enum, Enum, const void*))      \
  X(void, TexSubImage2D, (Enum, int, int, int, int, int, Enum, Enum, const void*))   \
  X(void, PixelStorei, (Enum, int))                                                  \
  X(void, GenFramebuffers, (int, unsigned*))                                         \
  X(void, DeleteFramebuffers, (int, const unsigned*))                                \
  X(void, BindFramebuffer, (Enum, unsigned))                                         \
  X(void, FramebufferTexture2D, (Enum, Enum, Enum, unsigned, int))                   \
  X(Enum, CheckFramebufferStatus, (Enum))                                            \
  X(void, BlitFramebuffer, (int, int, int, int, int, int, int, int, unsigned, Enum)) \
  X(void, ReadPixels, (int, int, int, int, Enum, Enum, void*))                       \
  X(void, ReadBuffer, (Enum))                                                        \
  X(void, Viewport, (int, int, int, int))                                            \
  X(void, ClearColor, (float, float, float, float))                                  \
  X(void, Clear, (unsigned))                                                         \
  X(void, Enable, (Enum))                                                            \
  X(void, Scissor, (int, int, int, int))                                             \
  X(unsigned, CreateShader, (Enum))                                                  \
  X(void, ShaderSource, (unsigned, int, const char* const*, const int*))             \
  X(void, CompileShader, (unsigned))                                                 \
  X(void, GetShaderiv, (unsigned, Enum, int*))                                       \
  X(void, GetShaderInfoLog, (unsigned, int, int*, char*))                            \
  X(void, DeleteShader, (unsigned))                                                  \
  X(unsigned, CreateProgram, ())                                                     \
  X(void, AttachShader, (unsigned, unsigned))                                        \
  X(void, BindAttribLocation, (unsigned, unsigned, const char*))                     \
  X(int, GetAttribLocation, (unsigned, const char*))                                 \
  X(void, LinkProgram, (unsigned))                                                   \
  X(void, GetProgramiv, (unsigned, Enum, int*))                                      \
  X(void, GetProgramInfoLog, (unsigned, int, int*, char*))                           \
  X(void, DeleteProgram, (unsigned))                                                 \
  X(void, UseProgram, (unsigned))                                                    \
  X(int, GetUniformLocation, (unsigned, const char*))                                \
  X(void, Uniform2f, (int, float, float))                                            \
  X(void, Disable, (Enum))                                                           \
  X(void, Finish, ())                                                                \
  X(Enum, GetError, ())                                                              \
  X(void, GetIntegerv, (Enum, int*))                                                 \
  X(const unsigned char*, GetString, (Enum))

#define GLASSNET_GL_DECLARE(result, name, parameters) extern result(GLASSNET_GL_CALL* name) parameters;
GLASSNET_GL_FUNCTIONS(GLASSNET_GL_DECLARE)
#undef GLASSNET_GL_DECLARE

// Loads the table from the current context; false, with the name of the first missing function, when it cannot.
bool load(std::string* problem);

}  // namespace app::platform::gl
