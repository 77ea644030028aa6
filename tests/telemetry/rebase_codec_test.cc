#include "agent/telemetry/rebase_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

Rebase OfCore(CoreTally tally) {
  Rebase rebase;
  rebase.tally = tally;
  rebase.times = 3;
  rebase.last_at = kExampleStart;
  rebase.last_reason = RebaseReason::kChipReset;
  return rebase;
}

Rebase OfMemory(EccTally ecc) {
  Rebase rebase = OfCore(CoreTally::kSuccess);
  rebase.of_core = false;
  rebase.ecc = ecc;
  return rebase;
}

RebaseList Encoded(const std::vector<Rebase>& rebases) {
  RebaseList list;
  EncodeRebases(rebases, &list);
  return list;
}

TEST(EncodeRebases, NamesTheCounterAsTheDriverDoes) {
  EXPECT_EQ(Encoded({OfCore(CoreTally::kFlops)})[0].counter(), "flop_count");
  EXPECT_EQ(Encoded({OfMemory(EccTally::kHbmCorrected)})[0].counter(), "mem_ecc_corrected");
}

TEST(DecodeRebases, RestoresThoseOfEveryCounter) {
  std::vector<Rebase> of_core;
  for (std::size_t i = 0; i < kCoreTallies; ++i) {
    of_core.push_back(OfCore(static_cast<CoreTally>(i)));
  }
  EXPECT_EQ(DecodeRebases(RebasedThing::kCore, Encoded(of_core)), of_core);
  std::vector<Rebase> of_memory;
  for (std::size_t i = 0; i < kEccTallies; ++i) {
    of_memory.push_back(OfMemory(static_cast<EccTally>(i)));
  }
  EXPECT_EQ(DecodeRebases(RebasedThing::kChip, Encoded(of_memory)), of_memory);
}

TEST(DecodeRebases, LeavesOutWhatMakesNoSense) {
  const RebaseList good = Encoded({OfCore(CoreTally::kFlops)});
  const auto decoded = [](const RebaseList& list) {
    return DecodeRebases(RebasedThing::kCore, list).size();
  };
  EXPECT_EQ(decoded(good), 1u);
  RebaseList bad = good;
  bad[0].set_counter("sram_ecc_uncorrected");
  EXPECT_EQ(decoded(bad), 0u);
  bad = good;
  bad[0].set_last_reason(static_cast<agent::v1::RebaseReason>(99));
  EXPECT_EQ(decoded(bad), 0u);
  bad = good;
  bad[0].mutable_last_at()->set_nanos(-1);
  EXPECT_EQ(decoded(bad), 0u);
  EXPECT_TRUE(DecodeRebases(RebasedThing::kChip, good).empty());
}

}  // namespace
}  // namespace neuron
