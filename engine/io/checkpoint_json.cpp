#include "engine/io/checkpoint_json.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "engine/formats/limits.h"
#include "engine/io/base64.h"

namespace engine {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are written with the lowest byte first");

constexpr const char* kPrecision = sizeof(Scalar) == 4 ? "float32" : "float64";

template <class Number>
std::string packed(const std::vector<Number>& numbers) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(numbers.data());  // NOLINT: what base64 writes
  return to_base64({bytes, numbers.size() * sizeof(Number)});
}

// False when the text is no base64 of whole numbers.
template <class Number>
bool unpack(const std::string& text, std::vector<Number>& numbers) {
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() % sizeof(Number) != 0) return false;
  numbers.resize(bytes->size() / sizeof(Number));
  if (!bytes->empty()) std::memcpy(numbers.data(), bytes->data(), bytes->size());
  return true;
}

void read_counts(const Json& object, ReadLog& log, Checkpoint& state) {
  for (const auto& [name, value] : object.items()) {
    JsonFields fields(object, "training.counts", log);
    fields.read(name.c_str(), state.counts[name]);
  }
}

void read_words(const Json& object, ReadLog& log, Checkpoint& state) {
  for (const auto& [name, value] : object.items()) {
    JsonFields fields(object, "training.words", log);
    std::string text;
    fields.read(name.c_str(), text);
    if (log.error) return;
    if (!unpack(text, state.words[name])) {
      return log.fail(fields.path_of(name), message("These numbers must be written as base64."));
    }
  }
}

Shape shape_of(const std::vector<int64_t>& s) {
  switch (s.size()) {
    case 1: return {s[0]};
    case 2: return {s[0], s[1]};
    case 3: return {s[0], s[1], s[2]};
    case 4: return {s[0], s[1], s[2], s[3]};
    default: return {s[0], s[1], s[2], s[3], s[4]};
  }
}

bool read_shape(const Json& list, Shape& shape) {
  if (list.empty() || list.size() > Shape::kMaxRank) return false;
  std::vector<int64_t> sides;
  int64_t count = 1;
  for (const Json& side : list) {
    if (!side.is_number_integer() || side < 1 || side > limits::values.value / count) return false;
    sides.push_back(side.get<int64_t>());
    count *= sides.back();
  }
  shape = shape_of(sides);
  return true;
}

void read_array(const Json& object, const std::string& name, ReadLog& log, Checkpoint& state) {
  JsonFields fields(object, "training.arrays." + name, log);
  const Json* shape = fields.list("shape");
  std::string text;
  fields.read("data", text);
  fields.finish();
  if (log.error) return;
  Checkpoint::Array& array = state.arrays[name];
  if (!shape || !read_shape(*shape, array.shape)) {
    return log.fail(fields.path_of("shape"), message("A shape is a list of whole numbers from 1."));
  }
  if (!unpack(text, array.values)) {
    return log.fail(fields.path_of("data"), message("These numbers must be written as base64."));
  }
  if (static_cast<int64_t>(array.values.size()) != array.shape.count()) {
    return log.fail(fields.path_of("data"), message("The shape {} takes {} numbers, not {}.", array.shape.text(),
                                                    array.shape.count(), array.values.size()));
  }
  for (const Scalar v : array.values) {
    if (std::isfinite(v)) continue;
    return log.fail(fields.path_of("data"), message("A number here is not finite."));
  }
}

}  // namespace

Json checkpoint_to_json(const Checkpoint& state) {
  Json out = {{"precision", kPrecision}, {"counts", Json::object()}, {"words", Json::object()}};
  Json& arrays = out["arrays"] = Json::object();
  for (const auto& [name, count] : state.counts) out["counts"][name] = count;
  for (const auto& [name, words] : state.words) out["words"][name] = packed(words);
  for (const auto& [name, array] : state.arrays) {
    Json shape = Json::array();
    for (int i = 0; i < array.shape.rank(); ++i) shape.push_back(array.shape[i]);
    arrays[name] = {{"shape", std::move(shape)}, {"data", packed(array.values)}};
  }
  return out;
}

Checkpoint checkpoint_from_json(const Json& object, ReadLog& log) {
  Checkpoint state;
  JsonFields fields(object, "training", log);
  std::string precision = kPrecision;
  fields.read("precision", precision);
  if (precision != kPrecision) {
    log.fail(fields.path_of("precision"), message("The precision must be \"{}\", not \"{}\".", kPrecision, precision));
  }
  if (const Json* counts = fields.object("counts")) read_counts(*counts, log, state);
  if (const Json* words = fields.object("words")) read_words(*words, log, state);
  if (const Json* arrays = fields.object("arrays")) {
    for (const auto& [name, array] : arrays->items()) {
      if (!log.error) read_array(array, name, log, state);
    }
  }
  fields.finish();
  return state;
}

}  // namespace engine
