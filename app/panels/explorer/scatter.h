// Samples as points over two columns or over the first principal components; the one under the pointer shows itself,
// a click makes it the shown sample. Painted once into a picture and again only when something changes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/explorer/page.h"
#include "app/panels/explorer/points.h"
#include "app/panels/explorer/work.h"
#include "app/ui/i18n.h"
#include "app/ui/pixel_image.h"
#include "app/views/picture_atlas.h"

namespace app {

class ScatterPage final : public ExplorerPage {
 public:
  const char* id() const override { return "scatter"; }
  const char* title() const override;
  const char* tip() const override;
  bool offered(const ExplorerContext& context) const override;
  void draw(const ExplorerContext& context, const ui::Rect& area) override;

 private:
  struct Points {
    std::vector<float> x, y;
    ScatterFrame frame;
  };
  struct Painting {
    int width = 0, height = 0;
    std::vector<ui::Colour> pixels;
  };
  // What the picture was painted for.
  struct Key {
    int width = 0, height = 0;
    ui::ThemeName theme{};
    int64_t points = 0;  // counts every new set of points
    bool operator==(const Key&) const = default;
  };

  void follow(const ExplorerContext& c);
  void list_axes(const ExplorerContext& c);
  void choices(const ExplorerContext& c, const ui::Rect& r);
  void axis_choice(const char* name, const char* label, int* chosen, const ui::Rect& r);
  void plot(const ExplorerContext& c, const ui::Rect& r);
  void axes(const ui::Rect& r) const;
  void y_name(const ui::Rect& r) const;
  void repaint(const ExplorerContext& c, const ui::Rect& r);
  void point_under(const ExplorerContext& c, const ui::Rect& r);
  void thumbnail(const ExplorerContext& c, int64_t row);
  void legend(const ExplorerContext& c, const ui::Rect& r) const;
  ui::Colour colour_of(const ExplorerContext& c, int64_t row) const;
  bool needs_components() const;

  std::shared_ptr<const engine::PreparedData> of_;
  views::SampleLook look_{};
  std::vector<ScatterAxis> axes_;
  std::vector<std::string> names_;
  ui::Language named_{};
  int chosen_[2] = {0, 1}, made_[2] = {-1, -1};
  double target_low_ = 0, target_high_ = 1;
  std::shared_ptr<const Projection> projection_;
  std::shared_ptr<const Points> points_;
  int64_t generation_ = 0;
  Key painted_;
  ui::PixelImage image_;
  bool has_image_ = false;
  views::PictureAtlas atlas_;
  ExplorerWork<std::shared_ptr<const Projection>> projection_work_;
  ExplorerWork<std::shared_ptr<const Points>> points_work_;
  ExplorerWork<Painting> painting_work_;
};

}  // namespace app
