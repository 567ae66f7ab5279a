// The header of an NPY file: a Python dictionary of three entries, read by hand. Knows nothing of values.
#include <algorithm>
#include <charconv>

#include "engine/formats/limits.h"
#include "engine/formats/npy_array.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr size_t kMostHeaderBytes = size_t{64} << 10;
constexpr size_t kMostAxes = 6;  // the rows and as many as a Shape has

class Dictionary {
 public:
  Dictionary(std::string_view text, std::string place) : rest_(text), place_(std::move(place)) {}

  Result<NpyHeader> parse();

 private:
  bool take(char c) {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_word(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  Error damaged() const {
    return error_at(place_, "The header of the array is damaged before \"{}\".", excerpt(rest_.substr(0, 30)));
  }
  Result<std::string> take_text();
  Status take_type(NpyHeader& header);
  Status take_shape(NpyHeader& header);
  Status take_order(NpyHeader& header);

  std::string_view rest_;
  std::string place_;
};

Result<std::string> Dictionary::take_text() {
  const char quote = take('\'') ? '\'' : '"';
  if (quote == '"' && !take('"')) return damaged();
  const size_t end = rest_.find(quote);
  if (end == std::string_view::npos) return damaged();
  std::string text(rest_.substr(0, end));
  rest_.remove_prefix(end + 1);
  return text;
}

Status Dictionary::take_type(NpyHeader& header) {
  if (take('[')) return error_at(place_, "The array holds structures with several fields; numbers are needed.");
  const Result<std::string> type = take_text();
  if (!type) return type.error();
  static constexpr std::string_view known[] = {"f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"};
  const std::string_view element = std::string_view(*type).substr(std::min<size_t>(1, type->size()));
  const bool marked = !type->empty() && std::string_view("<>|=").find((*type)[0]) != std::string_view::npos;
  if (!marked || std::ranges::find(known, element) == std::end(known)) {
    return error_at(place_,
                    "The array holds elements of the type \"{}\"; numbers are needed, such as float32 or uint8.",
                    excerpt(*type));
  }
  header.big_endian = (*type)[0] == '>';
  header.kind = element[0];
  header.size = element[1] - '0';
  return {};
}

Status Dictionary::take_order(NpyHeader& header) {
  while (take(' ')) {
  }
  header.fortran = take_word("True");
  if (!header.fortran && !take_word("False")) return damaged();
  return {};
}

Status Dictionary::take_shape(NpyHeader& header) {
  if (!take('(')) return damaged();
  header.shape.clear();
  while (!take(')')) {
    int64_t size = 0;
    while (take(' ')) {
    }
    const auto [end, failed] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
    if (failed != std::errc() || size < 0) return damaged();
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    take_word("L");  // Python 2 wrote 60000L
    header.shape.push_back(size);
    if (header.shape.size() > kMostAxes) {
      return error_at(place_, "The array has more than {} axes.", kMostAxes);
    }
    const bool comma = take(',');
    if (!comma && take(')')) break;
    if (!comma) return damaged();
  }
  return {};
}

Result<NpyHeader> Dictionary::parse() {
  NpyHeader header;
  int seen = 0;
  if (!take('{')) return damaged();
  while (!take('}')) {
    const Result<std::string> key = take_text();
    if (!key) return key.error();
    if (!take(':')) return damaged();
    while (take(' ')) {
    }
    Status status = damaged();
    if (*key == "descr") status = take_type(header);
    if (*key == "fortran_order") status = take_order(header);
    if (*key == "shape") status = take_shape(header);
    if (!status) return status.error();
    ++seen;
    if (!take(',') && !rest_.starts_with('}')) return damaged();
  }
  if (seen != 3) return damaged();
  int64_t count = 1;
  for (const int64_t size : header.shape) {
    if (size != 0 && count > limits::values.value / size) {
      return error_at(place_, "The array {} is too large to keep; at most {} numbers fit.", header.shape_text(),
                      limits::values.value);
    }
    count *= size;
  }
  return header;
}

}  // namespace

int64_t NpyHeader::count() const {
  int64_t n = 1;
  for (const int64_t length : shape) n *= length;
  return n;
}

std::string NpyHeader::shape_text() const {
  return fmt::format("({}{})", fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
}

Result<NpyHeader> read_npy_header(ByteReader& reader) {
  const std::string place = reader.place();
  char fixed[8];
  if (Status status = reader.read_all(fixed); !status) return status.error();
  if (std::string_view(fixed, 6) != "\x93NUMPY") return error_at(place, "This is no NPY array.");
  const int version = fixed[6];
  if (version < 1 || version > 3) {
    return error_at(place, "Version {} of the NPY format is not known; 1 to 3 are.", version);
  }
  char length_bytes[4] = {};
  const size_t width = version == 1 ? 2 : 4;
  if (Status status = reader.read_all({length_bytes, width}); !status) return status.error();
  size_t length = 0;
  for (size_t i = width; i-- > 0;) length = length << 8 | static_cast<unsigned char>(length_bytes[i]);
  if (length > kMostHeaderBytes) {
    return error_at(place, "The header of the array has {} bytes; at most {} are read.", length, kMostHeaderBytes);
  }
  std::string text(length, '\0');
  if (Status status = reader.read_all(text); !status) return status.error();
  return Dictionary(text, place).parse();
}

}  // namespace engine
