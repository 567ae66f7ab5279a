#include "app/panels/panel_masks.h"

#include <algorithm>
#include <array>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/off_mark.h"
#include "app/ui/popover.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kWidth = 336, kCell = 36, kHigh = 28, kGap = 4;
constexpr int64_t kPerRow = 8, kMost = 512;  // cells that are shown
constexpr float kMostGrid = 192;

const engine::NodeInfo* info_of(const View& view, std::string_view id) {
  const auto& nodes = view.experiment.network.nodes;
  for (size_t i = 0; i < nodes.size() && i < view.info.nodes.size(); ++i) {
    if (nodes[i].id == id) return &view.info.nodes[i];
  }
  return nullptr;
}

struct KindWords {
  MaskKind kind;
  const char *tab, *help, *item;
};
constexpr KindWords kKinds[] = {
    {MaskKind::off_unit, "Units off", "Whatever reads a unit that is off gets 0 from it.", "unit"},
    {MaskKind::off_head, "Heads off", "The layer makes nothing of a head that is off.", "head"},
    {MaskKind::frozen_unit, "Units frozen", "A frozen unit keeps its weights while the others learn.", "frozen"}};

}  // namespace

bool MaskCard::offered(const engine::NodeInfo& info) { return choices_of(info, MaskKind::off_unit) > 0; }

void MaskCard::open(const std::string& node, const ui::Rect& anchor) {
  if (node != node_) kind_ = MaskKind::off_unit;
  node_ = node;
  ui::open_popover(name_, anchor);
}

void MaskCard::draw(const PanelContext& c) {
  if (!ui::popover_is_open(name_)) return;
  const engine::NodeSpec* node = c.view.experiment.network.find(node_);
  const engine::NodeInfo* info = node ? info_of(c.view, node_) : nullptr;
  if (!info || !offered(*info)) return ui::close_popover();
  if (choices_of(*info, kind_) == 0) kind_ = MaskKind::off_unit;
  const int64_t count = choices_of(*info, kind_), shown = std::min(count, kMost);
  const auto rows = static_cast<float>((shown + kPerRow - 1) / kPerRow);
  const float high = std::min(kMostGrid, rows * (kHigh + kGap));
  const ui::Popover card(name_, {kWidth, 150 + high});
  const ui::Rect& r = card.area();
  ui::draw::text(node_name(c.view.experiment.network, node_), {r.x + 12, r.y + 20},
                 {.size = 14, .weight = 600, .colour = ui::theme().ink, .max_width = r.w - 24, .ellipsis = true});
  kinds({r.x + 12, r.y + 38, r.w - 24, 28}, *info);
  const auto& words = *std::find_if(std::begin(kKinds), std::end(kKinds), [&](auto& k) { return k.kind == kind_; });
  ui::draw::text_block(ui::tr(words.help), {r.x + 12, r.y + 72, r.w - 24, 20}, {.size = 13});
  grid(c, *node, shown, {r.x + 12, r.y + 100, r.w - 24, high});
  const float y = r.bottom() - 40;
  if (shown < count) {
    ui::draw::text(ui::tr_fill("The first {} of {}", {ui::format_count(shown), ui::format_count(count)}),
                   {r.x + 12, y + 14}, {.size = 12, .colour = ui::theme().ink3});
  }
  const ui::Button look{.icon_name = "undo",
                        .label = ui::tr("Restore all"),
                        .disabled = node->masks.empty(),
                        .size = 13,
                        .icon_size = 14};
  if (ui::button(ui::name_of(name_, "restore"), {r.right() - 152, y, 140, 28}, look)) {
    push_edit(c, engine::message("Restore {}", node_name(c.view.experiment.network, node_)),
              clear_masks(c.view.experiment, node_));
  }
}

void MaskCard::kinds(const ui::Rect& r, const engine::NodeInfo& info) {
  std::vector<ui::SegmentItem> items;
  std::vector<MaskKind> kinds;
  int chosen = 0;
  for (const KindWords& k : kKinds) {
    if (choices_of(info, k.kind) == 0) continue;
    if (k.kind == kind_) chosen = static_cast<int>(items.size());
    items.push_back({.label = ui::tr(k.tab)});
    kinds.push_back(k.kind);
  }
  if (ui::segmented(ui::name_of(name_, "kind"), r, items, &chosen)) kind_ = kinds[static_cast<size_t>(chosen)];
}

void MaskCard::grid(const PanelContext& c, const engine::NodeSpec& node, int64_t count, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const auto& words = *std::find_if(std::begin(kKinds), std::end(kKinds), [&](auto& k) { return k.kind == kind_; });
  const auto rows = static_cast<float>((count + kPerRow - 1) / kPerRow);
  const ui::ScrollArea scroll(name_, r, rows * (kHigh + kGap));
  const float wide = std::min(kCell, (scroll.width() - kGap * (kPerRow - 1)) / static_cast<float>(kPerRow));
  const std::string prefix = std::string(name_) + "." + words.item;
  for (int64_t i = 0; i < count; ++i) {
    const ui::Rect cell{r.x + static_cast<float>(i % kPerRow) * (wide + kGap),
                        scroll.y() + static_cast<float>(i / kPerRow) * (kHigh + kGap), wide, kHigh};
    if (!cell.overlaps(r)) continue;
    const bool on = is_masked(node.masks, kind_, i);
    const ui::Hit h = ui::hit(ui::name_of(prefix.c_str(), static_cast<long long>(i)), cell, {.focus_radius = 6});
    ui::draw::rect_filled(cell, h.hovered ? t.bg3 : t.bg2, 6);
    if (on && kind_ != MaskKind::frozen_unit) ui::off_mark(cell, 6);
    if (on && kind_ == MaskKind::frozen_unit) ui::frozen_mark(cell, 6);
    ui::draw::text(std::to_string(i + 1), cell.centre(),
                   {.size = 13,
                    .weight = 600,
                    .mono = true,
                    .colour = on && kind_ != MaskKind::frozen_unit ? t.ink3 : t.ink,
                    .align = ui::Align::centre,
                    .lint = false});
    if (h.clicked) toggle_masked(c, node.id, kind_, i);
  }
}

void toggle_masked(const PanelContext& c, const std::string& node, MaskKind kind, int64_t index) {
  const engine::NodeSpec* spec = c.view.experiment.network.find(node);
  if (!spec) return;
  const bool on = !is_masked(spec->masks, kind, index);
  constexpr std::array<std::array<const char*, 2>, 3> kLabels{{{"Switch on unit {} of {}", "Switch off unit {} of {}"},
                                                               {"Switch on head {} of {}", "Switch off head {} of {}"},
                                                               {"Train unit {} of {} again", "Freeze unit {} of {}"}}};
  const char* label = kLabels[static_cast<size_t>(kind)][on ? 1 : 0];
  push_edit(c, engine::message(label, index + 1, node_name(c.view.experiment.network, node)),
            set_masked(c.view.experiment, node, kind, index, on));
}

std::string masked_words(const View& view, const Masked& part) {
  const std::string layer = node_name(view.experiment.network, part.node), index = std::to_string(part.index + 1);
  switch (part.kind) {
    case MaskKind::off_unit: return ui::tr_fill("{}: unit {} is off", {layer, index});
    case MaskKind::off_head: return ui::tr_fill("{}: head {} is off", {layer, index});
    case MaskKind::frozen_unit: return ui::tr_fill("{}: unit {} is frozen", {layer, index});
    case MaskKind::weight: break;
  }
  const std::string input = std::to_string(part.input + 1);
  if (part.value == 0) return ui::tr_fill("{}: weight {} → {} is cut", {layer, input, index});
  return ui::tr_fill("{}: weight {} → {} is held at {}", {layer, input, index, ui::format_number(part.value)});
}

std::string masked_summary(const std::vector<Masked>& parts) {
  int64_t units = 0, heads = 0, frozen = 0, cut = 0, held = 0;
  for (const Masked& p : parts) {
    switch (p.kind) {
      case MaskKind::off_unit: ++units; break;
      case MaskKind::off_head: ++heads; break;
      case MaskKind::frozen_unit: ++frozen; break;
      case MaskKind::weight: ++(p.value == 0 ? cut : held); break;
    }
  }
  std::string out;
  const auto add = [&](int64_t count, const char* one, const char* many) {
    if (count == 0) return;
    out += (out.empty()        ? ""
            : ui::is_chinese() ? "，"
                               : ", ") +
           (count == 1 ? std::string(ui::tr(one)) : ui::tr_fill(many, {ui::format_count(count)}));
  };
  add(units, "1 unit off", "{} units off");
  add(heads, "1 head off", "{} heads off");
  add(cut, "1 weight cut", "{} weights cut");
  add(held, "1 weight held", "{} weights held");
  add(frozen, "1 unit frozen", "{} units frozen");
  return out;
}

}  // namespace app
