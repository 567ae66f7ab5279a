// A file or folder before it becomes the data: what it was recognised as, the settings of its loader, a first look at
// what it holds, and what the network will read. Looks on a thread of its own; changes nothing until "Use this data".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/panels/import/pictures.h"
#include "app/panels/import/table.h"
#include "app/panels/panel.h"
#include "app/workbench/previewer.h"

namespace app {

class ImportPanel final : public Panel {
 public:
  const char* id() const override { return "import"; }
  // The area is the whole window.
  void draw(const PanelContext& context) override;

 private:
  void start(const ShownData& shown);
  void take_answer();
  void look_again();
  void frame(const PanelContext& c, const ui::Rect& r);
  void path_line(const PanelContext& c, const ui::Rect& r);
  void source_line(const ui::Rect& r);
  void settings(const ui::Rect& r);
  void path_param(const engine::ParamSpec& spec, const ui::Rect& r);
  void first_look(const ui::Rect& r);
  void buttons(const PanelContext& c, const ui::Rect& r);
  void keys(const PanelContext& c);
  bool usable() const;
  void use(const PanelContext& c);
  const engine::DatasetType* type() const;
  const engine::Error* problem() const;

  Previewer previewer_;
  uint64_t shown_ = 0, asked_ = 0;
  bool waiting_ = false;
  double asked_at_ = 0;
  std::string path_;
  std::vector<engine::Recognised> found_;
  engine::Term source_;  // with all parameters; empty while nothing is recognised
  std::optional<engine::Error> error_;
  engine::DataPreview preview_;
  ImportTable table_;
  ImportPictures pictures_;
  bool more_ = false;  // all settings are shown
  float settings_height_ = 0;
  int frames_ = 0;
};

}  // namespace app
