#include "app/panels/network/doctor.h"

#include <algorithm>

#include "app/panels/network/model.h"

namespace app::network {
namespace {

constexpr float kFade = 0.2f;  // seconds

}  // namespace

void words_in(const ui::Rect& room, const std::string& words, float opacity) {
  const ui::Text one{.size = 14, .colour = ui::faded(ui::theme().ink2, opacity), .max_width = room.w};
  if (ui::text_width(words, one) <= room.w) {
    ui::draw::text(words, {room.x, room.mid_y()}, one);
    return;
  }
  const ui::Text two{.size = 12, .colour = one.colour};
  const float height = ui::draw::text_block_height(words, room.w, two);
  ui::draw::push_clip(room);
  ui::draw::text_block(words, {room.x, room.mid_y() - std::min(height, room.h) / 2, room.w, room.h}, two);
  ui::draw::pop_clip();
}

Doctor::Message Doctor::now(const PanelContext& context, const Mender& mender) {
  const View& view = context.view;
  const engine::Diagnosis& d = view.diagnosis;
  if (view.divergence) {
    Message m{ui::BannerKind::error, ui::tr("Diverged"), ui::tr(view.divergence->what), ""};
    if (d.kind == engine::Diagnosis::Kind::diverged && !d.remedy.empty()) m.action = ui::tr(d.remedy);
    return m;
  }
  if (const engine::Error* error = mender.error()) {
    const bool known = view.experiment.network.find(error->where) != nullptr;
    Message m{ui::BannerKind::error, known ? title_of(view.experiment.network, error->where) : ui::tr("Cannot train"),
              ui::tr(error->what), ""};
    if (!known && !error->where.empty()) m.words = error->where + ": " + m.words;
    if (mender.repair()) m.action = ui::tr(mender.repair()->label);
    return m;
  }
  const bool advice = d.kind == engine::Diagnosis::Kind::advice;
  if (d.kind != engine::Diagnosis::Kind::none) {
    return {advice ? ui::BannerKind::warn : ui::BannerKind::good, ui::tr(d.title), ui::tr(d.text),
            d.remedy.empty() ? "" : ui::tr(d.remedy)};
  }
  if (view.playing)
    return {ui::BannerKind::good, ui::tr("Training"), ui::tr("It is too early to say how it goes."), ""};
  return {ui::BannerKind::good, ui::tr("Ready"), ui::tr("Press Play and watch the network learn."), ""};
}

void Doctor::draw(const PanelContext& context, const Mender& mender, const ui::Rect& bar) {
  Message m = now(context, mender);
  // Figures in the sentence may change; only another finding fades in.
  const bool another = m.title != shown_.title || m.kind != shown_.kind;
  if (another) since_ = since_ < 0 ? context.now - 1 : context.now;
  shown_ = std::move(m);
  float opacity = static_cast<float>((context.now - since_) / static_cast<double>(kFade));
  opacity = ui::reduce_motion() ? 1 : std::clamp(opacity, 0.0f, 1.0f);
  if (opacity < 1) ui::request_frame();

  const ui::Banner look{
      .kind = shown_.kind, .title = shown_.title, .action = shown_.action, .opacity = std::max(opacity, 0.02f)};
  const bool pressed = ui::banner("network.doctor", bar, look);
  ui::tooltip(shown_.words);
  const float left = bar.x + 60 + ui::text_width(shown_.title, {.size = 14, .weight = 700});
  const float button = shown_.action.empty() ? 0 : ui::text_width(shown_.action, {.size = 13, .weight = 600}) + 36;
  words_in({left, bar.y + 2, bar.right() - 12 - button - left, bar.h - 4}, shown_.words, opacity);
  if (!pressed) return;
  if (mender.repair() && !context.view.divergence) {
    context.actions.push(action::Edit{mender.repair()->label, mender.repair()->value, ""});
  } else {
    context.actions.push(action::ApplyRemedy{});
  }
}

}  // namespace app::network
