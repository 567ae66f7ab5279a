// Names of keys and chords.
#include <gtest/gtest.h>

#include "app/platform/keys.h"

namespace {

using app::platform::Chord;
using app::platform::Key;
using app::platform::key_of;
using app::platform::parse_chord;

TEST(Keys, ReadsChords) {
  EXPECT_EQ(parse_chord("Space"), (Chord{Key::space}));
  EXPECT_EQ(parse_chord("ctrl+shift+z"), (Chord{key_of('Z'), true, true}));
  EXPECT_EQ(parse_chord("Alt+F4"), (Chord{static_cast<Key>(293), false, false, true}));
  EXPECT_EQ(parse_chord("["), (Chord{Key::left_bracket}));
  EXPECT_EQ(parse_chord("?"), (Chord{Key::slash, false, true}));
  EXPECT_EQ(parse_chord("F12"), (Chord{static_cast<Key>(301)}));
  EXPECT_EQ(parse_chord("7"), (Chord{key_of('7')}));
}

TEST(Keys, RefusesWhatIsNoKey) {
  for (const char* text : {"", "Ctrl+", "Hyper+X", "F13", "F0", "Fx", "Spacebar", "Ctrl+Ctrl2"}) {
    EXPECT_FALSE(parse_chord(text)) << text;
  }
}

}  // namespace
