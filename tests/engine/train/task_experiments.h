// Small experiments beyond labels, and trainers of them, that tests share.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/core/parallel.h"
#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace engine::testing {

constexpr bool kDouble = sizeof(Scalar) == 8;  // for tests that are compiled for both

inline Experiment autoencoder() {
  Experiment e = circle();
  e.task = {"reconstruction", {}};
  e.loss = {"mse", {}};
  e.network = chain(
      {dense("wide", 8, "tanh"), dense("code", 1, "linear"), dense("back", 8, "tanh"), dense("out", 2, "linear")});
  return e;
}

inline Experiment variational() {
  Experiment e = autoencoder();
  e.network = chain({dense("wide", 8, "tanh"),
                     dense("code", 4, "linear"),
                     {"sample", "sampling", "", {}, false},
                     dense("back", 8, "tanh"),
                     dense("out", 2, "linear")});
  return e;
}

inline Experiment adversarial() {
  Experiment e = circle();
  e.data.source = {"ring", {}};
  e.task = {"adversarial", {}};
  e.network = chain({dense("make1", 8, "tanh"),
                     dense("make2", 2, "linear"),
                     {"gate", "real_or_made", "", {}, false},
                     dense("judge1", 8, "tanh"),
                     dense("judge2", 1, "linear")});
  return e;
}

// A machine over points, which are no probabilities.
inline Experiment boltzmann() {
  Experiment e = circle();
  e.task = {"contrastive_divergence", {}};
  e.network = chain({{"rbm", "rbm", "", {{"units", int64_t{8}}, {"visible", std::string("gaussian")}}, false}});
  return e;
}

inline Experiment energy_based() {
  Experiment e = circle();
  e.task = {"energy_based", {{"steps", int64_t{5}}, {"chains", int64_t{32}}}};
  return e;
}

inline std::unique_ptr<Trainer> trainer_of(const Experiment& e) {
  auto made = Trainer::create(e);
  EXPECT_TRUE(made.ok()) << made.error().describe();
  return made.ok() ? std::move(*made) : nullptr;
}

inline std::string refusal(const Experiment& e) {
  const auto made = Trainer::create(e);
  return made.ok() ? "" : made.error().what.format();
}

inline std::vector<Scalar> weights_after(const Experiment& e, int64_t steps, int threads = 1) {
  set_thread_count(threads);
  const auto t = trainer_of(e);
  for (int64_t i = 0; i < steps; ++i) EXPECT_TRUE(t->step());
  set_thread_count(1);
  const auto w = t->network().parameters();
  return {w.begin(), w.end()};
}

}  // namespace engine::testing
