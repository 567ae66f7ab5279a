// The table of keys: each can be typed, none twice for different things, and each has a Chinese name.
#include "app/shortcuts.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "app/platform/keys.h"
#include "app/ui/i18n.h"

namespace app {
namespace {

TEST(Shortcuts, EachChordIsReadableAndHasOneMeaning) {
  std::map<std::string, std::string> meanings;
  for (const Shortcut& s : shortcuts()) {
    if (!*s.chord) continue;
    EXPECT_TRUE(platform::parse_chord(s.chord)) << s.chord;
    EXPECT_TRUE(meanings.emplace(s.chord, s.what).second) << s.chord << " is there twice";
  }
}

TEST(Shortcuts, EachHasAChineseName) {
  ASSERT_TRUE(ui::load_translations(std::string(GLASSNET_SOURCE_DIR) + "/assets/translations/zh.json"));
  ui::set_language(ui::Language::zh);
  for (const Shortcut& s : shortcuts()) EXPECT_NE(std::string(ui::tr(s.what)), s.what);
  ui::set_language(ui::Language::en);
}

}  // namespace
}  // namespace app
