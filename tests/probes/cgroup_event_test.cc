// What is made of the bytes of the kernel's records.

#include "probes/cgroup_event.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "probes/cgroup_events.h"

namespace neuron {
namespace {

cgroup_event_record Record(__u32 kind, absl::string_view path) {
  cgroup_event_record record = {};
  record.at_ns = 1500;
  record.cgroup_id = 42;
  record.kind = kind;
  record.path_length = static_cast<__u32>(path.size());
  std::memcpy(record.path, path.data(), std::min(path.size(), sizeof(record.path)));
  return record;
}

absl::StatusOr<CgroupEvent> Decode(const cgroup_event_record& record) {
  return DecodeCgroupEvent({reinterpret_cast<const char*>(&record), sizeof(record)});
}

TEST(DecodeCgroupEvent, TellsWhatCame) {
  const CgroupEvent event = Decode(Record(CGROUP_MADE, "/ecs/a/b")).value();
  EXPECT_EQ(event.kind, CgroupEvent::Kind::kMade);
  EXPECT_EQ(event.at, absl::Nanoseconds(1500));
  EXPECT_EQ(event.cgroup_id, 42u);
  EXPECT_EQ(event.path, "/ecs/a/b");
}

TEST(DecodeCgroupEvent, TellsWhatWent) {
  EXPECT_EQ(Decode(Record(CGROUP_REMOVED, "/a")).value().kind, CgroupEvent::Kind::kRemoved);
}

TEST(DecodeCgroupEvent, TakesTheLongestPath) {
  const std::string path(CGROUP_PATH_SIZE - 1, 'a');
  EXPECT_EQ(Decode(Record(CGROUP_MADE, path)).value().path, path);
}

TEST(DecodeCgroupEvent, RefusesALongerPath) {
  const std::string path(CGROUP_PATH_SIZE, 'a');
  EXPECT_TRUE(absl::IsDataLoss(Decode(Record(CGROUP_MADE, path)).status()));
}

TEST(DecodeCgroupEvent, RefusesAForeignKind) {
  EXPECT_TRUE(absl::IsDataLoss(Decode(Record(CGROUP_EVENT_KINDS, "/a")).status()));
}

TEST(DecodeCgroupEvent, RefusesWhatIsShortOrLong) {
  const std::string bytes(sizeof(cgroup_event_record) + 1, '\0');
  EXPECT_TRUE(absl::IsDataLoss(DecodeCgroupEvent("").status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeCgroupEvent(bytes).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeCgroupEvent(bytes.substr(2)).status()));
  EXPECT_TRUE(DecodeCgroupEvent(bytes.substr(1)).ok());
}

}  // namespace
}  // namespace neuron
