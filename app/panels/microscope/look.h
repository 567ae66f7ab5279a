// One way to look at an opened layer: what it is given, and what it must say and draw. A descriptor names the kinds
// that fit its layer (engine::LayerType::views); nothing here or in the looks asks which layer it is.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/panels/panel.h"
#include "app/views/colour_range.h"
#include "app/views/sample_picture.h"
#include "engine/schema/layer_type.h"

namespace app {

// The layer that is open, and the way to the numbers of training.
struct Opened {
  const PanelContext& c;
  size_t index = 0;
  const engine::NodeSpec& node;
  const engine::NodeInfo& info;  // without error: type, params and shapes are there
  std::string title;
  std::vector<std::string> sources;            // node at each wire
  int64_t row = 0;                             // the sample that is shown, or engine::kProbeRow
  const engine::PreparedData* data = nullptr;  // of the running training; may be null
  std::vector<std::string> names;              // what the descriptor wants shown by this kind of look

  const engine::LayerType& type() const { return *info.type; }
  const engine::Shape& output() const { return *info.output; }
  // Asks training for it, and gives what is there by now; null while that is nothing or belongs to another sample.
  // `node` empty: this layer.
  const engine::WatchedTensor* get(engine::Watched what, std::string_view node = {}, std::string_view name = {},
                                   int resolution = 0, int64_t stride = 1) const;
  // Input of a wire, for the sample that is shown.
  const engine::WatchedTensor* input(size_t port = 0) const;
  const engine::NodeInfo* info_of(std::string_view node) const;
  // Limits that the output of a node always keeps to; {0, 0}: none.
  views::Limits known_limits(std::string_view node = {}) const;
  // The network's input node, which the samples of the data become.
  bool is_input(std::string_view node) const;
  // What stands at each step of a sequence with that many: the words of the sample where they are its steps, else
  // numbers.
  std::vector<std::string> step_names(int64_t steps) const;
  // Steps of the shown sample that are not padding, of so many.
  int64_t steps_that_count(int64_t steps) const;
};

class Look {
 public:
  virtual ~Look() = default;
  virtual void draw(const Opened& o, const ui::Rect& area) = 0;
  // Numbers of the picture, for the clipboard: comma-separated lines. Empty: nothing to copy.
  virtual std::string values(const Opened& o) const { return (void)o, std::string(); }
  // Whether it shows the sample that is chosen, so that another one can be shown beside it.
  virtual bool of_sample(const Opened& o) const { return (void)o, false; }
  // What is chosen inside of it, as numbers, for a look of the same kind at another sample to show the same.
  virtual std::vector<int64_t> selection() const { return {}; }
  virtual void select(std::span<const int64_t> chosen) { (void)chosen; }
  // Esc was pressed: true when the look let go of something of its own.
  virtual bool escape() { return false; }
  // Shows one of LookType::choices.
  virtual void choose(std::string_view choice) { (void)choice; }
  // Sentence, reason and formula of the choice that is shown; null: those of the type, and the layer's formula.
  virtual const char* sentence() const { return nullptr; }
  virtual const char* why() const { return nullptr; }
  virtual const char* formula() const { return nullptr; }
};

struct LookType {
  const char* kind;                // ViewRef::view_kind
  const char* title;               // of the tab
  const char* sentence;            // what is seen
  const char* why;                 // why it looks like this
  bool (*offered)(const Opened&);  // null: always
  std::unique_ptr<Look> (*make)();
  // Pictures that the look chooses among by itself; OpenedLayer::look names one behind a slash, "saliency/occlusion".
  std::vector<const char*> choices = {};
  bool records = false;  // shows how something became: there is more of it when training goes on while it is open
};

}  // namespace app
