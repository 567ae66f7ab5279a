// The page of the explorer on which sets made by hand are edited: one editor for each of them, chosen by the source of
// the data in use.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/explorer/page.h"

namespace app {

class HandEditor {
 public:
  virtual ~HandEditor() = default;
  virtual const char* source() const = 0;  // id of the source of data that it edits
  virtual void draw(const PanelContext& c, const ui::Rect& r) = 0;
  // Esc was pressed: true when the editor closed something of its own.
  virtual bool escape() { return false; }

 protected:
  // The set becomes `hand`, unless it holds too much or something wrong: then the reason is shown by problem_line().
  // True when it was taken.
  bool push(const PanelContext& c, engine::Message label, engine::HandMade hand);
  void problem_line(const ui::Rect& r);  // one line
  bool has_problem() const { return !problem_.empty(); }

 private:
  engine::Message problem_;
};

std::unique_ptr<HandEditor> make_drawings_editor();
std::unique_ptr<HandEditor> make_sentences_editor();
std::unique_ptr<HandEditor> make_table_editor();

class HandPage final : public ExplorerPage {
 public:
  HandPage();
  const char* id() const override { return "edit"; }
  const char* title() const override;
  const char* tip() const override;
  bool needs_data() const override { return false; }
  bool offered(const ExplorerContext& c) const override { return editor_of(c.panel.view) != nullptr; }
  void draw(const ExplorerContext& c, const ui::Rect& area) override;
  bool escape() override;

 private:
  HandEditor* editor_of(const View& view) const;
  std::vector<std::unique_ptr<HandEditor>> editors_;
  HandEditor* shown_ = nullptr;  // in the last frame
};

}  // namespace app
