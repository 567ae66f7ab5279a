// Project files: an Experiment as readable JSON, beside the window's own things, which pass through unread.
// Opening never changes anything but its result; saving never leaves half a file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/graph/checkpoint.h"
#include "engine/graph/experiment.h"

namespace engine {

struct Project {
  Experiment experiment;
  std::string document = "{}";                 // a JSON object with what the window keeps: places of nodes, open panels
  std::shared_ptr<const Checkpoint> training;  // where its training is; null: at the start
  std::vector<Message> warnings;               // what was left out, for the user to read; the rest is complete
};

// `name` stands in errors: "spiral.json:12:3" for bad JSON, "spiral.json: data.noise" for a bad field. Layers, losses
// and the like that this version does not know are kept as they are and reported when the network is built.
Result<Project> parse_project(std::string_view text, const std::string& name);
// Refuses numbers that are not finite and a document that is no JSON object. `training` may be null.
Result<std::string> project_text(const Experiment& experiment, const std::string& document = "{}",
                                 const Checkpoint* training = nullptr);
// What of a state of training can be part of a project file (limits::training_bytes). Where all of it is too large,
// what its task has gathered is taken out.
enum class KeptPart { all, without_gathered, none };
KeptPart fit_into_project(Checkpoint& training);

// Whether the first bytes of a file are those of a project.
bool looks_like_project(std::string_view head);

// As above from and to a file. Paths of data files are kept relative to the folder of the project.
Result<Project> load_project(const std::string& path);
Status save_project(const std::string& path, const Experiment& experiment, const std::string& document = "{}",
                    const Checkpoint* training = nullptr);

// One field by its path in the file: "data.noise=0.2", "optimizer.learning_rate=0.01", "network.dense2.units=4",
// "optimizer=sgd". Nothing is changed on an error.
Status set_by_path(Experiment& experiment, std::string_view assignment);

}  // namespace engine
