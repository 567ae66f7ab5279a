#include "app/panels/explorer/hand_sentences.h"

#include <algorithm>

#include "app/panels/explorer/hand_labels.h"
#include "app/panels/panel_words.h"
#include "app/ui/chord.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/inline_edit.h"
#include "app/ui/widgets.h"
#include "app/workbench/sentence_lines.h"

namespace app {
namespace {

constexpr float kRow = 36, kGap = 12, kLine = 36, kLabel = 120;
constexpr const char* kEdit = "hand.sentence_edit";

}  // namespace

bool SentencesEditor::change(const PanelContext& c, engine::Message label, Set set) {
  engine::HandMade next = c.view.experiment.data.hand;
  next.sentences = std::move(set);
  return push(c, std::move(label), std::move(next));
}

void SentencesEditor::draw(const PanelContext& c, const ui::Rect& r) {
  const Set& set = c.view.experiment.data.hand.sentences;
  const ClassChips::Wish wish = chips_.draw({r.x, r.y, r.w, ClassChips::kRow}, set.classes, class_counts(set));
  if (wish.kind != ClassChips::Wish::Kind::none) {
    auto [label, next] = carry_out(wish, set);
    change(c, std::move(label), std::move(next));
  }
  float y = r.y + chips_.height() + kGap;
  line(c, {r.x, y, r.w, kLine});
  y += kLine + 8;
  if (has_problem()) {
    problem_line({r.x, y, r.w, 20});
  } else {
    ui::draw::text(ui::tr("Enter adds the sentence to the chosen class. Several lines can be pasted at once."),
                   {r.x, y + 10}, {.size = 13, .colour = ui::theme().ink3, .max_width = r.w});
  }
  y += 28;
  list(c, {r.x, y, r.w, r.bottom() - y});
}

void SentencesEditor::line(const PanelContext& c, const ui::Rect& r) {
  const std::string word = ui::tr("sample|Add");
  const float w = ui::text_width(word, {.size = 14, .weight = 600}) + 50;
  const ui::Rect field{r.x, r.y, r.w - w - 10, r.h};
  // The field would run pasted lines together, so they are taken before it sees the key.
  const bool pastes = typing_ && ui::chord_while_typing("Ctrl+V");
  const char* clipboard = pastes ? ImGui::GetClipboardText() : nullptr;
  const auto& classes = c.view.experiment.data.hand.sentences.classes;
  if (clipboard && sentences_of(clipboard, classes, 0).size() > 1) {
    add(c, clipboard);
    take_focus_ = true;
  } else {
    const ui::Change typed = ui::text_field("hand.sentence", field, &typed_,
                                            {.hint = ui::tr("Type a sentence"), .size = 14, .focus_now = take_focus_});
    take_focus_ = false;
    typing_ = ImGui::IsItemActive() || typed.began;
    const bool entered = typed.committed && ui::key_pressed(ui::Key::enter, false);
    if (entered) add(c, typed_);
  }
  const bool can = typed_.find_first_not_of(' ') != std::string::npos;
  if (ui::button("hand.add", {r.right() - w, r.y, w, r.h},
                 {.icon_name = "plus", .label = word, .kind = ui::ButtonKind::primary, .disabled = !can})) {
    add(c, typed_);
  }
}

void SentencesEditor::add(const PanelContext& c, std::string_view text) {
  const Set& set = c.view.experiment.data.hand.sentences;
  if (set.classes.empty()) return;
  const std::vector<engine::Sentence> more = sentences_of(text, set.classes, chips_.chosen());
  if (more.empty()) return;
  const engine::Message label =
      more.size() == 1 ? engine::message("Add a sentence") : engine::message("Add {} sentences", more.size());
  if (!change(c, label, add_items(set, more))) return;
  typed_.clear();
  take_focus_ = true;
}

void SentencesEditor::list(const PanelContext& c, const ui::Rect& r) {
  const Set& set = c.view.experiment.data.hand.sentences;
  if (set.items.empty()) {
    ui::draw::dashed_rect(r, ui::theme().line, 8, 1, 6, 5);
    ui::empty_state(r.inset(16), ui::tr("No sentences yet."));
    return;
  }
  const size_t count = set.items.size();
  const ui::ScrollArea scroll("hand.sentences", r, kRow * static_cast<float>(count));
  const auto first = static_cast<size_t>(std::max(0.0f, (r.y - scroll.y()) / kRow));
  const size_t seen = static_cast<size_t>(r.h / kRow) + 2;
  for (size_t k = first; k < std::min(count, first + seen); ++k) {
    row(c, count - 1 - k, {r.x, scroll.y() + kRow * static_cast<float>(k), scroll.width() - 4, kRow - 4});
  }
  label_menu(c);
}

void SentencesEditor::row(const PanelContext& c, size_t index, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const Set& set = c.view.experiment.data.hand.sentences;
  const engine::Sentence& sentence = set.items[index];
  const std::string name = "hand.sentence" + std::to_string(index);
  const ui::Rect label{r.x, r.y, kLabel, r.h}, cross{r.right() - 30, r.y + 2, 28, r.h - 4};
  const ui::Rect text{label.right() + 6, r.y, cross.x - label.right() - 10, r.h};
  const ui::Hit labelled = ui::hit((name + "/class").c_str(), label, {.focusable = false});
  ui::tooltip(ui::tr("Click: another class"));
  ui::draw::rect_filled(label, labelled.hovered ? colours.bg3 : colours.bg2, 6);
  const int classes = std::max(2, static_cast<int>(set.classes.size()));
  ui::draw::circle_filled({label.x + 14, label.mid_y()}, 5,
                          ui::class_colour(static_cast<int>(sentence.label), classes));
  ui::draw::text(set.classes[static_cast<size_t>(sentence.label)], {label.x + 26, label.mid_y()},
                 {.size = 13, .colour = colours.ink, .max_width = label.w - 34, .ellipsis = true});
  if (labelled.clicked) {
    menu_for_ = index;
    ui::open_menu("hand.sentence_menu", {label.x, label.bottom()});
  }
  if (edited_ == index && ui::inline_edit_open(kEdit)) {
    std::string entered;
    if (ui::inline_edit(kEdit, text, {.size = 14, .colour = colours.ink}, &entered)) {
      change(c, engine::message("Edit a sentence"), set_item(set, index, {entered, sentence.label}));
    }
    return;
  }
  const ui::Hit hit = ui::hit(name.c_str(), text, {.focusable = false});
  ui::tooltip(sentence.text);
  ui::draw::rect_filled(text, hit.hovered ? colours.bg3 : colours.bg2, 6);
  ui::draw::text(sentence.text, {text.x + 10, text.mid_y()},
                 {.size = 14, .colour = colours.ink, .max_width = text.w - 20, .ellipsis = true});
  if (hit.double_clicked) {
    edited_ = index;
    ui::start_inline_edit(kEdit, sentence.text);
  }
  if (ui::button((name + "/delete").c_str(), cross,
                 {.icon_name = "cross", .kind = ui::ButtonKind::ghost, .icon_size = 13, .tip = ui::tr("Delete")})) {
    change(c, engine::message("Delete a sentence"), delete_item(set, index));
  }
}

void SentencesEditor::label_menu(const PanelContext& c) {
  const Set& set = c.view.experiment.data.hand.sentences;
  if (!ui::menu_is_open("hand.sentence_menu") || menu_for_ >= set.items.size()) return;
  engine::Sentence sentence = set.items[menu_for_];
  std::vector<ui::MenuItem> items;
  for (size_t k = 0; k < set.classes.size(); ++k) {
    items.push_back({.label = set.classes[k], .checked = sentence.label == static_cast<int64_t>(k)});
  }
  const int chosen = ui::menu("hand.sentence_menu", items, kLabel);
  if (chosen < 0 || chosen == sentence.label) return;
  sentence.label = chosen;
  change(c, engine::message("Move a sentence"), set_item(set, menu_for_, std::move(sentence)));
}

std::unique_ptr<HandEditor> make_sentences_editor() { return std::make_unique<SentencesEditor>(); }

}  // namespace app
