// Finds the sentences in the source that a person will read: the literals handed to tr(), message(), error(), ...
// A scanner of characters, not a C++ parser: it knows comments, literals and brackets, no macros.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace source_texts {

// The source with comments and raw literals made blank; lines keep their numbers.
inline std::string without_comments(std::string_view source) {
  std::string out(source);
  for (size_t open = out.find("R\"("); open != std::string::npos; open = out.find("R\"(", open)) {
    const size_t close = std::min(out.find(")\"", open), out.size() - 2);
    for (size_t i = open; i < close + 2; ++i) out[i] = out[i] == '\n' ? '\n' : ' ';
  }
  enum { code, line_comment, block_comment, literal, character } state = code;
  for (size_t i = 0; i < out.size(); ++i) {
    const std::string_view two = std::string_view(out).substr(i, 2);
    switch (state) {
      case code:
        if (two == "//") state = line_comment;
        if (two == "/*") state = block_comment;
        if (out[i] == '"') state = literal;
        if (out[i] == '\'' && (i == 0 || !isalnum(static_cast<unsigned char>(out[i - 1])))) state = character;
        break;
      case literal:
      case character:
        if (out[i] == '\\')
          ++i;
        else if (out[i] == (state == literal ? '"' : '\'') || out[i] == '\n')
          state = code;
        break;
      case line_comment:
        if (out[i] == '\n') state = code;
        break;
      case block_comment:
        if (two == "*/") {
          out[i] = out[i + 1] = ' ';
          state = code;
        }
        break;
    }
    if ((state == line_comment || state == block_comment) && out[i] != '\n') out[i] = ' ';
  }
  return out;
}

// Reads the literal that opens at source[at] == '"'; `at` ends behind its closing quote.
inline std::string read_literal(std::string_view source, size_t& at) {
  std::string text;
  for (++at; at < source.size() && source[at] != '"'; ++at) {
    if (source[at] != '\\') {
      text += source[at];
      continue;
    }
    ++at;
    text += source[at] == 'n' ? '\n' : source[at] == 't' ? '\t' : source[at];
  }
  ++at;
  return text;
}

// The literals in one argument, neighbours joined; `at` ends on the comma or bracket that closes the argument.
// What a literal is compared with (== "relu") is no sentence and is left out.
inline std::vector<std::string> read_argument(std::string_view source, size_t& at) {
  std::vector<std::string> texts;
  int depth = 0;
  bool joins = false;
  char previous = 0;
  while (at < source.size()) {
    const char c = source[at];
    if (c == '"') {
      const std::string text = read_literal(source, at);
      if (joins)
        texts.back() += text;
      else if (depth == 0 && previous != '=')
        texts.push_back(text);
      joins = depth == 0 && !texts.empty() && previous != '=';
      continue;
    }
    if (!isspace(static_cast<unsigned char>(c))) {
      if (depth == 0 && (c == ',' || c == ')' || c == '}')) break;
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (c == ')' || c == ']' || c == '}') --depth;
      joins = false;
      previous = c;
    }
    ++at;
  }
  return texts;
}

struct Call {
  std::string name;   // "error_at"
  size_t text_index;  // which argument is the sentence
};

struct Found {
  std::string text;
  size_t line;  // from 1
};

// The sentences in all calls of those functions.
inline std::vector<Found> find(std::string_view raw, const std::vector<Call>& calls) {
  const std::string source = without_comments(raw);
  std::vector<Found> found;
  const auto is_word = [&](size_t i) {
    return i < source.size() && (isalnum(static_cast<unsigned char>(source[i])) || source[i] == '_');
  };
  for (const Call& call : calls) {
    for (size_t at = source.find(call.name); at != std::string::npos; at = source.find(call.name, at + 1)) {
      if (at > 0 && is_word(at - 1)) continue;
      size_t next = at + call.name.size();
      if (next >= source.size() || (source[next] != '(' && source[next] != '{')) continue;
      size_t line = 1;
      for (size_t i = 0; i < at; ++i) line += source[i] == '\n';
      std::vector<std::string> texts;
      for (size_t argument = 0; argument <= call.text_index; ++argument) {
        ++next;
        texts = read_argument(source, next);
        if (next >= source.size() || source[next] != ',') break;
      }
      for (std::string& text : texts) found.push_back({std::move(text), line});
    }
  }
  return found;
}

}  // namespace source_texts
