#include "engine/formats/npy_array.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace engine {
namespace {

constexpr int64_t kPieceBytes = int64_t{256} << 10;

template <class T>
T load(const char* at, bool swap) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, at, sizeof(T));
  if (swap) std::reverse(bytes, bytes + sizeof(T));
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

double half_value(uint16_t bits) {
  const int exponent = (bits >> 10) & 31, fraction = bits & 1023;
  double value = 0;
  if (exponent == 31) {
    value = fraction ? std::nan("") : HUGE_VAL;
  } else {
    value = exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24);
  }
  return bits & 0x8000 ? -value : value;
}

template <class T>
void convert_as(const char* bytes, int64_t count, bool swap, Scalar* out) {
  for (int64_t i = 0; i < count; ++i) {
    out[i] = static_cast<Scalar>(load<T>(bytes + i * static_cast<int64_t>(sizeof(T)), swap));
  }
}

void convert(const NpyHeader& header, const char* bytes, int64_t count, Scalar* out) {
  const bool swap = header.big_endian != (std::endian::native == std::endian::big);
  const bool sign = header.kind == 'i';
  if (header.kind == 'f' && header.size == 2) {
    for (int64_t i = 0; i < count; ++i) out[i] = static_cast<Scalar>(half_value(load<uint16_t>(bytes + 2 * i, swap)));
  } else if (header.kind == 'f') {
    header.size == 4 ? convert_as<float>(bytes, count, swap, out) : convert_as<double>(bytes, count, swap, out);
  } else if (header.size == 1) {
    sign ? convert_as<int8_t>(bytes, count, swap, out) : convert_as<uint8_t>(bytes, count, swap, out);
  } else if (header.size == 2) {
    sign ? convert_as<int16_t>(bytes, count, swap, out) : convert_as<uint16_t>(bytes, count, swap, out);
  } else if (header.size == 4) {
    sign ? convert_as<int32_t>(bytes, count, swap, out) : convert_as<uint32_t>(bytes, count, swap, out);
  } else {
    sign ? convert_as<int64_t>(bytes, count, swap, out) : convert_as<uint64_t>(bytes, count, swap, out);
  }
}

// Walks through the elements in the order of the file and knows where each one lands.
class Walk {
 public:
  Walk(const NpyHeader& header, const std::vector<int64_t>& strides) : header_(header), strides_(strides) {
    index_.assign(header.shape.size(), 0);
    in_order_ = !header.fortran && strides == row_major(header.shape);
  }

  void put(const Scalar* values, int64_t count, Scalar* out) {
    if (in_order_) {
      std::copy_n(values, count, out + at_);
      at_ += count;
      return;
    }
    for (int64_t i = 0; i < count; ++i) {
      out[at_] = values[i];
      step();
    }
  }
  // "[3, 0, 7]" of the element that is the n-th in the file.
  std::string index_text(int64_t n) const {
    std::vector<int64_t> index(header_.shape.size());
    for (size_t k = 0; k < index.size(); ++k) {
      const size_t axis = header_.fortran ? k : index.size() - 1 - k;
      index[axis] = n % header_.shape[axis];
      n /= header_.shape[axis];
    }
    return fmt::format("[{}]", fmt::join(index, ", "));
  }

 private:
  void step() {
    const size_t axes = index_.size();
    for (size_t k = 0; k < axes; ++k) {
      const size_t axis = header_.fortran ? k : axes - 1 - k;
      at_ += strides_[axis];
      if (++index_[axis] < header_.shape[axis]) return;
      at_ -= strides_[axis] * index_[axis];
      index_[axis] = 0;
    }
  }

  const NpyHeader& header_;
  const std::vector<int64_t>& strides_;
  std::vector<int64_t> index_;
  int64_t at_ = 0;
  bool in_order_;
};

}  // namespace

std::vector<int64_t> row_major(const std::vector<int64_t>& shape) {
  std::vector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * shape[i];
  return strides;
}

Status read_npy_values(ByteReader& reader, const NpyHeader& header, const std::string& name,
                       const std::vector<int64_t>& strides, Scalar* out, ProgressMeter& meter) {
  const int64_t total = header.count(), at_once = kPieceBytes / header.size;
  std::vector<char> bytes(static_cast<size_t>(std::min(total, at_once) * header.size));
  std::vector<Scalar> values(static_cast<size_t>(std::min(total, at_once)));
  Walk walk(header, strides);
  for (int64_t done = 0; done < total; done += at_once) {
    const int64_t count = std::min(at_once, total - done);
    if (Status status = reader.read_all({bytes.data(), static_cast<size_t>(count * header.size)}); !status) {
      return status;
    }
    convert(header, bytes.data(), count, values.data());
    const auto end = values.begin() + count;
    const auto bad = std::find_if_not(values.begin(), end, [](Scalar v) { return std::isfinite(v); });
    if (bad != end) {
      return error_at(reader.place(), "The element {} of \"{}\" is not finite or too large.",
                      walk.index_text(done + (bad - values.begin())), name);
    }
    walk.put(values.data(), count, out);
    if (Status status = meter.reach(static_cast<double>(done + count) / static_cast<double>(total)); !status) {
      return status;
    }
  }
  return {};
}

}  // namespace engine
