#include "agent/sink/handover_file.h"

#include <sys/stat.h>

#include <string>

#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

const Handover kLeft = {{"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/a"},
                        "7f3a-000007-1795000000"};

class HandoverFileTest : public testing::Test {
 protected:
  const TemporaryDirectory directory_;
  const std::string path_ = directory_.Path("handover");
  const HandoverFile file_{path_, "7f3a-this-boot"};
};

TEST_F(HandoverFileTest, IsTakenOnce) {
  file_.Leave({{"old", "old"}, "7f3a-000001-1795000000"});
  file_.Leave(kLeft);
  EXPECT_EQ(*file_.Take(), kLeft);
  EXPECT_FALSE(file_.Take().has_value());
}

TEST_F(HandoverFileTest, IsItsUsersAlone) {
  file_.Leave(kLeft);
  struct stat found;
  ASSERT_EQ(stat(path_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST_F(HandoverFileTest, SaysNothingWhereNothingWasLeft) {
  testing::internal::CaptureStderr();
  EXPECT_FALSE(file_.Take().has_value());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(HandoverFileTest, IsOfOneBoot) {
  HandoverFile(path_, "7f3a-another").Leave(kLeft);
  EXPECT_FALSE(file_.Take().has_value()) << "its first digits are the same";
  EXPECT_FALSE(HandoverFile(path_, "7f3a-another").Take().has_value()) << "it was taken";
}

TEST_F(HandoverFileTest, IsNowhereIfTheBootIsNotKnown) {
  HandoverFile(path_, "").Leave(kLeft);
  HandoverFile().Leave(kLeft);
  EXPECT_TRUE(absl::IsNotFound(ReadFile(path_).status()));
  EXPECT_FALSE(HandoverFile().Take().has_value());
}

TEST_F(HandoverFileTest, RefusesWhatIsNoHandover) {
  file_.Leave(kLeft);
  const std::string good = *ReadFile(path_);
  for (const std::string& bad :
       {std::string(), std::string("\n\n\n\n"), good + "x", good.substr(0, good.size() - 1),
        std::string("7f3a-this-boot\nprod\narn\nnot-a-generation\n")}) {
    directory_.Write("handover", bad);
    testing::internal::CaptureStderr();
    EXPECT_FALSE(file_.Take().has_value()) << bad;
    EXPECT_NE(testing::internal::GetCapturedStderr().find("event=no_handover"), std::string::npos);
  }
}

TEST_F(HandoverFileTest, LogsWhatCannotBeLeft) {
  testing::internal::CaptureStderr();
  HandoverFile(directory_.Path("missing/handover"), "7f3a-this-boot").Leave(kLeft);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("event=no_handover"), std::string::npos);
}

}  // namespace
}  // namespace neuron
