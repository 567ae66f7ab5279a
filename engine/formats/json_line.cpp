#include "engine/formats/json_line.h"

#include <nlohmann/json.hpp>

#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

using Json = nlohmann::json;

// Takes note of the two fields at the first level, and of the first thing that is wrong.
class FieldFinder : public nlohmann::json_sax<Json> {
 public:
  FieldFinder(const std::string& text_key, const std::string& label_key, JsonLine& found)
      : text_key_(text_key), label_key_(label_key), found_(found) {}

  bool null() override { return value(std::nullopt); }
  bool boolean(bool yes) override { return value(yes ? "true" : "false"); }
  bool number_integer(number_integer_t n) override { return value(std::to_string(n)); }
  bool number_unsigned(number_unsigned_t n) override { return value(std::to_string(n)); }
  bool number_float(number_float_t, const string_t& text) override { return value(text); }
  bool string(string_t& text) override {
    if (depth_ == 1 && key_ == text_key_) found_.text = text;
    return value(text);
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool key(string_t& name) override {
    if (depth_ == 1) key_ = name;
    return true;
  }
  bool end_object() override { return --depth_ >= 0; }
  bool end_array() override { return --depth_ >= 0; }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    position_ = position;
    return false;
  }

  // What is wrong, if the parser has stopped.
  Error why(const std::string& where) const {
    if (not_object_) return error_at(where, "Each line must be a JSON object: {\"text\": ..., \"label\": ...}.");
    if (depth_ > limits::json_depth.value) {
      return error_at(where, "Brackets lie within brackets more than {} levels deep.", limits::json_depth.value);
    }
    return error_at(fmt::format("{}:{}", where, position_), "This is no valid JSON.");
  }

 private:
  bool open(bool array) {
    not_object_ = depth_ == 0 && array;
    return !not_object_ && ++depth_ <= limits::json_depth.value;
  }
  bool value(const std::optional<std::string>& text) {
    not_object_ = depth_ == 0;
    if (depth_ == 1 && key_ == label_key_) found_.label = text;
    return !not_object_;
  }

  const std::string &text_key_, &label_key_;
  JsonLine& found_;
  std::string key_;
  int64_t depth_ = 0;
  std::size_t position_ = 1;
  bool not_object_ = false;
};

}  // namespace

Result<JsonLine> read_json_line(const std::string& line, const std::string& text_key, const std::string& label_key,
                                const std::string& where) {
  JsonLine found;
  FieldFinder finder(text_key, label_key, found);
  if (!Json::sax_parse(line, &finder)) return finder.why(where);
  if (found.text) return found;
  return error_at(where, "There is no text in the field \"{}\" of this line.", excerpt(text_key));
}

}  // namespace engine
