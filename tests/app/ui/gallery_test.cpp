// Draws the sheet of all controls, glyphs, colours, type sizes and states in both themes and languages and writes the
// pictures to ui/gallery-*.png in the build folder. Fails when the lint finds text that does not fit.
#include <fstream>
#include <iterator>

#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/theme.h"
#include "app/ui/type.h"
#include "tests/app/ui/gallery.h"
#include "tests/app/ui/ui_fixture.h"

namespace {

namespace ui = app::ui;

// The sheet's own Chinese words are not in the translations.
std::u32string characters_of_the_sheet() {
  std::u32string characters;
  for (const char* file : {"gallery.cpp", "gallery_charts.cpp"}) {
    std::ifstream in(std::string(GLASSNET_SOURCE_DIR) + "/tests/app/ui/" + file);
    const std::string source{std::istreambuf_iterator<char>(in), {}};
    for (size_t at = 0; at < source.size();) {
      const char32_t c = ui::next_code_point(source, at);
      if (ui::is_han(c)) characters += c;
    }
  }
  return characters;
}

class Gallery : public ui_test::Ui, public testing::WithParamInterface<std::tuple<bool, bool, float>> {};

TEST_P(Gallery, EveryTextFits) {
  const auto [light, chinese, scale] = GetParam();
  open({.width = static_cast<int>(1600 * scale),
        .height = static_cast<int>(900 * scale),
        .scale = scale,
        .real_fonts = true,
        .extra_characters = characters_of_the_sheet()});
  ui::set_theme(light ? ui::ThemeName::light : ui::ThemeName::dark);
  ui::set_language(chinese ? ui::Language::zh : ui::Language::en);
  ui::lint::enable(true);
  const struct {
    const char* name;
    void (*draw)();
  } pages[] = {{"sheet", ui_test::draw_sheet}, {"charts", ui_test::draw_charts}, {"overlays", ui_test::draw_overlays}};
  for (int page = 0; page < 3; ++page) {
    for (int i = 0; i < 3; ++i) frame(pages[page].draw);
    EXPECT_TRUE(ui::missing_characters().empty());
    for (const std::string& finding : ui::lint::findings()) ADD_FAILURE() << finding;
    EXPECT_GT(ui::lint::text_count(), 40);
    const std::string file = std::string(GLASSNET_BINARY_DIR) + "/ui/gallery-" + pages[page].name +
                             (light ? "-light" : "-dark") + (chinese ? "-zh" : "-en") + (scale > 1 ? "-large" : "") +
                             ".png";
    std::string problem;
    EXPECT_TRUE(app::platform::save_png(picture(), file, &problem)) << problem;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Gallery,
                         testing::Values(std::tuple{false, false, 1.0f}, std::tuple{true, false, 1.0f},
                                         std::tuple{false, true, 1.0f}, std::tuple{true, true, 1.0f},
                                         std::tuple{false, false, 1.5f}));

}  // namespace
