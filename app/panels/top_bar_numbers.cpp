// The number blocks of the top bar: as many as there is room for, the most telling ones first.
#include <algorithm>
#include <cmath>
#include <vector>

#include "app/panels/panel_decision.h"
#include "app/panels/top_bar.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

struct Block {
  const char* label;
  std::string value;
  ui::Colour key = 0;
  int rank = 0;                  // lower ones stay longer when it gets narrow
  float least = 96, wish = 120;  // width with its gap
};

// Very small numbers, and where it is narrow all small ones, have fewer figures: "3e−12" takes no more room than
// "0.194".
std::string number_text(double v, bool narrow) {
  const double size = std::abs(v);
  return ui::format_number(v, size < 9.9e-10 || (narrow && size < 0.01) ? 1 : 3);
}

std::string loss_text(const engine::Metrics& m, bool narrow) {
  return m.samples == 0 ? "–" : number_text(m.loss, narrow);
}

// The score of a part of the data: share of right answers, or R² for numbers.
std::string score_text(const engine::Metrics& m, bool classes) {
  if (m.samples == 0) return "–";
  if (classes) return ui::format_percent(m.accuracy);
  return m.r2 > -10 ? ui::format_fixed(m.r2, 3) : number_text(m.r2, true);
}

std::string epoch_text(int64_t epoch) {
  return epoch < 100000 ? std::to_string(epoch) : ui::format_short(static_cast<double>(epoch));
}

// A generator and its discriminator.
void add_game(const engine::Metrics& m, std::vector<Block>& blocks) {
  const auto text = [&](double v) { return m.samples > 0 ? number_text(v, false) : std::string("–"); };
  blocks.push_back({ui::tr("Discriminator"), text(m.loss), ui::theme().ink, 2, 108, 128});
  blocks.push_back({ui::tr("Generator"), text(m.generator), ui::theme().val, 3, 90, 120});
  if (m.mode_count > 0) {
    blocks.push_back({ui::tr("Classes reached"),
                      std::to_string(static_cast<int>(m.modes)) + "/" + std::to_string(m.mode_count), 0, 1, 112, 128});
  }
  blocks.push_back({ui::tr("Real"), text(m.real_score), 0, 4, 76, 100});
  blocks.push_back({ui::tr("Made"), text(m.fake_score), 0, 5, 76, 100});
  blocks.push_back({ui::tr("Spread"), text(m.spread), 0, 6, 76, 100});
}

// An agent in a world.
void add_agent(const engine::Snapshot& s, std::vector<Block>& blocks) {
  const bool met = s.acting && s.acting->episodes > 0;
  blocks.push_back(
      {ui::tr("Mean return"), met ? ui::format_number(s.acting->mean_return) : "–", ui::theme().ink, 2, 100, 128});
  if (s.validation.samples > 0) {
    blocks.push_back(
        {ui::tr("Greedy return"), ui::format_number(s.validation.episode_return), ui::theme().val, 1, 108, 132});
  }
  blocks.push_back({ui::tr("Train loss"), s.train.samples > 0 ? ui::format_number(s.train.loss) : "–", 0, 5, 92, 120});
  if (!s.acting) return;
  blocks.push_back({ui::tr("Episodes"), ui::format_short(static_cast<double>(s.acting->episodes)), 0, 3, 84, 112});
  blocks.push_back({ui::tr("World steps"), ui::format_short(static_cast<double>(s.acting->steps)), 0, 4, 92, 112});
}

// An energy, and chains that draw samples from it.
void add_energy(const View& view, std::vector<Block>& blocks) {
  const ui::Palette& colours = ui::theme();
  const engine::Snapshot& s = view.snapshot;
  const auto text = [](const engine::Metrics& m, const char* id) {
    const auto value = m.samples > 0 ? engine::metric_value(m, id) : std::nullopt;
    return value ? number_text(*value, false) : std::string("–");
  };
  const auto share = [](double v) { return ui::format_percent(v); };
  if (task_of(view.experiment).energy == engine::EnergySource::units) {
    blocks.push_back({ui::tr("Val reconstruction"), text(s.validation, "loss"), 0, 1, 124, 144});
  }
  blocks.push_back({ui::tr("Train energy"), text(s.train, "energy"), colours.ink, 2, 106, 128});
  blocks.push_back({ui::tr("Val energy"), text(s.validation, "energy"), colours.val, 3, 100, 128});
  blocks.push_back({ui::tr("Chain energy"), text(s.train, "chain_energy"), 0, 5, 100, 128});
  blocks.push_back({ui::tr("Gap"), text(s.validation, "energy_gap"), 0, 6, 76, 100});
  if (engine::metric_value(s.train, "acceptance"))
    blocks.push_back({ui::tr("Acceptance rate"), share(s.train.acceptance), 0, 4, 112, 128});
  if (engine::metric_value(s.validation, "near_samples")) {
    blocks.push_back({ui::tr("Chains near samples"), share(s.validation.near_samples), 0, 1, 140, 160});
    blocks.push_back({ui::tr("Samples near chains"), share(s.validation.near_chains), 0, 4, 140, 160});
  }
}

std::vector<Block> blocks_of(const View& view, bool narrow) {
  const ui::Palette& colours = ui::theme();
  const engine::Snapshot& s = view.snapshot;
  const bool labels = learns_labels(view.experiment), game = makes_samples(view.experiment);
  const bool classes = labels && (!s.data || s.data->raw.classes > 0);
  std::vector<Block> blocks;
  blocks.push_back({ui::tr("Epoch"), epoch_text(s.epoch), 0, 0, 76, 112});
  if (game) {
    add_game(s.train, blocks);
    return blocks;
  }
  if (acts(view.experiment)) {
    add_agent(s, blocks);
    return blocks;
  }
  if (learns_energy(view.experiment)) {
    add_energy(view, blocks);
    return blocks;
  }
  blocks.push_back({ui::tr("Train loss"), loss_text(s.train, narrow), colours.ink, 2, 84, 128});
  if (s.validation.samples > 0 || s.test.samples == 0) {
    blocks.push_back({ui::tr("Val loss"), loss_text(s.validation, narrow), colours.val, 3, 84, 128});
    blocks.push_back(
        {classes ? ui::tr("Val accuracy") : ui::tr("Val R²"), score_text(s.validation, classes), 0, 1, 88, 120});
  }
  if (s.test.samples > 0) {
    blocks.push_back({ui::tr("Test loss"), loss_text(s.test, narrow), 0, 5, 92, 120});
    blocks.push_back(
        {classes ? ui::tr("Test accuracy") : ui::tr("Test R²"), score_text(s.test, classes), 0, 4, 96, 120});
  }
  if (models_language(view) && engine::metric_value(s.validation, "perplexity")) {
    blocks.push_back({ui::tr("Val perplexity"), number_text(s.validation.perplexity, narrow), 0, 1, 104, 128});
  }
  if (engine::metric_value(s.validation, "kl")) {
    blocks.push_back({ui::tr("Val reconstruction"), number_text(s.validation.reconstruction, narrow), 0, 4, 124, 144});
    blocks.push_back({ui::tr("Val KL"), number_text(s.validation.kl, narrow), 0, 5, 84, 112});
  }
  if (!classes && s.validation.samples > 0) {
    blocks.push_back({ui::tr("Val RMSE"), number_text(s.validation.rmse, narrow), 0, 6, 92, 112});
    blocks.push_back({ui::tr("Val MAE"), number_text(s.validation.mae, narrow), 0, 7, 92, 112});
  }
  return blocks;
}

// Leaves out the least telling ones until the rest fits.
void fit(std::vector<Block>& blocks, float room) {
  const auto needed = [&] {
    float sum = 0;
    for (const Block& b : blocks) sum += b.least;
    return sum;
  };
  const auto lower = [](const Block& a, const Block& b) { return a.rank < b.rank; };
  while (!blocks.empty() && needed() > room) blocks.erase(std::max_element(blocks.begin(), blocks.end(), lower));
}

}  // namespace

void TopBar::numbers(const PanelContext& c, const Layout& at) {
  std::vector<Block> blocks = blocks_of(c.view, c.area.w < 1500);
  const float room = at.line2 - 8 - at.numbers;
  fit(blocks, room);
  float least = 0, wish = 0;
  for (const Block& b : blocks) {
    least += b.least;
    wish += b.wish;
  }
  const float stretch = wish > least ? std::clamp((room - least) / (wish - least), 0.0f, 1.0f) : 0;
  const bool stale = !c.view.fresh || c.view.error;
  float x = at.numbers;
  for (const Block& b : blocks) {
    const float width = b.least + (b.wish - b.least) * stretch;
    ui::number_block({x, 15}, b.label, b.value,
                     {.key = b.key, .colour = stale ? ui::theme().ink3 : 0, .room = width - 8});
    x += width;
  }
}

}  // namespace app
