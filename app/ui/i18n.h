// Words in the language of the user. The English sentence in the code is the key; a context that tells equal English
// words apart goes before a bar ("menu|Open" shows "Open"). Knows nothing of fonts or files other than its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/message.h"

namespace app::ui {

enum class Language { en, zh };

Language language();
void set_language(Language language);
inline bool is_chinese() { return language() == Language::zh; }

// Reads a JSON object of English -> Chinese. On failure the old table stays and the message says why.
bool load_translations(const std::string& path, std::string* problem = nullptr);
bool load_translations_text(std::string_view json, std::string* problem = nullptr);

// The text to show; lives as long as the table. Unknown keys show the English and are remembered in missing_keys().
const char* tr(const char* english);
std::string tr(const engine::Message& message);
// A template with {} places, filled with values that are already formatted.
std::string tr_fill(const char* english, std::vector<std::string> values);
// For texts that come as data (descriptors of layers, names of examples).
std::string tr(const std::string& english);
// For names that may be the user's: what is no word of ours, or one with a number ("Dense 2"), stays as it is.
std::string tr_name(const std::string& name);

const std::vector<std::string>& missing_keys();  // since the start or the last clear
void clear_missing_keys();

// Every code point the translations use beyond ASCII, ascending: what the Chinese font must bring.
std::vector<char32_t> translation_code_points();

// UTF-8 helpers for drawing code.
char32_t next_code_point(std::string_view text, size_t& at);  // U+FFFD on bad bytes; moves `at` past it
bool is_han(char32_t c);

}  // namespace app::ui
