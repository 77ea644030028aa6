#include "agent/telemetry/container_codec.h"

#include "agent/telemetry/unknown_fields.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"

namespace neuron {
namespace {

agent::v1::Snapshot Encoded(const ContainerScan& scan) {
  agent::v1::Snapshot message;
  EncodeContainers(scan, &message);
  return message;
}

ContainerScan Busy() { return BusySnapshot().evidence.containers; }

ContainerScan Travelled(const ContainerScan& scan) {
  return DecodeContainers(Encoded(scan)).value();
}

absl::Status WhyNot(const agent::v1::Snapshot& message) {
  return DecodeContainers(message).status();
}

TEST(DecodeContainers, RestoresAContainer) {
  const Container expected = Busy().containers[1];
  const Container container = Travelled(Busy()).containers[1];
  EXPECT_EQ(container.id, expected.id);
  EXPECT_EQ(container.pid, 4711);
  EXPECT_EQ(container.start_ticks, 123456u);
  EXPECT_EQ(container.seen_at, expected.seen_at);
  EXPECT_EQ(container.gone_at, absl::InfiniteFuture());
  EXPECT_EQ(container.task_id, expected.task_id);
  EXPECT_EQ(container.mapped, expected.mapped);
  EXPECT_EQ(container.privileged, Reading<bool>(false));
  EXPECT_EQ(container.name, Reading<std::string>("train"));
  EXPECT_EQ(container.task, expected.task);
  EXPECT_EQ(container.daemon_service, Reading<bool>(false));
  EXPECT_EQ(container.told_at, expected.told_at);
  EXPECT_EQ(container.cpu_time, Reading<absl::Duration>(absl::Milliseconds(5264321)));
  EXPECT_EQ(container.memory_bytes, Reading<std::uint64_t>(3ull << 30));
}

TEST(DecodeContainers, RestoresTheTombstones) {
  const ContainerScan scan = Travelled(Busy());
  ASSERT_EQ(scan.gone.size(), 1u);
  EXPECT_EQ(scan.gone[0].gone_at, Busy().gone[0].gone_at);
  EXPECT_EQ(scan.gone[0].pid, 0);
}

TEST(DecodeContainers, TellsGivenNothingFromNotKnown) {
  ContainerScan scan = Busy();
  scan.containers[0].mapped = ChipSet();
  EXPECT_EQ(Travelled(scan).containers[0].mapped, Reading<ChipSet>(ChipSet()));
  EXPECT_TRUE(Travelled(DimSnapshot().evidence.containers).containers[0].mapped.is_unknown());
}

TEST(DecodeContainers, TellsNothingUsedFromNotKnownAndNotCounted) {
  ContainerScan scan = Busy();
  scan.containers[0].cpu_time = absl::ZeroDuration();
  scan.containers[0].memory_bytes = 0;
  scan.containers[1].cpu_time = Reading<absl::Duration>::Unknown(absl::UnknownError("busy"));
  scan.containers[1].memory_bytes = Reading<std::uint64_t>::Unknown(absl::UnknownError("max"));
  const ContainerScan travelled = Travelled(scan);
  EXPECT_EQ(travelled.containers[0].cpu_time, scan.containers[0].cpu_time);
  EXPECT_EQ(travelled.containers[0].memory_bytes, scan.containers[0].memory_bytes);
  EXPECT_EQ(travelled.containers[1].cpu_time, scan.containers[1].cpu_time);
  EXPECT_EQ(travelled.containers[1].memory_bytes, scan.containers[1].memory_bytes);
  EXPECT_TRUE(travelled.containers[2].cpu_time.is_absent());
  EXPECT_TRUE(travelled.containers[2].memory_bytes.is_absent());
}

TEST(DecodeContainers, TakesATimeThatCannotBeForUnknown) {
  agent::v1::Snapshot message = Encoded(Busy());
  message.mutable_containers(1)->mutable_cpu_time()->set_nanos(-1);
  EXPECT_TRUE(DecodeContainers(message).value().containers[1].cpu_time.is_unknown());
}

TEST(DecodeContainers, TellsNoTaskFromNotKnown) {
  ContainerScan scan = Busy();
  scan.containers[0].task = Reading<ContainerTask>::Absent();
  EXPECT_TRUE(Travelled(scan).containers[0].task.is_absent());
  EXPECT_EQ(Travelled(scan).gone[0].task.why(), absl::UnknownError("the ECS agent is down"));
}

TEST(EncodeContainers, LeavesOutWhatIsNotKnownOfATaskAndListsIt) {
  ContainerScan scan = Busy();
  scan.containers[0].task = ContainerTask{"arn", "", ""};
  const agent::v1::Snapshot message = Encoded(scan);
  const agent::v1::Container& container = message.containers(0);
  EXPECT_EQ(container.task().arn(), "arn");
  EXPECT_FALSE(container.task().has_family());
  EXPECT_FALSE(container.task().has_revision());
  EXPECT_FALSE(FindUnknown("task.family", container.unknown()).ok());
  EXPECT_FALSE(FindUnknown("task.revision", container.unknown()).ok());
  EXPECT_EQ(Travelled(scan).containers[0].task, scan.containers[0].task);
}

TEST(EncodeContainers, ListsNothingOfATaskThatIsKnown) {
  const agent::v1::Snapshot message = Encoded(Busy());
  const agent::v1::Container& container = message.containers(1);
  EXPECT_EQ(container.task().family(), "train");
  EXPECT_EQ(container.task().revision(), "7");
  EXPECT_EQ(container.unknown_size(), 0);
}

TEST(DecodeContainers, RestoresBlindnessWithItsCure) {
  ContainerScan scan;
  scan.sight = absl::PermissionDeniedError("mount the cgroups");
  EXPECT_EQ(Travelled(scan).sight, absl::UnknownError("mount the cgroups"));
  EXPECT_TRUE(Travelled(Busy()).sight.ok());
}

TEST(DecodeContainers, IsBlindUnlessTheMessageSaysOtherwise) {
  EXPECT_FALSE(DecodeContainers(agent::v1::Snapshot())->sight.ok());
}

TEST(EncodeContainers, MendsTheirNames) {
  ContainerScan scan = Busy();
  scan.containers[0].name = std::string("\xff");
  EXPECT_EQ(Encoded(scan).containers(0).name(), "\xef\xbf\xbd");
}

TEST(DecodeContainers, DoesNotKnowChipsThatAreNoSet) {
  agent::v1::Snapshot message = Encoded(Busy());
  message.mutable_containers(0)->mutable_mapped()->add_chips(64);
  EXPECT_TRUE(DecodeContainers(message)->containers[0].mapped.is_unknown());
}

TEST(DecodeContainers, NeedsAnIdAndAProcessThatCanBe) {
  agent::v1::Snapshot message = Encoded(Busy());
  message.mutable_containers(2)->clear_id();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("containers[2].id: not set"));
  message = Encoded(Busy());
  message.mutable_containers(0)->clear_start_ticks();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("containers[0].start_ticks: not set"));
  message = Encoded(Busy());
  message.mutable_gone_containers(0)->clear_id();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("gone_containers[0].id: not set"));
}

TEST(DecodeContainers, RefusesTimesThatCannotBe) {
  agent::v1::Snapshot message = Encoded(Busy());
  message.mutable_containers(0)->mutable_seen_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeContainers(message).ok());
  message = Encoded(Busy());
  message.mutable_containers(0)->mutable_told_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeContainers(message).ok());
  message = Encoded(Busy());
  message.mutable_gone_containers(0)->mutable_gone_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeContainers(message).ok());
  message = Encoded(Busy());
  message.mutable_containers_read_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeContainers(message).ok());
}

}  // namespace
}  // namespace neuron
