// Short sounds that people know by ear: tones, chirps, warbles, clicks, vowels. Each is a wave, made of sines and
// noise; it knows nothing of spectrograms.
#pragma once

#include <string>
#include <vector>

#include "engine/core/rng.h"

namespace engine {

constexpr double kSoundRate = 8000;  // samples a second
constexpr int64_t kSoundSamples = 4800;

struct Voice {
  std::string name;
  // The sound, -1 .. 1. `variation` scales how much pitch, speed, loudness and place in time differ; 0: not at all.
  std::vector<double> (*draw)(double variation, Rng& rng);
};

const std::vector<Voice>& voices();

}  // namespace engine
