#include "app/platform/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <thread>
#include <utility>

#include "app/platform/gl.h"

namespace app::platform {
namespace {

std::atomic<bool> woken{false};

std::string last_glfw_problem() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text ? std::string(" (") + text + ")" : std::string();
}

// Once for the whole program: terminating unloads the OpenGL library, to which ImGui's backend keeps pointers, and lets
// an X server without other clients start anew.
bool start_glfw() {
#if !defined(_WIN32)
  // Mesa's rasteriser on the processor takes every core unless told otherwise. With half of them it draws as many
  // frames and training keeps its speed: 98 % instead of 80 % on two cores.
  setenv("LP_NUM_THREADS", std::to_string(std::max(1u, std::thread::hardware_concurrency() / 2)).c_str(), 0);
#endif
  static const struct Glfw {
    bool ready = glfwInit() == GLFW_TRUE;
    ~Glfw() {
#if !defined(__SANITIZE_ADDRESS__)  // what leaks in a driver that is gone has no name, and cannot be told from our own
      glfwTerminate();
#endif
    }
  } glfw;
  return glfw.ready;
}

// Dear ImGui 1.87 and later do this themselves: a letter key counts as what is printed on it, not where it lies.
int printed_key(int key, int scancode) {
#if IMGUI_VERSION_NUM < 18700
  if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z) {
    const char* name = glfwGetKeyName(key, scancode);
    if (name && name[0] >= 'a' && name[0] <= 'z' && name[1] == 0) return name[0] - 'a' + GLFW_KEY_A;
  }
#endif
  (void)scancode;
  return key;
}

}  // namespace

// GLFW's callbacks; each notes that something happened and hands the event to ImGui.
struct WindowCallbacks {
  static Window* of(GLFWwindow* handle) { return static_cast<Window*>(glfwGetWindowUserPointer(handle)); }
  // Null when a script has the mouse and the keyboard.
  static Window* live(GLFWwindow* handle) {
    Window* window = of(handle);
    window->activity_ = true;
    return window->options_.scripted ? nullptr : window;
  }
  static void key(GLFWwindow* h, int key, int scancode, int action, int mods) {
    if (live(h)) ImGui_ImplGlfw_KeyCallback(h, printed_key(key, scancode), scancode, action, mods);
  }
  static void character(GLFWwindow* h, unsigned c) {
    if (live(h)) ImGui_ImplGlfw_CharCallback(h, c);
  }
  static void button(GLFWwindow* h, int button, int action, int mods) {
    if (live(h)) ImGui_ImplGlfw_MouseButtonCallback(h, button, action, mods);
  }
  static void scroll(GLFWwindow* h, double dx, double dy) {
    if (live(h)) ImGui_ImplGlfw_ScrollCallback(h, dx, dy);
  }
  static void enter(GLFWwindow* h, int entered) {
    if (live(h)) ImGui_ImplGlfw_CursorEnterCallback(h, entered);
  }
  static void focus(GLFWwindow* h, int focused) {
    if (live(h)) ImGui_ImplGlfw_WindowFocusCallback(h, focused);
  }
  static void move(GLFWwindow* h, double x, double y) {
    Window* window = live(h);
    (void)x, (void)y;
    if (!window) return;
#if IMGUI_VERSION_NUM >= 18700
    const double k = window->pixels_per_unit();
    ImGui_ImplGlfw_CursorPosCallback(h, x * k, y * k);
#endif
  }
  static void drop(GLFWwindow* h, int count, const char** paths) {
    of(h)->activity_ = true;
    for (int i = 0; i < count; ++i) of(h)->dropped_.emplace_back(paths[i]);
  }
  static void changed(GLFWwindow* h) { of(h)->activity_ = of(h)->exposed_ = true; }
  static void resized(GLFWwindow* h, int, int) { changed(h); }
  static void rescaled(GLFWwindow* h, float, float) { of(h)->activity_ = true; }
};

std::unique_ptr<Window> Window::open(const WindowOptions& options, std::string* problem) {
  std::unique_ptr<Window> window(new Window);
  if (!window->start(options, problem)) return nullptr;
  return window;
}

bool Window::start(const WindowOptions& options, std::string* problem) {
  options_ = options;
  if (!start_glfw()) {
    *problem = "no display to open a window on" + last_glfw_problem();
    return false;
  }
  if (!create(problem) || !gl::load(problem)) return false;

  const auto text = [](gl::Enum what) {
    const auto* s = gl::GetString(what);
    return std::string(s ? reinterpret_cast<const char*>(s) : "");
  };
  renderer_ = text(gl::renderer_name);
  for (const char* name : {"llvmpipe", "softpipe", "SwiftShader", "Software Rasterizer", "GDI Generic"}) {
    software_ = software_ || renderer_.find(name) != std::string::npos;
  }

  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  if (software_ && options_.split_fills) solid_fills_ = std::make_unique<SolidFills>();
  if (software_ && options_.split_fills) redraw_ = std::make_unique<Redraw>();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // the project keeps the layout
  io.LogFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(handle_, false);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  backends_ready_ = true;
  install_callbacks();
  return true;
}

bool Window::create(std::string* problem) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);  // shown once its first frame is drawn
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_TRUE);

  float scale = options_.scale;
  int width = options_.width, height = options_.height;
  if (options_.visible) {
    float y = 1;
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
      if (scale <= 0) glfwGetMonitorContentScale(monitor, &scale, &y);
      int left = 0, top = 0, room_x = 0, room_y = 0;
      glfwGetMonitorWorkarea(monitor, &left, &top, &room_x, &room_y);
#if defined(__APPLE__)
      const float units = 1;  // screen coordinates are logical there
#else
      const float units = scale > 0 ? scale : 1;
#endif
      width = static_cast<int>(std::lround(float(width) * units));
      height = static_cast<int>(std::lround(float(height) * units));
      if (room_x > 0) width = std::min(width, room_x);
      if (room_y > 0) height = std::min(height, room_y);
    }
  } else {
    width = height = 64;  // never looked at: the frame goes to a texture
  }
  handle_ = glfwCreateWindow(width, height, options_.title.c_str(), nullptr, nullptr);
  if (!handle_) {
    *problem = "the display offers no OpenGL 3.3, which the window needs" + last_glfw_problem();
    return false;
  }
  glfwSetWindowUserPointer(handle_, this);
  glfwMakeContextCurrent(handle_);
  glfwSwapInterval(options_.visible ? 1 : 0);
  if (options_.visible) limit_size();
  return true;
}

// The smallest size that the design allows, or the screen's where that is smaller.
void Window::limit_size() {
  const float units = content_scale() / pixels_per_unit();
  int left = 0, top = 0, room_x = 0, room_y = 0;
  if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) glfwGetMonitorWorkarea(monitor, &left, &top, &room_x, &room_y);
  const auto limit = [units](int logical, int room) {
    const int wanted = static_cast<int>(float(logical) * units);
    return room > 0 ? std::min(wanted, room) : wanted;
  };
  glfwSetWindowSizeLimits(handle_, limit(options_.min_width, room_x), limit(options_.min_height, room_y),
                          GLFW_DONT_CARE, GLFW_DONT_CARE);
}

void Window::install_callbacks() {
  glfwSetKeyCallback(handle_, WindowCallbacks::key);
  glfwSetCharCallback(handle_, WindowCallbacks::character);
  glfwSetMouseButtonCallback(handle_, WindowCallbacks::button);
  glfwSetScrollCallback(handle_, WindowCallbacks::scroll);
  glfwSetCursorPosCallback(handle_, WindowCallbacks::move);
  glfwSetCursorEnterCallback(handle_, WindowCallbacks::enter);
  glfwSetWindowFocusCallback(handle_, WindowCallbacks::focus);
  glfwSetDropCallback(handle_, WindowCallbacks::drop);
  glfwSetWindowRefreshCallback(handle_, WindowCallbacks::changed);
  glfwSetWindowCloseCallback(handle_, WindowCallbacks::changed);
  glfwSetFramebufferSizeCallback(handle_, WindowCallbacks::resized);
  glfwSetWindowIconifyCallback(handle_, [](GLFWwindow* h, int) { WindowCallbacks::changed(h); });
  glfwSetWindowContentScaleCallback(handle_, WindowCallbacks::rescaled);
}

Window::~Window() {
  if (backends_ready_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  target_.reset();
  solid_fills_.reset();
  if (handle_) glfwDestroyWindow(handle_);
}

void Window::poll_events() {
  glfwPollEvents();
  timer_.begin();
}

void Window::wait_events(double seconds) {
  if (seconds > 0) glfwWaitEventsTimeout(seconds);
  poll_events();
}

void Window::wake() {
  woken.store(true);
  glfwPostEmptyEvent();
}

bool Window::take_activity() {
  const bool by_thread = woken.exchange(false);
  return std::exchange(activity_, false) || by_thread;
}

bool Window::close_requested() const { return glfwWindowShouldClose(handle_) != 0; }
void Window::refuse_close() { glfwSetWindowShouldClose(handle_, GLFW_FALSE); }
void Window::request_close() { glfwSetWindowShouldClose(handle_, GLFW_TRUE); }

std::vector<std::string> Window::take_dropped_files() { return std::exchange(dropped_, {}); }

void Window::set_title(const std::string& title) { glfwSetWindowTitle(handle_, title.c_str()); }

void Window::resize(int width, int height) {
  options_.width = width;
  options_.height = height;
  activity_ = true;
  if (!options_.visible) return;
  const float units = content_scale() / pixels_per_unit();
  glfwSetWindowSize(handle_, static_cast<int>(std::lround(float(width) * units)),
                    static_cast<int>(std::lround(float(height) * units)));
}

ImVec2 Window::pixel_size() const {
  if (!options_.visible) {
    const float scale = content_scale();
    return {std::round(float(options_.width) * scale), std::round(float(options_.height) * scale)};
  }
  int width = 0, height = 0;
  glfwGetFramebufferSize(handle_, &width, &height);
  return {float(width), float(height)};
}

float Window::pixels_per_unit() const {
  int width = 0, height = 0, pixels_x = 0, pixels_y = 0;
  glfwGetWindowSize(handle_, &width, &height);
  glfwGetFramebufferSize(handle_, &pixels_x, &pixels_y);
  return width > 0 && pixels_x > 0 ? float(pixels_x) / float(width) : 1.0f;
}

float Window::content_scale() const {
  if (options_.scale > 0) return options_.scale;
  if (!options_.visible) return 1;
  float x = 1, y = 1;
  glfwGetWindowContentScale(handle_, &x, &y);
  return x > 0 ? x : 1;
}

double Window::refresh_rate() const {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  return mode && mode->refreshRate >= 24 && mode->refreshRate <= 500 ? mode->refreshRate : 60;
}

bool Window::minimised() const {
  return options_.visible && (glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) != 0 || pixel_size().x <= 0);
}

// ImGui gets device pixels; GLFW speaks of screen coordinates, which are something else on macOS.
void Window::place_mouse() {
  if (options_.scripted) {
    input_.apply();
    return;
  }
  const float k = pixels_per_unit();
  if (k == 1.0f) return;
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
  if (glfwGetWindowAttrib(handle_, GLFW_FOCUSED) && !glfwGetWindowAttrib(handle_, GLFW_HOVERED)) {
    double x = 0, y = 0;
    glfwGetCursorPos(handle_, &x, &y);
    io.AddMousePosEvent(float(x) * k, float(y) * k);
  }
#else
  if (ImGui::IsMousePosValid(&io.MousePos)) io.MousePos = {io.MousePos.x * k, io.MousePos.y * k};
#endif
}

bool Window::begin_frame() {
  if (minimised()) return false;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = pixel_size();
  io.DisplayFramebufferScale = {1, 1};
  place_mouse();
  ImGui::NewFrame();
  return true;
}

}  // namespace app::platform
