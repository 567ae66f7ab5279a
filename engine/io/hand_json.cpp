#include "engine/io/hand_json.h"

#include "engine/data/hand_made.h"
#include "engine/formats/limits.h"
#include "engine/io/base64.h"

namespace engine {
namespace {

Json to_json(const LabelledSet<Drawing>& set) {
  Json items = Json::array();
  for (const Drawing& drawing : set.items) {
    const DrawnPicture& p = *drawing.picture;
    items.push_back(
        {{"class", drawing.label}, {"shape", {p.channels, p.height, p.width}}, {"pixels", to_base64(p.pixels)}});
  }
  return {{"classes", set.classes}, {"items", std::move(items)}};
}

Json to_json(const LabelledSet<Sentence>& set) {
  Json items = Json::array();
  for (const Sentence& s : set.items) items.push_back({{"class", s.label}, {"text", s.text}});
  return {{"classes", set.classes}, {"items", std::move(items)}};
}

Json to_json(const HandTable& table) {
  Json columns = Json::array();
  for (const HandColumn& column : table.columns) {
    Json out = {{"name", column.name}};
    if (column.words) out["words"] = true;
    columns.push_back(std::move(out));
  }
  Json rows = Json::array();
  for (const auto& row : table.rows) rows.push_back(row);
  return {{"columns", std::move(columns)}, {"target", table.target}, {"rows", std::move(rows)}};
}

std::string item_path(const std::string& list, size_t i) { return fmt::format("{}[{}]", list, i); }

// How many items are read: one more than there may be says enough.
size_t within(const Json& list, const Limit& most) {
  return std::min(list.size(), static_cast<size_t>(most.value) + 1);
}

void read_texts(const Json& list, const std::string& path, ReadLog& log, std::vector<std::string>& out) {
  out.clear();
  for (size_t i = 0; i < list.size() && !log.error; ++i) {
    if (!list[i].is_string()) {
      return log.fail(item_path(path, i), message("This must be {}, not {}.", "text", json_kind(list[i])));
    }
    out.push_back(list[i].get<std::string>());
  }
}

void read_points(const Json& list, const std::string& path, ReadLog& log, SharedList<HandPoint>& points) {
  std::vector<HandPoint> read;
  const size_t count = within(list, limits::hand_points);
  for (size_t i = 0; i < count && !log.error; ++i) {
    const Json& p = list[i];
    const bool three = p.is_array() && p.size() == 3 && p[0].is_number() && p[1].is_number() && p[2].is_number();
    if (!three) {
      log.fail(item_path(path, i), message("A point is a list of three numbers: x, y, target."));
      return;
    }
    read.push_back({p[0].get<double>(), p[1].get<double>(), p[2].get<double>()});
  }
  points = std::move(read);
}

// Sides that are out of reach stay so: check_drawings names the limit.
bool read_shape(const Json* list, DrawnPicture& picture) {
  if (!list || list->size() != 3) return false;
  int* const sides[] = {&picture.channels, &picture.height, &picture.width};
  for (size_t i = 0; i < 3; ++i) {
    const Json& side = (*list)[i];
    if (!side.is_number_integer()) return false;
    const bool fits = side >= 0 && side <= 1000000;
    *sides[i] = fits ? side.get<int>() : 1000000;
  }
  return true;
}

void read_drawing(const Json& object, const std::string& path, ReadLog& log, std::vector<Drawing>& items) {
  JsonFields fields(object, path, log);
  Drawing drawing;
  DrawnPicture picture;
  std::string pixels;
  fields.read("class", drawing.label);
  const Json* shape = fields.list("shape");
  fields.read("pixels", pixels);
  if (log.error) return;
  if (!read_shape(shape, picture)) {
    return log.fail(fields.path_of("shape"),
                    message("A shape is a list of three whole numbers: channels, height, width."));
  }
  auto bytes = from_base64(pixels);
  if (!bytes) return log.fail(fields.path_of("pixels"), message("The pixels must be written as base64."));
  picture.pixels = std::move(*bytes);
  drawing.picture = std::make_shared<const DrawnPicture>(std::move(picture));
  fields.finish();
  items.push_back(std::move(drawing));
}

void read_sentence(const Json& object, const std::string& path, ReadLog& log, std::vector<Sentence>& items) {
  JsonFields fields(object, path, log);
  Sentence sentence;
  fields.read("class", sentence.label);
  fields.read("text", sentence.text);
  fields.finish();
  items.push_back(std::move(sentence));
}

template <class Item, class ReadItem>
void read_set(const Json& object, const char* key, const Limit& most, ReadLog& log, LabelledSet<Item>& set,
              const ReadItem& read_item) {
  JsonFields fields(object, std::string("data.") + key, log);
  if (const Json* list = fields.list("classes")) read_texts(*list, fields.path_of("classes"), log, set.classes);
  std::vector<Item> items;
  if (const Json* list = fields.list("items")) {
    const size_t count = within(*list, most);
    for (size_t i = 0; i < count && !log.error; ++i) {
      read_item((*list)[i], item_path(fields.path_of("items"), i), log, items);
    }
  }
  set.items = std::move(items);
  fields.finish();
}

void read_columns(const Json& list, const std::string& path, ReadLog& log, std::vector<HandColumn>& columns) {
  columns.clear();
  for (size_t i = 0; i < list.size() && !log.error; ++i) {
    JsonFields fields(list[i], item_path(path, i), log);
    HandColumn column;
    fields.read("name", column.name);
    fields.read("words", column.words);
    fields.finish();
    columns.push_back(std::move(column));
  }
}

void read_table(const Json& object, ReadLog& log, HandTable& table) {
  JsonFields fields(object, "data.table", log);
  if (const Json* list = fields.list("columns")) read_columns(*list, fields.path_of("columns"), log, table.columns);
  fields.read("target", table.target);
  std::vector<std::vector<std::string>> rows;
  if (const Json* list = fields.list("rows")) {
    const size_t count = within(*list, limits::table_cells);
    for (size_t r = 0; r < count && !log.error; ++r) {
      const std::string path = item_path(fields.path_of("rows"), r);
      if (!(*list)[r].is_array()) return log.fail(path, message("A row is a list of cells."));
      read_texts((*list)[r], path, log, rows.emplace_back());
    }
  }
  table.rows = std::move(rows);
  fields.finish();
}

}  // namespace

void write_hand_made(const HandMade& hand, Json& data) {
  Json& points = data["points"] = Json::array();
  for (const HandPoint& p : hand.points) points.push_back({p.x, p.y, p.target});
  data["drawings"] = to_json(hand.drawings);
  data["sentences"] = to_json(hand.sentences);
  data["table"] = to_json(hand.table);
}

void leave_out_empty(const HandMade& hand, Json& data) {
  const HandMade none;
  if (hand.points.empty()) data.erase("points");
  if (hand.drawings == none.drawings) data.erase("drawings");
  if (hand.sentences == none.sentences) data.erase("sentences");
  if (hand.table == none.table) data.erase("table");
}

void read_hand_made(JsonFields& data, ReadLog& log, HandMade& hand) {
  if (const Json* list = data.list("points")) read_points(*list, data.path_of("points"), log, hand.points);
  if (const Json* set = data.object("drawings")) {
    read_set(*set, "drawings", limits::drawings, log, hand.drawings, read_drawing);
  }
  if (const Json* set = data.object("sentences")) {
    read_set(*set, "sentences", limits::sentences, log, hand.sentences, read_sentence);
  }
  if (const Json* table = data.object("table")) read_table(*table, log, hand.table);
  if (log.error) return;
  if (Status status = check_hand_made(hand); !status) {
    log.fail("data." + status.error().where, status.error().what);
  }
}

}  // namespace engine
