// A recorded frame is a well-formed document that says what was drawn, whatever the words and the numbers are.
#include "app/ui/svg.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/exports.h"
#include "tests/app/ui/ui_fixture.h"

namespace app::ui {
namespace {

// A small check of XML: every tag is closed in order, attributes are quoted, no bare < or & in text.
std::string fault_of(const std::string& xml) {
  std::vector<std::string> open;
  for (size_t i = 0; i < xml.size();) {
    if (static_cast<unsigned char>(xml[i]) < 0x20 && xml[i] != '\n' && xml[i] != '\t') return "a control character";
    if (xml[i] == '&') {
      const size_t end = xml.find(';', i);
      const std::string entity = end == std::string::npos ? "" : xml.substr(i + 1, end - i - 1);
      if (entity != "lt" && entity != "gt" && entity != "amp" && entity != "quot") return "a bare &";
      i = end + 1;
    } else if (xml[i] == '<') {
      size_t end = i + 1;
      bool quoted = false;
      for (; end < xml.size() && (quoted || xml[end] != '>'); ++end) {
        if (xml[end] == '"') quoted = !quoted;
        if (xml[end] == '<') return "a < inside a tag";
      }
      if (end == xml.size() || quoted) return "a tag without an end";
      const std::string tag = xml.substr(i + 1, end - i - 1);
      const std::string name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" />", 1) - (tag[0] == '/' ? 1 : 0));
      if (tag[0] == '/') {
        if (open.empty() || open.back() != name) return "</" + name + "> closes nothing";
        open.pop_back();
      } else if (tag[0] != '?' && tag.back() != '/') {
        open.push_back(name);
      }
      i = end + 1;
    } else if (xml[i] == '>') {
      return "a bare >";
    } else {
      ++i;
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

TEST(SvgCheck, FindsWhatIsWrong) {
  EXPECT_EQ(fault_of("<a><b x=\"1\"/>&lt;</a>"), "");
  EXPECT_NE(fault_of("<a><b></a>"), "");
  EXPECT_NE(fault_of("<a>&x</a>"), "");
  EXPECT_NE(fault_of("<a"), "");
}

class Svg : public ui_test::Ui {
 protected:
  std::string drawn(const std::function<void()>& scene) {
    std::string text;
    frame([&] {
      svg::start({0, 0, 300, 200});
      scene();
      text = svg::finish([](const Rect&) { return std::string("UE5H"); });
    });
    return text;
  }
};

TEST_F(Svg, SaysWhatWasDrawn) {
  const std::string text = drawn([] {
    draw::rect_filled({10, 20, 30, 40}, IM_COL32(255, 0, 0, 128), 5);
    draw::rect({10, 20, 30, 40}, IM_COL32(0, 255, 0, 255), 5, 2);
    draw::line({1, 2}, {30, 40}, IM_COL32(0, 0, 255, 255), 2);
    draw::bezier({0, 0}, {10, 0}, {20, 30}, {30, 30}, IM_COL32_WHITE, 2);
    draw::circle_filled({50, 60}, 7, IM_COL32_WHITE);
    draw::polygon({{0, 0}, {20, 0}, {20, 20}}, IM_COL32_WHITE);
    draw::text("Dense 1 <&> \"x\"", {100, 100}, {.size = 14, .weight = 600, .mono = true});
    draw::text("全连接", {100, 120}, {.size = 14});
  });
  EXPECT_EQ(fault_of(text), "");
  for (const char* part : {"<svg xmlns", "fill=\"#ff0000\" fill-opacity=\"0.5\"", "rx=\"5\"", "stroke=\"#00ff00\"",
                           "<path d=\"M0 0C10 0 20 30 30 30\"", "<circle cx=\"50\" cy=\"60\" r=\"7\"",
                           ">Dense 1 &lt;&amp;&gt; &quot;x&quot;</text>", ">全连接</text>", "monospace", "sans-serif"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST_F(Svg, LeavesOutWhatCannotBeSeenAndIsNoNumber) {
  const float nan = std::nanf(""), huge = std::numeric_limits<float>::max();
  const std::string text = drawn([&] {
    draw::rect_filled({nan, 0, 10, 10}, IM_COL32_WHITE);
    draw::circle_filled({10, 10}, nan, IM_COL32_WHITE);
    draw::line({0, 0}, {huge, nan}, IM_COL32_WHITE, 2);
    draw::text("nowhere", {nan, 10}, {});
    draw::polygon({{0, 0}, {nan, 0}, {20, 20}}, IM_COL32_WHITE);
    draw::rect_filled({5000, 0, 10, 10}, IM_COL32_WHITE);
    draw::text(std::string("bell\x07 and \xff bad"), {20, 20}, {});
  });
  EXPECT_EQ(fault_of(text), "");
  EXPECT_EQ(text.find("nan"), std::string::npos);
  EXPECT_EQ(text.find("inf"), std::string::npos);
  EXPECT_EQ(text.find("nowhere"), std::string::npos);
  EXPECT_NE(text.find("bell and \xEF\xBF\xBD bad"), std::string::npos) << text;
}

TEST_F(Svg, PicturesAreInTheirPlaces) {
  const std::string text = drawn([] { draw::gradient({10, 10, 50, 8}, Map::div, 4); });
  EXPECT_EQ(fault_of(text), "");
  EXPECT_NE(text.find("<image x=\"10\" y=\"10\" width=\"50\" height=\"8\""), std::string::npos) << text;
  EXPECT_NE(text.find("data:image/png;base64,UE5H"), std::string::npos);
}

TEST_F(Svg, RecordsNothingUnlessItIsAsked) {
  frame([] { draw::rect_filled({10, 20, 30, 40}, IM_COL32_WHITE); });
  EXPECT_FALSE(svg::recording());
}

TEST(SvgPicture, IsAPng) {
  platform::Picture p;
  p.width = p.height = 4;
  p.rgba.assign(64, 200);
  EXPECT_TRUE(png_base64(p, {0, 0, 2, 2}, 2).starts_with("iVBORw0KGgo")) << "the signature of a PNG";
  EXPECT_EQ(png_base64(p, {9, 9, 2, 2}, 2), "");
}

}  // namespace
}  // namespace app::ui
