// A PNG file read through before it is decoded: chunks, checksums, size, and its data unpacked row by row into nothing.
// So a damaged picture is refused with the place of the damage, and no memory is taken for what is not there.
#include <zlib.h>

#include <algorithm>
#include <array>
#include <vector>

#include "engine/formats/checksums.h"
#include "engine/formats/inflate.h"
#include "engine/formats/picture.h"

namespace engine {
namespace {

uint32_t number(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

struct Chunk {
  std::string_view type, data;
};

class PngFile {
 public:
  PngFile(std::string_view bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}

  Status read_chunks();
  Status check_header();
  Status check_data() const;
  PictureHeader header() const { return {static_cast<int>(width_), static_cast<int>(height_), decoded_}; }

 private:
  // A pass of an interlaced picture, or the whole of another one.
  struct Pass {
    int64_t left, top, step_x, step_y;
  };
  std::string place(size_t at) const { return fmt::format("{}:byte {}", name_, at); }
  int64_t row_bytes(int64_t width) const { return (width * samples_ * depth_ + 7) / 8; }

  std::string_view bytes_;
  std::string name_;
  Chunk first_;
  std::vector<std::string_view> data_;  // of the IDAT chunks
  size_t palette_ = 0;                  // bytes
  int64_t width_ = 0, height_ = 0, depth_ = 0, samples_ = 0, decoded_ = 0;
  int colour_ = 0;
  bool interlaced_ = false;
};

// The packed bytes, which may be cut into many chunks, as one stream.
class DataReader : public ByteReader {
 public:
  DataReader(const std::vector<std::string_view>& pieces, const char* begin, const std::string& name)
      : pieces_(pieces), begin_(begin), name_(name) {}

  Result<size_t> read(std::span<char> into) override {
    size_t done = 0;
    for (; done < into.size() && piece_ < pieces_.size();) {
      const size_t count = std::min(into.size() - done, pieces_[piece_].size() - at_);
      std::copy_n(pieces_[piece_].data() + at_, count, into.data() + done);
      done += count;
      at_ += count;
      if (at_ < pieces_[piece_].size()) break;
      ++piece_;
      at_ = 0;
    }
    return done;
  }
  std::string place() const override {
    const char* end =
        piece_ < pieces_.size() ? pieces_[piece_].data() + at_ : pieces_.back().data() + pieces_.back().size();
    return fmt::format("{}:byte {}", name_, end - begin_);
  }

 private:
  const std::vector<std::string_view>& pieces_;
  const char* begin_;
  const std::string& name_;
  size_t piece_ = 0, at_ = 0;
};

Status PngFile::read_chunks() {
  if (!bytes_.starts_with("\x89PNG\r\n\x1A\n"))
    return error_at(name_, "The first bytes of the PNG picture are damaged.");
  size_t at = 8;
  for (bool last = false; !last;) {
    const size_t left = bytes_.size() - at, length = left < 12 ? 0 : number(bytes_.substr(at));
    if (left < 12 || length > left - 12) return error_at(place(at), "The picture is cut off here.");
    const Chunk chunk{bytes_.substr(at + 4, 4), bytes_.substr(at + 8, length)};
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(chunk.type.data()), static_cast<uInt>(length + 4));
    if (kChecksums && sum != number(bytes_.substr(at + 8 + length))) {
      return error_at(place(at), "The picture is damaged here: a checksum is wrong.");
    }
    if (at == 8) first_ = chunk;
    if (chunk.type == "IDAT") data_.push_back(chunk.data);
    if (chunk.type == "PLTE") palette_ = length;
    last = chunk.type == "IEND";
    at += 12 + length;
  }
  if (!data_.empty()) return {};
  return error_at(name_, "There are no pixels in the PNG picture.");
}

Status PngFile::check_header() {
  const std::string_view h = first_.data;
  if (first_.type != "IHDR" || h.size() != 13) return error_at(place(8), "The header of the PNG picture is damaged.");
  width_ = number(h);
  height_ = number(h.substr(4));
  depth_ = h[8];
  colour_ = h[9];
  interlaced_ = h[12] == 1;
  static constexpr std::array<int, 7> kSamples{1, 0, 3, 1, 2, 0, 4};
  samples_ = colour_ >= 0 && colour_ <= 6 ? kSamples[static_cast<size_t>(colour_)] : 0;
  const bool power = depth_ == 1 || depth_ == 2 || depth_ == 4 || depth_ == 8 || depth_ == 16;
  const bool fits = colour_ == 0 || depth_ == 8 || (colour_ == 3 ? depth_ < 8 : depth_ == 16);
  if (samples_ == 0 || !power || !fits || h[10] != 0 || h[11] != 0 || h[12] < 0 || h[12] > 1) {
    return error_at(place(16), "The header of the PNG picture is damaged.");
  }
  if (colour_ == 3 && (palette_ == 0 || palette_ > 768 || palette_ % 3 != 0)) {
    return error_at(name_, "The PNG picture has no palette, or a damaged one.");
  }
  decoded_ = height_ > 0 && width_ < (1 << 20) && height_ < (1 << 20) ? row_bytes(width_) * height_ : 0;
  return check_picture_size(width_, height_, decoded_, bytes_.size(), place(16));
}

Status PngFile::check_data() const {
  static constexpr Pass kAdam7[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                    {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
  static constexpr Pass kWhole[] = {{0, 0, 1, 1}};
  DataReader packed(data_, bytes_.data(), name_);
  int64_t total = 0;
  for (const std::string_view piece : data_) total += static_cast<int64_t>(piece.size());
  Inflater unpacked(packed, total, Packing::zlib);
  std::vector<char> row(static_cast<size_t>(row_bytes(width_) + 1));
  for (const Pass& pass : interlaced_ ? std::span<const Pass>(kAdam7) : std::span<const Pass>(kWhole)) {
    const int64_t columns = (width_ - pass.left + pass.step_x - 1) / pass.step_x;
    const int64_t rows = (height_ - pass.top + pass.step_y - 1) / pass.step_y;
    for (int64_t y = 0; columns > 0 && y < rows; ++y) {
      Status status = unpacked.read_all({row.data(), static_cast<size_t>(row_bytes(columns) + 1)});
      if (!status) return status;
      if (row[0] < 0 || row[0] > 4)
        return error_at(unpacked.place(), "The picture is damaged: row {} has no filter.", y);
    }
  }
  return {};
}

}  // namespace

Result<PictureHeader> check_png(std::string_view bytes, const std::string& name) {
  PngFile file(bytes, name);
  if (Status status = file.read_chunks(); !status) return status.error();
  if (Status status = file.check_header(); !status) return status.error();
  if (Status status = file.check_data(); !status) return status.error();
  return file.header();
}

}  // namespace engine
