#include "app/ui/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/ui/interact_internal.h"

namespace app::ui::lint {
namespace {
struct Noted {
  std::string words;
  Rect ink;
};
bool on_ = false;
int count_ = 0;
std::vector<Noted> noted_;
struct Cover {
  Rect area;
  int level;
};
std::vector<Cover> covers_;  // menus and cards: what is drawn below them later does not show either
std::vector<std::string> found_;

Rect common(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

// Two boxes may touch by a pixel: side bearings are part of the box.
bool collide(const Rect& a, const Rect& b) {
  return a.x + 1 < b.right() && b.x + 1 < a.right() && a.y + 1 < b.bottom() && b.y + 1 < a.bottom();
}
}  // namespace

void enable(bool on) { on_ = on; }
bool enabled() { return on_; }

void begin_frame() {
  noted_.clear();
  covers_.clear();
  found_.clear();
  count_ = 0;
}

void note(std::string_view words, const Rect& ink, float size, float room, bool overlap_matters, const Rect& clip) {
  if (!on_ || words.empty() || !ink.overlaps(clip)) return;
  ++count_;
  const auto hides = [&](const Cover& cover) { return cover.level > level_now() && ink.overlaps(cover.area); };
  if (std::any_of(covers_.begin(), covers_.end(), hides)) return;
  if (room > 0 && ink.w > room + 0.5f)
    found_.push_back(fmt::format("overflow \"{}\" {:.0f} > {:.0f}", words, ink.w, room));
  if (size < 12) found_.push_back(fmt::format("small \"{}\" {:.0f} px", words, size));
  const Vec window = display_size();
  if (ink.x < 4 || ink.right() > window.x - 4 || ink.y < 0 || ink.bottom() > window.y) {
    found_.push_back(fmt::format("off-screen \"{}\" at {:.0f},{:.0f}", words, ink.x, ink.y));
  }
  if (overlap_matters) noted_.push_back({std::string(words), common(ink, clip)});
}

void uncover(const Rect& area) {
  std::erase_if(noted_, [&](const Noted& t) { return t.ink.overlaps(area); });
  if (level_now() > 0) covers_.push_back({area, level_now()});
}

std::vector<std::string> findings() {
  std::vector<std::string> out = found_;
  for (size_t i = 0; i < noted_.size(); ++i) {
    for (size_t j = i + 1; j < noted_.size(); ++j) {
      if (!collide(noted_[i].ink, noted_[j].ink)) continue;
      out.push_back(fmt::format("overlap \"{}\" x \"{}\" at {:.0f},{:.0f}", noted_[i].words, noted_[j].words,
                                noted_[i].ink.x, noted_[i].ink.y));
    }
  }
  return out;
}

int text_count() { return count_; }

}  // namespace app::ui::lint
