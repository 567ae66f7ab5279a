#include "engine/generators/tag_grammars.h"

#include <algorithm>
#include <span>

#include "engine/core/check.h"

namespace engine {
namespace {

struct Tag {
  char letter;  // behind a word, in the grammar
  const char* name;
};

constexpr Tag kEnglish[] = {{'D', "determiner"},  {'J', "adjective"},  {'N', "noun"},        {'V', "verb"},
                            {'X', "auxiliary"},   {'A', "adverb"},     {'P', "preposition"}, {'R', "pronoun"},
                            {'C', "conjunction"}, {'E', "punctuation"}};
constexpr Tag kChinese[] = {{'N', "noun"},         {'V', "verb"},        {'X', "auxiliary"},  {'J', "adjective"},
                            {'A', "adverb"},       {'P', "preposition"}, {'R', "pronoun"},    {'Q', "numeral"},
                            {'L', "measure word"}, {'U', "particle"},    {'E', "punctuation"}};

std::span<const Tag> tags(bool chinese) {
  return chinese ? std::span<const Tag>(kChinese) : std::span<const Tag>(kEnglish);
}

Grammar english() {
  return {
      {"text",
       "<subject> <predicate> ./E|<subject> <predicate> and/C <short> ./E|"
       "<subject> <short> ,/E but/C <subject> <predicate> ./E|<pp> <subject> <short> ./E"},
      {"subject", "<pron>|the/D <people>|<own> <people>|the/D <adj> <people>|<own> <adj> <people>"},
      {"predicate",
       "<verb> <object>|<aux> <verb> <object>|<aux> <adv> <verb>|<adv> <verb> <object>|<verb> <adv>|"
       "<verb> <object> <pp>|<verb> <pp>"},
      {"short", "<verb> <object>|<aux> <verb>|<verb> <adv>|<adv> <verb>"},
      {"object", "<det> <noun>|<det> <adj> <noun>|<own> <noun>|it/R|them/R|that/R|her/R"},
      {"pp", "<prep> <det> <noun>|<prep> <det> <adj> <noun>|<prep> her/D <noun>"},
      {"pron", "I/R|we/R|they/R|you/R"},
      {"own", "my/D|our/D|their/D|her/D"},
      {"det", "the/D|some/D|this/D|that/D|every/D"},
      {"people", "children/N|dogs/N|friends/N|birds/N|girls/N|boys/N|teachers/N|farmers/N"},
      {"aux", "can/X|will/X|must/X|may/X"},
      {"adj", "open/J|clean/J|light/J|fast/J|old/J|new/J|still/J|kind/J|early/J|right/J|well/J|cold/J"},
      {"adv", "still/A|fast/A|well/A|often/A|early/A|right/A|now/A|even/A"},
      {"prep", "like/P|in/P|near/P|by/P|with/P|after/P|for/P"},
      {"verb",
       "watch/V|fish/V|light/V|paint/V|plant/V|water/V|open/V|clean/V|like/V|play/V|call/V|help/V|plan/V|dance/V|"
       "walk/V|drink/V|cook/V|cut/V|turn/V|answer/V"},
      {"noun",
       "watch/N|fish/N|light/N|paint/N|plant/N|water/N|can/N|play/N|call/N|help/N|plan/N|dance/N|walk/N|drink/N|"
       "cook/N|cut/N|turn/N|answer/N|will/N|kind/N|right/N|cold/N"},
  };
}

Grammar chinese() {
  return {
      {"text",
       "<subject> <predicate> 。/E|<subject> <predicate> ，/E <subject> 也/A <short> 。/E|"
       "<pp> ，/E <subject> <short> 。/E|<subject> <short> ，/E 还/A <predicate> 。/E"},
      {"subject", "我们/R|他们/R|你们/R|<people>|<num> <person> <people>|<adj> <people>|<own> <people>"},
      {"predicate",
       "<adv> <verb> <object>|<verb> 了/U <object>|在/A <verb> <object>|在/P <place> <verb>|把/P <thing> <verb> 了/U|"
       "给/P <people> <verb>|给/V <people> <num> <measure> <thing>|需要/V <object>|对/P <people> 很/A 好/J|"
       "跟/P <people> <verb>|会/X <verb> <object>|会/X 好好/A <verb>"},
      {"short", "<verb> 了/U|<adv> <verb>|会/X <verb>|<verb> <thing>"},
      {"object", "<thing>|<adj> 的/U <thing>|<people> 的/U <thing>|<num> <measure> <thing>|这/R <measure> <thing>"},
      {"pp", "在/P <place>|为了/P <thing>|跟/P <people>"},
      {"own", "我们/R 的/U|他们/R 的/U"},
      {"people", "学生/N|老师/N|孩子/N|农民/N|医生/N|朋友/N|代表/N|导演/N|编辑/N|领导/N"},
      {"place", "学校/N|家里/N|村子/N|公园/N|城市/N"},
      {"num", "一/Q|两/Q|三/Q|几/Q"},
      {"person", "个/L|位/L|名/L"},
      {"measure", "个/L|份/L|把/L|张/L|幅/L"},
      {"adj", "好/J|老/J|新/J|小/J|白/J|直/J"},
      {"adv", "常常/A|已经/A|正/A|老/A|白/A|直/A|还/A"},
      {"verb",
       "研究/V|学习/V|计划/V|帮助/V|建议/V|画/V|锁/V|代表/V|导演/V|编辑/V|领导/V|跟/V|报告/V|翻译/V|调查/V|设计/V"},
      {"thing", "研究/N|学习/N|计划/N|帮助/N|建议/N|画/N|锁/N|会/N|报告/N|翻译/N|调查/N|设计/N|书/N|椅子/N|名/N"},
  };
}

}  // namespace

const Grammar& tag_grammar(bool in_chinese) {
  static const Grammar one = english(), other = chinese();
  return in_chinese ? other : one;
}

std::vector<std::string> tag_names(bool in_chinese) {
  std::vector<std::string> names;
  for (const Tag& tag : tags(in_chinese)) names.emplace_back(tag.name);
  return names;
}

std::vector<TaggedWord> tagged_words(std::string_view text, bool in_chinese) {
  std::vector<TaggedWord> words;
  const std::span<const Tag> all = tags(in_chinese);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view token = text.substr(at, end - at);
    if (!token.empty()) {
      CHECK(token.size() > 2 && token[token.size() - 2] == '/', "a word has its tag behind it");
      const auto tag = std::ranges::find(all, token.back(), &Tag::letter);
      CHECK(tag != all.end(), "the tag is one of the language");
      words.push_back({std::string(token.substr(0, token.size() - 2)), static_cast<size_t>(tag - all.begin())});
    }
    at = end + 1;
  }
  return words;
}

std::vector<std::string> all_tagged_words(bool in_chinese) {
  std::vector<std::string> all;
  for (const std::string& piece : tag_grammar(in_chinese).pieces()) {
    for (TaggedWord& word : tagged_words(piece, in_chinese)) all.push_back(std::move(word.word));
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace engine
