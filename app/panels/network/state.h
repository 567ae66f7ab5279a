// What the parts of the canvas share between frames, and the steps that one frame is made of. Only files of this panel
// include it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/panels/network/doctor.h"
#include "app/panels/network/drag.h"
#include "app/panels/network/loss.h"
#include "app/panels/network/mender.h"
#include "app/panels/network/model.h"
#include "app/panels/network/network.h"
#include "app/panels/network/off_list.h"
#include "app/panels/network/pad.h"
#include "app/panels/network/picker.h"
#include "app/panels/network/pictures.h"
#include "app/panels/network/story.h"
#include "app/panels/network/units.h"
#include "app/panels/network/weight_card.h"
#include "app/panels/network/wire.h"
#include "app/panels/panel_masks.h"
#include "engine/train/memory.h"

namespace app::network {

// Where the parts of the canvas lie.
struct Areas {
  ui::Rect stage;  // columns and shape line
  ui::Rect clip;   // what the stage may draw on
  ui::Rect loss, doctor;
};
// `groups`: their names need a line above the columns.
Areas areas_of(const ui::Rect& area, bool groups);

// What the pointer is at.
struct Pointed {
  int column = -1, tile = -1;
  int wire = -1, edge = -1;
  int line = -1;  // a wire that is one line
};

// Dots that run along the strongest edges while training is slow enough to follow.
struct Pulses {
  double began = -1;
  int64_t step = -1;
};

// What is being given a name: the layer of a column, or a group, with the column that stands for it if it is folded.
struct Naming {
  std::string column, group;
};

struct State {
  Model model;
  Pictures pictures;
  DragGesture drag;
  WireGesture wire;
  LayerPicker picker;
  Mender mender;
  std::vector<std::vector<ui::Vec>> paths;  // of the wires
  LossColumn loss;
  Doctor doctor;
  Story story;
  UnitGrid units;
  OffList off;
  MaskCard masks{"network.masks"};
  WeightCard weight;
  InputPad pad;

  Mode mode = Mode::surfaces;        // chosen by the user
  Mode shown_mode = Mode::surfaces;  // slow motion shows gradients where it tells of them
  ui::Camera camera;
  ui::CanvasLayout closed, target, shown;
  ui::Rect slot;  // of the open gap, while one is open
  double settled_at = 0;
  uint64_t shown_version = 0;
  std::vector<std::string> shown_ids;  // of the columns that are shown
  bool panning = false;

  Areas areas;
  Pointed pointed, pressed;  // pressed: what the pointer was at when the ground was
  int hovered_column = -1;   // of the last frame
  std::vector<bool> visible;
  std::string menu_node;
  int64_t menu_unit = -1;  // the menu was opened on this unit
  ui::Vec menu_at;         // where it was opened
  std::string menu_group;
  Naming naming;
  bool selecting = false;
  ui::Vec select_from;
  Pulses pulses;
  std::string header_count;
  int64_t counted = -1;
  int counted_language = -1;
  engine::MemoryEstimate memory;
  std::array<int64_t, 3> memory_of{-1, -1, -1};  // model, samples, batch
};

// The whole network in small while only a part of it is seen; a drag in it moves the view.
void draw_minimap(State& s);

// Zoom, pan, fit; the layout of this frame.
void navigate(State& s, const PanelContext& context);
void place(State& s, const PanelContext& context);
Pointed point(const State& s);

// Frames of groups and their names (frames.cpp).
void draw_frames(const State& s, const PanelContext& context);
void react_frames(State& s, const PanelContext& context);
void unfold(const PanelContext& context, const Column& c);
void open_group_menu(State& s, const std::string& group, ui::Vec at);
void group_menu(State& s, const PanelContext& context);
void start_naming(State& s, Naming what, const std::string& now);
void react_naming(State& s, const PanelContext& context);

void draw_header(State& s, const PanelContext& context);
void draw_empty(State& s, const PanelContext& context);
void draw_stage(State& s, const PanelContext& context);
// The gradient on its way back (flow.cpp): ribbons below everything, numbers on top.
bool shows_flow(const State& s);
void draw_flows(const State& s);
void label_flows(const State& s);
// Numbers at edges and units (near.cpp), from ui::kNearZoom on.
bool is_near(const State& s);
void watch_numbers(const State& s, const PanelContext& context);
void draw_numbers(const State& s, const PanelContext& context);
// Everything that reacts: steppers, chips, titles, columns, the ground.
void react(State& s, const PanelContext& context);
void show_tips(State& s, const PanelContext& context);

void edit(const PanelContext& context, engine::Message label, engine::Experiment value, std::string merge_key = "");
void feature_menu(State& s, const PanelContext& context);
void activation_menus(State& s, const PanelContext& context);
void column_menu(State& s, const PanelContext& context);

}  // namespace app::network
