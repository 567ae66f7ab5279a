#include "app/panels/explorer/hand.h"

#include <algorithm>

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "engine/data/hand_made.h"

namespace app {

bool HandEditor::push(const PanelContext& c, engine::Message label, engine::HandMade hand) {
  if (engine::Status status = engine::check_hand_made(hand); !status) {
    problem_ = status.error().what;
    return false;
  }
  problem_ = {};
  push_edit(c, std::move(label), set_hand_made(c.view.experiment, std::move(hand)));
  return true;
}

void HandEditor::problem_line(const ui::Rect& r) {
  if (problem_.empty()) return;
  ui::icon("warn", {r.x + 9, r.mid_y()}, 16, ui::theme().err, 2);
  ui::draw::text(ui::tr(problem_), {r.x + 24, r.mid_y()},
                 {.size = 13, .colour = ui::theme().err, .max_width = r.w - 24, .ellipsis = true});
}

HandPage::HandPage() {
  editors_.push_back(make_drawings_editor());
  editors_.push_back(make_sentences_editor());
  editors_.push_back(make_table_editor());
}

HandEditor* HandPage::editor_of(const View& view) const {
  const auto mine = [&](const auto& editor) { return editor->source() == view.experiment.data.source.type; };
  const auto found = std::find_if(editors_.begin(), editors_.end(), mine);
  return found == editors_.end() ? nullptr : found->get();
}

const char* HandPage::title() const { return ui::tr("Edit"); }
const char* HandPage::tip() const { return ui::tr("Draw, type or correct the samples of this set"); }

void HandPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  shown_ = editor_of(c.panel.view);
  if (shown_) shown_->draw(c.panel, area);
}

bool HandPage::escape() { return shown_ && shown_->escape(); }

}  // namespace app
