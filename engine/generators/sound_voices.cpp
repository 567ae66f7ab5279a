#include "engine/generators/sound_voices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace engine {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

using Wave = std::vector<double>;

// How one sound is spoken: when, how high, how loud, how fast its inside moves.
struct Take {
  double begin, length;  // seconds
  double pitch;          // Hz
  double loudness, speed;

  Take(double middle, double variation, Rng& rng) {
    const double whole = static_cast<double>(kSoundSamples) / kSoundRate;
    length = whole * std::clamp(0.75 + 0.15 * variation * rng.uniform(-1, 1), 0.45, 1.0);
    begin = (whole - length) * std::clamp(0.5 + 0.5 * variation * rng.uniform(-1, 1), 0.0, 1.0);
    pitch = middle * std::exp2(0.8 * variation * rng.uniform(-1, 1));
    loudness = 0.5 * std::pow(10, -0.4 * variation * rng.uniform());
    speed = std::exp2(0.5 * variation * rng.uniform(-1, 1));
  }
  // Seconds since the sound began.
  double time(size_t sample) const { return static_cast<double>(sample) / kSoundRate - begin; }
  // Fades in and out.
  double envelope(double t) const {
    constexpr double kFade = 0.02;
    const double edge = std::clamp(std::min(t, length - t) / kFade, 0.0, 1.0);
    return loudness * edge * edge * (3 - 2 * edge);
  }
};

constexpr size_t kHarmonics = 60, kHold = 64;

// Harmonics of a pitch that moves: pitch(t) in Hz, level(t) 0 .. 1, weight(k, f) of harmonic k = 1, 2, ... at f Hz,
// looked at again every kHold samples.
template <class Pitch, class Level, class Weight>
Wave sing(const Take& take, size_t harmonics, const Pitch& pitch, const Level& level, const Weight& weight) {
  Wave wave(static_cast<size_t>(kSoundSamples), 0.0);
  std::array<double, kHarmonics> weights{};
  double phase = 0;
  size_t held = 0;
  for (size_t i = 0; i < wave.size(); ++i) {
    const double t = take.time(i), loud = take.envelope(t) * level(t);
    if (loud <= 0) continue;
    const double f = std::clamp(pitch(t), 20.0, 0.48 * kSoundRate);
    if (held++ % kHold == 0) {
      for (size_t k = 0; k < harmonics; ++k) {
        weights[k] = weight(static_cast<double>(k + 1), f * static_cast<double>(k + 1));
      }
    }
    phase = std::fmod(phase + kTurn * f / kSoundRate, kTurn);
    // sin((k + 1) x) = 2 cos(x) sin(k x) - sin((k - 1) x)
    const double twice = 2 * std::cos(phase);
    double before = 0, now = std::sin(phase);
    for (size_t k = 0; k < harmonics && f * static_cast<double>(k + 1) < 0.48 * kSoundRate; ++k) {
      wave[i] += loud * weights[k] * now;
      const double next = twice * now - before;
      before = now;
      now = next;
    }
  }
  return wave;
}

constexpr auto kSteady = [](double) { return 1.0; };

// A flute has few harmonics, a reed many.
auto draw_timbre(double variation, Rng& rng) {
  const double fall = 2.2 - 0.6 * variation * rng.uniform(-1, 1);
  return [fall](double k, double) { return std::pow(k, -fall); };
}

Wave tone(double variation, Rng& rng) {
  const Take take(600, variation, rng);
  return sing(
      take, 4, [&](double) { return take.pitch; }, kSteady, draw_timbre(variation, rng));
}

// From one pitch to another, `octaves` higher.
Wave glide(double octaves, double variation, Rng& rng) {
  const Take take(600, variation, rng);
  const double reach = octaves * (1 + 0.25 * variation * rng.uniform(-1, 1));
  const auto pitch = [&](double t) { return take.pitch * std::exp2(reach * (t / take.length - 0.5)); };
  return sing(take, 4, pitch, kSteady, draw_timbre(variation, rng));
}

Wave rise(double variation, Rng& rng) { return glide(1.6, variation, rng); }
Wave fall(double variation, Rng& rng) { return glide(-1.6, variation, rng); }

// A pitch that swings to and fro like a sine.
Wave warble(double variation, Rng& rng) {
  const Take take(700, variation, rng);
  const double width = 0.35 * (1 + 0.3 * variation * rng.uniform(-1, 1)), start = rng.uniform(0, kTurn);
  const auto pitch = [&](double t) {
    return take.pitch * std::exp2(width * std::sin(kTurn * 7 * take.speed * t + start));
  };
  return sing(take, 3, pitch, kSteady, draw_timbre(variation, rng));
}

// Two pitches in turn, as a fire engine has them.
Wave siren(double variation, Rng& rng) {
  const Take take(600, variation, rng);
  const double step = 0.42 * (1 + 0.2 * variation * rng.uniform(-1, 1)), start = rng.uniform();
  const auto pitch = [&](double t) {
    const double place = 4.5 * take.speed * t + start;
    return take.pitch * std::exp2(place - std::floor(place) < 0.5 ? step : -step);
  };
  return sing(take, 4, pitch, kSteady, draw_timbre(variation, rng));
}

// One pitch, on and off.
Wave beeps(double variation, Rng& rng) {
  const Take take(800, variation, rng);
  const double start = rng.uniform(0, kTurn);
  const auto level = [&](double t) {
    return std::clamp(0.5 + 4 * std::sin(kTurn * 7 * take.speed * t + start), 0.0, 1.0);
  };
  return sing(
      take, 4, [&](double) { return take.pitch; }, level, draw_timbre(variation, rng));
}

// Short knocks, each a ringing that dies away at once.
Wave clicks(double variation, Rng& rng) {
  const Take take(1500, variation, rng);
  Wave wave(static_cast<size_t>(kSoundSamples), 0.0);
  const double interval = 0.085 / take.speed;
  for (double at = rng.uniform(0, interval); at < take.length;
       at += interval * (1 + 0.1 * variation * rng.uniform(-1, 1))) {
    const auto first = static_cast<size_t>(std::lround((take.begin + at) * kSoundRate));
    for (size_t i = first; i < std::min(first + 120, wave.size()); ++i) {
      const double t = static_cast<double>(i - first) / kSoundRate;
      wave[i] += 1.6 * take.loudness * std::exp(-500 * t) * (std::sin(kTurn * take.pitch * t) + 0.6 * rng.normal());
    }
  }
  for (double& v : wave) v = std::clamp(v, -1.0, 1.0);
  return wave;
}

// Noise, darker or brighter.
Wave hiss(double variation, Rng& rng) {
  const Take take(600, variation, rng);
  const double colour = std::clamp(0.6 * variation * rng.uniform(-1, 1), -0.9, 0.9);
  Wave wave(static_cast<size_t>(kSoundSamples));
  double last = 0;
  for (size_t i = 0; i < wave.size(); ++i) {
    const double white = 0.35 * rng.normal();
    wave[i] = std::clamp(take.envelope(take.time(i)) * (white + colour * last), -1.0, 1.0);
    last = white;
  }
  return wave;
}

// Harmonics of a voice, the louder the nearer they are to a formant (Peterson and Barney 1952).
Wave vowel(const std::array<double, 3>& formants, double variation, Rng& rng) {
  const Take take(150, 0.8 * variation, rng);
  const double throat = 1 + 0.1 * variation * rng.uniform(-1, 1), bend = 0.15 * variation * rng.uniform(-1, 1);
  const auto pitch = [&](double t) { return take.pitch * std::exp2(bend * (t / take.length - 0.5)); };
  const auto weight = [&](double, double f) {
    double sum = 0.02;
    for (size_t i = 0; i < formants.size(); ++i) {
      const double away = (f / throat - formants[i]) / (60 + 40 * static_cast<double>(i));
      sum += std::pow(0.5, static_cast<double>(i)) / (1 + away * away);
    }
    return 0.7 * sum;
  };
  return sing(take, kHarmonics, pitch, kSteady, weight);
}

Wave ah(double variation, Rng& rng) { return vowel({730, 1090, 2440}, variation, rng); }
Wave ee(double variation, Rng& rng) { return vowel({270, 2290, 3010}, variation, rng); }

}  // namespace

const std::vector<Voice>& voices() {
  static const std::vector<Voice> all{{"Tone", tone},   {"Rise", rise},   {"Fall", fall},     {"Warble", warble},
                                      {"Siren", siren}, {"Beeps", beeps}, {"Clicks", clicks}, {"Hiss", hiss},
                                      {"Ah", ah},       {"Ee", ee}};
  return all;
}

}  // namespace engine
