#include "tests/bench/plain_tree.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

std::string MakeDirectory() {
  std::string path = absl::StrCat(testing::TempDir(), "/tree-XXXXXX");
  EXPECT_NE(mkdtemp(path.data()), nullptr);
  return path;
}

TEST(PlainTree, WritesDirectoriesFilesAndLinks) {
  sim::Tree tree;
  tree.Make("sys/a/count", sim::NodeKind::kFile, 0444)->content = "12\n";
  tree.Make("sys/b", sim::NodeKind::kLink, 0777)->content = "a";
  const std::string root = MakeDirectory();
  ASSERT_EQ(WritePlainTree(*tree.root(), root), absl::OkStatus());
  EXPECT_EQ(*ReadFile(root + "/sys/b/count"), "12\n");
  EXPECT_EQ(*ReadLink(root + "/sys/b"), "a");
}

TEST(PlainTree, KeepsTheModesOfFiles) {
  sim::Tree tree;
  tree.Make("sys/count", sim::NodeKind::kFile, 0400)->content = "2";
  const std::string root = MakeDirectory();
  ASSERT_EQ(WritePlainTree(*tree.root(), root), absl::OkStatus());
  struct stat found;
  ASSERT_EQ(stat((root + "/sys/count").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0400U);
}

TEST(PlainTree, MakesDeviceNodesEmptyRegularFiles) {
  sim::Tree tree;
  tree.Make("dev/neuron0", sim::NodeKind::kDevice, 0666);
  const std::string root = MakeDirectory();
  ASSERT_EQ(WritePlainTree(*tree.root(), root), absl::OkStatus());
  struct stat found;
  ASSERT_EQ(stat((root + "/dev/neuron0").c_str(), &found), 0);
  EXPECT_TRUE(S_ISREG(found.st_mode));
  EXPECT_EQ(found.st_size, 0);
}

TEST(PlainTree, LeavesOutTheSimulatorsOwnFiles) {
  sim::Tree tree;
  tree.Make("control", sim::NodeKind::kControl, 0600);
  tree.Make("report", sim::NodeKind::kReport, 0444);
  const std::string root = MakeDirectory();
  ASSERT_EQ(WritePlainTree(*tree.root(), root), absl::OkStatus());
  EXPECT_TRUE(ListDirectory(root)->empty());
}

TEST(PlainTree, NamesThePathThatItCannotWrite) {
  sim::Tree tree;
  tree.Make("sys", sim::NodeKind::kDirectory, 0755);
  const absl::Status status = WritePlainTree(*tree.root(), "/no/such/place");
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_NE(status.message().find("/no/such/place/sys"), absl::string_view::npos);
}

}  // namespace
}  // namespace neuron
