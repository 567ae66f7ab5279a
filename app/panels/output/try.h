// The Try part of the Output card: a pad for each kind of data, on which the user makes a sample of their own, and what
// the network answers to it while it is made. The canvas follows. Sends the sample; computes no answers.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/panels/output/pictures.h"
#include "app/panels/panel.h"
#include "app/panels/panel_decision.h"
#include "app/panels/panel_pad.h"
#include "app/ui/token_line.h"
#include "engine/data/typed_text.h"
#include "engine/train/class_choice.h"

namespace app {

class TryPads {
 public:
  bool is_open() const { return open_; }
  void set_open(const PanelContext& c, bool open);
  // Once a frame, before anything is drawn: other data needs another pad.
  void follow(const PanelContext& c);
  // The pad and the answer, for all data but the two below.
  void draw(const PanelContext& c, const ui::Rect& area);
  // A point on the surface or the curve that is drawn there; the answer in words goes below, into `legend`.
  void draw_on_plane(const PanelContext& c, const PlaneView& plane, const ui::Rect& square, const ui::Rect& legend);
  void draw_on_curve(const PanelContext& c, const PlaneView& plane, const ui::Rect& plot, const ui::Rect& legend);

 private:
  struct ReadPicture {
    std::vector<engine::Scalar> pixels;  // [channels, height, width], 0 .. 1
    std::optional<engine::Error> error;
  };
  struct Answer {
    const engine::WatchedTensor* one = nullptr;  // of the output node
    Decision how;
    bool newest = false;  // it belongs to the sample as it is now
  };

  // try.cpp
  void start(const PanelContext& c);
  void withdraw(const PanelContext& c);
  void send(const PanelContext& c);
  Answer look(const PanelContext& c);
  std::string trouble(const View& view) const;
  float head(const PanelContext& c, const ui::Rect& area, std::string_view words, bool copies);
  void take_shown_sample(const View& view);
  std::span<const engine::Scalar> shown_values(const View& view) const;

  // try_answer.cpp: any kind of answer
  void draw_answer(const PanelContext& c, const Answer& a, const ui::Rect& area, bool big);
  void draw_classes(const PanelContext& c, const Answer& a, const ui::Rect& area, bool big);
  void draw_numbers(const PanelContext& c, const Answer& a, const ui::Rect& area);
  void draw_steps(const PanelContext& c, const Answer& a, const ui::Rect& area);
  void draw_hidden(const PanelContext& c, const Answer& a, const ui::Rect& area);
  float whole_answer(const Answer& a, const ui::Rect& r) const;
  void draw_mask(const PanelContext& c, const Answer& a, const ui::Rect& area);
  static void mask_legend(const engine::PreparedData& data, int64_t count, const ui::Rect& r);
  void draw_rebuilt(const PanelContext& c, const Answer& a, const ui::Rect& area);
  void point_answer(const PanelContext& c, const Answer& a, const ui::Rect& legend);
  std::string short_answer(const PanelContext& c, const Answer& a) const;

  // try_image.cpp
  void draw_image(const PanelContext& c, const ui::Rect& area);
  void picture_files();
  static ReadPicture read_picture(const std::string& path, const engine::Shape& shape);  // any thread
  void load_picture(const std::string& path);
  void take_loaded_picture();

  // try_table.cpp
  void draw_table(const PanelContext& c, const ui::Rect& area);
  void fit_columns(const View& view);

  // try_text.cpp
  void draw_text(const PanelContext& c, const ui::Rect& area);
  void read_text();

  // try_next.cpp: networks that say the next token
  void draw_written(const ui::Rect& r) const;
  void next_tokens(const PanelContext& c, const Answer& a, const ui::Rect& area);
  void append_token(int64_t id, std::string& to);
  void choice_sliders(const ui::Rect& r, int64_t classes);
  void write_row(const PanelContext& c, const ui::Rect& r);
  void write_anew(const PanelContext& c);
  void stop_writing();
  bool writes_on(const PanelContext& c, const ui::Rect& r, std::string_view what);

  // try_series.cpp
  void draw_series(const PanelContext& c, const ui::Rect& area);
  void fit_series(const View& view);
  void go_on_series(const PanelContext& c, const Answer& a);

  bool open_ = false;
  std::shared_ptr<const engine::PreparedData> data_;  // what the pads were made for; none while closed
  engine::Shape shape_;
  std::string source_;

  std::vector<engine::Scalar> sample_;  // in units of the data
  bool ready_ = false;                  // it is complete and may be sent
  std::vector<engine::Scalar> sent_;
  uint64_t serial_ = 0;  // of what was sent; 0: nothing

  PanelPad drawn_;
  ui::DrawPad& pad_ = drawn_.paper;
  uint64_t pad_version_ = ~uint64_t{0};
  std::future<ReadPicture> loading_;
  std::optional<engine::Error> load_error_;
  ui::PixelImage mask_;

  struct Column {
    double low = 0, high = 1, step = 0;
  };
  std::vector<Column> columns_;

  std::string text_;     // as it was typed
  std::string written_;  // what the network has written behind it
  std::optional<engine::TypedText> typist_;
  std::vector<ui::TypedToken> tokens_;
  size_t typed_tokens_ = 0;  // of them, in front of what was written
  size_t last_step_ = 0;     // of the sample: where the newest token stands
  int hidden_ = 0;           // which hidden word is looked at
  bool says_next_ = false;
  engine::ChoiceRule rule_;         // how tokens are drawn
  std::vector<double> drawn_with_;  // probability of each
  uint64_t draws_ = 1;              // seed of what is drawn
  bool rewrites_ = true;            // writes anew from time to time while training runs
  double rests_since_ = 0;          // when writing ended
  int64_t written_at_ = -1;         // step of training at which it began

  double low_ = 0, high_ = 1;  // of the series
  int64_t feature_ = 0;
  int64_t target_feature_ = -1;         // of the series: what is forecast, when it is one of the features
  std::vector<engine::Scalar> window_;  // as it was drawn
  std::vector<float> ahead_;            // forecasts that were fed back

  int64_t more_ = 0, count_ = 20;  // steps that are still to be written on, and how many are asked for
};

}  // namespace app
