#version 330 core
// What ImGui draws in one colour: positions in pixels from the top left corner, no texture.
uniform vec2 picture_size;
in vec2 Position;
in vec4 Color;
out vec4 colour;

void main() {
  colour = Color;
  gl_Position = vec4(2.0 * Position.x / picture_size.x - 1.0, 1.0 - 2.0 * Position.y / picture_size.y, 0.0, 1.0);
}
