// The Data card: where the samples come from, how many and how noisy they are, and how they are split and dealt.
// Knows no source by name: all come from the catalog.
#pragma once

#include <string>
#include <vector>

#include "app/panels/data/export.h"
#include "app/panels/data/samples.h"
#include "app/panels/panel.h"
#include "app/panels/panel_previews.h"
#include "app/ui/interact.h"

namespace app {

class DataPanel final : public Panel {
 public:
  const char* id() const override { return "data"; }
  void draw(const PanelContext& context) override;

 private:
  // A line of controls below the one before.
  struct Line {
    float x, y, w;
  };

  void header(const PanelContext& c);
  void sources(const PanelContext& c);
  void follow_row(const std::string& now, size_t count);
  void source(const PanelContext& c, const engine::DatasetType& type, const ui::Rect& r);

  // controls.cpp
  void controls(const PanelContext& c, const ui::Rect& area);
  void state_lines(const PanelContext& c, const engine::DatasetType* type, Line& at);
  void name_line(const PanelContext& c, const engine::DatasetType* type, const Line& at);
  void param_lines(const PanelContext& c, const engine::DatasetType& type, Line& at);
  void path_line(const PanelContext& c, const engine::ParamSpec& spec, const std::string& path, const Line& at);
  void set_param(const PanelContext& c, const engine::ParamSpec& spec, const engine::ParamValue& value,
                 const ui::Change& how);
  bool samples_line(const PanelContext& c, Line& at);
  void noise_line(const PanelContext& c, const Line& at);
  void batch_line(const PanelContext& c, const Line& at);
  void check_line(const PanelContext& c, const Line& at);
  void preparation_line(const PanelContext& c, const Line& at);
  // split.cpp
  void split_line(const PanelContext& c, const Line& at);
  void split_labels(const PanelContext& c, const Line& at);
  void split_handle(const PanelContext& c, const char* name, const ui::Rect& bar, bool second);

  SetPreviews previews_;
  DataSamples samples_;
  DataExport export_;
  std::vector<const engine::DatasetType*> row_;  // the few sources that are shown
  float height_ = 188;                           // of the controls in the last frame
  bool dragged_ = false;                         // a handle of the split has moved since it was pressed
};

}  // namespace app
