// What holds of totals and rates whatever a driver does: random counters with clears, wraps, loads
// of the driver, resets, torn values and readings that fail.

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "tests/usage/watched_chip.h"

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

constexpr CoreTally kTallies[] = {CoreTally::kSuccess, CoreTally::kFlops, CoreTally::kTimeInUse};
constexpr EccTally kErrors[] = {EccTally::kSramUncorrected, EccTally::kHbmCorrected};

// A driver that plays any trick, or none.
class RandomDriver {
 public:
  RandomDriver(unsigned seed, bool tricks) : random_(seed), tricks_(tricks) {}

  // Goes on, and says what a reader sees.
  void Move(WatchedChip* chip) {
    if (Happens(50)) {
      ++chip->signs.epoch.driver_load;
      Clear();
    }
    if (Happens(50)) {
      ++chip->signs.epoch.resets;
      errors_.clear();
    }
    for (CoreCounters& core : chip->raw.cores) {
      for (const CoreTally tally : kTallies) {
        core.tallies[tally] =
            Seen(Grow(&counts_[{core.core, tally}], 1 << (tally == kTallies[1] ? 30 : 10)));
      }
      core.tensor = Engine(core.core);
    }
    for (const EccTally tally : kErrors) {
      chip->raw.ecc[tally] = Seen(Grow(&errors_[tally], 4000) % 65536);
    }
    chip->raw.firmware.events = Seen(Grow(&events_, 1 << 28) % (std::uint64_t{1} << 32));
    chip->signs.now +=
        Happens(20) ? absl::Seconds(Below(20000)) - absl::Seconds(10000) : absl::ZeroDuration();
  }

  std::uint64_t Below(std::uint64_t end) {
    return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(random_);
  }

 private:
  // Once in `times`, if it plays tricks.
  bool Happens(int times) { return tricks_ && Below(times) == 0; }

  void Clear() {
    counts_.clear();
    engines_.clear();
    events_ = 0;
  }

  std::uint64_t Grow(std::uint64_t* count, std::uint64_t most) {
    *count = Happens(40) ? Below(5) : *count + Below(most);
    return *count;
  }

  Count Seen(std::uint64_t value) {
    if (Happens(30)) {
      return Count::Unknown(absl::DataLossError("garbage"));
    }
    if (Happens(100)) {
      return Count::Absent();
    }
    const bool torn = value >> 32 != 0 && Happens(10);
    return torn ? value - (std::uint64_t{1} << 32) : value;
  }

  Reading<TensorActivity> Engine(int core) {
    TensorActivity& activity = engines_[core];
    activity.count = TensorActivity::kRowGroups;
    for (TensorActivity::RowGroup& group : activity.groups) {
      Grow(&group.matmul_cycles, 700000000);
      Grow(&group.weight_load_cycles, 10000000);
      Grow(&group.idle_cycles, 700000000);
    }
    return Happens(30) ? Reading<TensorActivity>::Absent() : activity;
  }

  std::mt19937_64 random_;
  const bool tricks_;
  std::map<std::pair<int, CoreTally>, std::uint64_t> counts_;
  std::map<EccTally, std::uint64_t> errors_;
  std::map<int, TensorActivity> engines_;
  std::uint64_t events_ = 0;
};

// The greatest total that was seen of each counter.
class Greatest {
 public:
  // Whether it is no less than before.
  bool Holds(const std::string& name, const Count& total) {
    if (!total.has_value()) {
      return true;
    }
    const bool holds = total.value() >= totals_[name];
    totals_[name] = total.value();
    return holds;
  }

 private:
  std::map<std::string, std::uint64_t> totals_;
};

void ExpectTotalsDoNotFall(const ChipCounters& totals, Greatest* greatest) {
  for (const CoreCounters& core : totals.cores) {
    for (const CoreTally tally : kTallies) {
      const std::string name =
          std::to_string(core.core) + "." + std::to_string(static_cast<int>(tally));
      EXPECT_TRUE(greatest->Holds(name, core.tallies[tally])) << name;
    }
  }
  for (const EccTally tally : kErrors) {
    const std::string name = "ecc" + std::to_string(static_cast<int>(tally));
    EXPECT_TRUE(greatest->Holds(name, totals.ecc[tally])) << name;
  }
  EXPECT_TRUE(greatest->Holds("events", totals.firmware.events));
}

void ExpectRatesArePossible(const ChipUsage& usage) {
  for (const CoreUsage& core : usage.cores) {
    for (const Reading<double>& rate : core.per_second) {
      if (rate.has_value()) {
        EXPECT_GE(rate.value(), 0);
      }
    }
    EXPECT_FALSE(core.utilization.is_absent());
    if (core.utilization.has_value()) {
      EXPECT_GE(core.utilization.value().ratio, 0);
      EXPECT_LE(core.utilization.value().ratio, 1);
      EXPECT_GT(core.utilization.value().over, absl::ZeroDuration());
    }
  }
}

TEST(Usage, NeverFallsAndIsNeverNegativeWhateverTheDriverDoes) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    WatchedChip chip;
    RandomDriver driver(seed, true);
    Greatest greatest;
    for (int reading = 0; reading < 300; ++reading) {
      driver.Move(&chip);
      const bool anew = driver.Below(5) != 0;
      const absl::Duration after = absl::Milliseconds(1 + driver.Below(3000));
      const ChipUsage usage = anew ? chip.Read(after) : chip.Look(after);
      ExpectTotalsDoNotFall(chip.totals, &greatest);
      ExpectRatesArePossible(usage);
    }
  }
}

TEST(Usage, IsWhatTheDriverSaysIfItPlaysNoTricks) {
  WatchedChip chip;
  RandomDriver driver(1, false);
  std::uint64_t errors = 0;
  for (int reading = 0; reading < 12; ++reading) {
    driver.Move(&chip);
    const ChipUsage usage = chip.Read();
    for (const CoreCounters& core : chip.raw.cores) {
      for (const CoreTally tally : kTallies) {
        EXPECT_EQ(chip.totals.cores[core.core].tallies[tally], core.tallies[tally]);
      }
    }
    if (usage.new_errors[kErrors[0]].has_value()) {
      errors += usage.new_errors[kErrors[0]].value();
    }
    EXPECT_EQ(usage.errors_since_start[kErrors[0]], Count(errors));
    EXPECT_EQ(chip.totals.ecc[kErrors[0]], chip.raw.ecc[kErrors[0]]);
    EXPECT_TRUE(usage.cores[0].rebases.empty());
    EXPECT_TRUE(usage.rebases.empty());
  }
}

}  // namespace
}  // namespace neuron
