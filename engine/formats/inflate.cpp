#include "engine/formats/inflate.h"

#include <zlib.h>

#include <algorithm>

#include "engine/core/check.h"
#include "engine/formats/limits.h"

namespace engine {
namespace {

constexpr size_t kPiece = size_t{64} << 10;

int window_bits(Packing packing) {
  if (packing == Packing::raw) return -MAX_WBITS;
  return packing == Packing::gzip ? MAX_WBITS + 16 : MAX_WBITS;
}

}  // namespace

struct Inflater::Stream {
  z_stream z{};
  int64_t taken = 0;  // packed bytes handed to zlib
};

Inflater::Inflater(ByteReader& source, int64_t packed_bytes, Packing packing)
    : source_(source), left_(packed_bytes), packing_(packing), stream_(std::make_unique<Stream>()), buffer_(kPiece) {
  CHECK(inflateInit2(&stream_->z, window_bits(packing)) == Z_OK, "zlib starts");
}

Inflater::~Inflater() { inflateEnd(&stream_->z); }

int64_t Inflater::consumed() const { return stream_->taken - static_cast<int64_t>(stream_->z.avail_in); }

Status Inflater::refill() {
  const size_t wanted = static_cast<size_t>(std::min<int64_t>(left_, static_cast<int64_t>(buffer_.size())));
  const Result<size_t> got = source_.read({buffer_.data(), wanted});
  if (!got) return got.error();
  left_ = *got < wanted ? 0 : left_ - static_cast<int64_t>(*got);
  stream_->taken += static_cast<int64_t>(*got);
  stream_->z.next_in = reinterpret_cast<Bytef*>(buffer_.data());
  stream_->z.avail_in = static_cast<uInt>(*got);
  return {};
}

// A gzip file may hold several members, one behind the other, as `cat a.gz b.gz` makes them.
Status Inflater::next_member() {
  if (stream_->z.avail_in == 0 && left_ > 0) {
    if (Status status = refill(); !status) return status;
  }
  finished_ = packing_ != Packing::gzip || stream_->z.avail_in == 0;
  if (!finished_) inflateReset(&stream_->z);
  return {};
}

Result<size_t> Inflater::read(std::span<char> into) {
  z_stream& z = stream_->z;
  size_t done = 0;
  while (done < into.size() && !finished_) {
    if (z.avail_in == 0 && left_ > 0) {
      if (Status status = refill(); !status) return status.error();
    }
    const auto room = static_cast<uInt>(std::min<size_t>(into.size() - done, kPiece));
    z.next_out = reinterpret_cast<Bytef*>(into.data() + done);
    z.avail_out = room;
    const bool starved = z.avail_in == 0;
    const int state = inflate(&z, Z_NO_FLUSH);
    const size_t made = room - z.avail_out;
    done += made;
    produced_ += static_cast<int64_t>(made);
    if (limits::expands_too_far(produced_, consumed())) {
      return error_at(place(), "The packed data grows to more than {} times its size; this is refused beyond {} MiB.",
                      limits::expansion.value, limits::expansion_free.value >> 20);
    }
    if (state == Z_STREAM_END) {
      if (Status status = next_member(); !status) return status.error();
    } else if (starved && made == 0) {
      return error_at(place(), "The packed data is cut off here.");
    } else if (state != Z_OK && state != Z_BUF_ERROR) {
      return error_at(place(), "The packed data is damaged: {}.", z.msg ? z.msg : "a wrong dictionary");
    }
  }
  return done;
}

}  // namespace engine
