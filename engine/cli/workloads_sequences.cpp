// Recurrent classifiers: 32 steps of 16 numbers, 64 units, the last state into a dense layer.
#include "engine/cli/workloads.h"

namespace cli {
namespace {

engine::Result<PreparedWorkload> recurrent(const char* type) {
  const engine::Params dense{{"units", int64_t{5}}, {"activation", std::string("linear")}};
  return classifier(chain_of({{type, {{"units", int64_t{64}}}}, {"dense", dense}}),
                    labelled_set(1024, engine::Shape{32, 16}, 5), 32);
}

}  // namespace

std::vector<Workload> sequence_workloads() {
  return {{"W5", "LSTM 32x16, hidden 64, Adam", 32, [] { return recurrent("lstm"); }},
          {"W6", "GRU 32x16, hidden 64, Adam", 32, [] { return recurrent("gru"); }},
          {"W7", "RNN tanh 32x16, hidden 64, Adam", 32, [] { return recurrent("rnn"); }}};
}

}  // namespace cli
