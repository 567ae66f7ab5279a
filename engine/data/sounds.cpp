// Short sounds as pictures of their frequencies over time, as a stand-in for spoken commands: ten sounds that people
// tell apart by ear.
#include "engine/data/sample_set.h"
#include "engine/generators/sound_voices.h"
#include "engine/generators/spectrogram.h"

namespace engine {
namespace {

Shape picture_of(const Params& params) { return {1, get_int(params, "bands"), get_int(params, "frames")}; }

Result<Dataset> make_sounds(const DatasetRequest& request) {
  const std::vector<Voice>& all = voices();
  const auto classes = static_cast<int64_t>(all.size());
  const double variation = get_double(request.params, "variation");
  SpectrogramSpec spec;
  spec.rate = kSoundRate;
  spec.bands = get_int(request.params, "bands");
  spec.frames = get_int(request.params, "frames");
  const Spectrogram spectrogram(spec);
  Dataset set = sample_set(request, picture_of(request.params), {}, classes);
  draw_samples(request, "sounds", set, [&](int64_t i, Rng& rng, Scalar* picture, Scalar* target) {
    std::vector<double> wave = all[static_cast<size_t>(i % classes)].draw(variation, rng);
    for (double& v : wave) v += 0.1 * request.noise * rng.normal();
    for (const double v : spectrogram.of(wave)) *picture++ = static_cast<Scalar>(v);
    *target = static_cast<Scalar>(i % classes);
  });
  for (const Voice& voice : all) set.class_names.push_back(voice.name);
  set.target_name = "sound";
  set.spectrum = true;
  return set;
}

}  // namespace

const DatasetType& sounds_dataset() {
  static const DatasetType type{
      .id = "sounds",
      .title = "Sounds",
      .category = "Images",
      .summary =
          "Spectrograms of ten sounds: tones, chirps, a warble, a siren, clicks, hiss and vowels. High frequencies are "
          "at "
          "the top, time runs to the right.",
      .params = {{.key = "variation",
                  .label = "Variation",
                  .help = "How much pitch, speed, loudness and place in time differ from sound to sound.",
                  .default_value = 1.0,
                  .minimum = 0,
                  .maximum = 2,
                  .step = 0.1},
                 {.key = "bands",
                  .label = "Bands",
                  .help = "Bands of frequencies (mel), the height of the picture.",
                  .default_value = int64_t{32},
                  .minimum = 8,
                  .maximum = 64,
                  .step = 8},
                 {.key = "frames",
                  .label = "Frames",
                  .help = "Moments in time, the width of the picture.",
                  .default_value = int64_t{32},
                  .minimum = 8,
                  .maximum = 64,
                  .step = 8}},
      .dimensions = 0,
      .classes = 10,
      .default_noise = 0.1,
      .kind = SampleKind::image,
      .sample_shape = picture_of,
      .make = make_sounds,
  };
  return type;
}

}  // namespace engine
