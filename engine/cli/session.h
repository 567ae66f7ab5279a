// What run, evaluate and predict share: opening a project with changes from the command line, and training it.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/train/trainer.h"

namespace cli {

struct SessionOptions {
  std::string project;
  std::optional<int64_t> epochs, steps;
  std::optional<uint64_t> seed;
  int threads = 0;  // 0: default_thread_count()
  std::vector<std::string> sets;
  bool json = false;
  bool goes_on = false;  // run: trains on what the project holds; the others take it as it is, unless told how long
  std::string save;      // run: where the project goes with what was trained; empty: nowhere
};

void add_session_options(CLI::App& command, SessionOptions& options);

struct Session {
  std::unique_ptr<engine::Trainer> trainer;
  engine::Experiment project;  // with the changes, but for how long it trains this time
  int64_t goal_steps = 0;
  bool own_length = true;  // neither --epochs nor --steps was given
};

// Opens the project and builds its trainer. Warnings go to stderr. nullopt: the reason stands on stderr.
std::optional<Session> open_session(const SessionOptions& options);

// Trains up to the goal. `at_epoch` is called after every epoch and once at the end, with `last` set; after the
// first call of a run of no length as well. False when training diverged (the sentence stands on stderr).
bool train(Session& session, const std::function<void(bool last)>& at_epoch = {});

// "glassnet-cli: data.csv:12:3: ..." on stderr.
void complain(const engine::Error& error);

}  // namespace cli
