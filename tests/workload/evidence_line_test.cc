#include "agent/workload/evidence_line.h"

#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

constexpr char kId[] = "0123456789abcdef";

TEST(EvidenceLine, NamesChipsAndContainers) {
  EXPECT_EQ(NamesOf({3, 4, 10}), "neuron3, neuron4, neuron10");
  EXPECT_EQ(NameOfContainer(kId), "container 0123456789ab");
}

TEST(EvidenceLine, SaysWhoHoldsAndWhoLeased) {
  EXPECT_EQ(LineOf(Holding(77, {3}), ClearEvidence()), "bpf: pid 77 (train) holds neuron3");
  EXPECT_EQ(LineOf(Leased(5, 8, {0, 1})), "lease: 5 of pid 8 (neuronctl) is for neuron0, neuron1");
}

// The first claim on chip 3, laid to chips 3 and 4.
std::string LineOfFirst(const Evidence& evidence) {
  return LineOf(ClaimsOn(3, evidence, {})[0], {3, 4}, evidence);
}

TEST(EvidenceLine, SaysOfEachLayerWhatWasSeenAndBeginsWithTheSource) {
  Evidence evidence = ClearEvidence();
  evidence.reservations = {ReservedFor("t1", {3})};
  EXPECT_EQ(LineOfFirst(evidence), "reservation: " + ArnOf("t1") +
                                       " is about to start with neuron3, neuron4 (train:7 took "
                                       "them before)");
  evidence.leases = {Leased(5, 8, {3}, kId)};
  EXPECT_EQ(LineOfFirst(evidence),
            "lease: pid 8 in container 0123456789ab has leased neuron3, neuron4");
  evidence.leases.clear();
  evidence.containers.containers = {GivenTo("t1", kId, {3})};
  EXPECT_EQ(LineOfFirst(evidence), "container: container 0123456789ab of " + ArnOf("t1") +
                                       " was given the node of neuron3, neuron4");
  evidence.holders.holders = {HoldingIn(kId, 77, {3})};
  EXPECT_EQ(LineOfFirst(evidence),
            "bpf: pid 77 in container 0123456789ab of " + ArnOf("t1") + " holds neuron3, neuron4");
}

TEST(EvidenceLine, NamesTheContainerOfAReservationWithoutATask) {
  Evidence evidence = ClearEvidence();
  evidence.reservations.resize(1);
  evidence.reservations[0].chips = {3};
  evidence.reservations[0].container = kId;
  EXPECT_EQ(LineOfFirst(evidence),
            "reservation: container 0123456789ab is about to start with neuron3, neuron4");
}

}  // namespace
}  // namespace neuron
