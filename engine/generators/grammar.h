// A grammar whose sentences are drawn at random: rules that name each other. What generated names and stories are
// written in. Knows no language.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/rng.h"

namespace engine {

class Grammar {
 public:
  struct Rule {
    std::string_view name;
    // Choices separated by '|', all equally likely; one may be empty. In a choice, <name> stands for what that rule
    // gives. A rule whose name begins with a capital letter is drawn once for each text and then repeated.
    std::string_view choices;
  };

  // A name without a rule, or a rule that needs itself, is a programmer's mistake.
  Grammar(std::initializer_list<Rule> rules);

  // A text of the rule "text".
  std::string draw(Rng& rng) const;
  // Every piece of text that stands in a choice, <name>s left out: what texts are made of.
  std::vector<std::string> pieces() const;

 private:
  struct Part {
    std::string text;  // as it is, or the name of a rule
    bool is_rule = false;
  };
  using Choice = std::vector<Part>;
  using Drawn = std::map<std::string, std::string, std::less<>>;

  static Choice parts_of(std::string_view choice);
  std::string draw_rule(const std::string& name, Drawn& drawn, Rng& rng) const;

  std::map<std::string, std::vector<Choice>, std::less<>> rules_;
};

}  // namespace engine
