#include "app/panels/panel_words.h"

#include <cctype>
#include <cmath>
#include <filesystem>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/word_match.h"

namespace app {

std::string node_name(const engine::NetworkSpec& net, std::string_view id) {
  const engine::NodeSpec* node = net.find(id);
  if (node && !node->name.empty()) return ui::tr(node->name);  // those of the samples have a translation
  const engine::NodeTitle title = engine::node_title(net, id);
  std::string name = ui::tr(title.title);
  if (title.number > 0) name += " " + std::to_string(title.number);
  return name;
}

std::string title_of_file(std::string_view stem) {
  std::string title(stem);
  for (char& c : title) c = c == '_' || c == '-' ? ' ' : c;
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

std::string error_text(const engine::NetworkSpec& net, const engine::Error& error) {
  const std::string words = ui::tr(error.what);
  return error.where.empty() || net.find(error.where) ? words : error.where + ": " + words;
}

int64_t shown_row(const View& view) {
  if (!view.data) return 0;
  const int64_t chosen = ui::shown_sample().row;
  if (chosen >= 0 && chosen < view.data->raw.rows()) return chosen;
  for (const int part : {1, 2, 0}) {
    if (!view.data->rows[part].empty()) return view.data->rows[part].front();
  }
  return 0;
}

int64_t watched_row(const View& view) { return ui::shown_sample().probe ? engine::kProbeRow : shown_row(view); }

int64_t pinned_row(const View& view) {
  const ui::ShownSample& s = ui::shown_sample();
  const bool same = view.data && s.pinned_in.lock() == view.data->shared;
  return same && s.pinned < view.data->raw.rows() ? s.pinned : -1;
}

void pin_row(const View& view, int64_t row) {
  ui::shown_sample().pinned = row;
  if (view.data) ui::shown_sample().pinned_in = view.data->shared;
}

bool matches_words(std::initializer_list<std::string_view> texts, std::string_view words) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  const std::string wanted = lower(std::string(words));
  if (wanted.empty()) return true;
  for (const std::string_view text : texts) {
    const std::string english(text);
    if (lower(english).find(wanted) != std::string::npos) return true;
    const std::string shown = ui::tr(english);
    if (lower(shown).find(wanted) != std::string::npos) return true;
    constexpr size_t kName = 40;  // a name, not a sentence: also found by first letters
    if (shown.size() < kName && ui::match_score(words, shown) > 0) return true;
  }
  return false;
}

views::SampleLook look_of(const View& view, const engine::PreparedData* data) {
  if (!data) return views::SampleLook::numbers;
  bool tokens = false;
  for (const engine::NodeInfo& node : view.info.nodes) tokens |= node.type && node.type->reads_tokens;
  return views::look_of(data->raw, tokens);
}

void push_edit(const PanelContext& c, engine::Message label, engine::Experiment value) {
  c.actions.push(action::Edit{std::move(label), std::move(value), {}});
}

double round_limit(double v) {
  if (!(v > 0) || !std::isfinite(v)) return 1;
  const double base = std::pow(10.0, std::floor(std::log10(v)));
  for (const double k : {1.0, 2.0, 3.0, 5.0, 10.0}) {
    if (k * base >= v * (1 - 1e-9)) return k * base;
  }
  return 10 * base;
}

std::string limit_text(double v) {
  const double size = std::abs(v);
  if (size >= 0.01 && size < 1e4) {
    const std::string digits = fmt::format("{:g}", size);
    return v < 0 ? "−" + digits : digits;
  }
  return v == 0 ? "0" : ui::format_exponent(v, 0);
}

std::string last_part(std::string_view path) { return std::filesystem::path(path).filename().string(); }

}  // namespace app
