// The window with its OpenGL 3.3 context and Dear ImGui's backends. One at a time.
// ImGui's units are device pixels everywhere (also on macOS), so one scale factor is all that drawing needs.
// A hidden window draws to a texture of any size: pictures and tests need no screen space. Draws nothing itself.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/platform/frame_timer.h"
#include "app/platform/gl_texture.h"
#include "app/platform/picture.h"
#include "app/platform/redraw.h"
#include "app/platform/solid_fills.h"
#include "app/platform/synthetic_input.h"

struct GLFWwindow;

namespace app::platform {

struct WindowOptions {
  std::string title = "Glassnet";
  int width = 1600, height = 900;  // logical pixels
  int min_width = 1120, min_height = 640;
  float scale = 0;          // device pixels for one logical pixel; 0: what the monitor asks for
  bool visible = true;      // false: never shown, drawn to a texture of exactly width x height x scale
  bool split_fills = true;  // cheaper drawing where OpenGL runs on the processor (solid_fills.h, redraw.h)
  bool scripted = false;    // the real mouse and keyboard are ignored, input() moves instead
};

class Window {
 public:
  // Null with a sentence in `problem` when there is no display or no OpenGL 3.3.
  static std::unique_ptr<Window> open(const WindowOptions& options, std::string* problem);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  void poll_events();                // returns at once
  void wait_events(double seconds);  // sleeps until an event, wake() or the time is over
  static void wake();                // ends wait_events(); from any thread
  // True once after anything that calls for a new frame: input, resize, exposure, wake().
  bool take_activity();

  bool close_requested() const;
  void refuse_close();  // after close_requested(): the user wants to save first
  void request_close();
  std::vector<std::string> take_dropped_files();
  void drop_file(std::string path) { dropped_.push_back(std::move(path)); }

  // Between these two ImGui draws. False: nothing can be seen (minimised), draw nothing.
  bool begin_frame();
  void end_frame(const ImVec4& background);
  // In place of end_frame(): what was drawn is not shown, and begin_frame() may follow at once. Input stays handled.
  void drop_frame();
  // What the last frame showed.
  Picture capture();

  void set_title(const std::string& title);
  void resize(int width, int height);  // logical pixels
  ImVec2 pixel_size() const;           // of the picture, in device pixels
  float content_scale() const;         // of the monitor or the option; without the user's own scale
  double refresh_rate() const;         // of the monitor, in Hz
  bool visible() const { return options_.visible; }
  bool minimised() const;
  bool draws_in_software() const { return software_; }  // the driver rasterises on the processor
  int split_fills() const;                              // how many fills the last frame drew apart
  float redrawn() const;                                // how much of the picture the last frame drew, 0 to 1
  const std::string& renderer() const { return renderer_; }

  const FrameTimer& timer() const { return timer_; }
  FrameTimer& timer() { return timer_; }
  SyntheticInput& input() { return input_; }

  // The next frame is drawn anew, not only where it differs from the last.
  void redraw_all();
  // After the atlas of fonts was changed, between frames.
  void upload_fonts();

 private:
  Window() = default;
  bool start(const WindowOptions& options, std::string* problem);
  bool create(std::string* problem);
  void install_callbacks();
  void limit_size();
  void place_mouse();
  void draw_to_bound(int width, int height) const;
  bool bind_target(int width, int height);
  void draw_changes(int width, int height);
  float pixels_per_unit() const;  // device pixels for one of GLFW's screen coordinates

  WindowOptions options_;
  GLFWwindow* handle_ = nullptr;
  bool backends_ready_ = false;
  bool activity_ = true;
  bool software_ = false;
  ImVec4 background_{0, 0, 0, 1};
  std::string renderer_;
  std::vector<std::string> dropped_;
  FrameTimer timer_;
  SyntheticInput input_;
  std::unique_ptr<RenderTarget> target_;  // of a hidden window, and where the picture is kept
  // Only where the driver rasterises on the processor.
  std::unique_ptr<SolidFills> solid_fills_;
  std::unique_ptr<Redraw> redraw_;
  bool exposed_ = true;  // the window has lost its picture
  friend struct WindowCallbacks;
};

}  // namespace app::platform
