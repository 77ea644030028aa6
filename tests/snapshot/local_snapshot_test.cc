#include "agent/snapshot/local_snapshot.h"

#include "agent/device/answer_book.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_container_source.h"
#include "tests/fakes/fake_holder_source.h"
#include "tests/snapshot/plain_host.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

class LocalSnapshotTest : public testing::Test {
 protected:
  absl::StatusOr<std::shared_ptr<const Snapshot>> Take() {
    return TakeLocalSnapshot(host_.paths(), host_.book_path(), &visitor_, kNow);
  }

  PlainHost host_;
  FakeContainerSource containers_;
  FakeHolderSource holders_;
  WorkloadVisitor visitor_{&holders_, &containers_};
};

TEST_F(LocalSnapshotTest, SeesChipsTheirCountersAndTheirHolders) {
  host_.AddChip(2);
  host_.AddChip(10);
  holders_.Hold(4711, host_.IdentityOf(10));
  const auto snapshot = *Take();
  EXPECT_EQ(snapshot->sequence, 1u);
  EXPECT_EQ(snapshot->taken_at, kNow);
  EXPECT_EQ(snapshot->inventory->enumerated_at, kNow);
  ASSERT_EQ(snapshot->chips.size(), 2u);
  EXPECT_EQ(snapshot->chips[1].read_at, kNow);
  EXPECT_EQ(snapshot->chips[1].counters.value().reset_state.value(), ResetState::kReady);
  EXPECT_EQ(HolderPids(snapshot->chips[1].allocation), std::vector<int>{4711});
  EXPECT_EQ(snapshot->free, ChipSet{2});
  ASSERT_EQ(snapshot->sources.size(), 4u);
  EXPECT_EQ(snapshot->sources[0].name, "sysfs");
  EXPECT_EQ(snapshot->sources[0].last_success, kNow);
  EXPECT_EQ(snapshot->sources[1].name, "processes");
  EXPECT_EQ(snapshot->sources[1].last_success, kNow);
  EXPECT_EQ(snapshot->sources[2].name, "pci");
  EXPECT_EQ(snapshot->sources[2].last_success, kNow);
  EXPECT_EQ(snapshot->sources[3].name, "containers");
  EXPECT_EQ(snapshot->sources[3].last_success, kNow);
}

TEST_F(LocalSnapshotTest, VisitsTheChipsAsItIsTold) {
  host_.AddChip(10);
  host_.AddChip(2);
  std::vector<int> visited;
  const auto snapshot = *TakeLocalSnapshot(
      host_.paths(), host_.book_path(), &visitor_, kNow, [&](const std::vector<ChipVisit>& visits) {
        for (const ChipVisit& visit : visits) {
          visited.push_back(visit.index);
        }
        return std::vector<ChipReport>{SilentChip(visits[0], absl::DeadlineExceededError("late")),
                                       VisitChip(host_.paths(), nullptr, visits[1])};
      });
  EXPECT_EQ(visited, (std::vector<int>{2, 10}));
  EXPECT_TRUE(snapshot->chips[0].counters.is_unknown());
  EXPECT_TRUE(snapshot->chips[1].counters.has_value());
  EXPECT_EQ(snapshot->free, ChipSet{10});
}

TEST_F(LocalSnapshotTest, SaysThatPciCannotBeLookedAt) {
  host_.AddChip(2);
  host_.SpoilPci();
  const auto snapshot = *Take();
  EXPECT_FALSE(snapshot->sources[2].status.ok());
  EXPECT_EQ(snapshot->sources[2].last_success, absl::InfinitePast());
  EXPECT_EQ(snapshot->free, ChipSet{2});
}

TEST_F(LocalSnapshotTest, CallsNothingFreeWhileItIsBlind) {
  host_.AddChip(2);
  holders_.SetSight(absl::PermissionDeniedError("run it as root"));
  const auto snapshot = *Take();
  EXPECT_TRUE(snapshot->free.empty());
  EXPECT_EQ(snapshot->sources[1].status, absl::PermissionDeniedError("run it as root"));
  EXPECT_EQ(snapshot->sources[1].last_success, absl::InfinitePast());
}

TEST_F(LocalSnapshotTest, KnowsAnswersOnlyIfADaemonAskedInThisBoot) {
  host_.AddChip(2);
  host_.AddChip(3);
  DeviceAnswers answers;
  answers.revision = 5u;
  AnswerBook book;
  book.Add({2, 4711, answers});
  ASSERT_TRUE(book.Save(host_.book_path(), {"boot-1", "2.24.7.0"}).ok());
  const auto snapshot = *Take();
  EXPECT_EQ(snapshot->inventory->chips[0].answers.value().revision.value(), 5u);
  EXPECT_EQ(snapshot->inventory->chips[1].answers.why().message(),
            "needs the device opened, which only the daemon does");

  host_.SetBootId("boot-2");
  EXPECT_TRUE((*Take())->inventory->chips[0].answers.is_unknown());
  host_.SetBootId("boot-1");
  host_.SetDriverVersion("");
  EXPECT_TRUE((*Take())->inventory->chips[0].answers.is_unknown());
}

TEST_F(LocalSnapshotTest, DoesNotFailWithoutADriver) {
  host_.UnloadDriver();
  const auto snapshot = Take();
  ASSERT_TRUE(snapshot.ok());
  EXPECT_TRUE((*snapshot)->chips.empty());
  EXPECT_FALSE((*snapshot)->inventory->driver_loaded);
}

TEST_F(LocalSnapshotTest, FailsIfTheChipsCannotBeListed) {
  host_.SpoilChipList();
  EXPECT_NE(Take().status().message().find("neuron_device"), absl::string_view::npos);
}

}  // namespace
}  // namespace neuron
