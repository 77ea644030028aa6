#include "tests/simulator/play/control_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ControlFileTest : public testing::Test {
 protected:
  void Submit(absl::string_view text) {
    control_.Submit(text, [this](const absl::Status& status) { ended_.push_back(status.ok()); });
  }

  // Ends the verb that was done last.
  void End(const absl::Status& status) {
    Done done = std::move(pending_);
    done(status);
  }

  std::vector<std::string> done_;
  std::vector<bool> ended_;
  Done pending_;
  ControlFile control_{[this](const config::v1::Verb& verb, Done done) {
    done_.push_back(verb.stop().name());
    pending_ = std::move(done);
  }};
};

TEST_F(ControlFileTest, DoesEachLineAfterTheOneBeforeHasEnded) {
  Submit("stop a\n\n# and then\nstop b\n");
  EXPECT_THAT(done_, ElementsAre("a"));
  End(absl::OkStatus());
  EXPECT_THAT(done_, ElementsAre("a", "b"));
  EXPECT_THAT(ended_, IsEmpty());
  End(absl::OkStatus());
  EXPECT_THAT(ended_, ElementsAre(true));
  EXPECT_EQ(control_.last(), "ok\n");
}

TEST_F(ControlFileTest, StopsAtTheFirstFailure) {
  Submit("stop a\nstop b\n");
  End(absl::NotFoundError("no workload a runs"));
  EXPECT_THAT(done_, ElementsAre("a"));
  EXPECT_THAT(ended_, ElementsAre(false));
  EXPECT_EQ(control_.last(), "error: no workload a runs\n");
}

TEST_F(ControlFileTest, SaysWhatALineThatItCannotReadShouldBe) {
  Submit("dance\n");
  EXPECT_THAT(ended_, ElementsAre(false));
  EXPECT_THAT(control_.last(), testing::StartsWith("error: no verb \"dance\""));
}

TEST_F(ControlFileTest, IsEmptyBeforeTheFirstWrite) { EXPECT_EQ(control_.last(), ""); }

}  // namespace
}  // namespace neuron::sim
