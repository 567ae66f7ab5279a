#include "app/panels/commands.h"

#include <algorithm>
#include <filesystem>

#include "app/panels/panel_layers.h"
#include "app/panels/panel_sets.h"
#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/ui/word_match.h"
#include "app/workbench/edits.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"

namespace app {
namespace {

constexpr float kWidth = 620, kHeight = 480, kRow = 34;
constexpr const char* kList = "commands.list";

}  // namespace

CommandsPanel::CommandsPanel(std::vector<Command> commands, std::string samples)
    : commands_(std::move(commands)), samples_(std::move(samples)) {}

void CommandsPanel::collect() {
  for (const Command& command : commands_) {
    entries_.push_back({command.what, "Action", "play", command.chord,
                        [run = command.run](const PanelContext& c) { run(c.view, c.actions); }});
  }
  for (const LayerOffer& offer : layer_offers()) {
    entries_.push_back({offer.title, offer.block ? "Block" : "Layer", offer.glyph, "",
                        [&offer](const PanelContext& c) { append_layer(c, offer); }});
  }
  collect_catalogs();
  collect_samples();
}

void CommandsPanel::collect_catalogs() {
  for (const engine::DatasetType* type : engine::datasets().entries()) {
    entries_.push_back({type->title, "Data", "data", "", [type](const PanelContext& c) { choose_set(c, *type); }});
  }
  for (const engine::LossType* type : engine::losses().entries()) {
    entries_.push_back({type->title, "Loss", "loss", "", [type](const PanelContext& c) {
                          push_edit(c, engine::message("Loss: {}", ui::tr(type->title)),
                                    set_loss(c.view.experiment, type->id));
                        }});
  }
  for (const engine::OptimizerType* type : engine::optimizers().entries()) {
    entries_.push_back({type->title, "Optimizer", "optimizer", "", [type](const PanelContext& c) {
                          push_edit(c, engine::message("Optimizer: {}", ui::tr(type->title)),
                                    set_optimizer(c.view.experiment, type->id));
                        }});
  }
}

void CommandsPanel::collect_samples() {
  std::error_code problem;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(samples_, problem)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    entries_.push_back({title_of_file(file.stem().string()), "Sample project", "open", "",
                        [path = file.string()](const PanelContext& c) { c.actions.push(action::OpenProject{path}); }});
  }
}

void CommandsPanel::search() {
  const int language = static_cast<int>(ui::language());
  if (searched_ == words_ && language_ == language && !found_.empty()) return;
  searched_ = words_;
  language_ = language;
  lit_ = 0;
  found_.clear();
  for (const Entry& e : entries_) {
    // The name counts for more than its kind.
    const int name = std::max(ui::match_score(words_, e.title), ui::match_score(words_, ui::tr(e.title)));
    const int whole = std::max(ui::match_score(words_, e.group + " " + e.title),
                               ui::match_score(words_, ui::tr(e.group) + " " + ui::tr(e.title)));
    const int score = std::max(2 * name, whole);
    if (score > 0) found_.push_back({&e, score});
  }
  std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.score > b.score; });
}

void CommandsPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::commands) {
    frames_ = 0;
    return;
  }
  if (entries_.empty()) collect();
  if (frames_ == 0) words_.clear();
  const bool first = frames_ < 2;  // the field takes the caret in the frame after the window has come up
  const ui::Rect card = ui::middle_card(kWidth, kHeight);
  const bool escape = ui::key_pressed(ui::Key::escape, false);
  const ui::Sheet sheet("commands", ui::tr("What would you like to do?"), card, frames_);
  const ui::Rect inside = sheet.inside();
  (void)ui::text_field(
      "commands.words", {inside.x, inside.y, inside.w, 36}, &words_,
      {.icon_name = "search", .hint = ui::tr("Actions, layers, data, samples"), .size = 14, .focus_now = first});
  search();
  list(c, {inside.x, inside.y + 46, inside.w, inside.h - 46});
  if (sheet.closed() || (frames_ > 2 && escape)) c.actions.push(action::Dismiss{});
}

void CommandsPanel::list(const PanelContext& c, const ui::Rect& r) {
  const int count = static_cast<int>(found_.size());
  if (count == 0) return ui::empty_state(r, ui::tr("Nothing of that name"));
  const int before = lit_;
  if (ui::key_pressed(ui::Key::down)) ++lit_;
  if (ui::key_pressed(ui::Key::up)) --lit_;
  lit_ = std::clamp(lit_, 0, count - 1);
  if (lit_ != before) {
    const float top = kRow * static_cast<float>(lit_);
    ui::scroll_to(kList, top, top + kRow, r.h);
  }
  const bool enter = frames_ > 2 && ui::key_pressed(ui::Key::enter, false);
  const ui::ScrollArea scroll(kList, r, kRow * static_cast<float>(count));
  int chosen = enter ? lit_ : -1;
  for (int i = 0; i < count; ++i) {
    const ui::Rect line{r.x, scroll.y() + kRow * static_cast<float>(i), scroll.width(), kRow};
    if (!line.overlaps(r)) continue;
    const std::string name = "commands." + std::to_string(i);
    const ui::Hit hit = ui::hit(name.c_str(), line, {.focusable = false});
    if (hit.hovered && (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0)) lit_ = i;
    if (hit.clicked) chosen = i;
    row(*found_[static_cast<size_t>(i)].entry, line, i == lit_);
  }
  if (chosen < 0) return;
  c.actions.push(action::Dismiss{});  // first: the command may open something
  found_[static_cast<size_t>(chosen)].entry->run(c);
}

void CommandsPanel::row(const Entry& entry, const ui::Rect& r, bool lit) const {
  const ui::Palette& colours = ui::theme();
  if (lit) ui::draw::rect_filled(r, colours.bg3, 6);
  ui::icon(entry.glyph, {r.x + 18, r.mid_y()}, 18, lit ? colours.acc : colours.ink3, 1.8f);
  float right = r.right() - 12;
  if (!entry.chord.empty()) {
    const ui::Text look{.size = 12, .weight = 600, .mono = true, .colour = colours.ink2, .align = ui::Align::right};
    right -= ui::draw::text(entry.chord, {right, r.mid_y()}, look) + 14;
  }
  const ui::Text kind{.size = 12, .colour = colours.ink3, .align = ui::Align::right};
  if (entry.group != "Action") right -= ui::draw::text(ui::tr(entry.group), {right, r.mid_y()}, kind) + 14;
  const float room = right - r.x - 38;
  const ui::Text look{.size = 14, .colour = colours.ink, .max_width = room, .ellipsis = true};
  ui::draw::text(ui::with_english(ui::tr(entry.title), look, room), {r.x + 38, r.mid_y()}, look);
}

}  // namespace app
