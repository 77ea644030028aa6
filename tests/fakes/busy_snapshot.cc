#include "tests/fakes/busy_snapshot.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/example_traces.h"

namespace neuron {
namespace {

constexpr ChipSet kAll = ChipSet(0xffff);
constexpr int kTrainPid = 4711;
constexpr int kLesseePid = 5200;
constexpr int kOrphanPid = 6100;

// Docker's: 64 hex digits.
std::string ContainerId(char digit) { return std::string(64, digit); }

std::string TaskArn(int number) {
  return absl::StrCat("arn:aws:ecs:us-east-1:012345678901:task/default/", number, number, number,
                      number);
}

// Each process has its own.
std::uint64_t StartOf(int pid) {
  return pid == kTrainPid ? ExampleHolder().start_ticks : static_cast<std::uint64_t>(pid) * 10;
}

Container MakeContainer(char digit, int pid, ChipSet mapped) {
  Container container;
  container.id = ContainerId(digit);
  container.pid = pid;
  container.start_ticks = StartOf(pid);
  container.seen_at = kExampleStart - absl::Minutes(6);
  container.task_id = std::string(32, digit);
  container.mapped = mapped;
  container.privileged = false;
  container.daemon_service = false;
  container.told_at = kExampleStart - absl::Minutes(6);
  return container;
}

Container Of(Container container, std::string name, ContainerTask task) {
  container.name = std::move(name);
  container.task = std::move(task);
  return container;
}

ContainerScan MakeContainers() {
  ContainerScan scan;
  scan.taken_at = kExampleStart + absl::Milliseconds(25);
  scan.sight = absl::OkStatus();
  scan.containers = {
      Of(MakeContainer('a', 5100, {0, 1}), "web", {TaskArn(1), "infer", "3"}),
      Of(MakeContainer('b', kTrainPid, kExampleHeld), "train", {TaskArn(2), "train", "7"}),
      Of(MakeContainer('c', kLesseePid, kAll), "float", {TaskArn(3), "sweep", "1"}),
      Of(MakeContainer('d', 6001, {10}), "left", {TaskArn(4), "left", "1"}),
      Of(MakeContainer('e', 6002, {10}), "right", {TaskArn(5), "right", "1"}),
  };
  scan.containers[1].cpu_time = absl::Milliseconds(5264321);
  scan.containers[1].memory_bytes = 3ull << 30;
  Container gone = MakeContainer('f', 0, {11});
  gone.gone_at = kExampleStart - absl::Minutes(1);
  gone.task = Reading<ContainerTask>::Unknown(absl::UnavailableError("the ECS agent is down"));
  scan.gone = {gone};
  return scan;
}

Holder In(Holder holder, char digit) {
  holder.container = ContainerId(digit);
  return holder;
}

HolderScan MakeHolders(HolderScan scan) {
  scan.source = "bpf";
  scan.holders[0] = In(scan.holders[0], 'b');
  scan.holders[0].cpu_time = absl::Milliseconds(5264000);
  scan.holders[0].memory_bytes = 2ull << 30;
  scan.holders.push_back(In(MakeHolder(6001, 60010, "left", {10}), 'd'));
  scan.holders.push_back(In(MakeHolder(6002, 60020, "right", {10}), 'e'));
  scan.holders.push_back(In(MakeHolder(kOrphanPid, 61000, "orphan", {11}), 'f'));
  scan.holders.push_back(MakeHolder(6200, 62000, "bash", {14}));
  return scan;
}

Lease MakeLease() {
  Lease lease;
  lease.id = 17;
  lease.chips = {2, 3};
  lease.pid = kLesseePid;
  lease.start_ticks = 52000;
  lease.command = "python3";
  lease.container = ContainerId('c');
  lease.since = kExampleStart - absl::Minutes(2);
  return lease;
}

Reservation MakeReservation() {
  Reservation reservation;
  reservation.chips = {8};
  reservation.task_arn = TaskArn(6);
  reservation.container = ContainerId('9');
  reservation.why = "bert:12 is PENDING and had chip 8 before";
  reservation.since = kExampleStart - absl::Seconds(3);
  return reservation;
}

Claim MakeClaim(Layer layer, int pid, char digit, int task) {
  Claim claim;
  claim.layer = layer;
  claim.since = kExampleStart - absl::Minutes(5);
  claim.pid = pid;
  claim.start_ticks = StartOf(pid);
  claim.container = digit == 0 ? "" : ContainerId(digit);
  claim.task = task == 0 ? "" : TaskArn(task);
  return claim;
}

Claim Since(absl::Time since, Claim claim) {
  claim.since = since;
  return claim;
}

// By the container that leases, which takes no chip by being given it.
Claim LesseesMapping() {
  Claim claim = MakeClaim(Layer::kMapped, kLesseePid, 'c', 3);
  claim.takes = false;
  claim.why = "lessee";
  return claim;
}

Allocation Taken(Occupancy occupancy, std::vector<Claim> claims) {
  Allocation allocation;
  allocation.occupancy = occupancy;
  allocation.claims = std::move(claims);
  return allocation;
}

void TakeChips(std::vector<ChipState>* chips) {
  const auto take = [chips](int chip, Occupancy occupancy, std::vector<Claim> claims) {
    (*chips)[chip].allocation = Taken(occupancy, std::move(claims));
  };
  for (const int chip : {0, 1}) {
    take(chip, Occupancy::kMapped, {MakeClaim(Layer::kMapped, 5100, 'a', 1), LesseesMapping()});
  }
  for (const int chip : {2, 3}) {
    take(chip, Occupancy::kLeased,
         {LesseesMapping(),
          Since(MakeLease().since, MakeClaim(Layer::kLeased, kLesseePid, 'c', 3))});
  }
  for (const int chip : kExampleHeld.chips()) {
    take(
        chip, Occupancy::kHeld,
        {MakeClaim(Layer::kHeld, kTrainPid, 'b', 2), MakeClaim(Layer::kMapped, kTrainPid, 'b', 2)});
    (*chips)[chip].allocation.executing = chip < 6;
  }
  (*chips)[7].allocation.executing =
      Reading<bool>::Unknown(absl::UnavailableError("its counters move only at exit"));
  take(8, Occupancy::kReserved,
       {Since(MakeReservation().since, MakeClaim(Layer::kReserved, 0, '9', 6))});
  take(10, Occupancy::kHeld,
       {MakeClaim(Layer::kHeld, 6001, 'd', 4), MakeClaim(Layer::kHeld, 6002, 'e', 5)});
  take(11, Occupancy::kHeld, {MakeClaim(Layer::kHeld, kOrphanPid, 'f', 0)});
  take(14, Occupancy::kHeld, {MakeClaim(Layer::kHeld, 6200, 0, 0)});
}

std::vector<WorkloadFinding> MakeFindings() {
  WorkloadFinding collision;
  collision.code = WorkloadFindingCode::kCollision;
  collision.chips = {10};
  collision.tasks = {TaskArn(4), TaskArn(5)};
  collision.evidence = {"pid 6001 has /dev/neuron10 open", "pid 6002 has /dev/neuron10 open"};
  collision.confidence = Confidence::kHigh;
  collision.text = "two tasks have chip 10; stop one of them";
  WorkloadFinding orphan;
  orphan.code = WorkloadFindingCode::kNoContainer;
  orphan.chips = {11};
  orphan.pid = kOrphanPid;
  orphan.start_ticks = 61000;
  orphan.container = ContainerId('f');
  orphan.evidence = {"pid 6100 has /dev/neuron11 open", "its container has gone"};
  orphan.confidence = Confidence::kMedium;
  orphan.step = Step::kTerminate;
  orphan.text = "pid 6100 (orphan) has outlived its container; terminate it";
  WorkloadFinding memory;
  memory.code = WorkloadFindingCode::kMemoryWithoutHolder;
  memory.chips = {13};
  memory.evidence = {"neuron13: 1024 bytes of device memory in use"};
  memory.step = Step::kWait;
  memory.text = "chip 13 has memory in use and no holder; the driver is still cleaning up";
  return {collision, orphan, memory};
}

std::vector<ProbeReport> MakeProbes() {
  ProbeReport walk;
  walk.name = "iter:task_file";
  walk.runs = 1000u;
  walk.run_time = absl::Milliseconds(250);
  ProbeReport open;
  open.name = "kprobe:ncdev_open";
  open.status = absl::NotFoundError("no function ncdev_open in this kernel");
  ProbeReport nrt;
  nrt.name = "uprobe:nrt_execute";
  nrt.status = absl::PermissionDeniedError("the agent lacks CAP_BPF; grant it or run as root");
  nrt.drops = 3;
  return {walk, open, nrt};
}

KernelLogReport MakeKernelLog() {
  KernelLogReport log;
  log.lost = 12;
  log.too_long = 1;
  log.repeated = 40;
  log.dropped = 7;
  log.unplaced = 3;
  log.forged = 5;
  log.latest = {{kExampleStart - absl::Seconds(30), Forgery::kNoSuchChip, 77,
                 "NEURON_HW_ERR=DMA_ERROR nd-id=77 nc-id=0", "it names chip 77, which is not here"},
                {kExampleStart - absl::Minutes(4), Forgery::kOtherInstance, absl::nullopt,
                 "NEURON_HW_ERR=DMA_ERROR instance-id=i-0badbadbadbadbad0",
                 "it is of instance i-0badbadbadbadbad0, not of i-0592464924bd45322"}};
  return log;
}

}  // namespace

Snapshot BusySnapshot() {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.evidence.containers = MakeContainers();
  snapshot.evidence.holders = MakeHolders(snapshot.evidence.holders);
  snapshot.evidence.leases = {MakeLease()};
  snapshot.evidence.reservations = {MakeReservation()};
  TakeChips(&snapshot.chips);
  snapshot.free = {13};
  snapshot.workload_findings = MakeFindings();
  snapshot.probes = MakeProbes();
  snapshot.traces = ExampleTraces();
  snapshot.kernel_log = MakeKernelLog();
  return snapshot;
}

}  // namespace neuron
