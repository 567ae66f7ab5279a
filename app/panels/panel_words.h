// What several panels say or do in the same way: names of layers, edits of a control. Draws nothing.
#pragma once

#include <string>
#include <string_view>

#include "app/panels/panel.h"
#include "app/ui/interact.h"
#include "app/views/sample_picture.h"

namespace app {

// The name of a layer in the language of the user: what he called it, or "Dense 2".
std::string node_name(const engine::NetworkSpec& net, std::string_view id);
// "two_spirals" -> "Two spirals".
std::string title_of_file(std::string_view stem);

// An error as it is shown: with its place in a file, without the id of a layer.
std::string error_text(const engine::NetworkSpec& net, const engine::Error& error);

// Whether one of the texts, in English or in the user's language, has the words in it; nothing matches all.
bool matches_words(std::initializer_list<std::string_view> texts, std::string_view words);

// The row of the data whose pictures are shown: the one that was chosen, or the first that is not trained on.
int64_t shown_row(const View& view);
// The same for watches: engine::kProbeRow while a sample that the user made is shown in place of a row.
int64_t watched_row(const View& view);

// The row that is shown beside it to be compared, or -1; forgotten with the data that it was pinned in.
int64_t pinned_row(const View& view);
void pin_row(const View& view, int64_t row);

// How the samples of the data in use are shown.
views::SampleLook look_of(const View& view, const engine::PreparedData* data);
inline views::SampleLook look_of(const View& view) { return look_of(view, view.data.get()); }

// One undo step.
void push_edit(const PanelContext& c, engine::Message label, engine::Experiment value);

// What a control has changed: `apply` makes the next experiment out of a copy. All of one drag is one undo step.
template <class Apply>
void edit_by(const PanelContext& c, const ui::Change& change, engine::Message label, std::string_view key,
             Apply&& apply) {
  if (change.changed) {
    engine::Experiment next = c.view.experiment;
    apply(next);
    c.actions.push(action::Edit{std::move(label), std::move(next), std::string(key)});
  }
  if (change.committed) c.actions.push(action::Commit{});
}

// The smallest of 1, 2, 3, 5 times a power of ten that is at least v.
double round_limit(double v);
// Such a number in few signs: "0.02", "5e−3", "20".
std::string limit_text(double v);
// The name of a file without its folder.
std::string last_part(std::string_view path);

}  // namespace app
