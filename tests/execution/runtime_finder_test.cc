#include "agent/execution/runtime_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Line(absl::string_view rights, absl::string_view file, absl::string_view path) {
  return absl::StrCat("7f00-7f80 ", rights, " 00001000 ", file, "                     ", path,
                      "\n");
}

std::uint64_t InodeOf(const std::string& path) {
  struct stat file;
  return stat(path.c_str(), &file) == 0 ? file.st_ino : 0;
}

std::string PathIn(absl::string_view path) {
  const auto found = FindRuntimes(Line("r-xp", "fd:01 7", path));
  return found.empty() ? "none" : found[0].path;
}

TEST(FindRuntimes, FindsTheLibraryByItsName) {
  for (const char* path : {"/opt/aws/neuron/lib/libnrt.so", "/opt/aws/neuron/lib/libnrt.so.1",
                           "/usr/lib/libnrt.so.2.32.5.0", "/libnrt.so", "/a dir/libnrt.so.1"}) {
    EXPECT_EQ(PathIn(path), path);
  }
  for (const char* path : {"/usr/lib/libnrt.solution", "/usr/lib/libnrt_profile.so", "/libnrt.so/x",
                           "/usr/lib/mylibnrt.so", "[libnrt.so]", "libnrt.so", ""}) {
    EXPECT_EQ(PathIn(path), "none");
  }
}

TEST(FindRuntimes, TellsTheFileAndWhereItsCodeIs) {
  EXPECT_THAT(
      FindRuntimes("7f2b4c000000-7f2b4c021000 r--p 00000000 fd:01 1234567     /lib/libnrt.so.1\n"
                   "7f2b4c021000-7f2b4c099000 r-xp 00021000 fd:01 1234567     /lib/libnrt.so.1\n"
                   "7f2b4c099000-7f2b4c0a0000 rw-p 00099000 fd:01 1234567     /lib/libnrt.so.1\n"),
      ElementsAre(
          MappedRuntime{"fd:01", 1234567, "/lib/libnrt.so.1", "7f2b4c021000-7f2b4c099000"}));
}

TEST(FindRuntimes, TellsEachFileOnceByAddress) {
  const auto found = FindRuntimes(
      Line("r-xp", "fd:01 2", "/b/libnrt.so.1") + Line("r-xp", "fd:01 1", "/a/libnrt.so.1") +
      Line("r-xp", "fd:01 2", "/b/libnrt.so.1") + Line("r-xp", "fd:02 1", "/c/libnrt.so.1"));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].path, "/b/libnrt.so.1");
  EXPECT_EQ(found[1].path, "/a/libnrt.so.1");
  EXPECT_EQ(found[2].device, "fd:02");
}

TEST(FindRuntimes, PassesOverWhatCannotBeExecuted) {
  EXPECT_THAT(FindRuntimes(Line("r--p", "fd:01 1", "/lib/libnrt.so.1")), IsEmpty());
}

TEST(FindRuntimes, FindsADeletedFile) {
  EXPECT_EQ(PathIn("/lib/libnrt.so.1 (deleted)"), "/lib/libnrt.so.1 (deleted)");
}

TEST(FindRuntimes, PassesOverOtherLines) {
  EXPECT_THAT(FindRuntimes(""), IsEmpty());
  EXPECT_THAT(FindRuntimes("/libnrt.so\n/libnrt.so.1"), IsEmpty());
  EXPECT_THAT(FindRuntimes("7f-7f r-xp 0 fd:01 x /libnrt.so"), IsEmpty());
  EXPECT_THAT(FindRuntimes("7f-7f r-xp 0  1 /libnrt.so"), IsEmpty());
  EXPECT_THAT(FindRuntimes("../7f r-xp 0 fd:01 1 /libnrt.so"), IsEmpty());
  EXPECT_THAT(FindRuntimes("7f/libnrt.so r-xp 0 fd:01 1 /libnrt.so"), IsEmpty());
}

TEST(ReadRuntimes, SaysThatAProcessIsGone) {
  const FakeTree proc;
  EXPECT_TRUE(absl::IsNotFound(ReadRuntimes(proc.Path("proc"), 7).status()));
}

TEST(ReadRuntimes, ReadsTheMapsOfTheProcess) {
  FakeTree proc;
  proc.Write("proc/7/maps", Line("r-xp", "fd:01 1", "/lib/libnrt.so"));
  EXPECT_EQ(ReadRuntimes(proc.Path("proc"), 7).value().size(), 1u);
  EXPECT_THAT(ReadRuntimes("/proc", getpid()).value(), IsEmpty());
}

TEST(IsStillMapped, AsksForTheMapping) {
  FakeTree proc;
  proc.Write("proc/7/map_files/7f00-7f80", "");
  EXPECT_TRUE(IsStillMapped(proc.Path("proc"), 7, {"fd:01", 1, "/lib/libnrt.so", "7f00-7f80"}));
  EXPECT_FALSE(IsStillMapped(proc.Path("proc"), 7, {"fd:01", 1, "/lib/libnrt.so", "7f00-7f90"}));
  EXPECT_FALSE(IsStillMapped(proc.Path("proc"), 8, {"fd:01", 1, "/lib/libnrt.so", "7f00-7f80"}));
}

TEST(PathOf, IsBelowTheRootOfTheProcessWhileItIsThatFile) {
  FakeTree proc;
  proc.Write("proc/7/root/lib/libnrt.so", "");
  MappedRuntime runtime = {"fd:01", InodeOf(proc.Path("proc/7/root/lib/libnrt.so")),
                           "/lib/libnrt.so", "7f00-7f80"};
  EXPECT_EQ(PathOf(proc.Path("proc"), 7, runtime), proc.Path("proc/7/root/lib/libnrt.so"));
  ++runtime.inode;
  EXPECT_EQ(PathOf(proc.Path("proc"), 7, runtime), proc.Path("proc/7/map_files/7f00-7f80"));
  runtime.path = "/lib/libnrt.so (deleted)";
  EXPECT_EQ(PathOf(proc.Path("proc"), 7, runtime), proc.Path("proc/7/map_files/7f00-7f80"));
}

}  // namespace
}  // namespace neuron
