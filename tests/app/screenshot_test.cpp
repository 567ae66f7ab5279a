// The whole window against pictures that were looked at (tests/app/pictures): the first frame of samples, and a walk
// through every panel in two languages, two themes and two scales. GLASSNET_UPDATE_PICTURES=1 writes them anew, to be
// looked at again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/app/approved_pictures.h"

namespace app {
namespace {

const std::string kProgram =
    std::string(GLASSNET_BINARY_DIR) + "/glassnet --project " + GLASSNET_SOURCE_DIR + "/assets/projects/";

struct Case {
  const char* project;
  const char* language;
  const char* theme;
};

class Screenshot : public ::testing::TestWithParam<Case> {};

TEST_P(Screenshot, LooksAsItWasApproved) {
  const Case c = GetParam();
  const std::string name = std::string(c.project) + "_" + c.language + "_" + c.theme + ".png";
  const std::string fresh = std::string(GLASSNET_BINARY_DIR) + "/screenshot_" + name;
  const std::string command = kProgram + c.project + ".json --lang " + c.language + " --theme " + c.theme +
                              " --scale 1 --size 1600x900 --screenshot " + fresh;
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const testing::Image full = testing::load_image(fresh);
  ASSERT_EQ(full.width, 1600);
  ASSERT_EQ(full.height, 900);
  testing::expect_approved(testing::shrink(full, 4), name, fresh);
}

INSTANTIATE_TEST_SUITE_P(Samples, Screenshot,
                         ::testing::Values(Case{"two_spirals", "en", "dark"}, Case{"two_spirals", "zh", "light"},
                                           Case{"circle", "zh", "dark"}, Case{"sine_regression", "en", "light"}),
                         [](const auto& c) {
                           return std::string(c.param.project) + "_" + c.param.language + "_" + c.param.theme;
                         });

// How to come to each panel from the one before, and what says that it is there.
struct Stop {
  const char* name;
  const char* way;
};
constexpr Stop kWalk[] = {
    {"window", "wait fresh == true within 60\nwait frames 10\n"},
    {"trained", "key E\nwait epoch >= 1\nwait running == false\nwait frames 5\n"},
    {"inspector", "click network.title.conv1\nwait selection == conv1\nwait frames 3\n"},
    {"opened", "key Enter\nwait opened == conv1\nwait frames 5\n"},
    {"curves", "key Escape\nkey Escape\nwait opened == \"\"\nkey C\nwait curves == loss\nwait frames 5\n"},
    {"data", "key C\nwait curves == \"\"\nkey D\nwait explorer == samples\nwait frames 5\nwait seconds 0.3\n"},
    {"commands", "key D\nwait explorer == \"\"\nkey Ctrl+K\nwait frames 5\n"},
    {"keys", "key Escape\nwait dialog == 0\nkey ?\nwait dialog != 0\nwait frames 5\n"},
    {"settings", "key Escape\nwait dialog == 0\nclick top.settings\nwait dialog == 11\nwait frames 5\n"},
    {"history", "key Escape\nwait dialog == 0\nkey Ctrl+H\nwait dialog != 0\nwait frames 5\n"},
    {"gallery", "key Escape\nwait dialog == 0\nkey Ctrl+E\nwait dialog != 0\nwait frames 5\nwait seconds 1\n"},
    {"presenting", "key Escape\nwait dialog == 0\nkey P\nwait presenting == true\nwait frames 10\n"},
};

struct Look {
  const char* language;
  const char* theme;
  bool large = false;  // everything larger, on a window that is smaller for it
};

class Panels : public ::testing::TestWithParam<Look> {};

TEST_P(Panels, LookAsTheyWereApproved) {
  const Look l = GetParam();
  const std::string look = std::string(l.language) + "_" + l.theme + (l.large ? "_large" : "");
  const std::string folder = std::string(GLASSNET_BINARY_DIR) + "/panels_" + look;
  std::filesystem::create_directories(folder);
  std::ofstream script(folder + "/walk.script");
  for (const Stop& stop : kWalk)
    script << stop.way << "expect lint == none\nscreenshot " << folder << "/" << stop.name << ".png\n";
  script << "quit\n";
  script.close();
  const std::string command = kProgram + "lenet_digits.json --lang " + l.language + " --theme " + l.theme +
                              (l.large ? " --scale 1.5 --size 1280x720" : " --scale 1 --size 1600x900") + " --script " +
                              folder + "/walk.script";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  std::vector<testing::Image> tiles;
  for (const Stop& stop : kWalk) {
    tiles.push_back(testing::shrink(testing::load_image(folder + "/" + stop.name + ".png"), l.large ? 12 : 8));
    ASSERT_EQ(tiles.back().width, l.large ? 160 : 200) << stop.name;
  }
  testing::expect_approved(testing::tiled(tiles, 3), "panels_" + look + ".png", folder, tiles[0].width,
                           tiles[0].height);
}

INSTANTIATE_TEST_SUITE_P(Looks, Panels,
                         ::testing::Values(Look{"en", "dark"}, Look{"en", "dark", true}, Look{"en", "light"},
                                           Look{"en", "light", true}, Look{"zh", "dark"}, Look{"zh", "dark", true},
                                           Look{"zh", "light"}, Look{"zh", "light", true}),
                         [](const auto& c) {
                           return std::string(c.param.language) + "_" + c.param.theme + (c.param.large ? "_large" : "");
                         });

}  // namespace
}  // namespace app
