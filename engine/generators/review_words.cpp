#include "engine/generators/review_words.h"

#include <algorithm>
#include <sstream>

namespace engine {
namespace {

const std::string& pick(const std::vector<std::string>& from, Rng& rng) { return from[rng.below(from.size())]; }

ReviewWords english_words() {
  return {.things = {"the film", "the story", "the acting", "the music", "the ending", "the dialogue", "the first half",
                     "the camera work", "the cast", "the humour"},
          .links = {"is", "was", "seems"},
          .negations = {"is not", "was not", "is never", "was hardly"},
          .degrees = {"", "", "very", "really", "truly", "quite"},
          .good = {"brilliant", "moving", "funny", "clever", "beautiful", "gripping", "charming", "good", "wonderful",
                   "convincing"},
          .bad = {"boring", "dull", "weak", "silly", "clumsy", "bad", "bland", "annoying", "awful", "predictable"},
          .openings = {"", "", "", "honestly ,", "to be fair ,", "in the end ,"},
          .also = "and",
          .contrasts = {"A but B", "although A , B", "even though A , B", "B , even if A", "A ; still , B"}};
}

ReviewWords chinese_words() {
  return {.things = {"电影", "剧情", "演技", "音乐", "结尾", "对白", "前半 部分", "画面", "演员", "笑点"},
          .links = {"", "显得", "的确"},
          .negations = {"不", "并不", "一点 也 不", "谈不上"},
          .degrees = {"", "", "很", "非常", "真的", "相当"},
          .good = {"精彩", "感人", "有趣", "巧妙", "优美", "出色", "迷人", "好", "好看", "可信"},
          .bad = {"无聊", "沉闷", "糟糕", "幼稚", "笨拙", "差", "平淡", "烦人", "难看", "老套"},
          .openings = {"", "", "", "老实 说 ，", "平心而论 ，", "总的来说 ，"},
          .also = "， 而且",
          .contrasts = {"A ， 但是 B", "虽然 A ， 但是 B", "尽管 A ， B", "B ， 即使 A", "A ， 不过 B"}};
}

// "the story was not very dull": a negation turns the adjective around.
std::string draw_clause(const ReviewWords& words, const std::string& thing, bool good, Rng& rng) {
  const bool negated = rng.uniform() < 0.3;
  std::string clause = thing;
  for (const std::string& part : {pick(negated ? words.negations : words.links, rng), pick(words.degrees, rng),
                                  pick(good != negated ? words.good : words.bad, rng)}) {
    if (!part.empty()) clause += ' ' + part;
  }
  return clause;
}

}  // namespace

const ReviewWords& review_words(bool chinese) {
  static const ReviewWords english = english_words(), mandarin = chinese_words();
  return chinese ? mandarin : english;
}

std::string draw_review(const ReviewWords& words, bool good, Rng& rng) {
  std::string review = pick(words.openings, rng);
  if (!review.empty()) review += ' ';
  const double form = rng.uniform();
  const uint64_t things = words.things.size(), first = rng.below(things);
  const std::string &thing = words.things[first], &other = words.things[(first + 1 + rng.below(things - 1)) % things];
  if (form < 0.4) return review + draw_clause(words, thing, good, rng);
  if (form < 0.65) {
    review += draw_clause(words, thing, good, rng) + ' ' + words.also + ' ';
    return review + draw_clause(words, other, good, rng);
  }
  const std::string aside = draw_clause(words, thing, !good, rng), point = draw_clause(words, other, good, rng);
  for (const char c : pick(words.contrasts, rng)) {
    review += c == 'A' ? aside : c == 'B' ? point : std::string(1, c);
  }
  return review;
}

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> all_words(const ReviewWords& words) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& text) {
    for (const std::string& word : split_words(text)) {
      const bool place = word == "A" || word == "B";
      if (!place && std::find(all.begin(), all.end(), word) == all.end()) all.push_back(word);
    }
  };
  for (const auto* list : {&words.things, &words.links, &words.negations, &words.degrees, &words.good, &words.bad,
                           &words.openings, &words.contrasts}) {
    for (const std::string& text : *list) add(text);
  }
  add(words.also);
  return all;
}

}  // namespace engine
