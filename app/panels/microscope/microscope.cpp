#include "app/panels/microscope/microscope.h"

#include <algorithm>

#include "app/panels/microscope/looks.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/picture_request.h"
#include "app/ui/shown_sample.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kPad = 12, kHeader = 44, kChain = 44, kLowChain = 28, kLine = 26;
constexpr const char* kMenu = "microscope.menu";

float why_height(const char* why, float width) {
  return 44 + ui::draw::text_block_height(ui::tr(why), width - 24, {.size = 13});
}

// "saliency/occlusion" is a look and one of its choices.
std::string_view kind_of(std::string_view look) { return look.substr(0, look.find('/')); }

}  // namespace

std::optional<Opened> MicroscopePanel::opened(const PanelContext& c) const {
  const engine::NetworkSpec& net = c.view.experiment.network;
  for (size_t i = 0; i < net.nodes.size() && i < c.view.info.nodes.size(); ++i) {
    const engine::NodeInfo& info = c.view.info.nodes[i];
    if (net.nodes[i].id != c.view.opened.node || !info.type || !info.output) continue;
    Opened o{c, i, net.nodes[i], info, node_name(net, net.nodes[i].id), {}, watched_row(c.view), nullptr, {}};
    o.sources.resize(info.inputs.size());
    for (const engine::EdgeSpec& e : net.edges) {
      if (e.to == o.node.id && static_cast<size_t>(e.port) < o.sources.size())
        o.sources[static_cast<size_t>(e.port)] = e.from;
    }
    o.data = c.view.snapshot.data.get();
    return o;
  }
  return std::nullopt;
}

MicroscopePanel::Areas MicroscopePanel::areas_of(const ui::Rect& area, const LookType* look) const {
  const float chain = area.h < 440 ? kLowChain : kChain;
  Areas a;
  a.header = {area.x + kPad, area.y, area.w - 2 * kPad, kHeader};
  a.chain = {a.header.x, a.header.bottom(), a.header.w, chain};
  a.line = {a.header.x, a.chain.bottom() + 6, a.header.w, look ? kLine : 0};
  const float top = a.line.bottom() + 4;
  a.look = {a.header.x, top, a.header.w, std::max(0.0f, area.bottom() - kPad - top)};
  return a;
}

void MicroscopePanel::draw(const PanelContext& c) {
  const ui::Surface surface("microscope", c.area);
  ui::panel(c.area, ui::theme().cv);
  if (looks_of_ != c.view.opened.node) {
    looks_.clear();
    beside_.clear();
    chosen_.clear();
    looks_of_ = c.view.opened.node;
  }
  std::optional<Opened> o = opened(c);
  const std::vector<const LookType*> offered = o ? looks_of(*o) : std::vector<const LookType*>{};
  const LookType* shown = offered.empty() ? nullptr : offered.front();
  for (const LookType* type : offered) shown = kind_of(c.view.opened.look) == type->kind ? type : shown;
  Areas a = areas_of(c.area, shown);
  header(c, a, o ? &*o : nullptr, offered, shown);
  chain(c, a.chain);
  if (!o || !shown) {
    const engine::NodeInfo* info = nullptr;
    const auto& nodes = c.view.experiment.network.nodes;
    for (size_t i = 0; i < nodes.size() && i < c.view.info.nodes.size(); ++i) {
      if (nodes[i].id == c.view.opened.node) info = &c.view.info.nodes[i];
    }
    ui::empty_state(a.look, info && info->error ? error_text(c.view.experiment.network, *info->error)
                                                : ui::tr("This layer has no shape yet: mend the network first."));
    close_by_key(c, nullptr);
    return;
  }
  for (const engine::ViewRef& view : o->type().views) {
    if (view.view_kind == shown->kind) o->names.push_back(view.name);
  }
  Look& look = look_of(c, *shown);
  const Words words = words_of(*o, *shown, look);
  if (why_) {
    a.why = {a.look.x, a.look.y, a.look.w, why_height(words.why, a.look.w)};
    a.look.y += a.why.h + 8;
    a.look.h -= a.why.h + 8;
  }
  explain(*o, a, words, look.of_sample(*o));
  const int64_t pinned = pinned_row(c.view);
  const bool pair = pinned >= 0 && pinned != o->row && look.of_sample(*o);
  if (!pair || pair_of_ != &look) {  // both show what the one showed
    selected_ = look.selection();
    leader_ = 1;
  }
  pair_of_ = pair ? &look : nullptr;
  pair ? draw_pair(*o, *shown, look, a.look) : draw_look(*o, look, a.look);
  masks_.draw(c);
}

Look& MicroscopePanel::look_of(const PanelContext& c, const LookType& type) {
  std::unique_ptr<Look>& look = looks_[type.kind];
  if (!look) look = type.make();
  const std::string& wanted = c.view.opened.look;
  if (chosen_ != wanted && wanted.find('/') != std::string::npos) {
    look->choose(wanted.substr(wanted.find('/') + 1));
    pair_of_ = nullptr;
  }
  chosen_ = wanted;
  return *look;
}

MicroscopePanel::Words MicroscopePanel::words_of(const Opened& o, const LookType& type, const Look& look) {
  const char* own = o.type().formula.empty() ? "y = x" : o.type().formula.c_str();
  return {look.sentence() ? look.sentence() : type.sentence, look.why() ? look.why() : type.why,
          look.formula() ? look.formula() : own};
}

// Back, the layer's name and shape, the sample, the looks.
void MicroscopePanel::header(const PanelContext& c, const Areas& a, const Opened* o,
                             const std::vector<const LookType*>& offered, const LookType* shown) {
  const ui::Palette& t = ui::theme();
  const ui::Rect& r = a.header;
  const float y = r.y + 22;
  const char* back = ui::tr("Network");
  const float width = 40 + ui::text_width(back, {.size = 14, .weight = 500});
  if (ui::button("microscope.back", {r.x, y - 14, width, 28},
                 {.icon_name = "left", .label = back, .icon_size = 14, .tip = ui::tr("Back to the network (Esc)")})) {
    c.actions.push(action::OpenLayer{});
  }
  const float tab = r.w < 800 ? 88.0f : 104.0f;
  const float tabs = offered.size() > 1 ? tab * static_cast<float>(offered.size()) : 0;
  float x = r.x + width + 10;
  ui::icon("right", {x + 5, y}, 12, t.ink3);
  x += 18;
  if (!o) return;
  const float room = r.right() - tabs - 12 - x;
  const ui::Text head{.size = 15, .weight = 600, .colour = t.ink, .max_width = room, .ellipsis = true};
  x += ui::draw::text(ui::with_english(o->title, head, room), {x, y}, head);
  const std::string shape = o->output().text();
  if (x + 14 + ui::text_width(shape, {.size = 13, .mono = true}) < r.right() - tabs - 12) {
    ui::draw::text(shape, {x + 12, y}, {.size = 13, .mono = true, .colour = t.ink3});
  }
  if (offered.size() < 2) return;
  std::vector<ui::SegmentItem> items;
  int chosen = 0;
  for (size_t i = 0; i < offered.size(); ++i) {
    items.push_back({.label = ui::tr(offered[i]->title), .tip = ui::tr(offered[i]->sentence)});
    if (offered[i] == shown) chosen = static_cast<int>(i);
  }
  const int before = chosen;
  if (ui::segmented("microscope.look", {r.right() - tabs, y - 14, tabs, 28}, items, &chosen) && chosen != before) {
    c.actions.push(action::OpenLayer{o->node.id, offered[static_cast<size_t>(chosen)]->kind});
  }
}

// All layers from the input to the output as chips to jump to; where they do not fit, those around the opened one.
void MicroscopePanel::chain(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const engine::NetworkSpec& net = c.view.experiment.network;
  const std::vector<size_t>& order = c.view.info.order;
  if (order.empty()) return;
  const bool low = r.h < kChain;
  const float least = low ? 64.0f : 84.0f, gap = 10;
  const auto fit = static_cast<size_t>(std::max(1.0f, (r.w + gap) / (least + gap)));
  const size_t count = std::min(order.size(), fit);
  size_t at = 0;
  for (size_t k = 0; k < order.size(); ++k) at = net.nodes[order[k]].id == c.view.opened.node ? k : at;
  chain_from_ = std::min(chain_from_, order.size() - count);
  // The neighbours of the opened one are always there to go on to.
  if (at < chain_from_ + 1) chain_from_ = at > 0 ? at - 1 : 0;
  if (at + 2 > chain_from_ + count) chain_from_ = std::min(at + 2, order.size()) - std::min(count, at + 2);
  chain_from_ = std::min(chain_from_, order.size() - count);
  const float width = std::min(128.0f, (r.w + gap) / static_cast<float>(count) - gap);
  for (size_t k = 0; k < count; ++k) {
    const size_t index = order[chain_from_ + k];
    const engine::NodeSpec& node = net.nodes[index];
    const engine::NodeInfo& info = c.view.info.nodes[index];
    const ui::Rect chip{r.x + (width + gap) * static_cast<float>(k), r.y, width, r.h};
    const bool on = chain_from_ + k == at;
    const ui::Hit h = ui::hit(ui::name_of("microscope.chain", node.id.c_str()), chip, {.focus_radius = 8});
    ui::draw::rect_filled(chip, on ? ui::with_alpha(t.acc, 0.12f) : h.hovered ? t.bg3 : t.bg1, 8);
    ui::draw::rect(chip, on ? t.acc : t.line, 8, on ? 2.0f : 1.0f);
    if (k > 0) ui::draw::hairline({chip.x - gap, chip.mid_y()}, {chip.x, chip.mid_y()}, t.line2);
    const std::string name = node_name(net, node.id);
    const std::string shape = info.output ? info.output->text() : "?";
    ui::tooltip({.title = name, .rows = {{ui::tr("shape"), shape, 0}}});
    float x = chip.x + 8;
    const bool fits = chip.x + 36 + ui::text_width(name, {.size = 12, .weight = 600}) <= chip.right();
    if (info.type && width > 76 && (fits || chip.w < 40)) {
      ui::icon(info.type->glyph, {x + 8, chip.mid_y()}, 16, on ? t.acc : t.ink2, 1.8f);
      x += 22;
    }
    const float room = chip.right() - 6 - x;
    ui::draw::text(name, {x, low ? chip.mid_y() : chip.y + 14},
                   {.size = 12, .weight = 600, .colour = t.ink, .max_width = room, .ellipsis = true});
    if (!low) {
      ui::draw::text(shape, {x, chip.y + 31},
                     {.size = 12, .mono = true, .colour = t.ink3, .max_width = room, .ellipsis = true});
    }
    if (!h.clicked || on) continue;
    c.actions.push(action::Select{Selection{{node.id}}});
    c.actions.push(action::OpenLayer{node.id, ""});
  }
}

// The sentence about the look, the sample that it shows, and the text behind "Why?".
void MicroscopePanel::explain(const Opened& o, const Areas& a, const Words& said, bool pins) {
  const ui::Palette& t = ui::theme();
  const float y = a.line.mid_y();
  const char* words = ui::tr("Why?");
  const float width = 22 + ui::text_width(words, {.size = 13});
  const ui::Rect why{a.line.right() - width, y - 12, width, 24};
  if (ui::button("microscope.why", why,
                 {.label = words, .on = why_, .size = 13, .radius = 6, .tip = ui::tr("Why does it look like this?")})) {
    why_ = !why_;
  }
  float right = why.x;
  if (MaskCard::offered(o.info)) {
    right -= 32;
    mask_button(o, {right, y - 12, 28, 24});
  }
  sample_arrows(o, {right - 12, y});
  right -= 190;
  if (pins) right = pin_button(o, {right, y});
  ui::draw::text(ui::tr(said.sentence), {a.line.x, y},
                 {.size = 13, .colour = t.ink2, .max_width = right - a.line.x, .ellipsis = true});
  (void)ui::hit("microscope.sentence", {a.line.x, a.line.y, std::max(1.0f, right - a.line.x), a.line.h},
                {.focusable = false});
  ui::tooltip(ui::tr(said.sentence));
  if (!why_ || a.why.h <= 0) return;
  ui::draw::rect_filled(a.why, t.bg1, 8);
  ui::draw::rect(a.why, t.line, 8);
  ui::draw::text(said.formula, {a.why.x + 12, a.why.y + 17},
                 {.size = 13, .mono = true, .colour = t.ink, .max_width = a.why.w - 24, .ellipsis = true});
  ui::draw::text_block(ui::tr(said.why), {a.why.x + 12, a.why.y + 32, a.why.w - 24, a.why.h - 32},
                       {.size = 13, .colour = t.ink2});
}

void MicroscopePanel::mask_button(const Opened& o, const ui::Rect& r) {
  const bool any = !o.node.masks.empty();
  if (ui::button("microscope.masks", r,
                 {.icon_name = "ban",
                  .icon_size = 14,
                  .radius = 6,
                  .colour = any ? ui::theme().warn : 0,
                  .tip = ui::tr("Switch off or freeze single units")}))
    masks_.open(o.node.id, r);
}

void MicroscopePanel::sample_arrows(const Opened& o, ui::Vec at) const {
  if (!o.data || o.data->raw.rows() < 1) return;
  const int64_t rows = o.data->raw.rows();
  const auto arrow = [&](const char* name, const char* icon, const char* tip, float x, int step) {
    const ui::Button look{.icon_name = icon, .kind = ui::ButtonKind::ghost, .icon_size = 13, .radius = 6, .tip = tip};
    if (!ui::button(name, {x, at.y - 12, 22, 24}, look)) return;
    ui::shown_sample().row = (shown_row(o.c.view) + step + rows) % rows;
  };
  if (o.row >= 0) arrow("microscope.next", "right", ui::tr("Next sample"), at.x - 22, 1);
  const std::string words =
      o.row < 0 ? std::string(ui::tr("Your sample")) : ui::tr_fill("Sample {}", {ui::format_count(o.row + 1)});
  const float width = 112;
  ui::draw::text(words, {at.x - 24 - width / 2, at.y},
                 {.size = 13, .colour = ui::theme().ink, .align = ui::Align::centre, .max_width = width});
  if (o.row >= 0) arrow("microscope.previous", "left", ui::tr("Sample before"), at.x - 48 - width, -1);
}

void MicroscopePanel::draw_look(const Opened& o, Look& look, const ui::Rect& area) {
  if (area.w < 60 || area.h < 40) return close_by_key(o.c, &look);
  look.draw(o, area);
  menu(kMenu, o, look, area);
  close_by_key(o.c, &look);
}

// Numbers and picture of what was clicked, and of the whole view.
void MicroscopePanel::menu(const char* name, const Opened& o, const Look& look, const ui::Rect& area) {
  auto picked = views::take_picked_picture();
  const bool over = area.contains(ui::mouse()) && !ui::keyboard_taken() && o.c.view.dialog == Dialog::none;
  if (over && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) && ImGui::IsMouseClicked(1)) {
    picked_ = std::move(picked);
    ui::open_menu(name, ui::mouse());
  }
  if (!ui::menu_is_open(name)) return;
  const std::string values = look.values(o);
  const ui::MenuItem items[] = {
      {.label = ui::tr("Copy the numbers of this picture"), .icon_name = "copy", .disabled = !picked_},
      {.label = ui::tr("Save this picture (PNG)"), .icon_name = "save", .disabled = !picked_},
      {.label = ui::tr("Copy all numbers"), .icon_name = "copy", .disabled = values.empty(), .separator_before = true},
      {.label = ui::tr("Save the view (PNG)"), .icon_name = "save"}};
  const int chosen = ui::menu(name, items, 230);
  if (chosen == 0) ImGui::SetClipboardText(picked_->numbers.c_str());
  if (chosen == 1) ui::want_picture(picked_->area);
  if (chosen == 2) ImGui::SetClipboardText(values.c_str());
  if (chosen == 3) ui::want_picture(area);
}

void MicroscopePanel::close_by_key(const PanelContext& c, Look* look) {
  if (!ui::key_pressed(ui::Key::escape, false) || ui::keyboard_taken() || c.view.dialog != Dialog::none) return;
  if (look && look->escape()) return;
  c.actions.push(action::OpenLayer{});
}

}  // namespace app
