// What there is of it without a session; mounted_device_test.cc has the rest.

#include "tests/simulator/page_drops.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

TEST(PageDrops, WithoutASessionEverythingIsDropped) {
  PageDrops drops([](int) { return fuse_ino_t{5}; });
  drops.NoteUse(5);
  bool done = false;
  drops.Drop(0, 0, 4096, [&] { done = true; });
  EXPECT_TRUE(done);
}

TEST(PageDrops, PagesThatNobodyAskedForNeedNotBeDropped) {
  PageDrops drops([](int) { return fuse_ino_t{5}; });
  // Never called.
  drops.Start(reinterpret_cast<fuse_session*>(8));
  bool done = false;
  drops.Drop(0, 0, 4096, [&] { done = true; });
  EXPECT_TRUE(done);
  drops.Stop();
}

}  // namespace
}  // namespace neuron::sim
