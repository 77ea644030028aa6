#include "agent/workload/mapped_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::HasSubstr;

absl::string_view Exemption(const Container& container, const Evidence& evidence = {},
                            std::vector<std::string> observers = {}) {
  return ExemptionOf(container, evidence, {MappedPolicy::kExclusive, std::move(observers)});
}

TEST(ExemptionOf, IsNoneOfAPlainContainer) {
  EXPECT_EQ(Exemption(Given("a", {0})), "");
  EXPECT_EQ(Exemption(GivenTo("t1", "a", {0}), {}, {"other"}), "");
}

TEST(ExemptionOf, IsThePolicysWordForAll) {
  EXPECT_EQ(ExemptionOf(Given("a", {0}), {}, {MappedPolicy::kHeldOnly, {}}), "held-only");
  EXPECT_EQ(ExemptionOf(Given("a", {0}), {}, {MappedPolicy::kLease, {}}), "lease");
}

TEST(ExemptionOf, IsForThePrivileged) {
  Container container = Given("a", {0});
  container.privileged = true;
  EXPECT_EQ(Exemption(container), "privileged");
}

TEST(ExemptionOf, IsForTasksOfDaemonServices) {
  Container container = Given("a", {0});
  container.daemon_service = true;
  EXPECT_EQ(Exemption(container), "daemon-service");
  container.daemon_service = false;
  EXPECT_EQ(Exemption(container), "");
}

TEST(ExemptionOf, IsForObserversByTheirNameOrTheirTasksFamily) {
  Container named = Given("a", {0});
  named.name = std::string("sidecar");
  EXPECT_EQ(Exemption(named, {}, {"other", "sidecar"}), "observer");
  EXPECT_EQ(Exemption(GivenTo("t1", "a", {0}), {}, {"train"}), "observer");
  // Not by the task's id, nor by a part of a name.
  EXPECT_EQ(Exemption(GivenTo("t1", "a", {0}), {}, {"t1", "trai", ""}), "");
}

TEST(ExemptionOf, IsForContainersWithALeaseAndNoOther) {
  Evidence evidence = ClearEvidence();
  evidence.leases = {Leased(1, 8, {1}, "a"), Leased(2, 9, {2})};
  EXPECT_EQ(Exemption(Given("a", {0}), evidence), "lessee");
  EXPECT_EQ(Exemption(Given("b", {0}), evidence), "");
}

TEST(ExemptionOf, IsForContainersThatHaveAskedForALease) {
  Evidence evidence = ClearEvidence();
  evidence.lessees = {"a"};
  EXPECT_EQ(Exemption(Given("a", {0}), evidence), "lessee");
  EXPECT_EQ(Exemption(Given("b", {0}), evidence), "");
}

TEST(ExemptionOf, IsForNobodyByWhatIsNotKnown) {
  const absl::Status silent = absl::UnavailableError("the ECS agent is silent");
  Container container = Given("a", {0});
  container.privileged = Reading<bool>::Unknown(silent);
  container.daemon_service = Reading<bool>::Unknown(silent);
  container.name = Reading<std::string>::Unknown(silent);
  container.task = Reading<ContainerTask>::Unknown(silent);
  Evidence evidence = ClearEvidence();
  evidence.leases = {Leased(1, 8, {0})};
  evidence.leases[0].container = Reading<std::string>::Unknown(silent);
  EXPECT_EQ(Exemption(container, evidence, {"train"}), "");
}

Container NotUnderstood(const std::string& id) {
  Container container = Given(id, {});
  container.mapped = Reading<ChipSet>::Unknown(absl::PermissionDeniedError("needs CAP_SYS_PTRACE"));
  return container;
}

absl::Status Known(const Container& container, const AllocationPolicy& policy = {}) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {Given("fine", {1}), container};
  return MappingsKnown(evidence, policy);
}

TEST(MappingsKnown, AreKnownOnceEveryContainerIsUnderstood) {
  EXPECT_TRUE(Known(Given("a", {0})).ok());
}

TEST(MappingsKnown, AreNotWhereAContainerIsNotUnderstood) {
  Container container = NotUnderstood("0123456789abcdef");
  container.name = std::string("main");
  const absl::Status status = Known(container);
  EXPECT_TRUE(absl::IsPermissionDenied(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("container 0123456789ab (main)"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("needs CAP_SYS_PTRACE"));
}

TEST(MappingsKnown, AreWhileAContainerIsBeingStarted) {
  Container container = NotUnderstood("a");
  container.pid = 0;
  EXPECT_FALSE(Known(container).ok());
  container.mapped = Reading<ChipSet>::Absent();
  EXPECT_TRUE(Known(container).ok());
}

TEST(MappingsKnown, DoNotDependOnTheExempt) {
  Container container = NotUnderstood("a");
  container.privileged = true;
  EXPECT_TRUE(Known(container).ok());
  EXPECT_TRUE(Known(NotUnderstood("a"), {MappedPolicy::kHeldOnly, {}}).ok());
  EXPECT_TRUE(Known(NotUnderstood("a"), {MappedPolicy::kLease, {}}).ok());
}

TEST(MappingsKnown, AreNotWhereContainersMayBeMissing) {
  Evidence evidence = ClearEvidence();
  evidence.containers.sight = absl::PermissionDeniedError("run it as root");
  EXPECT_EQ(MappingsKnown(evidence, {}), evidence.containers.sight);
  EXPECT_TRUE(MappingsKnown(evidence, {MappedPolicy::kLease, {}}).ok());
}

TEST(MappingsKnown, DoNotDependOnThoseThatHaveGone) {
  Evidence evidence = ClearEvidence();
  evidence.containers.gone = {NotUnderstood("a")};
  EXPECT_TRUE(MappingsKnown(evidence, {}).ok());
}

}  // namespace
}  // namespace neuron
