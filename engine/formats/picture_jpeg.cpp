// JPEG pictures through libjpeg-turbo, with Exif's orientation. What libjpeg only warns about when the picture is
// damaged or cut off is refused. Without libjpeg, stb_image decodes if it is new enough; else JPEG is refused in words.
#include "engine/formats/picture.h"

#ifdef GLASSNET_LIBJPEG

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

// libjpeg's headers want size_t and FILE to be known.
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <utility>

#include "engine/formats/exif.h"
#include "engine/formats/limits.h"

namespace engine {
namespace {

constexpr int kMostScans = 100;  // of a progressive picture; a real one has about ten

// libjpeg reports errors by a jump out of its depths: nothing that has a destructor may live in the functions it jumps
// over, so all state is in here.
struct Decoder {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr faults{};
  jpeg_progress_mgr progress{};
  std::jmp_buf jump;
  char reason[JMSG_LENGTH_MAX] = "";
  int code = 0;
  size_t file_bytes = 0;
  uint8_t* pixels = nullptr;

  ~Decoder() {
    jpeg_destroy_decompress(&jpeg);
    std::free(pixels);
  }
};

Decoder& decoder_of(j_common_ptr jpeg) { return *static_cast<Decoder*>(jpeg->client_data); }

[[noreturn]] void stop(j_common_ptr jpeg) {
  Decoder& decoder = decoder_of(jpeg);
  decoder.code = jpeg->err->msg_code;
  jpeg->err->format_message(jpeg, decoder.reason);
  std::longjmp(decoder.jump, 1);
}

bool is_damage(int code) {
  switch (code) {
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC: return true;
    default: return false;
  }
}

void on_message(j_common_ptr jpeg, int level) {
  if (level < 0 && is_damage(jpeg->err->msg_code)) stop(jpeg);
}

void on_progress(j_common_ptr jpeg) {
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number <= kMostScans) return;
  jpeg->err->msg_code = JERR_BAD_PROGRESSION;
  stop(jpeg);
}

// Reads up to the first scan.
bool read_header(Decoder& d, const unsigned char* bytes, size_t size) {
  d.jpeg.err = jpeg_std_error(&d.faults);
  d.faults.error_exit = stop;
  d.faults.emit_message = on_message;
  d.jpeg.client_data = &d;
  if (setjmp(d.jump)) return false;
  jpeg_create_decompress(&d.jpeg);
  d.jpeg.client_data = &d;  // jpeg_create_decompress keeps it, other libraries of the family may not
  d.jpeg.mem->max_memory_to_use = static_cast<long>(limits::progressive_bytes.value + 3 * static_cast<int64_t>(size));
  jpeg_mem_src(&d.jpeg, bytes, static_cast<unsigned long>(size));
  jpeg_save_markers(&d.jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&d.jpeg, TRUE);
  return true;
}

bool decode(Decoder& d, bool grey, unsigned fraction) {
  if (setjmp(d.jump)) return false;
  d.progress.progress_monitor = on_progress;
  d.jpeg.progress = &d.progress;
  d.jpeg.out_color_space = grey || d.jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  d.jpeg.scale_num = 1;
  d.jpeg.scale_denom = fraction;
  jpeg_start_decompress(&d.jpeg);
  const size_t row = static_cast<size_t>(d.jpeg.output_width) * static_cast<size_t>(d.jpeg.output_components);
  d.pixels = static_cast<uint8_t*>(std::malloc(row * d.jpeg.output_height));
  if (!d.pixels) ERREXIT1(&d.jpeg, JERR_OUT_OF_MEMORY, 0);
  while (d.jpeg.output_scanline < d.jpeg.output_height) {
    JSAMPROW rows[1] = {d.pixels + row * d.jpeg.output_scanline};
    jpeg_read_scanlines(&d.jpeg, rows, 1);
  }
  jpeg_finish_decompress(&d.jpeg);
  return true;
}

Error why(const Decoder& d, const std::string& name) {
  const size_t left = d.jpeg.src ? d.jpeg.src->bytes_in_buffer : 0;
  const std::string place = fmt::format("{}:byte {}", name, d.file_bytes - std::min(left, d.file_bytes));
  if (d.code == JWRN_JPEG_EOF || d.code == JERR_INPUT_EOF) return error_at(place, "The picture is cut off here.");
  if (d.code == JERR_NO_BACKING_STORE) {
    return error_at(
        name, "This progressive JPEG takes more memory than {} MiB. Make it smaller or save it as a baseline JPEG.",
        (limits::progressive_bytes.value + 3 * static_cast<int64_t>(d.file_bytes)) >> 20);
  }
  return error_at(place, "The picture cannot be decoded: {}.", d.reason);
}

// The largest of 1, 2, 4, 8 that leaves three times the pixels that are wanted.
unsigned fraction_for(const Decoder& d, const PictureWish& wish) {
  const int64_t width = d.jpeg.image_width, height = d.jpeg.image_height;
  const int64_t wide = std::max(wish.width, wish.height);  // the picture may lie on its side
  unsigned fraction = 1;
  while (fraction < 8 && std::min(width, height) >= int64_t{6} * fraction * wide) fraction *= 2;
  return fraction;
}

int orientation_of(const Decoder& d) {
  for (const jpeg_marker_struct* marker = d.jpeg.marker_list; marker; marker = marker->next) {
    const std::string_view data(reinterpret_cast<const char*>(marker->data), marker->data_length);
    if (const int found = exif_orientation(data)) return found;
  }
  return 1;
}

}  // namespace

Result<Picture> decode_jpeg(std::string_view bytes, const std::string& name, const PictureWish& wish) {
  Decoder d;
  d.file_bytes = bytes.size();
  if (!read_header(d, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size())) return why(d, name);
  if (d.jpeg.num_components == 4) {
    return error_at(name, "The JPEG picture is made for printing (CMYK). Save it in colours for screens (RGB).");
  }
  const int64_t width = d.jpeg.image_width, height = d.jpeg.image_height;
  Status status = check_picture_size(width, height, width * height * d.jpeg.num_components, bytes.size(), name);
  if (!status) return status.error();
  Picture picture;
  picture.orientation = orientation_of(d);
  if (!decode(d, wish.grey, fraction_for(d, wish))) return why(d, name);
  picture.width = static_cast<int>(d.jpeg.output_width);
  picture.height = static_cast<int>(d.jpeg.output_height);
  picture.channels = d.jpeg.output_components;
  picture.pixels = {std::exchange(d.pixels, nullptr), std::free};
  return picture;
}

}  // namespace engine

#elif defined(GLASSNET_STB_JPEG)

namespace engine {

Result<Picture> decode_jpeg(std::string_view bytes, const std::string& name, const PictureWish&) {
  return decode_with_stb(bytes, name);
}

}  // namespace engine

#else

namespace engine {

Result<Picture> decode_jpeg(std::string_view, const std::string& name, const PictureWish&) {
  return error_at(name, "This build reads no JPEG pictures: libjpeg was missing. Save the picture as PNG.");
}

}  // namespace engine

#endif
