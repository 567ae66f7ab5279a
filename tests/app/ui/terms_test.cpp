// The English term beside the Chinese one.
#include "app/ui/terms.h"

#include <gtest/gtest.h>

#include "app/ui/i18n.h"
#include "engine/schema/activation_type.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "tests/app/ui/ui_fixture.h"

namespace app::ui {
namespace {

class Terms : public ui_test::Ui {
 protected:
  void SetUp() override {
    Ui::SetUp();
    ASSERT_TRUE(load_translations(std::string(GLASSNET_SOURCE_DIR) + "/assets/translations/zh.json"));
    set_language(Language::zh);
    set_both_terms(true);
  }
  void TearDown() override {
    set_both_terms(false);
    set_language(Language::en);
    Ui::TearDown();
  }
};

TEST_F(Terms, StandBesideTheChineseWhereTheyFit) {
  frame([] {
    const Text look{.size = 14};
    EXPECT_EQ(with_english("全连接", look), "全连接 Dense");
    EXPECT_EQ(with_english("全连接 2", look), "全连接 2 Dense");
    EXPECT_EQ(with_english("全连接", look, text_width("全连接 Dense", look) - 1), "全连接") << "nothing is cut";
    EXPECT_EQ(with_english("我的层", look), "我的层") << "a name of the user";
    EXPECT_EQ(with_english("ReLU", look), "ReLU") << "the same in both";
  });
}

TEST_F(Terms, AreForChineseAndOnlyWhenAskedFor) {
  frame([] {
    set_both_terms(false);
    EXPECT_EQ(with_english("全连接", {}), "全连接");
    set_both_terms(true);
    set_language(Language::en);
    EXPECT_EQ(with_english("Dense", {}), "Dense");
    EXPECT_FALSE(both_terms());
  });
}

template <class Type>
void expect_known(const engine::Catalog<Type>& catalog) {
  for (const Type* type : catalog.entries()) {
    const std::string chinese = tr(type->title);
    EXPECT_EQ(english_of(chinese), chinese == type->title ? std::string() : type->title) << chinese;
  }
}

TEST_F(Terms, KnowEveryLayerActivationLossAndOptimizer) {
  expect_known(engine::layers());
  expect_known(engine::activations());
  expect_known(engine::losses());
  expect_known(engine::optimizers());
}

}  // namespace
}  // namespace app::ui
