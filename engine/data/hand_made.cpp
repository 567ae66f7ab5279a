#include "engine/data/hand_made.h"

#include <algorithm>
#include <set>

#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

bool on_one_line(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 127; }) && !first_bad_byte(text);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

Status at_most(const Limit& limit, size_t count, const char* where) {
  if (count <= static_cast<size_t>(limit.value)) return {};
  if (limit.unit == "bytes") return error_at(where, "At most {} bytes have room here, not {}.", limit.value, count);
  return error_at(where, "At most {} have room here, not {}.", limit.value, count);
}

// Names that tell things apart.
template <class List, class Name>
Status check_names(const List& list, const char* where, const Name& name_of) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string_view name = name_of(list[i]);
    Status status = check_name(name);
    if (status && !seen.insert(name).second) status = error("Two have the name \"{}\".", excerpt(name));
    if (!status) return Error{status.error().what, fmt::format("{}[{}]", where, i)};
  }
  return {};
}

Status check_classes(const std::vector<std::string>& classes, const char* where) {
  if (Status status = at_most(limits::hand_classes, classes.size(), where); !status) return status;
  return check_names(classes, where, [](const std::string& name) { return std::string_view(name); });
}

template <class Item>
Status check_label(const Item& item, size_t classes, const std::string& where) {
  if (item.label >= 0 && item.label < static_cast<int64_t>(classes)) return {};
  return error_at(where, "There is no class {}: the set has {}, counted from 0.", item.label, classes);
}

Status check_picture(const DrawnPicture* picture, const std::string& where) {
  const int64_t most = limits::drawing_side.value;
  const auto fits = [&](int side) { return side >= 1 && side <= most; };
  if (!picture || !fits(picture->height) || !fits(picture->width)) {
    return error_at(where, "A drawing is 1 to {} pixels wide and high, not {} by {}.", most,
                    picture ? picture->width : 0, picture ? picture->height : 0);
  }
  if (picture->channels != 1 && picture->channels != 3) {
    return error_at(where, "A drawing has 1 channel or 3, not {}.", picture->channels);
  }
  const auto numbers = static_cast<size_t>(picture->channels) * static_cast<size_t>(picture->height) *
                       static_cast<size_t>(picture->width);
  if (picture->pixels.size() == numbers) return {};
  return error_at(where, "A drawing of that size has {} pixels, not {}.", numbers, picture->pixels.size());
}

Status check_row(const std::vector<std::string>& row, size_t columns, const std::string& where, size_t& bytes) {
  if (row.size() != columns)
    return error_at(where, "This row has {} cells, but there are {} columns.", row.size(), columns);
  for (size_t c = 0; c < columns; ++c) {
    bytes += row[c].size();
    if (static_cast<int64_t>(row[c].size()) > limits::table_cell_bytes.value) {
      return error_at(fmt::format("{}[{}]", where, c), "A cell has at most {} bytes, not {}.",
                      limits::table_cell_bytes.value, row[c].size());
    }
    if (!on_one_line(row[c])) return error_at(fmt::format("{}[{}]", where, c), "A cell holds one line of text.");
  }
  return {};
}

}  // namespace

Status check_name(std::string_view name) {
  if (is_blank(name) || !on_one_line(name)) return error("A name is one line of text with at least one sign.");
  if (static_cast<int64_t>(name.size()) <= limits::hand_name_bytes.value) return {};
  return error("A name has at most {} bytes, not {}.", limits::hand_name_bytes.value, name.size());
}

Status check_points(const SharedList<HandPoint>& points) {
  return at_most(limits::hand_points, points.size(), "points");
}

Status check_drawings(const LabelledSet<Drawing>& set) {
  if (Status status = check_classes(set.classes, "drawings.classes"); !status) return status;
  if (Status status = at_most(limits::drawings, set.items.size(), "drawings.items"); !status) return status;
  size_t bytes = 0;
  for (size_t i = 0; i < set.items.size(); ++i) {
    const std::string where = fmt::format("drawings.items[{}]", i);
    if (Status status = check_label(set.items[i], set.classes.size(), where); !status) return status;
    if (Status status = check_picture(set.items[i].picture.get(), where); !status) return status;
    bytes += set.items[i].picture->pixels.size();
  }
  return at_most(limits::drawing_bytes, bytes, "drawings.items");
}

Status check_sentences(const LabelledSet<Sentence>& set) {
  if (Status status = check_classes(set.classes, "sentences.classes"); !status) return status;
  if (Status status = at_most(limits::sentences, set.items.size(), "sentences.items"); !status) return status;
  size_t bytes = 0;
  for (size_t i = 0; i < set.items.size(); ++i) {
    const std::string where = fmt::format("sentences.items[{}]", i);
    const std::string& text = set.items[i].text;
    if (Status status = check_label(set.items[i], set.classes.size(), where); !status) return status;
    if (is_blank(text) || !on_one_line(text)) {
      return error_at(where, "A sentence is one line of text with at least one sign.");
    }
    if (static_cast<int64_t>(text.size()) > limits::sentence_bytes.value) {
      return error_at(where, "A sentence has at most {} bytes, not {}.", limits::sentence_bytes.value, text.size());
    }
    bytes += text.size();
  }
  return at_most(limits::sentences_bytes, bytes, "sentences.items");
}

Status check_table(const HandTable& table) {
  const size_t columns = table.columns.size();
  if (Status status = at_most(limits::table_columns, columns, "table.columns"); !status) return status;
  if (Status status =
          check_names(table.columns, "table.columns", [](const HandColumn& c) { return std::string_view(c.name); });
      !status) {
    return status;
  }
  const bool target = table.target >= 0 && table.target < static_cast<int64_t>(std::max<size_t>(columns, 1));
  if (!target) return error_at("table.target", "There is no column {}: the table has {}.", table.target, columns);
  if (Status status = at_most(limits::table_cells, table.rows.size() * std::max<size_t>(columns, 1), "table.rows");
      !status) {
    return status;
  }
  size_t bytes = 0;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    if (Status status = check_row(table.rows[r], columns, fmt::format("table.rows[{}]", r), bytes); !status) {
      return status;
    }
  }
  return at_most(limits::table_bytes, bytes, "table.rows");
}

Status check_hand_made(const HandMade& hand) {
  if (Status status = check_points(hand.points); !status) return status;
  if (Status status = check_drawings(hand.drawings); !status) return status;
  if (Status status = check_sentences(hand.sentences); !status) return status;
  return check_table(hand.table);
}

}  // namespace engine
