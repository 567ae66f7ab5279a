#include "app/platform/gl_program.h"

#include "app/platform/gl.h"

namespace app::platform {
namespace {

// 0 when the driver refuses it.
unsigned compile(gl::Enum stage, const char* source, std::string* problem) {
  const unsigned shader = gl::CreateShader(stage);
  gl::ShaderSource(shader, 1, &source, nullptr);
  gl::CompileShader(shader);
  int sound = 0;
  gl::GetShaderiv(shader, gl::compile_status, &sound);
  if (sound) return shader;
  char words[1024] = "";
  gl::GetShaderInfoLog(shader, sizeof words, nullptr, words);
  if (problem) *problem = words;
  gl::DeleteShader(shader);
  return 0;
}

}  // namespace

Program::~Program() {
  if (id_) gl::DeleteProgram(id_);
}

bool Program::build(const char* vertex, const char* fragment,
                    std::initializer_list<std::pair<const char*, int>> attributes, std::string* problem) {
  const unsigned first = compile(gl::vertex_shader, vertex, problem);
  const unsigned second = first ? compile(gl::fragment_shader, fragment, problem) : 0;
  if (first && second) {
    const unsigned program = gl::CreateProgram();
    gl::AttachShader(program, first);
    gl::AttachShader(program, second);
    for (const auto& [name, place] : attributes) gl::BindAttribLocation(program, static_cast<unsigned>(place), name);
    gl::LinkProgram(program);
    int sound = 0;
    gl::GetProgramiv(program, gl::link_status, &sound);
    if (sound) {
      if (id_) gl::DeleteProgram(id_);
      id_ = program;
    } else {
      char words[1024] = "";
      gl::GetProgramInfoLog(program, sizeof words, nullptr, words);
      if (problem) *problem = words;
      gl::DeleteProgram(program);
    }
  }
  if (first) gl::DeleteShader(first);
  if (second) gl::DeleteShader(second);
  return valid();
}

void Program::use() const { gl::UseProgram(id_); }

void Program::set(const char* uniform, float x, float y) const {
  gl::Uniform2f(gl::GetUniformLocation(id_, uniform), x, y);
}

}  // namespace app::platform
