// What the canvas shows of an experiment, in words and numbers ready to draw: one column for each node, one wire for
// each edge. Made again only when the experiment, its shapes or the language change.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/ui/i18n.h"
#include "app/ui/network_canvas_layout.h"
#include "app/workbench/edits.h"
#include "app/workbench/workbench.h"
#include "engine/schema/activation_type.h"

namespace app::network {

// What one sample looks like behind a layer, and so what its tiles show.
enum class Form {
  numbers,  // a tile for each
  planes,   // a tile for each channel of an image
  steps,    // one tall tile: a row for each step
  tokens,   // one tall tile with the words of the first steps
};

struct Column {
  size_t node = 0;  // index into the network's nodes
  std::string id, title, glyph;
  std::string group;                 // the folded group that it stands for, with the last of its layers as its face
  std::vector<std::string> members;  // the layers that it stands for: itself, or all of the group
  bool gate = false;                 // divides the network (LayerType::gate)
  bool is_input = false, is_output = false, has_weights = false, frozen = false;
  engine::Masks masks;  // what of it is off, frozen or held
  Form form = Form::numbers;
  engine::Shape output;
  int rank = 0, lane = 0, lanes = 1;
  int ports = 1;
  std::vector<bool> wired;              // by port
  std::vector<std::string> port_names;  // what each brings, in the user's language; may be empty
  int64_t units = 0;                    // things that have a tile or share one; 0 when unknown
  int64_t last_axis = 0;                // of the output: outputs of a weight matrix, channels of an image
  int64_t weights = 0;                  // parameters
  bool steppable = false;               // + and - change the units
  double most_units = 1e9;              // of the stepper
  std::string shape, count;             // "16×5×5", and what stands under the title
  std::string more;                     // "+57"; kept with the number of tiles it was made for
  std::string error;                    // a sentence
  std::vector<std::string> labels;      // of inputs

  // The parameter that names an activation, and what the foot shows.
  std::string activation_key;
  const engine::ActivationType* activation = nullptr;
  float activation_parameter = 0;
  std::string chip;

  float low = 0, high = 0;  // limits of the output; infinite where it has none

  // Names for tests and scripts.
  std::string name_column, name_title, name_units, name_plus, name_minus, name_activation, name_more;
  std::string name_output, name_repair;
  std::vector<std::string> name_unit, name_port;
};

// Each of its tiles is one unit.
inline bool tiles_are_units(const Column& c) { return c.form == Form::numbers || c.form == Form::planes; }

// Around the columns of a group that is not folded.
struct Frame {
  std::string group, title;
  std::vector<int> columns;
  bool folds = false;  // it can be folded as the wires are
  std::string name_title, name_fold;
};

struct Wire {
  int from = -1, to = -1;  // columns; to is -1 behind the last one of a network without wires
  Gap gap;
  std::vector<Gap> also;  // other wires from the same layer into the folded group where it ends
  int port = 0;           // of the column where it ends
  int channel = -1;       // in the corridor below the columns, for wires that skip ranks
  bool weights = false;   // drawn as the single weights between the tiles; else as one line
  std::string name;
};

class Model {
 public:
  // True when anything was made again.
  bool update(const View& view);

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<Wire>& wires() const { return wires_; }
  const std::vector<Frame>& frames() const { return frames_; }
  const std::vector<ui::ColumnContent>& contents() const { return contents_; }
  int channels() const { return channels_; }
  // Pictures show one sample of the data, since the inputs are more than a few numbers.
  bool by_sample() const { return by_sample_; }
  // Of a layer, or of the folded group that it is in.
  int column_of(std::string_view id) const;
  // Input shape of one sample, as far as it is known.
  const engine::Shape& input() const { return input_; }
  // Derived features can be chosen.
  bool plane() const { return plane_; }
  uint64_t version() const { return version_; }

 private:
  void build(const View& view);
  void build_column(const View& view, size_t node, Column& c) const;
  void shape_column(const View& view, const engine::Shape& shape, Column& c) const;
  void name_inputs(const View& view, Column& c) const;
  void build_wires(const View& view);
  void fold_groups(const View& view);
  void stand_for_group(const View& view, Column& c) const;
  void frame_groups(const View& view);
  void rank_columns();
  void set_ranges(const View& view);

  std::vector<Column> columns_;
  std::vector<Wire> wires_;
  std::vector<ui::ColumnContent> contents_;
  std::vector<Frame> frames_;
  std::set<std::string> faces_;                             // groups that can be folded
  std::map<std::string, std::string, std::less<>> folded_;  // layers of folded groups: the one that stands for them
  engine::Shape input_;
  int channels_ = 0;
  bool plane_ = false, by_sample_ = false, probe_ = false;
  uint64_t version_ = 0;

  // What the above was made from.
  engine::NetworkSpec spec_;
  std::vector<engine::PreparationStep> steps_;
  std::string source_, loss_;
  std::vector<engine::Shape> shapes_;
  std::vector<bool> failed_;
  const engine::PreparedData* data_ = nullptr;
  ui::Language language_ = ui::Language::en;
};

// "x1^2" -> "x₁²"
std::string feature_label(const std::string& id);
// "Dense 2", in the user's language.
std::string title_of(const engine::NetworkSpec& net, std::string_view id);
std::string title_of_group(const engine::NetworkSpec& net, std::string_view group);

}  // namespace app::network
