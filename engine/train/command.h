// What the window asks of the training thread. Data only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/graph/checkpoint.h"
#include "engine/graph/experiment.h"

namespace engine {

// What the window wants to see of a node in the next snapshots. Only this is computed and copied.
enum class Watched {
  surface,          // output of each unit over the input plane: [units, resolution, resolution]; row 0 is the top. Of
                    // one-input data [units, 1, resolution]; of other data the outputs for the first samples,
                    // [units, 1, count]
  weight,           // as stored: the parameter "weight", or else the first that decays
  gradient,         // of the weight, of the last step
  bias,             // [out]
  bias_gradient,    // [out]
  pre_activation,   // of the last batch: [values], at most a few thousand
  sample,           // output for one sample of the data: the shape of the node's output
  inside,           // what LayerType::insides calls `name`, for the same sample
  parameter,        // the parameter called `name`, as stored; running averages too
  answer_gradient,  // of what the network answers to the sample (its chosen output, or the sum of all that it chose)
                    // by the node's output: the shape of that output
  batch,            // output for samples that are trained on, as in training (dropout drops, a batch is normalised by
                    // itself), at most a few thousand numbers: [samples, shape of the output]
  answers,          // output for the first samples of a part (`row`: the Split), at most a few thousand:
                    // [samples, numbers of the output]; while training runs not newer than it can afford
  decoded,          // what the network answers when the node gives `codes`: [codes, numbers of the network's output];
                    // nothing where a way to the output leads past the node. `name` tells several of a node apart
  occlusion,        // what the network answers to the sample minus what it answers with a patch hidden: [rows, columns]
                    // of places, see occlusion.h; `resolution`: the side of the patch. Of the network's input. Empty
                    // until every place was tried; while training runs, renewed place by place
  chains,           // of a task that draws samples by chains: where they stand [chains, numbers of a sample], at most
                    // some tens of thousands of numbers; needs no node
  paths,            // the ways of those that moved in the last step: [chains, places, numbers of a sample]
  parameters,       // of all nodes, as they lie in Network::parameters(): [count]; needs no node
  parameter_gradient,  // of the parameter called `name`, of the last step, as stored
  update,              // what the last step added to the parameter called `name`, as stored. Empty until a step was
                       // taken while it was watched
  flow,                // of every node: the norm of the gradient of the loss by what the node puts out, over the batch
                       // of the last step: [nodes], NaN for the input. Needs no node; empty as `update` is
};

// Watch::row: not a row of the data but the sample of the last SetProbe.
constexpr int64_t kProbeRow = -2;

struct Watch {
  std::string node;
  Watched what = Watched::surface;
  int resolution = 0;          // of surfaces
  int64_t row = 0;             // of what is about a sample: which row of the data (PreparedData::raw), or kProbeRow
  std::string name{};          // of insides and parameters
  int64_t stride = 1;          // of occlusion: numbers from one place of the patch to the next
  std::vector<float> codes{};  // decoded: [codes, numbers of the node's output]
  bool operator==(const Watch&) const = default;
};

namespace command {

// Takes over an experiment. Live changes are taken over at once; others rebuild and keep what they can. `fresh`
// starts again from the starting weights.
struct Load {
  Experiment experiment;
  uint64_t revision = 0;
  bool fresh = false;
  std::shared_ptr<const Checkpoint> from{};  // where a fresh one goes on, in place of the start
};
// Asks for the state of training as it is now: event::Captured.
struct Capture {
  uint64_t serial = 0;  // given by the sender
};
// Stops the reading of a file that the newest Load has begun; the experiment before it stays. Nothing when none is
// read.
struct CancelLoad {};
struct Run {};
struct Pause {};
struct Step {
  int64_t batches = 0, epochs = 0;  // one of them; pauses afterwards. In slow motion a batch is one line of the story
  NetworkPart part = NetworkPart::whole;  // a single batch moves that part alone
};
struct Reset {};
struct NewWeights {
  uint64_t seed = 0;
};
struct SetWatches {
  std::vector<Watch> watches;
};
// A sample that is not in the data, in the units of the data as it came (a row of PreparedData::raw). Watches of
// kProbeRow show what the network makes of it, from now on and while it learns. The newest wins; without values there
// is none. Snapshot::probe says which one is shown.
struct SetProbe {
  std::vector<Scalar> values;  // shape.count()
  Shape shape;                 // of one sample of the data
  uint64_t serial = 0;         // given by the sender, not 0
};
// One weight of the running network, by the node's id, the parameter's name and the index into it. Training goes on
// from that value; it is no part of the experiment.
struct SetWeight {
  std::string node, parameter;
  int64_t index = 0;
  double value = 0;
};
struct SetPace {
  double steps_per_second = 0;  // 0: as fast as it goes
  bool slow_motion = false;     // in place of that: each line of the story of a step is told for a while
};
// Threads that compute, this one included; the results do not depend on it.
struct SetThreads {
  int count = 1;
};
struct Quit {};

}  // namespace command

using Command = std::variant<command::Load, command::Capture, command::CancelLoad, command::Run, command::Pause,
                             command::Step, command::Reset, command::NewWeights, command::SetWatches, command::SetProbe,
                             command::SetWeight, command::SetPace, command::SetThreads, command::Quit>;

}  // namespace engine
