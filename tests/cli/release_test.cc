#include "agent/cli/release.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/cli/output_text.h"
#include "tests/fakes/busy_snapshot.h"

namespace neuron {
namespace {

constexpr int kOrphan = 6100;

class ReleaseTest : public testing::Test {
 protected:
  absl::Status ReleaseIt(const Snapshot& snapshot, int pid, bool yes) {
    return Release(
        snapshot, pid, yes,
        [this](int process, std::uint64_t start) {
          terminated_.emplace_back(process, start);
          return outcome_;
        },
        AppendTo(&output_));
  }

  bool Said(const std::string& part) const { return output_.find(part) != std::string::npos; }

  absl::Status outcome_;
  std::vector<std::pair<int, std::uint64_t>> terminated_;
  std::string output_;
};

Snapshot WithStep(Step step) {
  Snapshot snapshot = BusySnapshot();
  snapshot.workload_findings[1].step = step;
  return snapshot;
}

TEST_F(ReleaseTest, ShowsTheFindingAndTheStepAndDoesNothingWithoutYes) {
  EXPECT_TRUE(ReleaseIt(BusySnapshot(), kOrphan, false).ok());
  EXPECT_EQ(output_,
            "finding  no_container of chip 11 (confidence medium): pid 6100 (orphan) has outlived "
            "its container; terminate it\n"
            "seen     pid 6100 has /dev/neuron11 open\n"
            "seen     its container has gone\n"
            "step     send SIGTERM to pid 6100, if it still is the process that started at tick "
            "61000\n"
            "nothing was done; add --yes to do it\n");
  EXPECT_TRUE(terminated_.empty());
}

TEST_F(ReleaseTest, TerminatesThatVeryProcessWithYes) {
  EXPECT_TRUE(ReleaseIt(BusySnapshot(), kOrphan, true).ok());
  ASSERT_EQ(terminated_.size(), 1u);
  EXPECT_EQ(terminated_[0], std::make_pair(kOrphan, std::uint64_t{61000}));
  EXPECT_TRUE(Said("\ndone     SIGTERM was sent to pid 6100\n"));
}

TEST_F(ReleaseTest, ShowsWhatItWillDoBeforeItFails) {
  outcome_ = absl::NotFoundError("pid 6100 is another process by now");
  EXPECT_EQ(ReleaseIt(BusySnapshot(), kOrphan, true), outcome_);
  EXPECT_TRUE(Said("step     send SIGTERM"));
  EXPECT_FALSE(Said("done"));
}

TEST_F(ReleaseTest, RefusesAPidThatNoFindingNames) {
  EXPECT_EQ(ReleaseIt(BusySnapshot(), 4711, true),
            absl::NotFoundError("no finding names pid 4711, so there is nothing to release; see "
                                "neuronctl holders for what there is"));
  EXPECT_EQ(output_, "");
  EXPECT_TRUE(terminated_.empty());
}

TEST_F(ReleaseTest, OnlyNamesTheStepsThatAreNotItsOwn) {
  EXPECT_EQ(ReleaseIt(WithStep(Step::kRemoveContainer), kOrphan, true),
            absl::FailedPreconditionError("nothing was done, this is for you: docker rm --force " +
                                          std::string(64, 'f')));
  EXPECT_EQ(ReleaseIt(WithStep(Step::kReplaceHost), kOrphan, true).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReleaseIt(WithStep(Step::kWait), kOrphan, true).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(terminated_.empty());
  EXPECT_TRUE(Said("step     docker rm --force"));
  EXPECT_TRUE(Said("step     replace this host"));
  EXPECT_TRUE(Said("step     wait"));
}

TEST_F(ReleaseTest, TakesTheFindingThatAsksForMoreThanToWait) {
  Snapshot snapshot = WithStep(Step::kTerminate);
  WorkloadFinding patient = snapshot.workload_findings[1];
  patient.step = Step::kWait;
  snapshot.workload_findings.insert(snapshot.workload_findings.begin(), patient);
  EXPECT_TRUE(ReleaseIt(snapshot, kOrphan, true).ok());
  EXPECT_EQ(terminated_.size(), 1u);
}

}  // namespace
}  // namespace neuron
