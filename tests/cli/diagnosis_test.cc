#include "agent/cli/diagnosis.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

// A daemon at which all is well.
HostFacts Healthy() {
  HostFacts facts;
  facts.snapshot = ExampleSnapshot();
  for (SourceReport& source : facts.snapshot->sources) {
    source.status = absl::OkStatus();
  }
  facts.agent = "neuron-agent 1.2.3 at /run/s";
  facts.publishes = true;
  facts.publication = agent::v1::Publication();
  facts.lease_socket = std::string("/run/lease");
  facts.nodes[0] = absl::OkStatus();
  return facts;
}

Check Find(const HostFacts& facts, const std::string& name) {
  for (const Check& check : Diagnose(facts)) {
    if (check.name == name) {
      return check;
    }
  }
  ADD_FAILURE() << "no check " << name;
  return {};
}

Mark MarkOf(const HostFacts& facts, const std::string& name) { return Find(facts, name).mark; }

bool Has(const HostFacts& facts, const std::string& name) {
  for (const Check& check : Diagnose(facts)) {
    if (check.name == name) {
      return true;
    }
  }
  return false;
}

HostFacts WithProbe(const ProbeReport& probe) {
  HostFacts facts = Healthy();
  facts.snapshot->probes = {probe};
  return facts;
}

TEST(Diagnose, FindsAHealthyHostOk) {
  for (const Check& check : Diagnose(Healthy())) {
    EXPECT_EQ(check.mark, Mark::kOk) << check.name << ": " << check.what;
    EXPECT_EQ(check.cure, "") << check.name;
  }
  EXPECT_TRUE(Summary(Diagnose(Healthy())).ok());
}

TEST(Diagnose, SetsTheCureApart) {
  HostFacts facts = Healthy();
  facts.snapshot = absl::UnavailableError("nobody there; start it; --local goes without");
  const Check check = Find(facts, "agent");
  EXPECT_EQ(check.mark, Mark::kFail);
  EXPECT_EQ(check.what, "nobody there");
  EXPECT_EQ(check.cure, "start it; --local goes without");
}

TEST(Diagnose, CannotTellOfTheDriverWithoutASnapshot) {
  HostFacts facts = Healthy();
  facts.snapshot = absl::UnavailableError("nobody there");
  EXPECT_EQ(MarkOf(facts, "driver"), Mark::kUnknown);
  EXPECT_FALSE(Has(facts, "ECS attributes"));
}

TEST(Diagnose, FailsWithoutADriverOrChips) {
  HostFacts facts = Healthy();
  auto inventory = std::make_shared<Inventory>(*facts.snapshot->inventory);
  inventory->chips.clear();
  facts.snapshot->inventory = inventory;
  EXPECT_EQ(Find(facts, "driver").what, "the Neuron driver shows no chip");
  inventory = std::make_shared<Inventory>(*inventory);
  inventory->driver_loaded = false;
  facts.snapshot->inventory = inventory;
  EXPECT_EQ(Find(facts, "driver").what, "the Neuron driver is not loaded");
  EXPECT_EQ(MarkOf(facts, "driver"), Mark::kFail);
}

TEST(Diagnose, NamesADeviceNodeThatIsMissing) {
  HostFacts facts = Healthy();
  facts.nodes[1] = absl::NotFoundError("/dev/neuron1: No such file or directory [errno 2]");
  EXPECT_EQ(MarkOf(facts, "device nodes"), Mark::kFail);
  EXPECT_EQ(Find(facts, "device nodes").what, "/dev/neuron1: No such file or directory [errno 2]");
}

TEST(Diagnose, OnlyWarnsOfASourceWithoutWhichChangesAreSeenLater) {
  HostFacts facts = Healthy();
  for (SourceReport& source : facts.snapshot->sources) {
    source.status = absl::UnavailableError("down; look");
  }
  EXPECT_EQ(MarkOf(facts, "source uevents"), Mark::kWarn);
  EXPECT_EQ(MarkOf(facts, "source pci"), Mark::kWarn);
  facts.snapshot->sources[0].name = "container_events";
  EXPECT_EQ(MarkOf(facts, "source container_events"), Mark::kWarn);
  facts.snapshot->sources[0].name = "sysfs";
  EXPECT_EQ(MarkOf(facts, "source sysfs"), Mark::kFail);
  EXPECT_EQ(MarkOf(facts, "source processes"), Mark::kFail);
}

HostFacts WithLog(const KernelLogReport& log) {
  HostFacts facts = Healthy();
  facts.snapshot->sources = {{"kernel_log", absl::OkStatus(), facts.snapshot->taken_at}};
  facts.snapshot->kernel_log = log;
  return facts;
}

TEST(Diagnose, SaysWhatBecameOfTheKernelsLog) {
  KernelLogReport log = *BusySnapshot().kernel_log;
  log.lost = log.too_long = 0;
  const Check check = Find(WithLog(log), "source kernel_log");
  EXPECT_EQ(check.mark, Mark::kOk);
  EXPECT_EQ(check.what,
            "up; lines about chips that were repeated 40, too many 7, of no known chip 3, "
            "forged 5");
}

TEST(Diagnose, WarnsOfRecordsOfTheKernelsLogThatNobodyHasRead) {
  const Check lost = Find(WithLog(*BusySnapshot().kernel_log), "source kernel_log");
  EXPECT_EQ(lost.mark, Mark::kWarn);
  EXPECT_NE(lost.what.find("; records lost 12, too long 1"), std::string::npos);
  EXPECT_NE(lost.cure.find("log_buf_len"), std::string::npos);
}

TEST(Diagnose, FailsWhereTheKernelsLogIsNotHeard) {
  HostFacts facts = WithLog({});
  facts.snapshot->sources[0].status = absl::UnavailableError("it has ended; start again");
  EXPECT_EQ(MarkOf(facts, "source kernel_log"), Mark::kFail);
}

TEST(Diagnose, SaysHowAProbeFares) {
  const std::vector<ProbeReport> probes = BusySnapshot().probes;
  EXPECT_EQ(Find(WithProbe(probes[0]), "probe iter:task_file").what,
            "attached, ran 1000 times in 250ms");
  EXPECT_EQ(MarkOf(WithProbe(probes[1]), "probe kprobe:ncdev_open"), Mark::kOk);
  const Check failed = Find(WithProbe(probes[2]), "probe uprobe:nrt_execute");
  EXPECT_EQ(failed.mark, Mark::kWarn);
  EXPECT_EQ(failed.what, "the agent lacks CAP_BPF");
  EXPECT_EQ(failed.cure, "grant it or run as root");
}

TEST(Diagnose, WarnsOfAProbeThatLostEvents) {
  ProbeReport probe = BusySnapshot().probes[0];
  probe.drops = 3;
  EXPECT_EQ(MarkOf(WithProbe(probe), "probe iter:task_file"), Mark::kWarn);
}

TEST(Diagnose, SaysThatRunsAreNotCounted) {
  ProbeReport probe = BusySnapshot().probes[0];
  probe.runs = absl::nullopt;
  EXPECT_EQ(Find(WithProbe(probe), "probe iter:task_file").what,
            "attached; no run was counted (sysctl kernel.bpf_stats_enabled)");
}

TEST(Diagnose, TellsWhatKeepsTheAttributesFromBeingWritten) {
  HostFacts facts = Healthy();
  facts.publication->set_error("no credentials; give the instance a role");
  EXPECT_EQ(MarkOf(facts, "ECS attributes"), Mark::kFail);
  EXPECT_EQ(Find(facts, "ECS attributes").cure, "give the instance a role");
  facts.publication = absl::UnavailableError("no answer");
  EXPECT_EQ(MarkOf(facts, "ECS attributes"), Mark::kUnknown);
}

TEST(Diagnose, OnlyWarnsOfADryRun) {
  HostFacts facts = Healthy();
  facts.dry_run = true;
  facts.publication->set_error("dry run: ECS is told nothing; leave out --dry_run");
  facts.publication->set_container_instance_arn("arn");
  EXPECT_EQ(MarkOf(facts, "ECS attributes"), Mark::kWarn);
  EXPECT_EQ(Find(facts, "ECS attributes").what, "does everything but write (--dry_run)");
  facts.publication->clear_container_instance_arn();
  facts.publication->set_error("no answer from the ECS agent; is it running?");
  EXPECT_EQ(MarkOf(facts, "ECS attributes"), Mark::kFail) << "it cannot do everything else";
}

TEST(Diagnose, SaysWhatTheAuditsFound) {
  HostFacts facts = Healthy();
  EXPECT_FALSE(Has(facts, "ECS audit")) << "there was none";
  agent::v1::AttributeAudit* const audit = facts.publication->mutable_audit();
  audit->set_outcome(agent::v1::AUDIT_OUTCOME_AS_WRITTEN);
  EXPECT_EQ(MarkOf(facts, "ECS audit"), Mark::kOk);
  EXPECT_EQ(Find(facts, "ECS audit").what, "as written");
  audit->set_repairs(2);
  audit->set_last_drift("neuron.fits is gone");
  EXPECT_EQ(MarkOf(facts, "ECS audit"), Mark::kWarn);
  EXPECT_EQ(Find(facts, "ECS audit").what,
            "as written; written again by audits so far: 2, last because neuron.fits is gone");
  audit->set_problem("ECS refuses; grant ecs:DescribeContainerInstances");
  EXPECT_EQ(MarkOf(facts, "ECS audit"), Mark::kWarn);
  EXPECT_EQ(Find(facts, "ECS audit").cure, "grant ecs:DescribeContainerInstances");
}

TEST(Diagnose, NamesASecondWriterOnce) {
  HostFacts facts = Healthy();
  agent::v1::AttributeAudit* const audit = facts.publication->mutable_audit();
  audit->set_second_writer("somebody else writes; run one");
  EXPECT_EQ(MarkOf(facts, "ECS audit"), Mark::kFail);
  EXPECT_EQ(Find(facts, "ECS audit").cure, "run one");
  facts.publication->set_error(audit->second_writer());
  EXPECT_EQ(MarkOf(facts, "ECS attributes"), Mark::kFail);
  EXPECT_EQ(MarkOf(facts, "ECS audit"), Mark::kOk);
}

HostFacts WithoutEcs() {
  HostFacts facts = Healthy();
  facts.snapshot->sources = {{"tasks",
                              absl::UnavailableError("cannot reach the ECS agent; start it"),
                              absl::InfinitePast()}};
  return facts;
}

TEST(Diagnose, FailsWithoutTheWordOfTheEcsAgentIfItPublishes) {
  HostFacts facts = WithoutEcs();
  EXPECT_EQ(MarkOf(facts, "source tasks"), Mark::kFail);
  facts.publishes = absl::UnavailableError("no answer");
  EXPECT_EQ(MarkOf(facts, "source tasks"), Mark::kFail);
}

TEST(Diagnose, OnlyNotesThatTheEcsAgentIsSilentIfItDoesNotPublish) {
  HostFacts facts = WithoutEcs();
  facts.publishes = false;
  const Check check = Find(facts, "source tasks");
  EXPECT_EQ(check.mark, Mark::kOk);
  EXPECT_EQ(check.what,
            "silent, which is normal outside of ECS (--nopublish): cannot reach the ECS agent; "
            "start it");
  facts.snapshot->sources[0].name = "sysfs";
  EXPECT_EQ(MarkOf(facts, "source sysfs"), Mark::kFail);
  facts.snapshot->sources[0] = {"tasks", absl::OkStatus(), absl::InfinitePast()};
  EXPECT_EQ(Find(facts, "source tasks").what, "up");
}

TEST(Diagnose, SaysThatNothingIsWrittenIfItDoesNotPublish) {
  HostFacts facts = Healthy();
  facts.publishes = false;
  EXPECT_EQ(MarkOf(facts, "ECS attributes"), Mark::kOk);
  EXPECT_EQ(Find(facts, "ECS attributes").what,
            "not written: the daemon was told so (--nopublish)");
}

TEST(Diagnose, SaysWhereTheLeaseSocketIsOrThatThereIsToBeNone) {
  HostFacts facts = Healthy();
  EXPECT_EQ(Find(facts, "lease socket").what, "/run/lease is there");
  facts.lease_socket = Reading<std::string>::Absent();
  EXPECT_EQ(MarkOf(facts, "lease socket"), Mark::kOk);
  EXPECT_EQ(Find(facts, "lease socket").what,
            "none: the daemon was told to lease no chips (--noleases)");
}

TEST(Diagnose, WarnsOfWhatOnlyMakesThingsWorse) {
  HostFacts facts = Healthy();
  facts.sight = absl::PermissionDeniedError("no CAP_SYS_PTRACE");
  facts.btf = absl::NotFoundError("no BTF");
  facts.lease_socket = Reading<std::string>::Unknown(absl::NotFoundError("no lease socket"));
  EXPECT_EQ(MarkOf(facts, "privileges"), Mark::kWarn);
  EXPECT_EQ(MarkOf(facts, "BTF"), Mark::kWarn);
  EXPECT_EQ(MarkOf(facts, "lease socket"), Mark::kWarn);
  EXPECT_TRUE(Summary(Diagnose(facts)).ok());
}

TEST(Diagnose, AsksNothingOfADaemonWithLocal) {
  HostFacts facts = Healthy();
  facts.local = true;
  EXPECT_TRUE(Has(facts, "host"));
  EXPECT_FALSE(Has(facts, "agent"));
  EXPECT_FALSE(Has(facts, "ECS attributes"));
  EXPECT_FALSE(Has(facts, "lease socket"));
}

TEST(Diagnose, TriesTheWalkItselfWithLocal) {
  HostFacts facts = Healthy();
  EXPECT_FALSE(Has(facts, "descriptor walk"));
  facts.local = true;
  EXPECT_EQ(MarkOf(facts, "descriptor walk"), Mark::kOk);
  facts.walk = absl::PermissionDeniedError("no CAP_BPF; run as root");
  EXPECT_EQ(MarkOf(facts, "descriptor walk"), Mark::kWarn);
}

TEST(Summary, FailsBeforeItCannotTell) {
  const Check ok = {Mark::kOk, "a", "", ""};
  const Check unknown = {Mark::kUnknown, "b", "", ""};
  const Check fail = {Mark::kFail, "c", "", ""};
  EXPECT_EQ(Summary({ok, unknown}), absl::UnknownError("checks that could not be made: 1 of 2"));
  EXPECT_EQ(Summary({ok, unknown, fail}),
            absl::FailedPreconditionError("checks that failed: 1 of 3"));
}

}  // namespace
}  // namespace neuron
