// Packed files as a test needs them: PNG pictures, NPY arrays, NPZ archives, also wrong ones. Written with zlib, by
// hand.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

namespace packed_files {

inline std::string number(uint32_t value, int width, bool big_endian) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(uint64_t{value} >> (8 * (big_endian ? width - 1 - i : i)));
  return bytes;
}

inline uint32_t checksum(std::string_view bytes) {
  return static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// bits: 15 zlib, -15 raw, 31 gzip.
inline std::string deflated(std::string_view bytes, int bits) {
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, bits, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

inline std::string png_chunk(const std::string& type, const std::string& data) {
  return number(static_cast<uint32_t>(data.size()), 4, true) + type + data + number(checksum(type + data), 4, true);
}

// A grey picture of 8 bits; `raw` holds its rows, each behind its filter byte.
inline std::string png(uint32_t width, uint32_t height, const std::string& raw) {
  const std::string head = number(width, 4, true) + number(height, 4, true) + std::string("\x08\0\0\0\0", 5);
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", head) + png_chunk("IDAT", deflated(raw, 15)) + png_chunk("IEND", "");
}
inline std::string black_png(uint32_t width, uint32_t height) {
  return png(width, height, std::string(size_t{width + 1} * height, '\0'));
}

inline std::string npy(const std::string& dictionary, const std::string& values) {
  return "\x93NUMPY\1" + std::string(1, '\0') + number(static_cast<uint32_t>(dictionary.size()), 2, false) +
         dictionary + values;
}
inline std::string npy_bytes(const std::string& shape, const std::string& values) {
  return npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }", values);
}

struct Entry {
  std::string name, bytes;
  bool deflate = true;
  uint32_t claimed_size = 0;  // 0: the true one
  uint32_t flags = 0, method = 0xFF;
};

inline std::string zip(const std::vector<Entry>& entries) {
  std::string out, directory;
  for (const Entry& e : entries) {
    const std::string data = e.deflate ? deflated(e.bytes, -15) : e.bytes;
    const uint32_t method = e.method != 0xFF ? e.method : e.deflate ? 8 : 0;
    const auto size = e.claimed_size ? e.claimed_size : static_cast<uint32_t>(e.bytes.size());
    const std::string common = number(20, 2, false) + number(e.flags, 2, false) + number(method, 2, false) +
                               number(0, 4, false) + number(checksum(e.bytes), 4, false) +
                               number(static_cast<uint32_t>(data.size()), 4, false) + number(size, 4, false) +
                               number(static_cast<uint32_t>(e.name.size()), 2, false) + number(0, 2, false);
    directory += "PK\1\2" + number(20, 2, false) + common + number(0, 2, false) + number(0, 4, false) +
                 number(0, 4, false) + number(static_cast<uint32_t>(out.size()), 4, false) + e.name;
    out += "PK\3\4" + common + e.name + data;
  }
  const auto count = number(static_cast<uint32_t>(entries.size()), 2, false);
  const auto begin = static_cast<uint32_t>(out.size());
  return out + directory + "PK\5\6" + number(0, 4, false) + count + count +
         number(static_cast<uint32_t>(directory.size()), 4, false) + number(begin, 4, false) + number(0, 2, false);
}

}  // namespace packed_files
