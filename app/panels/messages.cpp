#include "app/panels/messages.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/panel_words.h"
#include "app/ui/i18n.h"
#include "app/ui/lint.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr size_t kMostShown = 3;
constexpr double kFade = 0.2;
constexpr float kLeast = 280, kMost = 560, kHeight = 36;

// How long a notice stays; errors stay until they are closed.
double seconds_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::info: return 4;
    case Notice::Kind::warning: return 10;
    case Notice::Kind::error: break;
  }
  return 1e9;
}

// A window of its own in front of the panels, only as large as what it shows.
class Front {
 public:
  Front(const char* name, const ui::Rect& r) {
    ImGui::SetNextWindowPos(ui::px(r.min()));
    ImGui::SetNextWindowSize(ui::px(ui::Vec{r.w, r.h}));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar(2);
  }
  ~Front() { ImGui::End(); }
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;
};

}  // namespace

MessagesPanel::Shown& MessagesPanel::state_of(const Notice& notice, double now) {
  const auto same = [&](const Shown& s) { return s.number == notice.number; };
  const auto found = std::find_if(shown_.begin(), shown_.end(), same);
  if (found != shown_.end()) return *found;
  shown_.push_back({notice.number, now, false});
  return shown_.back();
}

void MessagesPanel::draw(const PanelContext& c) {
  const auto gone = [&](const Shown& s) {
    const auto same = [&](const Notice& n) { return n.number == s.number; };
    return std::none_of(c.view.notices.begin(), c.view.notices.end(), same);
  };
  std::erase_if(shown_, gone);
  float bottom = c.area.bottom() - 20;  // over the charts, where nothing is worked on
  size_t count = 0;
  for (auto n = c.view.notices.rbegin(); n != c.view.notices.rend() && count < kMostShown; ++n) {
    const Shown& s = state_of(*n, c.now);
    const double left = s.since + seconds_of(n->kind) - c.now;
    if (s.closed || n->past || left <= 0) continue;
    ++count;
    const double opacity = std::clamp(std::min(c.now - s.since, left) / kFade, 0.0, 1.0);
    bottom -= notice(c, *n, bottom, ui::reduce_motion() ? 1.0f : static_cast<float>(0.15 + 0.85 * opacity)) + 8;
    ui::request_frame(opacity < 1 ? 0.016 : left < 1e8 ? left - kFade : 1e9);
  }
  question(c);
}

// Draws one notice; returns its height.
float MessagesPanel::notice(const PanelContext& c, const Notice& n, float bottom, float opacity) {
  const ui::Palette& colours = ui::theme();
  const bool error = n.kind == Notice::Kind::error, warning = n.kind == Notice::Kind::warning;
  const ui::Colour colour = error ? colours.err : warning ? colours.warn : colours.acc;
  const std::string words = ui::tr(n.text);
  const ui::Text look{.size = 14, .colour = ui::faded(colours.ink, opacity)};
  const float most = std::max(kLeast, std::min(kMost, c.area.w - 48));
  const float width = std::clamp(ui::text_width(words, look) + 98, kLeast, most);
  const float text_height = ui::draw::text_block_height(words, width - 96, look);
  const float height = std::max(kHeight, std::ceil(text_height) + 17);
  const ui::Rect r{c.area.mid_x() - width / 2, bottom - height, width, height};
  const std::string name = "messages." + std::to_string(n.number);
  const Front front(name.c_str(), r);
  ui::lint::uncover(r);
  ui::draw::rect_filled(r, ui::faded(colours.bg1, opacity), 8);
  ui::draw::rect_filled(r, ui::with_alpha(colour, 0.1f * opacity), 8);
  ui::draw::rect(r, ui::with_alpha(colour, 0.55f * opacity), 8);
  ui::icon(error || warning ? "warn" : "info", {r.x + 22, r.mid_y()}, 20, ui::faded(colour, opacity), 2);
  ui::draw::text_block(words, {r.x + 48, r.mid_y() - text_height / 2, r.w - 94, text_height + 1}, look);
  const ui::Rect cross{r.right() - 34, r.mid_y() - 13, 26, 26};
  const ui::Hit hit = ui::hit((name + ".close").c_str(), cross, {.focus_radius = 6});
  if (hit.hovered) ui::draw::rect_filled(cross, colours.bg3, 6);
  ui::icon("cross", cross.centre(), 14, ui::faded(hit.hovered ? colours.ink : colours.ink3, opacity));
  if (hit.clicked) state_of(n, c.now).closed = true;
  return height;
}

void MessagesPanel::question(const PanelContext& c) {
  const bool wanted = c.view.dialog == Dialog::unsaved;
  if (wanted && !asking_) ui::open_question("messages.unsaved");
  asking_ = wanted;
  if (!wanted) return;
  const std::string answers[] = {ui::tr("Save"), ui::tr("Do not save"), ui::tr("Cancel")};
  const int answer =
      ui::question("messages.unsaved", ui::tr("Save the changes first?"),
                   ui::tr("The project has changes that are not saved. They are lost otherwise."), answers);
  if (answer == 0) c.actions.push(action::SaveProject{});
  if (answer == 1) c.actions.push(action::Discard{});
  if (answer == 2) c.actions.push(action::Dismiss{});
}

}  // namespace app
