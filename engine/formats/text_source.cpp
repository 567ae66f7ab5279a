#include "engine/formats/text_source.h"

#include <algorithm>

#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr size_t kPiece = size_t{256} << 10;

}  // namespace

TextSource::TextSource(ByteSource& bytes)
    : bytes_(bytes),
      buffer_(static_cast<size_t>(std::clamp<int64_t>(bytes.size(), 16, static_cast<int64_t>(kPiece)))) {}

double TextSource::progress() const {
  return bytes_.size() == 0 ? 1 : static_cast<double>(bytes_.position()) / static_cast<double>(bytes_.size());
}

bool TextSource::fill() {
  if (at_ < end_) return true;
  if (!status_) return false;
  const Result<size_t> got = bytes_.read(buffer_);
  if (!got) {
    status_ = got.error();
    return false;
  }
  at_ = 0;
  end_ = *got;
  if (started_) return end_ > 0;
  started_ = true;
  if (piece().starts_with("\xFF\xFE") || piece().starts_with("\xFE\xFF")) {
    status_ = error_at(name(), "The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\").");
    end_ = 0;
  }
  if (piece().starts_with("\xEF\xBB\xBF")) at_ = 3;
  return at_ < end_ || (end_ > 0 && fill());
}

Error bad_text(char byte, std::string where) {
  if (byte != '\0') return error_at(std::move(where), "The text is not UTF-8 here. Save the file as UTF-8.");
  return error_at(std::move(where),
                  "There is a zero byte here: this is no UTF-8 text. It may be UTF-16 or not a text at all.");
}

Result<bool> LineReader::next() {
  line_.clear();
  bool any = false;
  while (text_.peek() >= 0) {
    number_ += !any;
    any = true;
    const std::string_view piece = text_.piece();
    const size_t length = std::min(piece.find_first_of("\r\n"), piece.size());
    line_.append(piece.substr(0, length));
    text_.take(length);
    if (static_cast<int64_t>(line_.size()) > limits::line_bytes.value) {
      return error_at(where(), "A line has at most {} bytes.", limits::line_bytes.value);
    }
    if (length == piece.size()) continue;
    const bool carriage = piece[length] == '\r';
    text_.take(1);
    if (carriage && text_.peek() == '\n') text_.take(1);
    break;
  }
  if (!text_.status()) return text_.status().error();
  if (const auto bad = first_bad_byte(line_)) return bad_text(line_[*bad], where());
  return any;
}

}  // namespace engine
