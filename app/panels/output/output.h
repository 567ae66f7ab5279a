// The Output card: what the network makes of its inputs. A surface with the points for two inputs, a curve for one,
// otherwise answers against the truth. Previews the neuron under the pointer; takes points painted by hand, and samples
// that the user makes (TryPads).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/panels/output/code_plane.h"
#include "app/panels/output/gibbs.h"
#include "app/panels/output/pictures.h"
#include "app/panels/output/try.h"
#include "app/panels/output/world.h"
#include "app/panels/panel.h"
#include "app/ui/decimate.h"
#include "app/ui/pixel_image.h"
#include "app/ui/widgets.h"
#include "app/views/height_field.h"
#include "engine/core/rng.h"

namespace app {

class PlaneScale;

class OutputPanel final : public Panel {
 public:
  const char* id() const override { return "output"; }
  void draw(const PanelContext& context) override;

 private:
  enum class Kind {
    plane,
    curve,
    table,
    sample,
    made,
    points,
    rebuilt,
    codes,
    gallery,
    world,
    gibbs,
    energy,
    chains,
    nothing
  };
  struct Frame {
    ui::Rect square;  // the picture
    ui::Rect legend;  // below it, as wide as the card
    Kind kind = Kind::nothing;
    const engine::WatchedTensor* answer = nullptr;  // of the output node
    Decision how;
    PlaneView plane;
    bool by_hand = false;                        // the points are those of the experiment
    bool samples = false;                        // the inputs are images, sequences or words: one of them is shown
    int64_t row = 0;                             // which, of the data
    int part = 0;                                // of the data, whose answers a table shows
    const engine::WatchedTensor* one = nullptr;  // what the network answers to it
    const engine::WatchedTensor* samples_made = nullptr;  // samples that it makes, where it makes some
    const engine::WatchedTensor* paths = nullptr;         // last ways of the chains that draw samples
    const engine::WatchedTensor *decoded_plane = nullptr, *decoded_way = nullptr;  // of codes
  };

  Frame look_at(const PanelContext& c, const ui::Rect& square);
  void look_at_sample(const PanelContext& c, Frame& f) const;
  static void look_at_all(const PanelContext& c, Frame& f, const std::string& out);
  void header(const PanelContext& c, const Frame& f);

  // plane.cpp
  void draw_plane(const PanelContext& c, const Frame& f);
  const engine::WatchedTensor* unit_under_pointer(const PanelContext& c);
  void plane_tip(const Frame& f, const engine::WatchedTensor* shown, int unit);
  void add_place(const Frame& f, const engine::WatchedTensor* shown, int unit, double x, double y, ui::Tip& tip) const;
  static float value_at(const engine::WatchedTensor& t, int64_t unit, const PlaneView& plane, double x, double y);
  static std::string hovered_name(const View& view);
  int mark_errors(const Frame& f);
  void plane_legend(const Frame& f, const View& view);
  void class_legend(const Frame& f, const View& view);
  void part_legend(const View& view, ui::Vec at);
  void collect_points(const View& view, bool by_hand);

  // space.cpp
  bool shows_space(const Frame& f) const { return in_space_ && !try_.is_open() && (f.answer || !f.by_hand); }
  void draw_space(const PanelContext& c, const Frame& f);
  void raise(const engine::WatchedTensor& t, const engine::Snapshot& s, int unit, const Decision& how);
  void stand_points(const Frame& f, bool residuals);
  void draw_box(const Frame& f, bool unit) const;
  void space_tip(const Frame& f, const engine::WatchedTensor& shown, int unit);

  // plots.cpp
  void draw_curve(const PanelContext& c, const Frame& f);
  void residual_lines(const std::vector<float>& curve, const PlaneView& plane, const ui::Rect& r);
  void residual_switch(const Frame& f);
  void draw_scatter(const PanelContext& c, const Frame& f);
  void draw_confusion(const PanelContext& c, const Frame& f);

  // sample.cpp
  void draw_sample(const PanelContext& c, const Frame& f);
  float sample_head(const PanelContext& c, const Frame& f, const ui::Rect& area);
  void sample_input(const PanelContext& c, const Frame& f, const ui::Rect& r);
  void class_bars(const PanelContext& c, const Frame& f, const ui::Rect& area);
  void pixel_maps(const PanelContext& c, const Frame& f, const ui::Rect& area);
  void step_table(const PanelContext& c, const Frame& f, const ui::Rect& area);
  void number_answers(const PanelContext& c, const Frame& f, const ui::Rect& area);
  void hidden_words(const PanelContext& c, const Frame& f, const ui::Rect& area);

  void lines(const ui::Rect& area, std::span<const float> truth, std::span<const float> answer, const char* truth_word,
             const char* answer_word);

  // made.cpp: where nothing has labels
  void look_at_made(const PanelContext& c, Frame& f);
  void draw_points(const PanelContext& c, const Frame& f);
  void draw_rebuilt(const PanelContext& c, const Frame& f);
  void draw_gallery(const PanelContext& c, const Frame& f);

  // energy.cpp
  void look_at_energy(const PanelContext& c, Frame& f);
  void draw_energy(const PanelContext& c, const Frame& f);
  void draw_chains(const Frame& f, const PlaneScale& scale) const;
  void energy_legend(const PanelContext& c, const Frame& f);
  void draw_chain_samples(const PanelContext& c, const Frame& f);

  // codes.cpp
  struct Decoded {  // pictures in one texture, and what they were painted of
    ui::PixelImage image;
    std::vector<float> values;
    ui::ThemeName theme{};
  };
  void look_at_codes(const PanelContext& c, Frame& f);
  void draw_codes(const PanelContext& c, const Frame& f);
  void code_dots(const PanelContext& c, const Frame& f, const ui::Rect& plane);
  void code_way(const Frame& f, const ui::Rect& plane);
  void decoded_pictures(const PanelContext& c, const Frame& f, const engine::WatchedTensor& t, int columns,
                        const ui::Rect& r, float gap, Decoded& out);

  // hand.cpp
  void paint(const PanelContext& c, const Frame& f, bool hovered, bool held, bool pressed, bool released);
  void begin_stroke(const PanelContext& c);
  void put_points(const PanelContext& c, const Frame& f);
  void erase_points(const PanelContext& c, const Frame& f);
  void hand_controls(const PanelContext& c, const Frame& f);
  void hand_classes(ui::Vec at, int used);
  void hand_tools(const PanelContext& c, const ui::Rect& r);

  SurfacePicture surface_, unit_surface_;
  PointsPicture points_picture_;
  std::vector<PlotPoint> points_;
  std::shared_ptr<const engine::PreparedData> points_of_;  // what points_ was made of
  engine::SharedList<engine::HandPoint> hand_points_;
  ui::ThemeName points_theme_{};
  int wrong_ = 0, judged_ = 0;  // points shown as mistakes, and points looked at
  bool errors_ = false, hard_ = false;
  bool in_space_ = false, space_why_ = false;  // the surface in space; why it looks so
  bool residuals_ = false;                     // lines from the points to the curve
  double mean_residual_ = 0;                   // their size
  views::SpaceView space_view_;
  views::HeightField field_;
  SurfaceKey raised_;  // what the field was made of
  std::vector<float> heights_;
  std::vector<ui::Colour> shades_;
  std::vector<views::StandingPoint> standing_;
  enum class HandTool { points, soft, even, eraser };
  // How points are painted by hand.
  struct Hand {
    HandTool tool = HandTool::points;
    int label = 1;
    double value = 1;
    float radius = 20;   // of brush and eraser, logical pixels
    double density = 5;  // points of one dab
    ui::Vec last{-1000, -1000};
    bool erasing = false;  // with the right button
    engine::Rng rng;       // of the stroke
  } hand_;
  ui::StepRange curve_range_;
  bool all_ = false;  // all samples in one picture, in place of one sample
  bool shows_codes_ = false, decodes_plane_ = false;
  CodePlane codes_;
  ui::Vec pin_;  // the point that is decoded: -1 .. 1 both ways
  Decoded decoded_plane_, decoded_way_;
  TryPads try_;
  WorldView world_;
  GibbsView gibbs_;
  SampleGrid chain_samples_;
  ui::PixelImage pixels_, truth_, answer_;
  // What the three were made of.
  struct Painted {
    const engine::PreparedData* data = nullptr;
    int64_t row = -1, step = -1;
    ui::ThemeName theme{};
    bool operator==(const Painted&) const = default;
  } painted_, painted_maps_, codes_of_;
  float steps_height_ = 0;
  int hidden_ = 0;  // which of the hidden words of a sample is looked at
};

}  // namespace app
