#include "agent/device/directory_listing.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

// Each name, a directory's closed by a slash.
std::vector<std::string> NamesOf(const DirectoryListing& listing) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < listing.size(); ++i) {
    names.push_back(absl::StrCat(listing.name(i), listing.is_directory(i) ? "/" : ""));
  }
  return names;
}

UniqueFd Open(const std::string& path) {
  return UniqueFd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

TEST(DirectoryListing, HoldsFilesAndDirectoriesOnly) {
  const FakeTree tree({Dir("d", {File("a", ""), Dir("b", {File("inside", "")}), Link("c", "a"),
                                 File(".hidden", ""), Dir(".git", {})})});
  const UniqueFd fd = Open(tree.Path("d"));
  DirectoryListing listing;
  ASSERT_TRUE(listing.Read(fd.get(), tree.Path("d")).ok());
  EXPECT_THAT(NamesOf(listing), UnorderedElementsAre("a", "b/"));
  EXPECT_EQ(fcntl(fd.get(), F_GETFD), FD_CLOEXEC);
}

TEST(DirectoryListing, KnowsItsFilesByName) {
  const FakeTree tree({Dir("d", {File("total", ""), Dir("peak", {})})});
  DirectoryListing listing;
  ASSERT_TRUE(listing.Read(Open(tree.Path("d")).get(), tree.Path("d")).ok());
  EXPECT_TRUE(listing.HasFile("total"));
  EXPECT_FALSE(listing.HasFile("peak"));
  EXPECT_FALSE(listing.HasFile("tot"));
}

TEST(DirectoryListing, HoldsADirectoryTooLargeForOneRead) {
  FakeTree tree;
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) {
    names.push_back(absl::StrCat("a_rather_long_name_for_a_file_", i));
    tree.Write("d/" + names.back(), "");
  }
  DirectoryListing listing;
  ASSERT_TRUE(listing.Read(Open(tree.Path("d")).get(), tree.Path("d")).ok());
  EXPECT_THAT(NamesOf(listing), testing::UnorderedElementsAreArray(names));
}

TEST(DirectoryListing, ForgetsTheDirectoryBefore) {
  const FakeTree tree({Dir("many", {File("a", ""), File("b", "")}), Dir("one", {File("c", "")})});
  DirectoryListing listing;
  ASSERT_TRUE(listing.Read(Open(tree.Path("many")).get(), "many").ok());
  ASSERT_TRUE(listing.Read(Open(tree.Path("one")).get(), "one").ok());
  EXPECT_THAT(NamesOf(listing), UnorderedElementsAre("c"));
}

TEST(DirectoryListing, IsEmptyAndNamesThePathIfItFails) {
  const FakeTree tree({Dir("d", {File("a", "")}), File("file", "")});
  DirectoryListing listing;
  ASSERT_TRUE(listing.Read(Open(tree.Path("d")).get(), "d").ok());
  const absl::Status status = listing.Read(Open(tree.Path("file")).get(), tree.Path("file"));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path("file")));
  EXPECT_EQ(listing.size(), 0u);
}

}  // namespace
}  // namespace neuron
