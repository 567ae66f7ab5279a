// The page of the preparation, drawn without a window and worked with by pointer and keys: what it asks for.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/panels/explorer/preparation.h"
#include "app/panels/panel_words.h"
#include "app/ui/item_registry.h"
#include "tests/app/ui/ui_fixture.h"

namespace app {
namespace {

class Preparation : public ui_test::Ui {
 protected:
  void SetUp() override {
    Ui::SetUp();
    ui::items::enable(true);
    ASSERT_TRUE(bench_.open(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json"));
  }
  void TearDown() override {
    ui::items::enable(false);
    Ui::TearDown();
  }

  // The page over this data, drawn in every frame from now on.
  void open_page(const engine::DataSpec& data) {
    engine::Experiment e = bench_.view().experiment;
    e.data = data;
    bench_.apply(action::Edit{engine::message("Data"), e, {}});
    wait_for_data();
    show([this] {
      const View view = bench_.view();
      std::vector<engine::Watch> watches;
      const PanelContext panel{view, actions_, watches, {0, 0, 1000, 800}};
      page_.draw({panel, view.data, look_of(view)}, panel.area);
    });
    frames(3);
  }
  void wait_for_data() {
    for (int i = 0; i < 5000; ++i) {
      bench_.update();
      const View view = bench_.view();
      const auto& wanted = view.experiment.data.steps;
      bool same = view.fresh && view.data && view.data->steps.size() == wanted.size();
      for (size_t k = 0; same && k < wanted.size(); ++k) same = view.data->steps[k].spec == wanted[k];
      if (same) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    FAIL() << "no data";
  }
  void click_item(const char* name) {
    const auto item = ui::find_item(name);
    ASSERT_TRUE(item) << name;
    click(item->centre().x, item->centre().y);
    carry_out();
  }
  void carry_out() {
    for (const Action& a : actions_.take()) bench_.apply(a);
    wait_for_data();
    frames(2);
  }
  const std::vector<engine::PreparationStep>& steps() { return bench_.view().experiment.data.steps; }

  Workbench bench_;
  Actions actions_;
  PreparationPage page_;
};

engine::DataSpec plane_with(std::vector<engine::PreparationStep> steps) {
  engine::DataSpec data;
  data.source = {"spiral", {}};
  data.size = 100;
  data.steps = std::move(steps);
  return data;
}

TEST_F(Preparation, AStepIsSwitchedOffAndOnAndDeleted) {
  open_page(plane_with({{{"standardise", {}}, false}, {{"min_max", {}}, false}}));
  click_item("preparation.step/1/on");
  ASSERT_EQ(steps().size(), 2U);
  EXPECT_TRUE(steps()[0].off);
  EXPECT_FALSE(steps()[1].off);
  click_item("preparation.step/1/on");
  EXPECT_FALSE(steps()[0].off);
  click_item("preparation.step/1/delete");
  ASSERT_EQ(steps().size(), 1U);
  EXPECT_EQ(steps()[0].type, "min_max");
}

TEST_F(Preparation, AStepIsDraggedBehindAnother) {
  open_page(plane_with({{{"standardise", {}}, false}, {{"min_max", {}}, false}}));
  const auto first = ui::find_item("preparation.step/1"), second = ui::find_item("preparation.step/2");
  ASSERT_TRUE(first && second);
  drag({first->centre().x, first->centre().y}, {second->centre().x, second->centre().y});
  carry_out();
  ASSERT_EQ(steps().size(), 2U);
  EXPECT_EQ(steps()[0].type, "min_max");
  EXPECT_EQ(steps()[1].type, "standardise");
}

TEST_F(Preparation, TheSplitIsChosen) {
  open_page(plane_with({}));
  click_item("preparation.split/1");
  EXPECT_EQ(bench_.view().experiment.data.split, "random");
}

}  // namespace
}  // namespace app
