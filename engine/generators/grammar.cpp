#include "engine/generators/grammar.h"

#include "engine/core/check.h"

namespace engine {

Grammar::Grammar(std::initializer_list<Rule> rules) {
  for (const Rule& rule : rules) {
    std::vector<Choice>& choices = rules_[std::string(rule.name)];
    CHECK(choices.empty(), "a rule is stated once");
    std::string_view rest = rule.choices;
    while (true) {
      const size_t bar = rest.find('|');
      choices.push_back(parts_of(rest.substr(0, bar)));
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
  }
}

Grammar::Choice Grammar::parts_of(std::string_view choice) {
  Choice parts;
  while (!choice.empty()) {
    const bool is_rule = choice.front() == '<';
    const size_t end = choice.find(is_rule ? '>' : '<');
    CHECK(!is_rule || end != std::string_view::npos, "a name in a grammar ends with >");
    parts.push_back({std::string(choice.substr(is_rule, end - is_rule)), is_rule});
    choice.remove_prefix(end == std::string_view::npos ? choice.size() : end + is_rule);
  }
  return parts;
}

std::string Grammar::draw(Rng& rng) const {
  Drawn drawn;
  return draw_rule("text", drawn, rng);
}

std::string Grammar::draw_rule(const std::string& name, Drawn& drawn, Rng& rng) const {
  const bool once = name.front() >= 'A' && name.front() <= 'Z';
  if (const auto found = drawn.find(name); found != drawn.end()) return found->second;
  const auto rule = rules_.find(name);
  CHECK(rule != rules_.end(), "every name in a grammar has a rule");
  std::string text;
  for (const Part& part : rule->second[rng.below(rule->second.size())]) {
    text += part.is_rule ? draw_rule(part.text, drawn, rng) : part.text;
  }
  if (once) drawn.emplace(name, text);
  return text;
}

std::vector<std::string> Grammar::pieces() const {
  std::vector<std::string> all;
  for (const auto& [name, choices] : rules_) {
    for (const Choice& choice : choices) {
      for (const Part& part : choice) {
        if (!part.is_rule) all.push_back(part.text);
      }
    }
  }
  return all;
}

}  // namespace engine
