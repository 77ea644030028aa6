#include <random>
#include <set>

#include "gtest/gtest.h"
#include "tests/snapshot/sampler_rig.h"

namespace neuron {
namespace {

// The second law: what a snapshot calls free is free and usable, whatever happens to the host.

constexpr int kChips = 5;

// A host to which random things happen, and what is true of it.
class RandomHost {
 public:
  RandomHost(SamplerRig* rig, unsigned seed) : rig_(rig), engine_(seed) {}

  // One thing happens.
  void Change() {
    const int chip = Draw(kChips);
    switch (Draw(9)) {
      case 0:
      case 1:
        Toggle(chip);
        break;
      case 2:
      case 3:
        ToggleHolder(chip);
        break;
      case 4:
        SetReset(chip, Draw(3));
        break;
      case 5:
        if (there_.count(chip) != 0 && held_.count(chip) == 0) {
          rig_->host.ReloadDriver(chip);
        }
        break;
      case 6:
        rig_->host.SetDriverVersion(Draw(2) == 0 ? "2.24.7.0" : "2.25.0.0");
        break;
      default:
        blind_ = Draw(4) == 0;
        rig_->holders.SetSight(blind_ ? absl::PermissionDeniedError("blind") : absl::OkStatus());
        break;
    }
  }

  bool IsFree(int chip) const {
    return there_.count(chip) != 0 && held_.count(chip) == 0 && unwell_.count(chip) == 0;
  }
  // Whether the chip is there and fit for use.
  bool IsWell(int chip) const { return there_.count(chip) != 0 && unwell_.count(chip) == 0; }
  bool blind() const { return blind_; }
  ChipSet free() const {
    ChipSet free;
    for (int chip = 0; chip < kChips; ++chip) {
      if (IsFree(chip)) {
        free.Add(chip);
      }
    }
    return free;
  }

 private:
  int Draw(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(engine_); }

  void Toggle(int chip) {
    if (held_.count(chip) != 0) {
      return;  // The kernel does not unload a driver that is in use.
    }
    if (there_.erase(chip) != 0) {
      unwell_.erase(chip);
      rig_->host.RemoveChip(chip);
    } else {
      there_.insert(chip);
      rig_->host.AddChip(chip);
    }
  }

  void ToggleHolder(int chip) {
    if (held_.erase(chip) != 0) {
      rig_->holders.LetGo(100 + chip);
    } else if (there_.count(chip) != 0) {
      held_.insert(chip);
      rig_->holders.Hold(100 + chip, rig_->host.IdentityOf(chip));
    }
  }

  void SetReset(int chip, int state) {
    if (there_.count(chip) == 0) {
      return;
    }
    rig_->host.WriteChip(chip, "reset", state == 0 ? "0\n" : state == 1 ? "1\n" : "garbage\n");
    unwell_.erase(chip);
    if (state != 1) {
      unwell_.insert(chip);
    }
  }

  SamplerRig* const rig_;
  std::mt19937 engine_;
  std::set<int> there_;
  std::set<int> held_;
  std::set<int> unwell_;
  bool blind_ = false;
};

TEST(Sampler, CallsFreeOnlyWhatIsFreeAndUsable) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    SamplerRig rig;
    RandomHost truth(&rig, seed);
    rig.Start();
    for (int pass = 0; pass < 40; ++pass) {
      truth.Change();
      const ChipSet before = rig.snapshots.back()->free;
      const Snapshot& snapshot = pass % 2 == 0 ? rig.Pass() : rig.Event();
      ASSERT_TRUE(rig.first_word == nullptr || before.ContainsAll(rig.first_word->free))
          << "seed " << seed << ", pass " << pass;
      ASSERT_TRUE(truth.free().ContainsAll(snapshot.free)) << "seed " << seed << ", pass " << pass;
      if (!truth.blind()) {
        ASSERT_EQ(snapshot.free, truth.free()) << "seed " << seed << ", pass " << pass;
      }
    }
  }
}

TEST(Sampler, CallsNoChipFreeThatALookFoundUnusable) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    SamplerRig rig;
    RandomHost truth(&rig, seed);
    rig.Start();
    for (int turn = 0; turn < 40; ++turn) {
      truth.Change();
      if (turn % 4 == 3) {
        ASSERT_TRUE(truth.free().ContainsAll(rig.Pass().free)) << "seed " << seed;
      }
      const std::vector<ChipState>& chips = rig.snapshots.back()->chips;
      if (chips.empty()) {
        continue;
      }
      const int chip = chips[turn % chips.size()].index;
      rig.clock.Advance(ChipLooks::kGap);
      rig.firmware.Happen(chip);
      const Snapshot& look = rig.FinishPass();
      ASSERT_TRUE(truth.IsWell(chip) || !look.free.Contains(chip)) << "seed " << seed;
    }
  }
}

TEST(Sampler, CallsFreeOnlyWhatIsFreeAndUsableWhenThingsHappenDuringAPass) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    SamplerRig rig;
    RandomHost truth(&rig, seed);
    rig.Start();
    for (int pass = 0; pass < 25; ++pass) {
      // What was free at some moment of the pass may be called free in it.
      ChipSet ever = truth.free();
      rig.holders.OnScan([&] {
        truth.Change();
        ever = ChipSet(ever.bits() | truth.free().bits());
      });
      const Snapshot& snapshot = rig.Pass();
      ASSERT_TRUE(ever.ContainsAll(snapshot.free)) << "seed " << seed << ", pass " << pass;
      rig.holders.OnScan(nullptr);
      const Snapshot& next = rig.Pass();
      ASSERT_TRUE(truth.free().ContainsAll(next.free)) << "seed " << seed << ", pass " << pass;
    }
  }
}

}  // namespace
}  // namespace neuron
