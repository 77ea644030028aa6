#include "agent/edge/watch_set.h"

#include <gtest/gtest.h>
#include <sys/inotify.h>

#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

WatchedNodes Nodes(std::map<int, int> watches) {
  WatchedNodes nodes;
  nodes.watches = std::move(watches);
  return nodes;
}

TEST(WatchSet, KnowsWhoseANodeIs) {
  WatchSet set;
  set.Put(0, Nodes({{1, 10}, {2, 11}}));
  set.Put(7, Nodes({{2, 11}, {3, 12}}));
  EXPECT_EQ(set.ChipOf(2), 11);
  EXPECT_EQ(set.ChipOf(3), 12);
  EXPECT_EQ(set.ChipOf(4), absl::nullopt);
  set.Put(7, Nodes({{4, 13}}));
  EXPECT_EQ(set.ChipOf(2), 11) << "it is in the other place";
  EXPECT_EQ(set.ChipOf(3), absl::nullopt);
  set.Retain({7});
  EXPECT_EQ(set.ChipOf(1), absl::nullopt);
  set.Forget(4);
  EXPECT_EQ(set.ChipOf(4), absl::nullopt);
}

TEST(WatchSet, HasGrownOnceByANodeThatIsNew) {
  WatchSet set;
  EXPECT_FALSE(set.HasGrown());
  set.Put(0, Nodes({{1, 10}}));
  EXPECT_TRUE(set.HasGrown());
  EXPECT_FALSE(set.HasGrown());
  set.Put(7, Nodes({{1, 10}}));
  EXPECT_FALSE(set.HasGrown()) << "it was in the other place";
  set.Put(7, Nodes({}));
  EXPECT_FALSE(set.HasGrown());
  set.Put(7, Nodes({{2, 10}}));
  EXPECT_TRUE(set.HasGrown());
  set.Discard(Nodes({{3, 10}}));
  EXPECT_FALSE(set.HasGrown());
}

TEST(WatchSet, KeepsWhatWasInAPlaceThatIsInDoubtAndSaysWhy) {
  WatchSet set;
  set.Put(0, Nodes({}));
  set.Put(7, Nodes({{1, 10}}));
  EXPECT_TRUE(set.status().ok());
  set.Doubt(8, absl::InternalError("second"));
  set.Doubt(7, absl::UnavailableError("first"));
  EXPECT_EQ(set.status(), absl::UnavailableError("first"));
  EXPECT_EQ(set.ChipOf(1), 10);
  set.Retain({0});
  EXPECT_TRUE(set.status().ok());
}

TEST(WatchSet, RemovesFromTheKernelWhatIsInNoPlace) {
  const TemporaryDirectory directory;
  const UniqueFd inotify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  const auto watch = [&](const char* name) {
    return inotify_add_watch(inotify.get(), directory.Write(name, "").c_str(), IN_OPEN);
  };
  const int kept = watch("kept");
  const int left = watch("left");
  const int late = watch("late");
  WatchSet set;
  set.Put(0, Nodes({{kept, 1}, {left, 2}}));
  set.Put(0, Nodes({{kept, 1}}));
  set.Discard(Nodes({{late, 3}}));
  set.RemoveOthers(inotify);
  // It fails of what is not there.
  EXPECT_EQ(inotify_rm_watch(inotify.get(), kept), 0);
  EXPECT_NE(inotify_rm_watch(inotify.get(), left), 0);
  EXPECT_NE(inotify_rm_watch(inotify.get(), late), 0);
}

}  // namespace
}  // namespace neuron
