// Sums to be worked out digit by digit: "037+458=" is read, then 0495 is said, one digit at a blank.
#include <algorithm>
#include <string>

#include "engine/data/sample_set.h"

namespace engine {
namespace {

constexpr Scalar kZero = 1, kPlus = 11, kEquals = 12, kBlank = 13;  // token ids; 0 pads the end of other sets

// Two numbers, two signs, and a blank for each digit of the sum, which has one more.
Shape steps_of(const Params& params) { return {3 * get_int(params, "digits") + 3}; }

// The digits of `number`, `count` of them.
std::vector<Scalar> digits_of(int64_t number, int64_t count) {
  std::vector<Scalar> digits(static_cast<size_t>(count));
  for (size_t i = digits.size(); i-- > 0; number /= 10) digits[i] = static_cast<Scalar>(number % 10);
  return digits;
}

void draw_sum(const DatasetRequest& request, Rng& rng, Scalar* tokens, Scalar* targets) {
  const int64_t digits = get_int(request.params, "digits"), steps = steps_of(request.params)[0];
  const bool ones_first = get_text(request.params, "order") == "ones_first";
  int64_t limit = 1;
  for (int64_t d = 0; d < digits; ++d) limit *= 10;
  Scalar* next = tokens;
  const auto write = [&](int64_t number) {
    std::vector<Scalar> said = digits_of(number, digits);
    if (ones_first) std::reverse(said.begin(), said.end());
    for (const Scalar digit : said) *next++ = kZero + digit;
  };
  const auto a = static_cast<int64_t>(rng.below(static_cast<uint64_t>(limit)));
  const auto b = static_cast<int64_t>(rng.below(static_cast<uint64_t>(limit)));
  write(a);
  *next++ = kPlus;
  write(b);
  *next++ = kEquals;
  std::fill(next, tokens + steps, kBlank);
  std::vector<Scalar> sum = digits_of(a + b, digits + 1);
  if (ones_first) std::reverse(sum.begin(), sum.end());
  std::fill_n(targets, next - tokens, Scalar(-1));
  for (size_t i = 0; i < sum.size(); ++i) {
    targets[(next - tokens) + static_cast<int64_t>(i)] = mislabelled(sum[i], 10, request.noise, rng);
  }
}

Result<Dataset> make_addition(const DatasetRequest& request) {
  const Shape steps = steps_of(request.params);
  Dataset set = sample_set(request, steps, steps, 10);
  draw_samples(request, "addition", set,
               [&](int64_t, Rng& rng, Scalar* tokens, Scalar* targets) { draw_sum(request, rng, tokens, targets); });
  set.vocabulary = {"·", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "=", "_"};
  set.target_name = "digit";
  return set;
}

}  // namespace

const DatasetType& addition_dataset() {
  static const DatasetType type{
      .id = "addition",
      .title = "Addition",
      .category = "Sequences",
      .summary = "Two numbers, digit by digit, and after the equals sign their sum. A carry has to find its way.",
      .params = {{.key = "digits",
                  .label = "Digits each",
                  .help = "Digits of each number; the sum has one more.",
                  .default_value = int64_t{2},
                  .minimum = 1,
                  .maximum = 12,
                  .step = 1},
                 {.key = "order",
                  .label = "Order of digits",
                  .help = "With the ones first, a carry is known before it is needed, which is easier to learn.",
                  .default_value = std::string("written"),
                  .choices = {{"written", "As written"}, {"ones_first", "Ones first"}}}},
      .dimensions = 0,
      .classes = 10,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .target_shape = steps_of,
      .make = make_addition,
  };
  return type;
}

}  // namespace engine
