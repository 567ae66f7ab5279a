// The descriptor of a way of training: what a network learns from, and what a step is made of.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/tensor/shape.h"

namespace engine {

class Task;  // engine/tasks/task.h

// What the energy of a sample comes from, for ways of training that make it low where the data is.
enum class EnergySource {
  none,
  units,   // the units of a layer that models its input (LayerType::models_input)
  output,  // the only number that the network ends in
};

// A line of the story that slow motion tells of an update. Its moments follow each other in the order in which an
// update carries them out: what it learns from is there, the gradients are there, the weights have moved.
struct StoryLine {
  enum class Tells { samples, forward, acting, memory, loss, backward, update };
  Tells tells;
  std::string text{};
  int part = -1;    // where it happens: index into TaskType::parts; -1: in the whole network
  int update = -1;  // told of the updates of that part; -1: of all
};

struct TaskType {
  std::string id{};  // file name
  std::string title{};
  std::string summary{};
  std::string formula{};  // ASCII, what is made small
  std::string use_when{};
  std::string source{};
  std::vector<ParamSpec> params{};
  // Learns from the targets of the data; otherwise from its samples alone, which are then what the network answers
  // with.
  bool labels = true;
  // Measures its loss with one of the catalog; otherwise it has its own.
  bool chooses_loss = true;
  // Acts in the world that the data shows (Dataset::world), and learns from what it meets there.
  bool acts = false;
  // Then: the network ends in what the state is worth, behind a score for each action; else in what each is worth.
  bool critic = false;
  // Learns an energy, and draws samples from it by chains (Task::chains).
  EnergySource energy = EnergySource::none;
  // What the parts of the network are, in front of the gate and behind it; empty: it has no gate.
  std::vector<std::string> parts{};
  // What an update is made of, for people; in the order of its moments, for each kind of update at least one line.
  std::vector<StoryLine> story{};
  // Shape of what goes into the network (params are resolved, `sample` is that of the data); nullptr: the samples.
  Shape (*input_shape)(const Params& params, const Shape& sample) = nullptr;

  std::unique_ptr<Task> (*make)() = nullptr;
};

const Catalog<TaskType>& tasks();  // engine/tasks/*.cpp

}  // namespace engine
