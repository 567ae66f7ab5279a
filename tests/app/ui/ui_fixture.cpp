#include "tests/app/ui/ui_fixture.h"

#include "app/platform/fonts.h"
#include "app/ui/draw.h"
#include "app/ui/i18n.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"
#include "app/ui/type.h"
#include "tests/app/ui/soft_render.h"

namespace ui_test {

namespace ui = app::ui;

namespace {

// The program's fonts, all roles with the characters of the translations.
void bake(const Screen& screen) {
  app::platform::Fonts fonts;
  std::vector<app::platform::FontRequest> requests;
  for (const ui::RoleFont& r : ui::roles()) requests.push_back({r.role.size, r.role.weight, r.role.mono, r.han});
  std::string problem;
  EXPECT_TRUE(ui::load_translations(std::string(GLASSNET_SOURCE_DIR) + "/assets/translations/zh.json", &problem))
      << problem;
  std::vector<char32_t> characters = ui::translation_code_points();
  for (const char32_t c : screen.extra_characters) characters.push_back(c);
  fonts.build(requests, screen.scale, characters);
  for (size_t i = 0; i < requests.size(); ++i) {
    ui::set_font(ui::roles()[i].role, fonts.fonts()[i].face, fonts.fonts()[i].draw_size);
  }
}

}  // namespace

void Ui::open(const Screen& screen) {
  close();
  screen_ = screen;
  context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = ImVec2(static_cast<float>(screen.width), static_cast<float>(screen.height));
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
#if IMGUI_VERSION_NUM < 18700
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
#endif
  ui::clear_fonts();
  ui::set_scale(screen.scale);
  ui::set_theme(ui::ThemeName::dark);
  ui::set_language(ui::Language::en);
  ui::items::enable(true);
  if (screen.real_fonts) bake(screen);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  io.Fonts->SetTexID((ImTextureID)1);
  io.MousePos = ImVec2(-100, -100);
}

void Ui::close() {
  if (!context_) return;
  ui::lint::enable(false);
  ui::clear_focus();
  ui::clear_fonts();
  ImGui::DestroyContext(context_);
  context_ = nullptr;
}

void Ui::frame(const std::function<void()>& draw) {
  time_ += 1.0 / 60;
  ImGui::GetIO().DeltaTime = 1.0f / 60;
  ImGui::NewFrame();
  ui::items::begin_frame();
  ui::begin_frame();
  {
    const ui::Vec size = ui::display_size();
    const ui::Surface surface("test", {0, 0, size.x, size.y});
    draw();
  }
  ui::end_frame();
  ImGui::Render();
}

app::platform::Picture Ui::picture() const {
  return rasterise(*ImGui::GetDrawData(), screen_.width, screen_.height, ui::theme().bg0);
}

void Ui::move(float x, float y) { ImGui::GetIO().MousePos = ui::px(ui::Vec{x, y}); }
void Ui::press(bool down) { ImGui::GetIO().MouseDown[0] = down; }

void Ui::press_key(int key, bool down) {
#if IMGUI_VERSION_NUM < 18700
  ImGui::GetIO().KeysDown[key] = down;
#else
  ImGui::GetIO().AddKeyEvent(static_cast<ImGuiKey>(key), down);
#endif
}

void Ui::type(const char* text) { ImGui::GetIO().AddInputCharactersUTF8(text); }

void Ui::show(const std::function<void()>& draw) {
  scene_ = draw;
  frames(2);
}

void Ui::frames(int n) {
  for (int i = 0; i < n; ++i) frame(scene_);
}

void Ui::click(float x, float y) {
  move(x, y);
  frames(1);
  press(true);
  frames(1);
  press(false);
  frames(1);
}

void Ui::drag(ui::Vec from, ui::Vec to, int steps) {
  move(from.x, from.y);
  frames(1);
  press(true);
  frames(1);
  for (int i = 1; i <= steps; ++i) {
    const ui::Vec p = from + (to - from) * (static_cast<float>(i) / static_cast<float>(steps));
    move(p.x, p.y);
    frames(1);
  }
  press(false);
  frames(2);
}

void Ui::key(int imgui_key) {
  press_key(imgui_key, true);
  frames(1);
  press_key(imgui_key, false);
  frames(1);
}

}  // namespace ui_test
