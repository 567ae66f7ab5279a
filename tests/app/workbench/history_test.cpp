// Undo and redo: what is one step, what is forgotten, what comes back.
#include "app/workbench/history.h"

#include <gtest/gtest.h>

namespace app {
namespace {

using engine::message;

engine::Experiment with_batch(int64_t size) {
  engine::Experiment e;
  e.batch_size = size;
  return e;
}

TEST(History, UndoesAndRedoesInOrder) {
  History h(with_batch(1));
  h.push(message("two"), with_batch(2), "");
  h.push(message("three"), with_batch(3), "");
  EXPECT_EQ(h.undo_label().format(), "three");
  EXPECT_TRUE(h.undo());
  EXPECT_TRUE(h.undo());
  EXPECT_FALSE(h.undo());
  EXPECT_EQ(h.current().batch_size, 1);
  EXPECT_EQ(h.redo_label().format(), "two");
  EXPECT_TRUE(h.redo());
  EXPECT_EQ(h.current().batch_size, 2);
  h.push(message("four"), with_batch(4), "");
  EXPECT_FALSE(h.can_redo()) << "a new edit cuts off what was undone";
}

TEST(History, ADragIsOneStep) {
  History h(with_batch(1));
  for (int64_t i = 2; i < 20; ++i) h.push(message("drag"), with_batch(i), "batch");
  EXPECT_TRUE(h.undo());
  EXPECT_EQ(h.current().batch_size, 1);
  EXPECT_TRUE(h.redo());
  EXPECT_EQ(h.current().batch_size, 19);
  h.push(message("drag"), with_batch(30), "batch");
  h.commit();
  h.push(message("drag"), with_batch(40), "batch");
  EXPECT_TRUE(h.undo());
  EXPECT_EQ(h.current().batch_size, 30) << "after a commit the next drag is its own step";
}

TEST(History, EqualValuesAreNoStep) {
  History h(with_batch(1));
  h.push(message("nothing"), with_batch(1), "");
  EXPECT_FALSE(h.can_undo());
}

TEST(History, KnowsWhatIsSaved) {
  History h(with_batch(1));
  EXPECT_FALSE(h.modified());
  h.push(message("a"), with_batch(2), "k");
  EXPECT_TRUE(h.modified());
  h.mark_saved();
  h.push(message("a"), with_batch(3), "k");
  EXPECT_TRUE(h.modified()) << "a drag that goes on after saving is a new step";
  h.undo();
  EXPECT_FALSE(h.modified());
  h.undo();
  h.push(message("b"), with_batch(9), "");
  EXPECT_TRUE(h.modified()) << "the saved state was cut off";
  h.undo();
  EXPECT_TRUE(h.modified());
}

TEST(History, StaysBounded) {
  History h(with_batch(0));
  for (int64_t i = 1; i < 3000; ++i) h.push(message("n"), with_batch(i), "");
  int steps = 0;
  while (h.undo()) ++steps;
  EXPECT_LT(steps, 1000);
  EXPECT_GT(steps, 100);
}

}  // namespace
}  // namespace app
