// How the values of each column are spread: a histogram for each part with its figures, the tokens of texts, the mean
// picture of each class. Works out only the cards that are seen, beside the drawing, and keeps them.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "app/panels/explorer/page.h"
#include "app/panels/explorer/sources.h"
#include "app/panels/explorer/work.h"
#include "app/views/picture_atlas.h"

namespace app {

class ColumnsPage final : public ExplorerPage {
 public:
  const char* id() const override { return "columns"; }
  const char* title() const override;
  const char* tip() const override;
  void draw(const ExplorerContext& context, const ui::Rect& area) override;

 private:
  struct Overview {  // of the whole set
    std::vector<TokenCount> tokens;
    std::vector<std::vector<engine::Scalar>> means;
  };
  using Cards = std::map<int64_t, engine::ColumnStatistics>;

  void follow(const ExplorerContext& c);
  void collect(const ExplorerContext& c, int64_t first, int64_t last);
  void top_line(const ExplorerContext& c, const ui::Rect& r);
  float overview_height(const ExplorerContext& c, float width) const;
  void overview(const ExplorerContext& c, const ui::Rect& r, const ui::Rect& seen);
  void mean_pictures(const ExplorerContext& c, const ui::Rect& r);
  void token_bars(const ExplorerContext& c, const ui::Rect& r) const;
  void card(const ExplorerContext& c, int64_t index, const ui::Rect& r);

  bool seen_ = false;  // as the network sees the inputs
  std::shared_ptr<const engine::PreparedData> of_;
  views::SampleLook look_{};
  bool of_seen_ = false;
  std::unique_ptr<ColumnSources> sources_;
  Cards cards_;
  Overview overview_;
  bool has_overview_ = false;
  ui::ThemeName theme_{};
  views::PictureAtlas atlas_;
  ExplorerWork<Cards> cards_work_;
  ExplorerWork<Overview> overview_work_;
};

}  // namespace app
