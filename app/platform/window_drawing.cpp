// How a finished frame comes onto the screen: whole, or only what changed, by way of a texture that keeps the picture.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_impl_opengl3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/platform/gl.h"
#include "app/platform/window.h"

namespace app::platform {

void Window::end_frame(const ImVec4& background) {
  ImGui::Render();
  timer_.end();
  const auto same = [](const ImVec4& a, const ImVec4& b) { return a.x == b.x && a.y == b.y && a.z == b.z; };
  if (!same(background, background_)) redraw_all();
  background_ = background;
  const ImVec2 size = pixel_size();
  const int width = static_cast<int>(size.x), height = static_cast<int>(size.y);
  if (redraw_) {
    draw_changes(width, height);
  } else {
    Texture::upload_pending();
    if (!options_.visible) bind_target(width, height);
    draw_to_bound(width, height);
    if (options_.visible) glfwSwapBuffers(handle_);
  }
  if (options_.visible && !glfwGetWindowAttrib(handle_, GLFW_VISIBLE)) glfwShowWindow(handle_);
}

void Window::drop_frame() { ImGui::EndFrame(); }

// A texture of this size is drawn to; false: it is a new one, with nothing in it.
bool Window::bind_target(int width, int height) {
  if (!target_) target_ = std::make_unique<RenderTarget>();
  const bool same = target_->width() == width && target_->height() == height;
  target_->resize(width, height);
  target_->bind();
  return same;
}

// The picture is kept in a texture and completed there.
void Window::draw_changes(int width, int height) {
  ImDrawData& data = *ImGui::GetDrawData();
  if (!bind_target(width, height)) redraw_->forget();
#if IMGUI_VERSION_NUM >= 19200
  for (ImTextureData* texture : *data.Textures) {  // of the fonts, which grow while they are used
    if (texture->Status == ImTextureStatus_OK) continue;
    ImGui_ImplOpenGL3_UpdateTexture(texture);
    redraw_->forget();
  }
#endif
  redraw_->reduce(data);
  solid_fills_->split(data);
  Texture::upload_pending();
  gl::Viewport(0, 0, width, height);
  gl::ClearColor(background_.x, background_.y, background_.z, 1);
  gl::Enable(gl::scissor_test);
  for (const ImVec4& area : redraw_->areas()) {
    gl::Scissor(int(area.x), height - int(area.w), int(area.z - area.x), int(area.w - area.y));
    gl::Clear(gl::color_buffer_bit);
  }
  gl::Disable(gl::scissor_test);
  if (!redraw_->areas().empty()) ImGui_ImplOpenGL3_RenderDrawData(&data);
  redraw_->restore(data);
  if (!options_.visible || (redraw_->areas().empty() && !exposed_)) return;
  exposed_ = false;
  gl::BindFramebuffer(gl::draw_framebuffer, 0);
  gl::BlitFramebuffer(0, 0, width, height, 0, 0, width, height, gl::color_buffer_bit, gl::nearest);
  RenderTarget::bind_window();
  glfwSwapBuffers(handle_);
}

void Window::redraw_all() {
  if (redraw_) redraw_->forget();
}

void Window::draw_to_bound(int width, int height) const {
  gl::Disable(gl::scissor_test);
  gl::Viewport(0, 0, width, height);
  gl::ClearColor(background_.x, background_.y, background_.z, 1);
  gl::Clear(gl::color_buffer_bit);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Picture Window::capture() {
  Picture picture;
  if (options_.visible && !redraw_ && ImGui::GetDrawData()) {  // the shown buffer is gone after the swap
    const ImVec2 size = pixel_size();
    bind_target(static_cast<int>(size.x), static_cast<int>(size.y));
    draw_to_bound(target_->width(), target_->height());
  }
  if (!target_ || target_->width() <= 0) return picture;
  picture.width = target_->width();
  picture.height = target_->height();
  target_->bind();
  const std::size_t row = static_cast<std::size_t>(picture.width) * 4;
  std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(picture.height));
  gl::PixelStorei(gl::pack_alignment, 1);
  gl::ReadPixels(0, 0, picture.width, picture.height, gl::rgba, gl::unsigned_byte, upside_down.data());
  RenderTarget::bind_window();
  picture.rgba.reserve(upside_down.size());
  for (auto end = upside_down.end(); end != upside_down.begin(); end -= std::ptrdiff_t(row)) {
    picture.rgba.insert(picture.rgba.end(), end - std::ptrdiff_t(row), end);
  }
  for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
  return picture;
}

void Window::upload_fonts() {
  redraw_all();
#if IMGUI_VERSION_NUM < 19200  // later versions keep the atlas and its texture in step themselves
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

int Window::split_fills() const { return solid_fills_ ? solid_fills_->pieces() : 0; }

float Window::redrawn() const { return redraw_ ? redraw_->share() : 1; }

}  // namespace app::platform
