#include "app/panels/network/drag.h"

#include <algorithm>
#include <cmath>

#include "app/panels/network/wire.h"
#include "app/ui/drag.h"
#include "app/ui/draw.h"
#include "app/ui/interact.h"
#include "app/ui/lint.h"
#include "app/ui/network_canvas_column.h"
#include "app/ui/network_canvas_drop.h"
#include "app/workbench/edits.h"
#include "app/workbench/groups.h"
#include "app/workbench/layer_clipboard.h"
#include "engine/schema/block_type.h"

namespace app::network {
namespace {

constexpr float kReach = 220;     // how far from a gap a layer still falls into it
constexpr double kRest = 0.35;    // seconds over a column until the layer takes its place
constexpr float kWireReach = 16;  // from a wire in the corridor

// The place of a wire's gap: before its last column, so that wires which skip columns have one too.
float gap_x(const Model& model, const Wire& w, const ui::CanvasLayout& layout) {
  if (w.to < 0) return layout.columns[static_cast<size_t>(w.from)].box.right() + 44 * layout.zoom;
  const float end = layout.columns[static_cast<size_t>(w.to)].box.x;
  float begin = layout.columns[static_cast<size_t>(w.from)].box.right();
  for (size_t i = 0; i < layout.columns.size(); ++i) {
    if (model.columns()[i].rank < model.columns()[static_cast<size_t>(w.to)].rank)
      begin = std::max(begin, layout.columns[i].box.right());
  }
  return (begin + end) / 2;
}

// How far the pointer is from falling into the wire's gap.
float distance_to_gap(const Model& model, const Wire& w, const ui::CanvasLayout& layout, ui::Vec at) {
  if (w.channel >= 0) {
    const float d = ui::distance_to(path_of(model, layout, w), at);
    return d < kWireReach ? d * 0.1f : kReach;
  }
  const ui::Rect& a = layout.columns[static_cast<size_t>(w.from)].box;
  const ui::Rect& b = w.to >= 0 ? layout.columns[static_cast<size_t>(w.to)].box : a;
  const float top = std::max(a.y, b.y), bottom = std::min(a.bottom(), b.bottom());
  const float off = top < bottom ? std::max({0.0f, top - at.y, at.y - bottom}) : std::abs(at.y - (top + bottom) / 2);
  return std::abs(gap_x(model, w, layout) - at.x) + off;
}

void edit(const PanelContext& context, engine::Message label, engine::Experiment value) {
  context.actions.push(action::Edit{std::move(label), std::move(value), ""});
}

// The other wires into a folded group come from the new layer as well.
engine::Experiment follow(engine::Experiment e, const std::vector<Gap>& also, const std::string& from) {
  for (engine::EdgeSpec& wire : e.network.edges) {
    const Gap gap{wire.from, wire.to, wire.port};
    if (!from.empty() && std::ranges::find(also, gap) != also.end()) wire.from = from;
  }
  return e;
}

}  // namespace

void DragGesture::take_column(const std::string& id, bool copy) {
  kind_ = Kind::column;
  subject_ = id;
  copy_ = copy;
  offered_for_ = 0;
}

void DragGesture::end() {
  if (kind_ == Kind::layer) ui::layer_drag() = {};
  kind_ = Kind::none;
  open_ = refused_ = replace_ = -1;
  offers_.clear();
  replaceable_.clear();
  offered_for_ = 0;
}

int DragGesture::open_rank(const Model& model) const {
  if (open_ < 0) return -1;
  const Wire& w = model.wires()[static_cast<size_t>(open_)];
  if (w.channel >= 0) return -1;
  if (w.to >= 0) return model.columns()[static_cast<size_t>(w.to)].rank;
  return model.columns()[static_cast<size_t>(w.from)].rank + 1;
}

void DragGesture::start(const PanelContext& context, const Model& model) {
  if (kind_ == Kind::layer) {
    const engine::LayerType* type = engine::layers().find(subject_);
    title_ = type ? ui::tr(type->title) : subject_;
    glyph_ = type ? type->glyph : "warn";
    if (const engine::BlockType* block = engine::blocks().find(subject_)) {
      title_ = ui::tr(block->title);
      glyph_ = block->glyph;
      offer(context, model);
      offered_for_ = model.version();
      return;
    }
  } else {
    const int column = model.column_of(subject_);
    if (column < 0) return end();
    const Column& c = model.columns()[static_cast<size_t>(column)];
    title_ = c.title;
    glyph_ = c.glyph.empty() ? "warn" : c.glyph;
    members_ = c.members;
  }
  offer(context, model);
  offered_for_ = model.version();
}

void DragGesture::offer(const PanelContext& context, const Model& model) {
  const engine::Experiment& e = context.view.experiment;
  replaceable_.assign(model.columns().size(), false);
  for (size_t i = 0; kind_ == Kind::layer && i < replaceable_.size(); ++i)
    replaceable_[i] =
        model.columns()[i].group.empty() && !refuse_replace(e, model.input(), model.columns()[i].id, subject_);
  offers_.assign(model.wires().size(), {});
  for (size_t i = 0; i < offers_.size(); ++i) {
    const Wire& w = model.wires()[i];
    Offer& o = offers_[i];
    if (kind_ == Kind::layer) {
      const InsertPreview preview = preview_insert(e, model.input(), subject_, w.gap);
      o.possible = !preview.refused;
      if (preview.refused) o.reason = ui::tr(*preview.refused);
      if (o.possible)
        o.shapes = preview.before.text() + " → " + (preview.after.rank() > 0 ? preview.after.text() : "?");
      continue;
    }
    o.quiet = !copy_ && (w.from == model.column_of(subject_) || w.to == model.column_of(subject_));
    if (o.quiet) continue;
    const auto refused = refuse_move_all(e, model.input(), members_, w.gap);
    o.possible = !refused;
    if (refused) o.reason = ui::tr(*refused);
    const std::string& before = model.columns()[static_cast<size_t>(w.from)].shape;
    const int own = model.column_of(subject_);
    if (o.possible && own >= 0) o.shapes = before + " → " + model.columns()[static_cast<size_t>(own)].shape;
  }
}

// The column that the pointer has rested on for a while, -1: none. Only in passing it opens gaps.
int DragGesture::rested_on(const PanelContext& context, const ui::CanvasLayout& closed) {
  int under = -1;
  for (size_t i = 0; i < replaceable_.size() && i < closed.columns.size(); ++i) {
    if (replaceable_[i] && closed.columns[i].box.contains(ui::mouse())) under = static_cast<int>(i);
  }
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  const bool still = moved.x == 0 && moved.y == 0;
  if (under != over_ || (!still && replace_ < 0)) {
    over_ = under;
    over_since_ = context.now;
  }
  return context.now - over_since_ > kRest ? over_ : -1;
}

int DragGesture::nearest(const Model& model, const ui::CanvasLayout& closed, ui::Vec at) const {
  int best = -1;
  float least = kReach * std::max(closed.zoom, 0.5f);
  for (size_t i = 0; i < model.wires().size(); ++i) {
    const Wire& w = model.wires()[i];
    if (static_cast<size_t>(std::max(w.from, w.to)) >= closed.columns.size()) continue;
    const float distance = distance_to_gap(model, w, closed, at);
    if (distance >= least) continue;
    least = distance;
    best = static_cast<int>(i);
  }
  return best;
}

void DragGesture::update(const PanelContext& context, const Model& model, const ui::CanvasLayout& closed,
                         const ui::Rect& stage) {
  const ui::LayerDrag& drag = ui::layer_drag();
  if (kind_ == Kind::none && drag.active) {
    kind_ = Kind::layer;
    subject_ = drag.type;
    copy_ = false;
  }
  if (kind_ == Kind::none) return;
  const bool lost = kind_ == Kind::layer && !drag.active && !drag.dropped;
  if (lost || drag.cancelled || ui::key_pressed(ui::Key::escape, false) || ImGui::IsMouseClicked(1)) return end();
  if (offered_for_ != model.version()) start(context, model);
  if (kind_ == Kind::none) return;

  outside_ = !context.area.contains(ui::mouse());
  const bool inside = stage.contains(ui::mouse());
  replace_ = inside ? rested_on(context, closed) : -1;
  const int gap = inside && replace_ < 0 ? nearest(model, closed, ui::mouse()) : -1;
  const bool taken = gap >= 0 && offers_[static_cast<size_t>(gap)].possible;
  open_ = taken ? gap : -1;
  refused_ = gap >= 0 && !taken && !offers_[static_cast<size_t>(gap)].quiet ? gap : -1;
  ui::request_frame();
  const bool let_go = kind_ == Kind::layer ? drag.dropped : !ImGui::IsMouseDown(0);
  if (let_go) release(context, model);
}

void DragGesture::release(const PanelContext& context, const Model& model) {
  if (kind_ == Kind::layer) {
    drop_layer(context, model);
  } else {
    drop_column(context, model);
  }
  end();
}

void DragGesture::drop_layer(const PanelContext& context, const Model& model) {
  if (replace_ >= 0) {
    const Column& c = model.columns()[static_cast<size_t>(replace_)];
    std::string id;
    engine::Experiment next = replace_layer(context.view.experiment, c.id, subject_, id);
    edit(context, engine::message("Replace {}", c.title), std::move(next));
    context.actions.push(action::Select{Selection{{id}}});
    return;
  }
  if (open_ < 0) return;
  const Wire& w = model.wires()[static_cast<size_t>(open_)];
  const Gap& gap = w.gap;
  if (engine::blocks().find(subject_)) {
    std::vector<std::string> ids;
    engine::Experiment with = insert_block_at(context.view.experiment, model.input(), subject_, gap, ids);
    const std::string last = ids.empty() ? std::string() : ids.back();
    edit(context, engine::message("Insert {}", title_), follow(std::move(with), w.also, last));
    context.actions.push(action::Select{Selection{std::move(ids)}});
    return;
  }
  std::string id;
  engine::Experiment next = insert_layer(context.view.experiment, subject_, gap, id);
  edit(context, engine::message("Insert {}", title_), follow(std::move(next), w.also, id));
  context.actions.push(action::Select{Selection{{id}}});
}

// Input and output cannot be deleted, nor what they are folded into.
bool DragGesture::stays(const engine::Experiment& e) const {
  return std::ranges::any_of(members_, [&](const auto& id) { return refuse_delete(e.network, id).has_value(); });
}

void DragGesture::drop_column(const PanelContext& context, const Model& model) {
  const engine::Experiment& e = context.view.experiment;
  if (outside_ && !copy_) {
    if (!stays(e)) edit(context, engine::message("Delete {}", title_), delete_nodes(e, members_));
    return;
  }
  if (open_ < 0) return;
  const Gap gap = model.wires()[static_cast<size_t>(open_)].gap;
  const std::vector<Gap>& also = model.wires()[static_cast<size_t>(open_)].also;
  if (!copy_) {
    return edit(context, engine::message("Move {}", title_), follow(move_all(e, members_, gap), also, subject_));
  }
  if (members_.size() > 1) return copy_group(context, gap, also);
  std::string copy;
  engine::Experiment next = duplicate_node(e, subject_, copy);
  if (copy.empty()) return;
  const bool in_place = gap.from == subject_;
  if (!in_place) next = move_node(std::move(next), copy, gap);
  edit(context, engine::message("Duplicate {}", title_), follow(std::move(next), also, copy));
  context.actions.push(action::Select{Selection{{copy}}});
}

// The layers of a folded group once more, with their wires, on the wire of the gap.
void DragGesture::copy_group(const PanelContext& context, const Gap& gap, const std::vector<Gap>& also) {
  const engine::Experiment& e = context.view.experiment;
  std::vector<std::string> ids;
  auto pasted = paste_layers(e, copy_layers(e, members_), gap.from, ids);
  if (!pasted) return;
  engine::Experiment next = std::move(*pasted);
  const auto all = gaps(next.network);
  const bool elsewhere = std::ranges::find(all, gap) != all.end();
  if (elsewhere) next = move_all(std::move(next), ids, gap);
  edit(context, engine::message("Duplicate {}", title_), follow(std::move(next), also, ids.back()));
  context.actions.push(action::Select{Selection{std::move(ids)}});
}

std::string DragGesture::hint(const Model& model) const {
  if (kind_ == Kind::column && outside_ && !copy_) {
    const int column = model.column_of(subject_);
    const bool fixed = column >= 0 && (model.columns()[static_cast<size_t>(column)].is_input ||
                                       model.columns()[static_cast<size_t>(column)].is_output);
    return fixed ? ui::tr("This layer stays · Esc cancels") : ui::tr("Release to delete · Esc cancels");
  }
  if (replace_ >= 0) return ui::tr("Release to replace · Esc cancels");
  if (open_ >= 0 && kind_ == Kind::layer) return ui::tr("Release to insert · Esc cancels");
  if (open_ >= 0) return copy_ ? ui::tr("Release to copy · Esc cancels") : ui::tr("Release to move · Esc cancels");
  return ui::tr("Esc cancels");
}

void DragGesture::draw_slot(const Model& model, const ui::CanvasLayout& shown, const ui::Rect& slot) const {
  if (replace_ >= 0 && static_cast<size_t>(replace_) < shown.columns.size()) {
    const ui::Rect& box = shown.columns[static_cast<size_t>(replace_)].box;
    ui::draw::rect_filled(box, ui::with_alpha(ui::theme().acc, 0.16f), 12);
    ui::draw::dashed_rect(box.grown(2), ui::theme().acc, 12, 2, 7, 5);
    return;
  }
  if (open_ < 0) return;
  const Offer& o = offers_[static_cast<size_t>(open_)];
  const Wire& w = model.wires()[static_cast<size_t>(open_)];
  if (w.channel >= 0) return ui::draw_wire(path_of(model, shown, w), shown.zoom, ui::WireState::live);
  ui::open_slot(slot, shown.zoom, o.shapes, kind_ == Kind::layer ? ui::tr("fits here") : title_);
  const ui::ColumnPlace& from = shown.columns[static_cast<size_t>(w.from)];
  const float to = w.to >= 0 ? shown.columns[static_cast<size_t>(w.to)].first.x - 3 : slot.right();
  const ui::Vec middle{slot.mid_x(), from.mid_y()};
  if (slot.w < 46) return;
  ui::slot_flow({from.first.x + from.tile + 2, middle.y}, middle, {to, middle.y}, glyph_);
  ui::shape_text({slot.mid_x(), shown.shape_y}, shown.zoom, o.shapes.substr(o.shapes.rfind(' ') + 1), ui::theme().acc);
}

void DragGesture::draw_joints(const Model& model, const ui::CanvasLayout& shown, const ui::Rect& stage) const {
  for (size_t i = 0; i < offers_.size(); ++i) {
    const Offer& o = offers_[i];
    if (o.possible || o.quiet || offers_.size() != model.wires().size()) continue;
    if (model.wires()[i].channel >= 0) continue;
    const float x = gap_x(model, model.wires()[i], shown);
    if (x < stage.x || x > stage.right()) continue;
    const ui::ColumnPlace& c = shown.columns[static_cast<size_t>(model.wires()[i].from)];
    const float top = std::max(c.box.y, stage.y);
    if (static_cast<int>(i) != refused_) ui::refusing_joint(x, top, std::min(c.box.bottom(), stage.bottom()), "");
  }
  if (refused_ < 0) return;
  const ui::ColumnPlace& c = shown.columns[static_cast<size_t>(model.wires()[static_cast<size_t>(refused_)].from)];
  ui::refusing_joint(gap_x(model, model.wires()[static_cast<size_t>(refused_)], shown), std::max(c.box.y, stage.y),
                     std::min(c.box.bottom(), stage.bottom()), offers_[static_cast<size_t>(refused_)].reason);
}

void DragGesture::draw_card(const PanelContext&, const Model& model) const {
  if (!active()) return;
  const ui::draw::Target above(ImGui::GetForegroundDrawList());
  const ui::Vec at = ui::mouse();
  ui::lint::uncover({at.x - 120, at.y - 40, 280, 110});
  ui::dragged_card(at, glyph_, title_, hint(model), refused_ >= 0);
}

}  // namespace app::network
