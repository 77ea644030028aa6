#include "agent/cli/capture.h"

#include <sys/stat.h>

#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"
#include "tests/simulator/replay/archive_reader.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr std::size_t kLimit = 1 << 20;

struct Said {
  absl::Status status;
  std::string text;
};

Said Capture(const FakeTree& tree, const std::string& file) {
  Options options;
  options.command = "capture";
  options.subject = file;
  options.host = tree.host();
  options.answer_book = tree.Path("chips");
  options.patience = absl::Seconds(5);
  Said said;
  said.status = RunCapture(options, [&](absl::string_view text) {
    absl::StrAppend(&said.text, text);
    return absl::OkStatus();
  });
  return said;
}

FakeTree* MakeHost() {
  return new FakeTree(
      {Dir("sys", {Dir("module", {Dir("neuron", {File("version", "2.24.7.0\n")})})}),
       Dir("proc", {File("devices", "245 neuron\n")}), Dir("dev", {File("kmsg", "")}),
       File("chips", "")});
}

TEST(RunCapture, WritesAnArchiveForTheOwnerOnly) {
  const std::unique_ptr<FakeTree> tree(MakeHost());
  const std::string file = tree->Path("host.tar.zst");
  const Said said = Capture(*tree, file);
  ASSERT_EQ(said.status, absl::OkStatus());
  const std::string archive = ReadFile(file, kLimit).value();
  EXPECT_EQ(said.text, absl::StrCat("wrote ", file, " (", archive.size(), " bytes)\n"));
  struct stat found;
  ASSERT_EQ(stat(file.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600U);
  const std::map<std::string, std::string> members =
      sim::ReadTar(sim::DecompressZstd(archive, kLimit).value()).value();
  EXPECT_EQ(members.size(), 7U);
  EXPECT_THAT(members.at("sysfs.txt"), HasSubstr("/sys/module/neuron/version \"2.24.7.0\\n\"\n"));
  EXPECT_THAT(members.at("manifest.txt"), HasSubstr("made_by: neuronctl "));
}

TEST(RunCapture, NamesEachGap) {
  const std::unique_ptr<FakeTree> tree(MakeHost());
  tree->Remove("chips");
  const Said said = Capture(*tree, tree->Path("host.tar.zst"));
  EXPECT_EQ(said.status, absl::OkStatus());
  EXPECT_THAT(said.text, HasSubstr(absl::StrCat("\ngap: ", tree->Path("chips"), ": ")));
}

TEST(RunCapture, SaysThatTheFileCannotBeWritten) {
  const std::unique_ptr<FakeTree> tree(MakeHost());
  const Said said = Capture(*tree, "/no/such/place/host.tar.zst");
  EXPECT_TRUE(absl::IsNotFound(said.status));
  EXPECT_THAT(std::string(said.status.message()), HasSubstr("/no/such/place"));
  EXPECT_EQ(said.text, "");
}

}  // namespace
}  // namespace neuron
