// One OpenGL program of a vertex and a fragment shader. Owns it; knows nothing of what it draws.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

namespace app::platform {

class Program {
 public:
  Program() = default;
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Compiles and links with these places for the attributes; false with the driver's words when it cannot.
  bool build(const char* vertex, const char* fragment, std::initializer_list<std::pair<const char*, int>> attributes,
             std::string* problem);
  bool valid() const { return id_ != 0; }
  void use() const;
  // Of the program in use.
  void set(const char* uniform, float x, float y) const;

 private:
  unsigned id_ = 0;
};

}  // namespace app::platform
