// All answers of the network to a part of the data: which classes it mistakes for which, how sure it is, and the
// samples themselves. Of the network's last layer.
#include "app/panels/microscope/answers.h"

#include <algorithm>

#include "app/panels/microscope/looks.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

class AnswersLook final : public Look {
 public:
  void draw(const Opened& o, const ui::Rect& area) override {
    if (!o.data) return waiting(o, area);
    std::vector<int> parts;
    std::vector<ui::SegmentItem> names;
    const char* words[] = {ui::tr("Train"), ui::tr("Val"), ui::tr("Test")};
    for (const int part : {1, 2, 0}) {
      if (o.data->rows[part].empty()) continue;
      parts.push_back(part);
      names.push_back({.label = words[part]});
    }
    if (parts.empty()) return waiting(o, area);
    part_ = std::min(part_, static_cast<int>(parts.size()) - 1);
    const ui::SegmentItem pages[] = {
        {.label = ui::tr("Mistakes"), .tip = ui::tr("Which class is taken for which")},
        {.label = ui::tr("Curves"), .tip = ui::tr("One class against the rest, at every threshold")},
        {.label = ui::tr("Samples"), .tip = ui::tr("The samples, right and wrong")}};
    ui::segmented("microscope.answers", {area.x, area.y, 264, 28}, pages, &page_);
    const float width = 64 * static_cast<float>(names.size());
    if (names.size() > 1) ui::segmented("microscope.part", {area.right() - width, area.y, width, 28}, names, &part_);
    judge_.update(o, parts[static_cast<size_t>(part_)]);
    const Judged& j = judge_.judged();
    const ui::Rect body{area.x, area.y + 38, area.w, area.h - 38};
    if (j.size() == 0 || j.classes < 2 || j.part != parts[static_cast<size_t>(part_)]) return waiting(o, body);
    summary(j, {area.x + 280, area.y, std::max(10.0f, area.w - 280 - width - 12), 28});
    if (page_ == 0) {
      if (draw_confusion(o, j, body, filter_)) page_ = 2;
    } else if (page_ == 1) {
      class_row(o, j, {body.x, body.y, body.w, 28});
      draw_score_curves(o, j, {body.x, body.y + 36, body.w, body.h - 36}, which_);
    } else {
      wall_.draw(o, j, body, filter_);
    }
  }

  std::string values(const Opened& o) const override {
    const Judged& j = judge_.judged();
    std::string out = "row,truth,answer,share\n";
    for (size_t i = 0; i < j.size(); ++i) {
      const auto k = static_cast<size_t>(std::max(0, j.answer[i]));
      out += fmt::format("{},{},{},{:.6g}\n", j.row[i] + 1, o.data->class_name(j.truth[i]),
                         o.data->class_name(j.answer[i]), j.share[i * static_cast<size_t>(j.classes) + k]);
    }
    return out;
  }

 private:
  static void summary(const Judged& j, const ui::Rect& r) {
    int64_t wrong = 0, judged = 0;
    for (size_t i = 0; i < j.size(); ++i) {
      judged += j.truth[i] >= 0;
      wrong += j.truth[i] >= 0 && !j.right(i);
    }
    std::string words = ui::tr_fill("{} of {} wrong", {ui::format_count(wrong), ui::format_count(judged)});
    if (judged < j.in_part) words += " · " + ui::tr_fill("the first of {}", {ui::format_count(j.in_part)});
    ui::draw::text(words, {r.x, r.mid_y()},
                   {.size = 14, .weight = 600, .colour = ui::theme().ink, .max_width = r.w, .ellipsis = true});
  }

  // Of two classes the curves are those of the second, as usual.
  void class_row(const Opened& o, const Judged& j, const ui::Rect& r) {
    which_ = std::clamp(which_ < 0 ? (j.classes == 2 ? 1 : 0) : which_, 0, j.classes - 1);
    std::vector<std::string> names;
    for (int k = 0; k < j.classes; ++k) names.push_back(ui::tr(o.data->class_name(k)));
    const float width = ui::draw::text(ui::tr("Class"), {r.x, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2});
    ui::dropdown("microscope.class", {r.x + width + 10, r.y, 170, 28}, names, &which_);
    ui::draw::text(ui::tr("against all others"), {r.x + width + 192, r.mid_y()},
                   {.size = 13, .colour = ui::theme().ink2});
  }

  int page_ = 0, part_ = 0, which_ = -1;
  Judge judge_;
  WallFilter filter_;
  SampleWall wall_;
};

bool offered(const Opened& o) {
  if (engine::output_node(o.c.view.experiment.network) != &o.node) return false;
  return learns_labels(o.c.view.experiment) && o.data && o.data->raw.classes > 1 &&
         o.data->raw.target_shape.rank() == 0;
}

}  // namespace

bool WallFilter::holds(const Judged& j, size_t i) const {
  if (j.truth[i] < 0) return false;
  if (kind == Kind::wrong && j.right(i)) return false;
  if (kind == Kind::right && !j.right(i)) return false;
  return (truth < 0 || j.truth[i] == truth) && (answer < 0 || j.answer[i] == answer);
}

const LookType& answers_look() {
  static const LookType type{
      "answers",
      "Answers",
      "What the network answers to all samples of a part, against the truth. Click a cell to see its samples.",
      "Precision: of the samples that got this answer, the share that deserved it. Recall: of the samples of this "
      "class, "
      "the share that was found. F1 is their harmonic mean. The ROC curve shows, for every threshold, how many are "
      "found "
      "against how many false alarms; its area is the chance that a sample of the class gets a higher score than "
      "another. "
      "A calibrated network is right in 80 % of the cases in which it says 80 %.",
      offered,
      []() -> std::unique_ptr<Look> { return std::make_unique<AnswersLook>(); }};
  return type;
}

}  // namespace app
