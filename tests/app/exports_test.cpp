// Pictures and tables that leave the program.
#include "app/exports.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "app/workbench/workbench.h"

namespace app {
namespace {

namespace fs = std::filesystem;

platform::Picture numbered(int width, int height) {
  platform::Picture p;
  p.width = width;
  p.height = height;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int v : {x, y, 0, 255}) p.rgba.push_back(static_cast<std::uint8_t>(v));
    }
  }
  return p;
}

TEST(Exports, APartOfAPictureIsCutOutInDevicePixels) {
  const platform::Picture part = cut_out(numbered(40, 20), {5, 2, 10, 4}, 2);
  ASSERT_EQ(part.width, 20);
  ASSERT_EQ(part.height, 8);
  ASSERT_EQ(part.rgba.size(), 20U * 8U * 4U);
  EXPECT_EQ(part.rgba[0], 10);
  EXPECT_EQ(part.rgba[1], 4);
  EXPECT_EQ(part.rgba[part.rgba.size() - 4], 29);
  EXPECT_EQ(part.rgba[part.rgba.size() - 3], 11);
}

TEST(Exports, APartBeyondThePictureIsWhatLiesInside) {
  EXPECT_EQ(cut_out(numbered(10, 10), {5, 5, 50, 50}, 1).width, 5);
  EXPECT_EQ(cut_out(numbered(10, 10), {50, 50, 5, 5}, 1).rgba.size(), 0U);
  EXPECT_EQ(cut_out(numbered(10, 10), {-5, -5, 7, 7}, 1).width, 2);
}

TEST(Exports, CurvesAreATableWithEmptyCellsWhereThereIsNoNumber) {
  std::vector<engine::event::MetricPoint> curve(2);
  curve[0].epoch = 1;
  curve[0].step = 9;
  curve[0].learning_rate = 0.5;
  curve[0].train.samples = 10;
  curve[0].train.offered = 1;
  const engine::MetricType& first = engine::metric_types()[0];
  curve[0].train.*first.value = 0.25;
  curve[1] = curve[0];
  curve[1].epoch = 2;
  curve[1].train.*first.value = std::nan("");
  EXPECT_EQ(curves_csv(curve), "epoch,step,learning_rate,train_" + first.id + "\n1,9,0.5,0.25\n2,9,0.5,\n");
}

TEST(Exports, NamesThatAreTakenGetANumber) {
  const fs::path folder = fs::temp_directory_path() / "glassnet_exports";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const Workbench bench;
  EXPECT_EQ(free_name(folder, bench.view(), "charts", ".png").filename(), "network charts.png");
  std::ofstream(folder / "network charts.png") << "taken";
  EXPECT_EQ(free_name(folder, bench.view(), "charts", ".png").filename(), "network charts 2.png");
  fs::remove_all(folder);
}

TEST(Exports, WithoutCurvesThereIsNoTable) {
  const Workbench bench;
  const fs::path folder = fs::temp_directory_path() / "glassnet_exports_none";
  const auto path = write_export(Export::curves, bench.view(), {}, {}, 1, folder);
  EXPECT_FALSE(path);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace app
