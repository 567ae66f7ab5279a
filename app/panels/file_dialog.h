// The dialog for opening and saving, inside the window: a list of the folder, a name, two buttons. Serves the project
// file and whoever else asks for a file. Opens nothing itself: it answers with a path.
#pragma once

#include <string>

#include "app/panels/file_listing.h"
#include "app/panels/panel.h"

namespace app {

class FileDialogPanel final : public Panel {
 public:
  // `samples`: the folder with the projects that come with the program; empty: none.
  explicit FileDialogPanel(std::string samples);

  const char* id() const override { return "file"; }
  void draw(const PanelContext& context) override;

 private:
  enum class Purpose { none, open, save, request };

  static Purpose purpose_of(const View& view);
  bool saves() const;  // the name may be a new one
  void start(const View& view, Purpose purpose);
  void frame(const PanelContext& c, const ui::Rect& r);
  void places(const ui::Rect& r);
  void list(const PanelContext& c, const ui::Rect& r);
  void row(const PanelContext& c, const ui::Rect& r, int index);
  void keys(const PanelContext& c);
  void name_line(const PanelContext& c, const ui::Rect& r);
  void select(int index);
  void accept(const PanelContext& c);
  void use_folder(const PanelContext& c);
  void answer(const PanelContext& c, const std::filesystem::path& path);
  void cancel(const PanelContext& c);
  std::string last_problem(const View& view) const;

  std::string samples_;
  Purpose purpose_ = Purpose::none;
  FileListing listing_;
  std::filesystem::path last_folder_[2];  // of projects, of other files
  std::string name_;
  int selected_ = -1;
  bool reveal_ = false;         // scroll to the selected row
  bool focus_name_ = false;     // the caret goes back to the name
  bool replace_asked_ = false;  // the file exists; the button now says so
  std::string complaint_;
  uint64_t notices_before_ = 0;
  int frames_ = 0;
};

}  // namespace app
