#include "app/panels/output/try.h"

#include "app/panels/output/answers.h"
#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

uint64_t last_serial = 0;  // numbers are never used twice, whatever is opened and closed

bool usable(const View& view) { return view.snapshot.valid && view.snapshot.data && view.data; }

}  // namespace

void TryPads::set_open(const PanelContext& c, bool open) {
  if (open == open_) return;
  open_ = open;
  if (open) {
    start(c);
  } else {
    withdraw(c);
    data_.reset();
  }
}

void TryPads::follow(const PanelContext& c) {
  if (!open_) return;
  const std::string& source = c.view.experiment.data.source.type;
  if (!usable(c.view)) return;
  if (c.view.snapshot.data == data_) return;
  const bool other = shape_ != c.view.snapshot.data->raw.inputs.shape() || source_ != source;
  if (other && data_) return set_open(c, false);  // another set: what was drawn means nothing to it
  start(c);
}

// Takes over what the pads need to know of the data. What the user made stays.
void TryPads::start(const PanelContext& c) {
  if (!usable(c.view)) return;
  const engine::Dataset& raw = c.view.snapshot.data->raw;
  const bool other = shape_ != raw.inputs.shape() || source_ != c.view.experiment.data.source.type || sample_.empty();
  data_ = c.view.snapshot.data;
  source_ = c.view.experiment.data.source.type;
  shape_ = raw.inputs.shape();
  more_ = 0;
  drawn_.fit(data_);
  typist_.reset();
  if (!raw.vocabulary.empty()) typist_.emplace(raw.vocabulary);
  says_next_ = engine::predicts_next_token(raw);
  fit_columns(c.view);
  fit_series(c.view);
  if (!other) {
    if (typist_) read_text();
    return;
  }
  load_error_.reset();
  count_ = says_next_ ? (typist_->characters() ? 80 : 30) : 20;
  ready_ = false;
  sample_.assign(static_cast<size_t>(raw.inputs.columns()), 0);
  if (shape_.rank() != 3) take_shown_sample(c.view);
}

void TryPads::withdraw(const PanelContext& c) {
  if (serial_ != 0) c.actions.push(action::Try{});
  serial_ = 0;
  sent_.clear();
  more_ = 0;
  ui::shown_sample().probe = false;
  ui::shown_sample().written.clear();
  ui::shown_sample().may_follow = 0;
}

// Sends the sample when it is another one than the last.
void TryPads::send(const PanelContext& c) {
  if (!ready_) {
    if (serial_ != 0) withdraw(c);
    return;
  }
  if (serial_ != 0 && sample_ == sent_) return;
  sent_ = sample_;
  serial_ = ++last_serial;
  c.actions.push(action::Try{{sample_, shape_, serial_}});
  ui::shown_sample().probe = true;
  ui::shown_sample().sent = serial_;
}

TryPads::Answer TryPads::look(const PanelContext& c) {
  Answer a;
  const engine::Snapshot& s = c.view.snapshot;
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  if (!out || !usable(c.view)) return a;
  c.watches.push_back({out->id, engine::Watched::sample, 0, engine::kProbeRow});
  if (serial_ == 0) return a;
  a.one = s.find(out->id, engine::Watched::sample);
  if (a.one && (a.one->watch.row != engine::kProbeRow || a.one->values.empty())) a.one = nullptr;
  a.how = Decision::of(c.view, a.one ? a.one->shape.count() : 1);
  a.newest = a.one && s.probe == serial_;
  if (a.newest) ui::shown_sample().answered = serial_;
  return a;
}

// Why there is no answer; empty when there should be one.
std::string TryPads::trouble(const View& view) const {
  if (view.error) return error_text(view.experiment.network, *view.error);
  if (!usable(view)) return ui::tr("Waiting for the network.");
  if (serial_ != 0 && view.snapshot.probe == serial_ && view.snapshot.probe_error) {
    return ui::tr(view.snapshot.probe_error->what);
  }
  return {};
}

std::span<const engine::Scalar> TryPads::shown_values(const View& view) const {
  const engine::Dataset& raw = view.snapshot.data->raw;
  const int64_t row = shown_row(view);
  if (row < 0 || row >= raw.rows()) return {};
  return {raw.inputs.row(row), static_cast<size_t>(raw.inputs.columns())};
}

void TryPads::take_shown_sample(const View& view) {
  const std::span<const engine::Scalar> values = shown_values(view);
  if (values.size() != sample_.size()) return;
  more_ = 0;
  if (shape_.rank() == 3) {
    pad_.start_from(views::from_data(drawn_.traits, values));
  } else if (typist_) {
    text_ = typist_->join(values);
    written_.clear();
    read_text();
  } else {
    sample_.assign(values.begin(), values.end());
    window_ = sample_;
    ahead_.clear();
    ready_ = true;
  }
}

// One line above the pad: what to do, or what is to be known about the answers. Returns the y below it.
float TryPads::head(const PanelContext& c, const ui::Rect& area, std::string_view words, bool copies) {
  const ui::Palette& colours = ui::theme();
  const bool untrained = c.view.snapshot.step == 0;
  const float y = area.y + 12, room = copies ? area.w - 36 : area.w;
  if (c.view.divergence) {
    ui::draw::text(ui::tr("Training diverged: these are the last answers before it."), {area.x, y},
                   {.size = 13, .colour = colours.err, .max_width = room, .ellipsis = true});
  } else if (untrained) {
    ui::draw::text(ui::tr("Not trained yet: the answers are chance."), {area.x, y},
                   {.size = 13, .colour = colours.warn, .max_width = room, .ellipsis = true});
  } else {
    ui::draw::text(words, {area.x, y}, {.size = 13, .colour = colours.ink3, .max_width = room, .ellipsis = true});
  }
  if (copies && ui::button("output.try.copy", {area.right() - 28, y - 14, 28, 28},
                           {.icon_name = "copy",
                            .size = 13,
                            .icon_size = 15,
                            .tip = ui::tr("Start from the shown sample of the data")})) {
    take_shown_sample(c.view);
  }
  return area.y + 34;
}

void TryPads::draw(const PanelContext& c, const ui::Rect& area) {
  if (!usable(c.view) || !data_) {
    (void)look(c);
    const std::string why = trouble(c.view);
    return ui::empty_state(area, why.empty() ? ui::tr("Waiting for the network.") : why);
  }
  if (shape_.rank() == 3) {
    draw_image(c, area);
  } else if (shape_.rank() == 2) {
    draw_series(c, area);
  } else if (typist_) {
    draw_text(c, area);
  } else {
    draw_table(c, area);
  }
  send(c);
}

}  // namespace app
