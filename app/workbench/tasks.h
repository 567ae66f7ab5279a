// Ways of training as the window needs them: what is on, and the edit that goes over to another. Pure.
#pragma once

#include "engine/graph/experiment.h"
#include "engine/graph/infer.h"
#include "engine/schema/environment_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/task_type.h"

namespace app {

// The way of training; one that this version does not have counts as labels.
const engine::TaskType& task_of(const engine::Experiment& e);
// Whether answers are compared with the targets of the data.
inline bool learns_labels(const engine::Experiment& e) { return task_of(e).labels; }
// Whether the network answers with its own input.
inline bool reconstructs(const engine::Experiment& e) { return !task_of(e).labels && task_of(e).chooses_loss; }
// Whether it makes samples out of random numbers.
inline bool makes_samples(const engine::Experiment& e) { return !task_of(e).parts.empty(); }
// Whether it learns an energy, and samples are drawn from that by chains.
inline bool learns_energy(const engine::Experiment& e) { return task_of(e).energy != engine::EnergySource::none; }
// The first layer that models its input; null: there is none.
const engine::NodeSpec* machine_node(const engine::Experiment& e);
// Whether it acts in a world.
inline bool acts(const engine::Experiment& e) { return task_of(e).acts; }
// The world that the data shows, if it is one.
const engine::EnvironmentType* world_of(const engine::Experiment& e);
// Whether a way of training can be chosen with this data.
inline bool suits(const engine::TaskType& task, const engine::Experiment& e) { return !task.acts || world_of(e); }
// The node whose output is a sample like those of the data, where there are no labels: the last one, or what goes into
// the gate. Empty: there is none.
std::string made_node(const engine::Experiment& e);

// The node whose output is the code of an autoencoder: the narrowest that every way leads through, the first of equal
// ones. Empty: none is narrower than the input, or nothing is reconstructed.
std::string code_node(const engine::Experiment& e, const engine::NetworkInfo& info);

// Another way of training. A network that cannot be trained that way is replaced by a small one that can.
// `sample`: the shape of one sample; `classes` as in Dataset.
engine::Experiment set_task(engine::Experiment e, const engine::TaskType& task, const engine::Shape& sample,
                            int64_t classes);
// Without labels: the layer that makes samples gives as many numbers as they have.
engine::Experiment fit_made(engine::Experiment e, const engine::Shape& sample);
// An energy: one number at the end, or layers that model their input, or a small network takes the place.
engine::Experiment fit_energy(engine::Experiment e, const engine::Shape& sample);
// An agent: the last layer gives as many numbers as the task needs in this world, or a small network takes the place.
engine::Experiment fit_acting(engine::Experiment e);
// The same, and a small network in its place when it cannot read or make such samples.
engine::Experiment fit_samples(engine::Experiment e, const engine::Shape& sample);
// Whether a loss goes with reconstructions.
bool compares_numbers(const engine::LossType& loss);

}  // namespace app
