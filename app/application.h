// The program: opens the window, runs the frames, carries wishes of the panels to the workbench. Draws nothing itself.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/answer_times.h"
#include "app/platform/fonts.h"
#include "app/platform/frame_pacer.h"
#include "app/platform/script_player.h"
#include "app/platform/window.h"
#include "app/presenter.h"
#include "app/workbench/workbench.h"
#include "app/workspace.h"

namespace app {

// The command line.
struct Options {
  std::string project;
  long train_steps = 0;    // before the first picture
  std::string screenshot;  // write one picture and leave
  int width = 1600, height = 900;
  float scale = 0;  // 0: the monitor's
  std::string language, theme;
  std::string script;        // recorded input to play
  std::string items;         // file for the names of the controls that a script has drawn and used
  std::string state;         // folder of what outlives the program; empty: the system's, and none for scripts
  long monkey = 0;           // so many random events
  unsigned long seed = 1;    // of these
  bool frame_stats = false;  // print the program's own time per frame at the end
  std::string tour;          // folder for a picture of every view of a layer, in both languages
};

class Application {
 public:
  explicit Application(Options options);
  ~Application();

  // The whole life of the window; the exit code.
  int run();

 private:
  bool open();
  bool unattended() const;  // nobody sits before the window
  void load_words();
  void remember();  // settings, unsaved work and versions
  void present(const View& view);
  void open_project();
  bool set(const std::string& what, const std::string& value);  // language, theme
  float scale() const;                                          // device pixels for a logical one
  int run_window();
  int run_screenshot();
  int run_script();
  int run_tour();  // application_tour.cpp
  void finish_background();
  void train_while_open();
  void tour_project(const std::string& path, std::vector<std::string>& done);
  int run_monkey();
  void carry_out(const Action& action);
  void export_wanted();
  void frame();
  bool compose();                      // one picture of everything; false: nobody looks
  void carry_out();                    // what the panels wished
  bool answer_comes(uint64_t serial);  // from training, within the time that a frame can wait
  void show();
  void follow_view();  // theme, language and title as the workbench has them
  void take_dropped_files();
  void draw_frames(int frames);
  void train_before_picture();
  bool wait_for_training(int64_t steps);
  void bake_fonts();
  platform::ScriptHost script_host();
  bool save_screenshot(const std::string& path);
  void print_frame_stats() const;

  Options options_;
  std::unique_ptr<platform::Window> window_;
  platform::Fonts fonts_;
  platform::FramePacer pacer_;
  Workbench bench_;
  std::unique_ptr<Workspace> workspace_;
  Actions actions_;
  Presenter presenter_;
  bool spotlight_ = false;          // of the presenter
  std::optional<Export> recorded_;  // the vector picture that the next frame is recorded for
  bool overlay_ = false;            // the program's own time per frame, in a corner
  std::string title_;
  AnswerTimes answers_;
};

}  // namespace app
