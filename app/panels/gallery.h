// Where to begin: an empty network, the files used last, and the projects that come with the program, as cards in the
// order of the course; found by words, opened by a click. Knows the projects only by their files.
#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/panels/panel_previews.h"

namespace app {

class GalleryPanel final : public Panel {
 public:
  // `samples`: the folder with the projects.
  explicit GalleryPanel(std::string samples);

  const char* id() const override { return "gallery"; }
  void draw(const PanelContext& context) override;

 private:
  struct Sample {
    std::string path, stem, name{}, summary{};
    std::vector<std::string> glyphs{};  // of its layers, in reading order
    const engine::DatasetType* source = nullptr;
    size_t topic = 0;
    size_t layers = 0;
  };

  void read();
  void frame(const PanelContext& c, const ui::Rect& r);
  void group(const PanelContext& c, size_t topic, const ui::Rect& inside, float width, float& y);
  void card(const PanelContext& c, const Sample& s, const ui::Rect& r);
  void start(const PanelContext& c, const ui::Rect& inside, float width, float& y);
  bool own_card(const char* name, const ui::Rect& r, const char* icon, const std::string& title,
                const std::string& below) const;
  std::vector<const Sample*> found(size_t topic) const;

  std::string folder_, words_;
  std::vector<Sample> samples_;
  SetPreviews previews_{true};
  bool read_ = false;
  int frames_ = 0;
  float height_ = 0;
};

}  // namespace app
