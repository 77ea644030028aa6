#include "agent/usage/usage_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/usage/watched_chip.h"

namespace neuron {
namespace {

using ::testing::IsEmpty;
using Count = Reading<std::uint64_t>;

constexpr CoreTally kSuccess = CoreTally::kSuccess;
constexpr CoreRate kSucceeded = CoreRate::kSucceeded;
constexpr CoreTally kTime = CoreTally::kTimeInUse;
constexpr EccTally kSram = EccTally::kSramUncorrected;

const Reading<double> kNotComparable =
    Reading<double>::Unknown(absl::UnavailableError("no reading before to compare with"));

// The first core multiplies for a second, all the time (at the fastest clock), and has been in use
// for so many, in microseconds.
void Work(WatchedChip* chip, int seconds_in_use) {
  chip->core(0).tallies[kTime] = std::uint64_t{1000000} * seconds_in_use;
  chip->Multiply(0, 2800000000, 0);
}

TEST(UsageLedger, PutsTotalsInPlaceOfTheCounters) {
  WatchedChip chip;
  chip.core(1).tallies[kSuccess] = std::uint64_t{7};
  chip.raw.ecc[kSram] = std::uint64_t{5};
  chip.raw.firmware.events = std::uint64_t{9};
  chip.Read();
  chip.core(1).tallies[kSuccess] = std::uint64_t{2};
  chip.signs.epoch.driver_load = 1;
  chip.raw.ecc[kSram] = std::uint64_t{1};
  chip.raw.firmware.events = std::uint64_t{3};
  chip.Read();
  EXPECT_EQ(chip.totals.cores[1].tallies[kSuccess], Count(9));
  EXPECT_EQ(chip.totals.ecc[kSram], Count(6));
  EXPECT_EQ(chip.totals.firmware.events, Count(12));
}

TEST(UsageLedger, SaysWhatBeganAnew) {
  WatchedChip chip;
  chip.core(1).tallies[kSuccess] = std::uint64_t{7};
  chip.raw.ecc[kSram] = std::uint64_t{5};
  EXPECT_THAT(chip.Read().cores[1].rebases, IsEmpty());
  chip.core(1).tallies[kSuccess] = std::uint64_t{2};
  chip.raw.ecc[kSram] = std::uint64_t{1};
  chip.signs.epoch.driver_load = 1;
  const ChipUsage usage = chip.Read();
  Rebase rebase;
  rebase.tally = kSuccess;
  rebase.times = 1;
  rebase.last_at = chip.signs.now;
  rebase.last_reason = RebaseReason::kDriverReload;
  EXPECT_EQ(usage.cores[1].rebases, std::vector<Rebase>{rebase});
  EXPECT_THAT(usage.cores[0].rebases, IsEmpty());
  rebase.of_core = false;
  rebase.ecc = kSram;
  rebase.tally = CoreTally::kSuccess;
  EXPECT_EQ(usage.rebases, std::vector<Rebase>{rebase});
}

TEST(UsageLedger, RatesEachCounterOfEachCore) {
  WatchedChip chip;
  chip.core(0).tallies[kSuccess] = std::uint64_t{10};
  chip.core(1).tallies[CoreTally::kFlops] = std::uint64_t{10};
  EXPECT_EQ(chip.Read().cores[0].per_second[kSucceeded], kNotComparable);
  chip.core(0).tallies[kSuccess] = std::uint64_t{13};
  chip.core(1).tallies[CoreTally::kFlops] = std::uint64_t{15};
  const ChipUsage usage = chip.Read();
  EXPECT_EQ(usage.cores[0].per_second[kSucceeded], Reading<double>(3));
  EXPECT_EQ(usage.cores[1].per_second[CoreRate::kFlops], Reading<double>(5));
  EXPECT_TRUE(usage.cores[1].per_second[kSucceeded].is_absent());
  EXPECT_EQ(usage.cores[1].core, 1);
}

TEST(UsageLedger, GoesByTheClockThatNeverGoesBack) {
  WatchedChip chip;
  chip.core(0).tallies[kSuccess] = std::uint64_t{10};
  chip.Read();
  chip.signs.now -= absl::Hours(7);
  chip.core(0).tallies[kSuccess] = std::uint64_t{13};
  EXPECT_EQ(chip.Read().cores[0].per_second[kSucceeded], Reading<double>(3));
}

TEST(UsageLedger, AveragesOverAllTheTimeThatTheAgentStoodStill) {
  WatchedChip chip;
  chip.core(0).tallies[kSuccess] = std::uint64_t{10};
  chip.Read();
  chip.core(0).tallies[kSuccess] = std::uint64_t{1010};
  EXPECT_EQ(chip.Read(absl::Seconds(500)).cores[0].per_second[kSucceeded], Reading<double>(2));
}

TEST(UsageLedger, KeepsWhatWasNotReadAnew) {
  WatchedChip chip;
  chip.core(0).tallies[kSuccess] = std::uint64_t{10};
  chip.raw.ecc[kSram] = std::uint64_t{5};
  chip.Read();
  chip.core(0).tallies[kSuccess] = std::uint64_t{13};
  chip.raw.ecc[kSram] = std::uint64_t{6};
  chip.raw.firmware.events = std::uint64_t{2};
  EXPECT_EQ(chip.Read().new_errors[kSram], Count(1));
  // Whatever there is in their place.
  chip.core(0).tallies[kSuccess] = std::uint64_t{99};
  chip.raw.ecc[kSram] = std::uint64_t{99};
  chip.raw.firmware.events = std::uint64_t{99};
  const ChipUsage usage = chip.Look();
  EXPECT_EQ(usage.cores[0].per_second[kSucceeded], Reading<double>(3));
  EXPECT_EQ(chip.totals.cores[0].tallies[kSuccess], Count(13));
  EXPECT_EQ(chip.totals.ecc[kSram], Count(6));
  EXPECT_EQ(chip.totals.firmware.events, Count(2));
  EXPECT_EQ(usage.errors_since_start[kSram], Count(1));
  // Told once.
  EXPECT_EQ(usage.new_errors[kSram], Count(0));
}

TEST(UsageLedger, KeepsTotalsWhileAChipDoesNotAnswer) {
  WatchedChip chip;
  chip.core(0).tallies[kSuccess] = std::uint64_t{10};
  chip.Read();
  chip.core(0).tallies[kSuccess] = std::uint64_t{4};
  chip.Read(absl::Hours(1));
  EXPECT_EQ(chip.totals.cores[0].tallies[kSuccess], Count(14));
}

TEST(UsageLedger, KnowsEachChip) {
  UsageLedger ledger;
  UsageSigns signs;
  ChipCounters first;
  first.read_at[CounterGroup::kFast] = absl::UnixEpoch();
  first.ecc[kSram] = std::uint64_t{5};
  ChipCounters second = first;
  ledger.Take(signs, &first);
  signs.chip = 1;
  EXPECT_TRUE(ledger.Take(signs, &second).new_errors[kSram].is_unknown());
}

TEST(UsageLedger, RatesNothingAcrossALoadOfTheDriverOrAnotherChip) {
  WatchedChip chip;
  chip.core(0).tallies[kSuccess] = std::uint64_t{10};
  chip.Read();
  // It may have begun anew although it did not fall.
  chip.core(0).tallies[kSuccess] = std::uint64_t{20};
  chip.signs.epoch.driver_load = 1;
  EXPECT_EQ(chip.Read().cores[0].per_second[kSucceeded], kNotComparable);
  EXPECT_EQ(chip.totals.cores[0].tallies[kSuccess], Count(20));
  chip.signs.epoch.appearance = 1;
  EXPECT_EQ(chip.Read().cores[0].per_second[kSucceeded], kNotComparable);
  chip.signs.epoch.resets = 1;
  EXPECT_EQ(chip.Read().cores[0].per_second[kSucceeded], Reading<double>(0));
}

TEST(UsageLedger, KnowsHowOldThePowerLineIs) {
  WatchedChip chip;
  PowerUse power;
  chip.raw.power = power;
  EXPECT_TRUE(chip.Read().power_age.is_unknown());
  power.rolled_up_at = chip.signs.now - absl::Seconds(20);
  chip.raw.power = power;
  EXPECT_EQ(chip.Read().power_age, Reading<absl::Duration>(absl::Seconds(21)));
  power.rolled_up_at = chip.signs.now + absl::Hours(1);
  chip.raw.power = power;
  EXPECT_TRUE(chip.Read().power_age.is_unknown());
  chip.raw.power = Reading<PowerUse>::Unknown(absl::DataLossError("garbage"));
  EXPECT_EQ(chip.Read().power_age.why(), absl::DataLossError("garbage"));
  chip.raw.power = Reading<PowerUse>::Absent();
  EXPECT_TRUE(chip.Read().power_age.is_absent());
}

TEST(UsageLedger, UsesTheTimeInUseOnceItsUnitIsSettled) {
  WatchedChip chip;
  chip.core(0).tallies[kTime] = std::uint64_t{0};
  chip.Read();
  ChipUsage usage = chip.Read();
  EXPECT_EQ(usage.time_unit, TimeUnit::kUnsettled);
  EXPECT_EQ(usage.cores[0].utilization.why().message(), "the unit of nc_time_in_use is unsettled");
  chip.core(0).tallies[kTime] = std::uint64_t{100} * 1000000000000;
  chip.Read(absl::Seconds(200));
  chip.core(0).tallies[kTime] = std::uint64_t{101} * 1000000000000;
  usage = chip.Read(absl::Seconds(2));
  EXPECT_EQ(usage.time_unit, TimeUnit::kPicoseconds);
  const Utilization half = {UtilizationSource::kTimeInUse, 0.5, absl::Seconds(2)};
  EXPECT_EQ(usage.cores[0].utilization, Reading<Utilization>(half));
  EXPECT_EQ(chip.Look().cores[0].utilization, Reading<Utilization>(half));
}

TEST(UsageLedger, SettlesTheUnitByTheTensorEngine) {
  WatchedChip chip;
  ChipUsage usage;
  for (int second = 0; second <= 11; ++second) {
    Work(&chip, second);
    usage = chip.Read();
  }
  EXPECT_EQ(usage.time_unit, TimeUnit::kMicroseconds);
  EXPECT_EQ(usage.cores[0].utilization.value().source, UtilizationSource::kTimeInUse);
}

TEST(UsageLedger, SettlesNoUnitByATimeInUseThatBeganAnew) {
  WatchedChip chip;
  ChipUsage usage;
  for (int second = 0; second <= 20; ++second) {
    // It is cleared each second, and has got on a little less far since.
    Work(&chip, 40 - second);
    usage = chip.Read();
  }
  EXPECT_EQ(usage.time_unit, TimeUnit::kUnsettled);
}

TEST(UsageLedger, SettlesNoUnitByATimeInUseThatIsNotReadWithTheTensorEngine) {
  WatchedChip chip;
  ChipUsage usage;
  for (int second = 0; second <= 20; ++second) {
    Work(&chip, second);
    chip.ReadGroup(CounterGroup::kFast);
    usage = chip.ReadGroup(CounterGroup::kTensor);
  }
  EXPECT_EQ(usage.time_unit, TimeUnit::kUnsettled);
}

TEST(UsageLedger, SettlesNoUnitBeforeTheCountersAreLive) {
  WatchedChip chip;
  chip.signs.generation = DriverVersion{2, 29, 0, 0};
  chip.core(0).tallies[kTime] = std::uint64_t{0};
  chip.Read();
  chip.core(0).tallies[kTime] = std::uint64_t{1000} * 1000000000000;
  const ChipUsage usage = chip.Read();
  EXPECT_EQ(usage.time_unit, TimeUnit::kUnsettled);
  EXPECT_EQ(usage.cores[0].utilization.why().message(),
            "nc_time_in_use moves at the end of a process only, before driver 2.30");
}

TEST(UsageLedger, DoesNotTrustTheTimeInUseOfADriverWithoutAVersion) {
  WatchedChip chip;
  chip.signs.generation = Reading<DriverVersion>::Unknown(absl::DataLossError("2.x"));
  chip.core(0).tallies[kTime] = std::uint64_t{0};
  chip.Read();
  EXPECT_EQ(chip.Read().cores[0].utilization.why().message(),
            "the driver's version is not known, nor whether nc_time_in_use is live");
}

TEST(UsageLedger, LearnsTheUnitAnewWithTheDriver) {
  WatchedChip chip;
  chip.core(0).tallies[kTime] = std::uint64_t{0};
  chip.Read();
  chip.core(0).tallies[kTime] = std::uint64_t{100} * 1000000000000;
  EXPECT_EQ(chip.Read(absl::Seconds(100)).time_unit, TimeUnit::kPicoseconds);
  chip.signs.epoch.driver_load = 1;
  EXPECT_EQ(chip.Read().time_unit, TimeUnit::kUnsettled);
}

TEST(UsageLedger, PrefersLibnrtToTheTensorEngine) {
  WatchedChip chip;
  chip.Trace();
  for (int second = 0; second < 2; ++second) {
    chip.Multiply(0, 700000000, 700000000);
    chip.Multiply(1, 350000000, 1050000000);
    chip.Read();
    chip.signs.traced[0].busy += absl::Milliseconds(400);
    ++chip.signs.traced[0].executions;
  }
  const ChipUsage usage = chip.Look();
  const Utilization of_holder = {UtilizationSource::kRuntime, 0.4, absl::Seconds(1)};
  EXPECT_EQ(usage.cores[0].utilization, Reading<Utilization>(of_holder));
  const Utilization of_engine = {UtilizationSource::kTensorEngine, 0.25, absl::Seconds(1)};
  EXPECT_EQ(usage.cores[1].utilization, Reading<Utilization>(of_engine));
}

TEST(UsageLedger, TakesNoTraceInTwice) {
  WatchedChip chip;
  chip.Trace();
  chip.Read();
  chip.signs.traced[0].busy += absl::Milliseconds(400);
  ++chip.signs.traced[0].executions;
  const Utilization busy = {UtilizationSource::kRuntime, 0.4, absl::Seconds(1)};
  EXPECT_EQ(chip.Read().cores[0].utilization, Reading<Utilization>(busy));
  chip.signs.traced_before = true;
  EXPECT_EQ(chip.Read().cores[0].utilization, Reading<Utilization>(busy));
}

TEST(UsageLedger, ComparesNoHolderAcrossALoadOfTheDriver) {
  WatchedChip chip;
  chip.Trace();
  chip.Read();
  EXPECT_TRUE(chip.Read().cores[0].utilization.has_value());
  chip.signs.epoch.driver_load = 1;
  EXPECT_TRUE(chip.Read().cores[0].utilization.is_unknown());
}

TEST(UsageLedger, ComparesNoTensorEngineAcrossAReset) {
  WatchedChip chip;
  chip.Multiply(0, 100, 100);
  chip.Read();
  ++chip.signs.epoch.resets;
  chip.Multiply(0, 100, 300);
  EXPECT_TRUE(chip.Read(absl::Hours(1)).cores[0].utilization.is_unknown());
  chip.Multiply(0, 300, 100);
  EXPECT_EQ(chip.Read().cores[0].utilization.value().ratio, 0.75);
}

TEST(UsageLedger, KeepsTheTensorEnginesShareUntilItIsReadAnew) {
  WatchedChip chip;
  chip.Multiply(0, 0, 0);
  chip.Read();
  chip.Multiply(0, 1000, 1000);
  const Reading<Utilization> half =
      Utilization{UtilizationSource::kTensorEngine, 0.5, absl::Seconds(1)};
  EXPECT_EQ(chip.Read().cores[0].utilization, half);
  EXPECT_EQ(chip.Look().cores[0].utilization, half);
}

TEST(UsageLedger, NamesTheReasonOfTheBestSourceThatShouldTell) {
  WatchedChip chip;
  chip.raw.cores[0].tensor = Reading<TensorActivity>::Unknown(absl::DataLossError("garbage"));
  // There is no time in use, and nobody who could be traced.
  chip.signs.all_traced = true;
  EXPECT_EQ(chip.Read().cores[0].utilization.why().message(), "nobody holds the chip");
}

TEST(UsageLedger, SaysThatACoreWithoutAModelIsNotTheHolders) {
  WatchedChip chip;
  chip.Trace();
  chip.Read();
  EXPECT_EQ(chip.Read().cores[1].utilization.why().message(), "the core has no model");
}

// Before driver 2.30.
TEST(UsageLedger, BelievesDatastoresWhereSysfsIsNotLive) {
  WatchedChip chip;
  chip.signs.generation = DriverVersion{2, 23, 9, 0};
  chip.Multiply(0, 0, 0);
  chip.Read();
  for (std::uint64_t half_seconds = 0; half_seconds < 2; ++half_seconds) {
    chip.signs.datastore = DatastoreSigns{{half_seconds * 500'000'000'000}, chip.signs.at};
    chip.Multiply(0, 250'000'000, 750'000'000);
    chip.Read();
  }
  const ChipUsage usage = chip.Look();
  const Utilization half = {UtilizationSource::kDatastore, 0.5, absl::Seconds(1)};
  EXPECT_EQ(usage.cores[0].utilization, Reading<Utilization>(half));
  EXPECT_EQ(usage.time_unit, TimeUnit::kPicoseconds);

  // Another load of the driver.
  ++chip.signs.epoch.driver_load;
  EXPECT_EQ(chip.Read().time_unit, TimeUnit::kUnsettled);
}

}  // namespace
}  // namespace neuron
