#include "engine/generators/name_grammars.h"

namespace engine {
namespace {

// Three consonants carry the meaning, the vowels between them the form: k-t-b gives katib, maktub, kattab.
NameGrammar arabic() {
  return {"Arabic",
          {{"text",
            "<c>a<m>i<e>|<c>a<m>i<e>a|<c>a<m>a<e>|<c>u<m>a<e>|a<m><c>a<e>|ma<m><m>u<e>|<c>a<m>ee<e>|<c>aa<m>i<e>|"
            "mu<c>a<m>i<e>|<c>a<m><m>a<e>|<c>a<m>iya"},
           {"c", "b|f|h|j|k|kh|l|n|r|s|sh|t|z|y|w|m|d"},
           {"m", "m|l|r|s|h|b|d|n|k|z"},
           {"e", "d|m|n|r|l|b|s|f|q"}},
          {{"text",
            "al-<c>a<m>i<e>|al-<c>a<m>a<e>i|<c>a<m><m>a<e>|<c>a<m><m>ou<e>|ha<m>i<e>i|bin <c>a<m>i<e>|"
            "abu <c>a<m>a<e>|<c>u<m>ai<e>i|ma<c><m>ou<e>|<c>a<m>a<e>i|<c>a<m>a<e>"},
           {"c", "b|f|h|j|k|kh|l|n|r|s|sh|t|z|q|m|d|gh"},
           {"m", "m|l|r|s|h|b|d|n|k|z|t"},
           {"e", "d|m|n|r|l|b|s|f"}},
          false};
}

// Pinyin: an initial and a final, and not every pair exists.
NameGrammar chinese() {
  return {"Chinese",
          {{"text", "<s>|<s><s>|<s><s>"},
           {"s", "<l>|<l>|<p>|<r>|<y>|<z>"},
           {"l", "l<li>|n<li>|t<di>|d<di>"},
           {"li", "i|an|ing|in|ong|ei|ian|iang"},
           {"di", "ing|ian|ao|ong|ai|an"},
           {"p", "m<pi>|b<pi>|f<fi>|p<pi>"},
           {"pi", "in|ei|ing|an|o|iao"},
           {"fi", "ang|eng|en|ei|u"},
           {"r", "r<ri>|sh<ri>|zh<ri>|ch<ri>|rong|zhong"},
           {"ri", "an|en|u|ui|ou"},
           {"y", "j<ji>|x<ji>|q<ji>|y<yi>"},
           {"ji", "ia|iang|in|ing|iao|ie|un|uan|iu"},
           {"yi", "ang|an|ing|i|u|ue|uan|un|ong"},
           {"z", "g<gi>|h<gi>|k<ki>|w<wi>|z<zi>|s<zi>"},
           {"gi", "ang|ao|ui|ong|uan|ua|ai"},
           {"ki", "ai|ang|un"},
           {"wi", "ei|en|an|u"},
           {"zi", "i|e|ong|en|hi"}},
          {{"text",
            "wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|hu|zhu|gao|lin|he|guo|ma|luo|liang|song|zheng|xie|"
            "han|tang|feng|yu|dong|xiao|cheng|cao|yuan|deng|peng|zeng|cui|ye|pan|du|dai|xia|zhong|tian|ren|jiang|"
            "fan|fang|shi|yao|tan|liao|zou|xiong|jin|lu|hao|kong|bai|kang|mao|qiu|qin|gu|hou|shao|meng|long|wan|"
            "duan|lei|qian|yin|li|yan|niu|hong|gong|ouyang|sima|shangguan|zhuge|situ"}},
          true};
}

NameGrammar english() {
  return {"English",
          {{"text", "<o><v><c><e>|<o><v><c>|<o><v><c>"},
           {"o", "w|h|b|br|l|j|m|r|d|gr|t|cl|ch|el|al|n|k|p|st|sh"},
           {"v", "a|e|i|o|u|a|e|ai"},
           {"c", "ll|n|rt|ck|nd|m|th|r|l|ss|nn|rl|d"},
           {"e", "ie|y|er|on|ey|a|ard|ice|yn|is|en|win"}},
          {{"text", "<o><v><c><e>|<o><v><c><e>|<o><v><c>"},
           {"o", "w|h|b|br|th|cl|st|m|r|l|d|gr|f|sh|p|k|wh|c|bl|tr"},
           {"v", "a|e|i|o|ea|oo|a|ou|u"},
           {"c", "ck|ll|rd|nd|lt|rk|sh|th|n|r|l|ng|tch"},
           {"e", "ton|ley|son|field|wood|ford|man|er|well|ham|by|s|more|worth|land|ing"}},
          false};
}

NameGrammar german() {
  return {"German",
          {{"text", "<o><v><c><e>|<o><v><c><e>|<o><v><c>"},
           {"o", "h|w|k|g|fr|d|l|r|m|j|s|b|n|th|h|w|kl"},
           {"v", "a|e|i|o|u|ei|ie|au"},
           {"c", "n|l|r|rt|nz|ld|ns|tt|nr|st|rm|lf"},
           {"e", "e|rich|helm|a|mut|hard|gard|trud|hild|bert|er|wig|fried|lotte|chen"}},
          {{"text", "<o><v><c><e>|<o><v><c><e>|<o><v><c>"},
           {"o", "sch|st|br|kl|m|h|w|f|k|b|g|r|l|z|sp|kr|schw|pf|gr|d"},
           {"v", "a|e|i|o|u|ei|au|ue|oe|ie|ae"},
           {"c", "nn|tt|ck|r|l|rn|lz|hl|ld|tz|ch|nk|ss|mm"},
           {"e", "er|mann|berg|stein|hardt|ing|bauer|hofer|bach|el|ler|ert|ner|inger|feld"}},
          false};
}

NameGrammar italian() {
  return {"Italian",
          {{"text", "<o><v><c><e>|<o><v><c><e>|<a><c><e>"},
           {"a", "a|e|i|o"},
           {"o", "g|gi|m|l|r|s|f|c|b|d|p|t|n|fr|st|chi"},
           {"v", "a|e|i|o|u|ia|io"},
           {"c", "nn|ll|l|r|n|s|rt|nc|m|c|v|tt|ss|br|z"},
           {"e", "a|o|e|ina|ino|etta|ella|io|ia|esca|esco|ardo"}},
          {{"text", "<o><v><c><e>|<o><v><c><e>|<o><v><m><v><c><e>|di <o><v><c>o"},
           {"o", "g|m|l|r|s|f|c|b|d|p|t|v|gr|st|br|mar|bel"},
           {"v", "a|e|i|o|u|ia"},
           {"m", "r|l|n|s|t|d|m"},
           {"c", "nn|ll|tt|cc|rr|ss|zz|r|l|n|nt|nd|lt|rt|sc|gg"},
           {"e", "i|o|a|ini|etti|elli|ucci|one|ari|ano|ese|oni"}},
          false};
}

// Morae: a consonant and a vowel, or an n.
NameGrammar japanese() {
  return {
      "Japanese",
      {{"text", "<m><e>|<m><m><e>|<m><m><e>"},
       {"m", "a|ka|ki|ku|sa|shi|su|ta|chi|tsu|na|ha|hi|fu|ma|mi|mu|ya|yu|yo|ri|re|ru|e|i|to|no|ke|ji|ken|shin|jun"},
       {"e", "ko|mi|ka|na|ro|shi|ki|ta|ya|to|e|suke|o|ho|ji|ru|chi"}},
      {{"text", "<m><m><e>|<m><e>|<m><m><m>|<m><m><e>"},
       {"m", "a|ka|ki|ku|sa|shi|su|ta|chi|tsu|na|ni|no|ha|hi|fu|ma|mi|mu|mo|ya|yu|yo|i|o|to|wa|ko|ishi|naga|oka|ka|na"},
       {"e", "moto|mura|yama|kawa|da|ta|shima|no|hara|saki|guchi|mi|i|bayashi|ga|be|saka|mori"}},
      true};
}

NameGrammar russian() {
  return {"Russian",
          {{"text", "<o><v><c><e>|<o><v><c><e>|<v><c><e>"},
           {"o", "v|s|m|k|p|b|g|d|l|n|z|yu|vl|dm|st|sv|t|ya|r"},
           {"v", "a|o|i|e|u"},
           {"c", "r|l|n|m|k|t|d|ks|sh|ri|v|tr"},
           {"e", "a|iy|ya|slav|mir|an|ey|il|ina|ka|or|ana|en|ita|im"}},
          {{"text", "<o><v><c><e>|<o><v><c><e>|<o><v><m><v><c><e>"},
           {"o", "v|s|m|k|p|b|g|d|l|n|z|sh|ch|kr|gr|st|sv|tr|zh|f|bel"},
           {"v", "a|o|i|e|u|y"},
           {"m", "r|l|n|d|t|v|k"},
           {"c", "r|l|n|m|k|v|z|sh|rn|st|nk|lk|ts|d|b"},
           {"e", "ov|ova|ev|eva|in|ina|sky|skaya|enko|chuk|ikov|ikova|kin"}},
          false};
}

NameGrammar spanish() {
  return {"Spanish",
          {{"text", "<o><v><c><e>|<o><v><c><e>|<a><c><e>"},
           {"a", "a|e|i|o"},
           {"o", "j|m|l|r|c|p|f|al|is|v|d|g|an|est|ram|t"},
           {"v", "a|e|i|o|u|ue|ia"},
           {"c", "n|l|r|s|m|rl|ng|d|b|t|nd|nc|rc|v"},
           {"e", "o|a|el|ito|ita|os|ez|ando|es|in|ia|io|ela|on"}},
          {{"text", "<o><v><c><e>|<o><v><c><e>|<o><v><m><v><c><e>|de la <o><v><c>a"},
           {"o", "g|m|l|r|s|f|c|b|d|p|t|v|h|gu|mor|al|cas|j"},
           {"v", "a|e|i|o|u|ue|ie"},
           {"m", "r|l|n|m|d|v"},
           {"c", "rr|ll|r|l|n|nd|rt|s|d|g|rn|nt|lg|rc|st"},
           {"e", "ez|o|a|os|as|era|ero|illo|ado|ales|ino|on|eda|uez"}},
          false};
}

}  // namespace

const std::vector<NameGrammar>& name_grammars() {
  static const std::vector<NameGrammar> all{arabic(),  chinese(),  english(), german(),
                                            italian(), japanese(), russian(), spanish()};
  return all;
}

}  // namespace engine
