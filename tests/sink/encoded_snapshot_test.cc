#include "agent/sink/encoded_snapshot.h"

#include <functional>
#include <memory>
#include <vector>

#include "agent/sink/byte_message.h"
#include "agent/telemetry/codec.h"
#include "agent/telemetry/inventory_codec.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

EncodedSnapshot Encoded(const Snapshot& snapshot) {
  return EncodedSnapshot(std::make_shared<const Snapshot>(snapshot), "1.2.3");
}

// Whether a snapshot that `change` has been at differs from the example.
bool Differs(const std::function<void(Snapshot*)>& change) {
  Snapshot changed = ExampleSnapshot();
  change(&changed);
  return Encoded(changed).DiffersFrom(Encoded(ExampleSnapshot()));
}

// Whether a busy host does.
bool BusyDiffers(const std::function<void(Snapshot*)>& change) {
  Snapshot changed = BusySnapshot();
  change(&changed);
  return Encoded(changed).DiffersFrom(Encoded(BusySnapshot()));
}

// The bytes themselves, not a copy.
grpc::Slice BytesOf(const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  EXPECT_TRUE(buffer.TrySingleSlice(&slice).ok());
  return slice;
}

TEST(EncodedSnapshot, IsTheMessageOfTheContract) {
  agent::v1::Snapshot message;
  ASSERT_TRUE(Unpack(Encoded(ExampleSnapshot()).message(), &message));
  EXPECT_EQ(message.SerializeAsString(), Encode(ExampleSnapshot(), "1.2.3").SerializeAsString());
}

TEST(EncodedSnapshot, IsEncodedOnceForAll) {
  const EncodedSnapshot encoded = Encoded(ExampleSnapshot());
  const grpc::ByteBuffer one = encoded.message();
  const grpc::ByteBuffer other = encoded.message();
  EXPECT_EQ(BytesOf(one).begin(), BytesOf(other).begin());
}

TEST(EncodedSnapshot, HasAMessageForWhoHasTheCapabilities) {
  const EncodedSnapshot encoded = Encoded(ExampleSnapshot());
  agent::v1::Snapshot message;
  ASSERT_TRUE(Unpack(encoded.message_without_capabilities(), &message));
  agent::v1::Snapshot less;
  EncodeWithoutCapabilities(ExampleSnapshot(), "1.2.3", &less);
  EXPECT_EQ(message.SerializeAsString(), less.SerializeAsString());
}

TEST(EncodedSnapshot, ComparesCapabilitiesByWhatTheySay) {
  Snapshot other = ExampleSnapshot();
  auto inventory = std::make_shared<Inventory>(*other.inventory);
  other.inventory = inventory;
  EXPECT_TRUE(Encoded(other).HasCapabilitiesOf(Encoded(ExampleSnapshot())));
  inventory->capabilities[0].access = Access::kRefused;
  EXPECT_FALSE(Encoded(other).HasCapabilitiesOf(Encoded(ExampleSnapshot())));
}

TEST(EncodedSnapshot, HasTheInventoryAsAMessageOfItsOwn) {
  agent::v1::Inventory message;
  ASSERT_TRUE(Unpack(Encoded(ExampleSnapshot()).inventory(), &message));
  EXPECT_EQ(message.SerializeAsString(),
            EncodeInventory(*ExampleSnapshot().inventory, "1.2.3").SerializeAsString());
}

TEST(EncodedSnapshot, DoesNotDifferByTime) {
  EXPECT_FALSE(Differs([](Snapshot* snapshot) {
    ++snapshot->sequence;
    snapshot->taken_at += absl::Seconds(1);
    snapshot->collection_time += absl::Seconds(1);
    snapshot->evidence.holders.taken_at += absl::Seconds(1);
    for (ChipState& chip : snapshot->chips) {
      chip.read_at += absl::Seconds(1);
    }
    for (SourceReport& source : snapshot->sources) {
      source.last_success += absl::Seconds(1);
    }
    auto inventory = std::make_shared<Inventory>(*snapshot->inventory);
    inventory->enumerated_at += absl::Seconds(1);
    snapshot->inventory = inventory;
  }));
}

TEST(EncodedSnapshot, DoesNotDifferByCounters) {
  EXPECT_FALSE(Differs([](Snapshot* snapshot) {
    ChipCounters counters = snapshot->chips[0].counters.value();
    std::vector<Reading<std::uint64_t>*> moved;
    for (Reading<std::uint64_t>& errors : counters.ecc) moved.push_back(&errors);
    CoreCounters& core = counters.cores[0];
    for (Reading<std::uint64_t>& tally : core.tallies) moved.push_back(&tally);
    for (MemoryUse* use : {&core.device_memory, &core.host_memory}) {
      moved.push_back(&use->bytes);
      moved.push_back(&use->peak_bytes);
    }
    for (Reading<std::uint64_t>* counter : moved) {
      *counter = counter->value() + 1;
    }
    snapshot->chips[0].counters = counters;
  }));
}

TEST(EncodedSnapshot, DoesNotDifferByTotalsOfTheKernelsLog) {
  EXPECT_FALSE(BusyDiffers([](Snapshot* snapshot) {
    KernelLogReport& log = *snapshot->kernel_log;
    for (std::uint64_t* total :
         {&log.lost, &log.too_long, &log.repeated, &log.dropped, &log.unplaced, &log.forged}) {
      ++*total;
    }
  }));
}

TEST(EncodedSnapshot, DiffersByASecurityEvent) {
  EXPECT_TRUE(BusyDiffers([](Snapshot* snapshot) { snapshot->kernel_log->latest.pop_back(); }));
}

TEST(EncodedSnapshot, DoesNotDifferBySinceWhenAHolderIsInItsState) {
  EXPECT_FALSE(BusyDiffers([](Snapshot* snapshot) {
    snapshot->evidence.holders.holders[0].state_since += absl::Seconds(1);
  }));
}

TEST(EncodedSnapshot, DoesNotDifferByTotalsOfPci) {
  EXPECT_FALSE(Differs([](Snapshot* snapshot) {
    auto inventory = std::make_shared<Inventory>(*snapshot->inventory);
    PciFunction pci = inventory->chips[0].pci.value();
    pci.errors = {std::uint64_t{7}, std::uint64_t{8}, std::uint64_t{9}};
    inventory->chips[0].pci = pci;
    snapshot->inventory = inventory;
  }));
}

TEST(EncodedSnapshot, DoesNotDifferByLooksAtContainersOrRunsOfProbes) {
  EXPECT_FALSE(BusyDiffers([](Snapshot* snapshot) {
    ContainerScan& scan = snapshot->evidence.containers;
    scan.taken_at += absl::Seconds(1);
    scan.containers[0].told_at += absl::Seconds(1);
    snapshot->probes[0].runs = 2000;
    snapshot->probes[0].run_time = absl::Seconds(1);
    snapshot->probes[0].drops = 1;
    snapshot->chips[4].allocation.executing = false;
  }));
}

TEST(EncodedSnapshot, DiffersByWhoHasWhat) {
  EXPECT_TRUE(BusyDiffers([](Snapshot* snapshot) { snapshot->evidence.leases.clear(); }));
  EXPECT_TRUE(BusyDiffers([](Snapshot* snapshot) { snapshot->evidence.reservations.clear(); }));
  EXPECT_TRUE(BusyDiffers([](Snapshot* snapshot) { snapshot->workload_findings.pop_back(); }));
  EXPECT_TRUE(BusyDiffers(
      [](Snapshot* snapshot) { snapshot->evidence.containers.containers[0].mapped = ChipSet{0}; }));
  EXPECT_TRUE(BusyDiffers(
      [](Snapshot* snapshot) { snapshot->probes[0].status = absl::InternalError("detached"); }));
}

TEST(EncodedSnapshot, DiffersByFindings) {
  EXPECT_TRUE(Differs([](Snapshot* snapshot) {
    auto inventory = std::make_shared<Inventory>(*snapshot->inventory);
    inventory->findings.clear();
    snapshot->inventory = inventory;
  }));
}

TEST(EncodedSnapshot, DiffersByHolders) {
  EXPECT_TRUE(
      Differs([](Snapshot* snapshot) { snapshot->evidence.holders.holders[0].held.Remove(4); }));
}

TEST(EncodedSnapshot, DiffersByVerdicts) {
  EXPECT_TRUE(
      Differs([](Snapshot* snapshot) { snapshot->chips[0].health.verdict = Verdict::kSuspect; }));
}

TEST(EncodedSnapshot, DiffersByFreeChips) {
  EXPECT_TRUE(Differs([](Snapshot* snapshot) { snapshot->free.Remove(0); }));
}

TEST(EncodedSnapshot, DiffersBySources) {
  EXPECT_TRUE(Differs([](Snapshot* snapshot) {
    snapshot->sources.back().status = absl::UnavailableError("gone");
  }));
}

TEST(EncodedSnapshot, DiffersByChips) {
  EXPECT_TRUE(Differs([](Snapshot* snapshot) {
    auto inventory = std::make_shared<Inventory>(*snapshot->inventory);
    inventory->chips.pop_back();
    snapshot->inventory = inventory;
    snapshot->chips.pop_back();
  }));
}

TEST(Unpack, RefusesGarbage) {
  const grpc::Slice slice("\xff\xff\xff garbage");
  agent::v1::Snapshot message;
  EXPECT_FALSE(Unpack(grpc::ByteBuffer(&slice, 1), &message));
}

TEST(Unpack, TakesAnEmptyMessage) {
  agent::v1::GetSnapshotRequest request;
  EXPECT_TRUE(Unpack(Pack(request), &request));
}

}  // namespace
}  // namespace neuron
