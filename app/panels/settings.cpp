#include "app/panels/settings.h"

#include <cmath>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/sheet.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kRow = 44, kControl = 236;

// A label at the left; the place of its control at the right.
ui::Rect row(const ui::Rect& inside, float& y, const char* label) {
  ui::draw::text(label, {inside.x, y + 16}, {.size = 13, .max_width = inside.w - kControl - 8});
  const ui::Rect control{inside.right() - kControl, y, kControl, 32};
  y += kRow;
  return control;
}

void languages(const PanelContext& c, const ui::Rect& r) {
  const ui::SegmentItem items[] = {{.label = "English"}, {.label = "中文"}};
  int chosen = c.view.language == Language::chinese ? 1 : 0;
  if (ui::segmented("settings.language", r, items, &chosen))
    c.actions.push(action::SetLanguage{chosen == 1 ? Language::chinese : Language::english});
}

void themes(const PanelContext& c, const ui::Rect& r) {
  const ui::SegmentItem items[] = {
      {.label = ui::tr("Dark")}, {.label = ui::tr("Light")}, {.label = ui::tr("Contrast")}};
  int chosen = static_cast<int>(c.view.theme);
  if (ui::segmented("settings.theme", r, items, &chosen))
    c.actions.push(action::SetTheme{static_cast<ThemeKind>(chosen)});
}

void scales(const PanelContext& c, const ui::Rect& r) {
  auto percent = static_cast<int64_t>(std::lround(100 * c.view.settings.scale));
  const std::string text = ui::format_percent(c.view.settings.scale, 0);
  const ui::Stepper look{.minimum = 100 * kLeastScale,
                         .maximum = 100 * kMostScale,
                         .step = 5,
                         .text = text,
                         .tip = ui::tr("Ctrl + and Ctrl −. At most so large that the window still has room.")};
  if (ui::stepper("settings.scale", r, &percent, look))
    c.actions.push(action::SetScale{static_cast<double>(percent) / 100});
}

bool switched(const char* name, const ui::Rect& r, bool* on) {
  return ui::toggle(name, {r.right() - 32, r.mid_y() - 9}, on);
}

}  // namespace

void SettingsPanel::draw(const PanelContext& c) {
  if (c.view.dialog != Dialog::settings) {
    frames_ = 0;
    return;
  }
  const bool chinese = c.view.language == Language::chinese;
  const ui::Rect anchor{0, 8, ui::display_size().x - 48, 36};
  const ui::Sheet sheet("settings", ui::tr("Settings"), ui::card_below(anchor, 440, chinese ? 444 : 400), frames_,
                        false);
  const ui::Rect inside = sheet.inside();
  float y = inside.y + 4;
  languages(c, row(inside, y, ui::tr("Language")));
  bool terms = c.view.settings.both_terms;
  if (chinese && switched("settings.terms", row(inside, y, ui::tr("English beside Chinese terms")), &terms))
    c.actions.push(action::SetBothTerms{terms});
  themes(c, row(inside, y, ui::tr("Colours")));
  scales(c, row(inside, y, ui::tr("Size of everything")));
  bool motion = c.view.settings.reduce_motion, gallery = c.view.settings.gallery_at_start;
  bool presenting = c.view.presenting;
  if (switched("settings.motion", row(inside, y, ui::tr("Less motion")), &motion))
    c.actions.push(action::SetReduceMotion{motion});
  if (switched("settings.gallery", row(inside, y, ui::tr("Projects at the start")), &gallery))
    c.actions.push(action::SetGalleryAtStart{gallery});
  if (switched("settings.present", row(inside, y, ui::tr("Presenter mode")), &presenting))
    c.actions.push(action::Present{presenting});
  const bool arranged = !(c.view.settings.arrangement == Arrangement{});
  if (ui::button("settings.arrange", row(inside, y, ui::tr("Layout of the window")),
                 {.label = ui::tr("As it was"), .disabled = !arranged, .size = 13}))
    c.actions.push(action::Arrange{});
  if (sheet.closed()) c.actions.push(action::Dismiss{});
}

}  // namespace app
