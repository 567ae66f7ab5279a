#include "engine/io/json_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine {

void ReadLog::fail(const std::string& path, Message what) {
  if (error) return;
  error = Error{std::move(what), path.empty() ? name : name + ": " + path};
}

JsonFields::JsonFields(const Json& object, std::string path, ReadLog& log)
    : object_(object), path_(std::move(path)), log_(log) {
  if (!object_.is_object()) log_.fail(path_, message("An object belongs here, not {}.", json_kind(object_)));
}

std::string JsonFields::path_of(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

const Json* JsonFields::find(const char* key) {
  known_.emplace_back(key);
  if (log_.error || !object_.is_object()) return nullptr;
  const auto found = object_.find(key);
  return found == object_.end() ? nullptr : &*found;
}

void JsonFields::wrong(const char* key, const char* wanted, const Json& found) {
  const std::string text = found.is_structured() || found.is_null() ? json_kind(found) : found.dump().substr(0, 40);
  log_.fail(path_of(key), message("This must be {}, not {}.", wanted, text));
}

void JsonFields::read(const char* key, bool& out) {
  const Json* value = find(key);
  if (!value) return;
  if (!value->is_boolean()) return wrong(key, "true or false", *value);
  out = value->get<bool>();
}

void JsonFields::read(const char* key, int64_t& out) {
  const Json* value = find(key);
  if (!value) return;
  const bool fits = value->is_number_integer() &&
                    !(value->is_number_unsigned() &&
                      value->get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()));
  if (!fits) return wrong(key, "a whole number", *value);
  out = value->get<int64_t>();
}

void JsonFields::read(const char* key, int& out) {
  int64_t wide = out;
  read(key, wide);
  if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
    return wrong(key, "a small whole number", Json(wide));
  }
  out = static_cast<int>(wide);
}

void JsonFields::read(const char* key, uint64_t& out) {
  const Json* value = find(key);
  if (!value) return;
  if (!value->is_number_unsigned()) return wrong(key, "a whole number from 0", *value);
  out = value->get<uint64_t>();
}

void JsonFields::read(const char* key, double& out) {
  const Json* value = find(key);
  if (!value) return;
  if (!value->is_number()) return wrong(key, "a number", *value);
  out = value->get<double>();
}

void JsonFields::read(const char* key, std::string& out) {
  const Json* value = find(key);
  if (!value) return;
  if (!value->is_string()) return wrong(key, "text", *value);
  out = value->get<std::string>();
}

void JsonFields::read(const char* key, Params& out) {
  const Json* values = object(key);
  if (!values) return;
  for (const auto& [name, value] : values->items()) {
    const bool huge = value.is_number_unsigned() &&
                      value.get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
    if (value.is_boolean()) {
      out[name] = value.get<bool>();
    } else if (value.is_number_integer() && !huge) {
      out[name] = value.get<int64_t>();
    } else if (value.is_number()) {
      out[name] = value.get<double>();
    } else if (value.is_string()) {
      out[name] = value.get<std::string>();
    } else {  // of a layer from a newer version perhaps: the rest can still be used
      log_.warnings.push_back(message("{}: a parameter cannot be {}; it was left out.",
                                      path_of(std::string(key) + "." + name), json_kind(value)));
    }
  }
}

const Json* JsonFields::object(const char* key) {
  const Json* value = find(key);
  if (!value || value->is_object()) return value;
  wrong(key, "an object", *value);
  return nullptr;
}

const Json* JsonFields::list(const char* key) {
  const Json* value = find(key);
  if (!value || value->is_array()) return value;
  wrong(key, "a list", *value);
  return nullptr;
}

void JsonFields::finish() {
  if (log_.error) return;
  for (const auto& [key, value] : object_.items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    log_.warnings.push_back(message("{} is unknown and was left out.", path_of(key)));
  }
}

}  // namespace engine
