// PNG, BMP and JPEG pictures, decoded and brought to a small size.
#include "engine/formats/picture.h"
#include "engine/formats/resample.h"
#include "tests/fuzz/targets.h"

void fuzz::picture(std::string_view bytes) {
  Choices choose(bytes);
  const bool grey = choose.next(2) == 1;
  const auto picture = engine::decode_picture(bytes, "data.png", {5, 7, grey});
  if (!picture) {
    expect(picture.error().where.starts_with("data.png"), "an error names its file");
    return;
  }
  expect(picture->width >= 1 && picture->height >= 1 && picture->width <= 8192 && picture->height <= 8192, "a size");
  std::vector<engine::Scalar> pixels(3 * 7 * 5);
  const char* const fits[] = {"crop", "pad", "stretch"};
  engine::resample(*picture, fits[choose.next(3)], grey ? 1 : 3, 7, 5, pixels.data());
  for (const engine::Scalar v : pixels) expect(v >= 0 && v <= engine::Scalar(1.001), "brightness");
}
