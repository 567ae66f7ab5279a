// The desktop's file dialog: the commands it is asked with, and an answer that comes while frames go on.
#include "app/platform/file_dialog.h"

#include <gtest/gtest.h>
#if !defined(_WIN32)
#include <unistd.h>
#endif

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace {

using app::platform::file_dialog_command;
using app::platform::FileDialog;
using app::platform::FileQuestion;

TEST(FileDialog, SpeaksBothDialects) {
  const FileQuestion question{true, "Save project", "/home/me/a.json", {"*.json", "*.csv"}};
  EXPECT_EQ(
      file_dialog_command("/usr/bin/zenity", question),
      (std::vector<std::string>{"/usr/bin/zenity", "--file-selection", "--title=Save project", "--save",
                                "--confirm-overwrite", "--filename=/home/me/a.json", "--file-filter=*.json *.csv"}));
  EXPECT_EQ(file_dialog_command("/usr/bin/kdialog", question),
            (std::vector<std::string>{"/usr/bin/kdialog", "--title", "Save project", "--getsavefilename",
                                      "/home/me/a.json", "*.json *.csv"}));
}

#if !defined(_WIN32)

// While it lives, a zenity of our own stands in front of PATH.
struct FakeZenity {
  explicit FakeZenity(const std::string& script) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "zenity") << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(folder / "zenity", std::filesystem::perms::owner_all);
    setenv("PATH", (folder.string() + ":" + path).c_str(), 1);
    setenv("XDG_CURRENT_DESKTOP", "GNOME", 1);
  }
  ~FakeZenity() {
    setenv("PATH", path.c_str(), 1);
    std::filesystem::remove_all(folder);
  }
  const std::string path = std::getenv("PATH") ? std::getenv("PATH") : "";
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      ("glassnet_dialog_test_" + std::to_string(::getpid()));  // tests run side by side
};

std::optional<std::string> answer_of(const std::string& script) {
  const FakeZenity zenity(script);
  FileDialog dialog;
  EXPECT_TRUE(dialog.ask({false, "Open", "", {}}));
  EXPECT_TRUE(dialog.open());
  std::optional<std::string> answer;
  for (int i = 0; i < 1000 && !(answer = dialog.poll()); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_FALSE(dialog.open());
  return answer;
}

TEST(FileDialog, AnswersWithoutWaiting) {
  EXPECT_EQ(answer_of("sleep 0.05; echo '/tmp/two words.json'"), "/tmp/two words.json");
  EXPECT_EQ(answer_of("echo ignored; exit 1"), "") << "cancelled";
}

TEST(FileDialog, ClosesWithItsOwner) {
  const FakeZenity zenity("exec sleep 30");
  const auto begin = std::chrono::steady_clock::now();
  {
    FileDialog dialog;
    ASSERT_TRUE(dialog.ask({}));
    EXPECT_EQ(dialog.poll(), std::nullopt);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

#endif

}  // namespace
