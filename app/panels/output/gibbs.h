// The Output card of a machine that models its input: a Gibbs chain that goes round by round from the shown sample or
// from noise, and where the chains of training are. Owns a chain of its own, of the weights as they are now.
#pragma once

#include <vector>

#include "app/panels/output/sample_grid.h"
#include "app/panels/panel.h"
#include "engine/tasks/boltzmann.h"

namespace app {

class GibbsView {
 public:
  void draw(const PanelContext& c, const ui::Rect& area);

 private:
  // One round of the chain: what the visible units are, with the probabilities (or means) they were drawn from, and the
  // hidden ones given them.
  struct State {
    int64_t round = 0;
    std::vector<float> v, v_mean, h, h_mean;
  };
  enum class Start { sample, noise };

  bool read(const PanelContext& c);
  void begin(Start start);
  void advance();
  void draw_hidden(State& state);
  void follow(const PanelContext& c);
  void controls(const PanelContext& c, const ui::Rect& r);
  void chain(const engine::PreparedData& data, const ui::Rect& r);
  void cells(const ui::Rect& r, std::span<const float> values, size_t which);
  void fantasies(const PanelContext& c, const ui::Rect& r);

  engine::Boltzmann machine_;  // of the watched numbers of this frame
  std::vector<int64_t> off_;
  std::vector<float> sample_;  // the shown sample, as it comes into the machine
  int64_t row_ = -1;           // which that is
  const engine::PreparedData* data_ = nullptr;
  std::vector<State> states_;  // the first, and the newest
  int64_t rounds_ = 0;
  Start start_ = Start::sample;
  engine::Rng rng_{1};
  bool paused_ = false, means_ = true, trains_ = false;
  int speed_ = 1;
  double due_ = 0;
  static constexpr size_t kShown = 4;  // rounds in the picture
  SampleGrid visible_[kShown], fantasies_;
  ui::PixelImage cells_[2 * kShown];
  std::vector<float> painted_[2 * kShown];  // what they show
  ui::ThemeName theme_{};
};

}  // namespace app
