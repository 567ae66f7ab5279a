#include "engine/generators/story_grammars.h"

#include <algorithm>

#include "engine/formats/tokenizer.h"

namespace engine {
namespace {

// Names with a capital letter are drawn once a story: hero, friend and thing stay the same ones.
Grammar english_stories() {
  return {
      {"text",
       "<open> <loss> <search> <meet> <help> <found> <end>\n|<open> <loss> <meet> <help> <found> <end>\n|"
       "<open> <wish> <meet> <gift> <end>\n|<open> <storm> <shelter> <end>\n"},
      {"Hero", "fox|bear|mouse|hare|duck|cat|goat|mole"},
      {"Friend", "turtle|frog|horse|crow|sheep|hen|dog|swan"},
      {"Thing", "red apple|warm coat|silver bell|jar of honey|round stone|yellow kite|blue scarf|wooden boat"},
      {"Size", "little|young|brave|shy|hungry|clever|lazy"},
      {"Home", "in the forest|by the river|on a green hill|under a tall tree|near the village|at the edge of the lake"},
      {"open",
       "Once upon a time there was a <Size> <Hero>. It lived <Home>.|A <Size> <Hero> lived <Home>.|"
       "There once was a <Size> <Hero> that lived <Home>."},
      {"loss",
       "One <day> the <Hero> lost its <Thing>.|One <day> the <Hero> woke up and its <Thing> was gone.|"
       "But one <day> the <Thing> of the <Hero> was not there any more."},
      {"day", "morning|day|evening|cold morning|summer day"},
      {"search",
       "It looked <place>, but it found nothing.|It looked <place> and <place>. Nothing was there.|"
       "All day long it looked <place>, and it grew very sad."},
      {"place", "in the long grass|behind the stones|under the leaves|along the road|in the garden|at the old mill"},
      {"meet", "Then it met a <Friend>. <ask>|On the road came a <Friend>. <ask>|A <Friend> saw it and stopped. <ask>"},
      {"ask",
       "\"Why are you so sad?\" asked the <Friend>.|\"What is wrong?\" asked the <Friend>.|"
       "\"Can I help you?\" said the <Friend>."},
      {"help",
       "\"I cannot find my <Thing>,\" said the <Hero>. <promise>|\"My <Thing> is gone,\" said the <Hero>. <promise>"},
      {"promise",
       "\"Do not cry,\" said the <Friend>. \"I will help you.\"|"
       "\"Come with me,\" said the <Friend>. \"I know where it is.\""},
      {"found",
       "Together they walked <way>, and there was the <Thing>.|"
       "They walked <way> until they saw the <Thing> <place>."},
      {"way", "over the bridge|through the dark wood|up the hill|down to the water|past the mill"},
      {"wish", "The <Hero> had one wish: a <Thing>.|Every <day> the <Hero> dreamed of a <Thing>."},
      {"gift",
       "\"I wish I had a <Thing>,\" said the <Hero>. \"I have two,\" said the <Friend>. \"Take one.\"|"
       "\"I want a <Thing>,\" said the <Hero>. The next day the <Friend> came back with a <Thing>."},
      {"storm", "One <day> a storm came. <rain>|One <day> the wind began to blow. <rain>"},
      {"rain", "It rained and rained, and the <Hero> was cold.|Snow fell on the <Hero>, and it lost its way."},
      {"shelter",
       "A <Friend> opened the door. \"Come in,\" said the <Friend>, and gave the <Hero> some soup.|"
       "\"My house is warm,\" said a <Friend>. So the <Hero> stayed with the <Friend> until the sun came out."},
      {"end",
       "The <Hero> was happy and thanked the <Friend>.|From that day on the <Hero> and the <Friend> were friends.|"
       "The <Hero> and the <Friend> laughed and danced. They were friends for ever."},
  };
}

Grammar chinese_stories() {
  return {
      {"text",
       "<open> <loss> <search> <meet> <help> <found> <end>\n|<open> <loss> <meet> <help> <found> <end>\n|"
       "<open> <wish> <meet> <gift> <end>\n|<open> <storm> <shelter> <end>\n"},
      {"Hero", "狐狸|小熊|老鼠|兔子|鸭子|小猫|山羊|刺猬"},
      {"Friend", "乌龟|青蛙|乌鸦|绵羊|母鸡|小狗|天鹅|松鼠"},
      {"Thing", "红 苹果|银 铃铛|纸 灯笼|小 皮球|布 娃娃|蜂蜜 罐子|木头 盒子|旧 口哨"},
      {"Size", "年轻|勇敢|害羞|贪吃|聪明|懒惰|善良"},
      {"Home", "森林 里|小 河 边|山坡 上|大 树 下|村子 旁边|湖 边"},
      {"open",
       "从前 有 一 只 <Size> 的 <Hero> ， 住 在 <Home> 。|<Home> 住 着 一 只 <Size> 的 <Hero> 。|"
       "很 久 以前 ， <Home> 有 一 只 <Size> 的 <Hero> 。"},
      {"loss",
       "<day> ， <Hero> 发现 自己 的 <Thing> 不见 了 。|<day> ， <Hero> 把 心爱 的 <Thing> 弄 丢 了 。|"
       "可是 <day> ， <Hero> 怎么 也 找 不到 自己 的 <Thing> 了 。"},
      {"day", "一天 早上|一天 中午|一天 傍晚|有 一天"},
      {"search",
       "它 在 <place> 找 了 很 久 ， 什么 也 没有 找到 。|"
       "它 找 遍 了 <place> ， 又 去 了 <place> ， 还是 没有 找到 。|它 在 <place> 找 了 一 整 天 ， 心里 难过 极 了 "
       "。"},
      {"place", "草丛 里|石头 后面|落叶 下面|小 路 上|花园 里|磨坊 旁边"},
      {"meet",
       "这 时 来 了 一 只 <Friend> 。 <ask>|它 在 路 上 遇见 了 一 只 <Friend> 。 <ask>|"
       "一 只 <Friend> 看见 了 它 ， 停 了 下来 。 <ask>"},
      {"ask",
       "“ 你 为什么 这么 难过 ？ ” <Friend> 问 。|“ 你 怎么 了 ？ ” <Friend> 问 。|"
       "“ 我 能 帮 你 吗 ？ ” <Friend> 说 。"},
      {"help",
       "“ 我 找 不到 我 的 <Thing> 了 。 ” <Hero> 说 。 <promise>|“ 我 的 <Thing> 丢 了 。 ” <Hero> 回答 。 <promise>"},
      {"promise", "“ 别 哭 ， 我 来 帮 你 。 ” <Friend> 说 。|“ 跟 我 来 ， 我 知道 它 在 哪里 。 ” <Friend> 说 。"},
      {"found", "它们 一起 <way> ， <Thing> 就 在 那里 。|它们 一起 <way> ， 终于 在 <place> 看到 了 <Thing> 。"},
      {"way", "走 过 小 桥|穿 过 树林|爬 上 山坡|来 到 水 边|走 到 村 口"},
      {"wish", "<Hero> 只有 一 个 愿望 ： 得到 一 个 <Thing> 。|<Hero> 每天 都 梦见 一 个 <Thing> 。"},
      {"gift",
       "“ 我 真 想 有 一 个 <Thing> 。 ” <Hero> 说 。 “ 我 有 两 个 ， 送 你 一 个 。 ” <Friend> 说 。|"
       "“ 我 想 要 一 个 <Thing> 。 ” <Hero> 说 。 第二 天 ， <Friend> 真 的 带 来 了 一 个 <Thing> 。"},
      {"storm", "<day> ， 暴风雨 来 了 。 <rain>|<day> ， 忽然 刮 起 了 大 风 。 <rain>"},
      {"rain", "雨 下 个 不 停 ， <Hero> 冷 得 发抖 。|雪 花 落 在 <Hero> 身 上 ， 它 迷 了 路 。"},
      {"shelter",
       "一 只 <Friend> 打开 了 门 。 “ 请 进 吧 。 ” <Friend> 说 ， 还 给 <Hero> 端 来 了 热 汤 。|"
       "“ 我 家 很 暖和 。 ” 一 只 <Friend> 说 。 于是 <Hero> 留 了 下来 ， 直到 太阳 出来 。"},
      {"end",
       "<Hero> 高兴 极 了 ， 谢 过 了 <Friend> 。|从此 <Hero> 和 <Friend> 成 了 好 朋友 。|"
       "<Hero> 和 <Friend> 又 唱 又 跳 ， 成 了 永远 的 朋友 。"},
  };
}

}  // namespace

const Grammar& story_grammar(bool chinese) {
  static const Grammar english = english_stories(), mandarin = chinese_stories();
  return chinese ? mandarin : english;
}

std::vector<std::string> story_tokens(std::string_view text, bool chinese, bool words) {
  std::vector<std::string> tokens;
  if (chinese && words) {
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find_first_of(" \n", at), text.size());
      if (end > at) tokens.emplace_back(text.substr(at, end - at));
      at = end + 1;
    }
    return tokens;
  }
  Tokenizer tokenizer(words, words);
  const auto emit = [&](std::string_view token) {
    if (!chinese || token != " ") tokens.emplace_back(token);
  };
  tokenizer.feed(text, emit);
  tokenizer.finish(emit);
  return tokens;
}

std::vector<std::string> all_story_tokens(bool chinese, bool words) {
  std::vector<std::string> all;
  for (const std::string& piece : story_grammar(chinese).pieces()) {
    for (std::string& token : story_tokens(piece, chinese, words)) {
      if (std::find(all.begin(), all.end(), token) == all.end()) all.push_back(std::move(token));
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace engine
