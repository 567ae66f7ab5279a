// Reading the fields of a JSON object into variables: absent fields keep their value, wrong types are an error that
// names the field and what was found, unknown fields are a warning. After the first error nothing more is read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/io/json_text.h"
#include "engine/schema/param.h"

namespace engine {

// What reading one file has brought to light.
struct ReadLog {
  std::string name;  // of the file, for error positions
  std::optional<Error> error;
  std::vector<Message> warnings;

  // Keeps the first error only.
  void fail(const std::string& path, Message what);
};

class JsonFields {
 public:
  // `path` is where the object stands in the file: "data.source".
  JsonFields(const Json& object, std::string path, ReadLog& log);

  void read(const char* key, bool& out);
  void read(const char* key, int64_t& out);
  void read(const char* key, int& out);
  void read(const char* key, uint64_t& out);
  void read(const char* key, double& out);
  void read(const char* key, std::string& out);
  void read(const char* key, Params& out);
  // The value of a field that has to be an object or a list; nullptr when it is absent or something else (an error).
  const Json* object(const char* key);
  const Json* list(const char* key);

  // Warns of every field that nobody asked for.
  void finish();
  std::string path_of(const std::string& key) const;

 private:
  const Json* find(const char* key);
  void wrong(const char* key, const char* wanted, const Json& found);

  const Json& object_;
  std::string path_;
  ReadLog& log_;
  std::vector<std::string> known_;
};

}  // namespace engine
