// What holds of a chip whatever is said against it.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "tests/health/clinic.h"

namespace neuron {
namespace {

constexpr absl::Duration kNever = -absl::InfiniteDuration();

// Says anything of a chip, and keeps what is enough to know what must follow.
class Rumours {
 public:
  explicit Rumours(unsigned seed) : random_(seed), clinic_(MakeRules()) {
    std::fill(last_.begin(), last_.end(), kNever);
  }

  // A minute passes, and perhaps something is said; checks what must hold then.
  void Pass() {
    clinic_.at += absl::Minutes(1);
    last_before_ = last_;
    for (int i = Below(20); i < 3; ++i) {
      Say();
    }
    const bool has_state = !states_.empty();
    Repeat();
    is_blind_ = Below(10) == 0;
    clinic_.patient.silence = is_blind_ ? Unreadable() : absl::OkStatus();
    const ChipHealth health = clinic_.Pass(absl::ZeroDuration());
    CheckSight(health);
    CheckHolds(health, has_state);
    CheckBad(health);
    CheckImprovement(health);
    before_ = health;
  }

 private:
  int Below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }

  // All holds are finite, and no chip is kept ill for having been ill.
  HealthRules MakeRules() {
    for (HealthRule& rule : rules_.rules) {
      rule.suspect_at = 1;
      rule.bad_at = static_cast<std::uint64_t>(Below(3));
      rule.bad_by_two_sources = Below(2) == 0;
      rule.hold = absl::Minutes(Below(60));
      rule.window = absl::Minutes(1 + Below(100));
    }
    rules_.longest_hold = absl::Hours(1);
    rules_.flap_budget = 1'000'000;
    return rules_;
  }

  void Say() {
    const Ailment ailment = AilmentSet::At(static_cast<std::size_t>(Below(kAilments)));
    auto source = static_cast<SignSource>(Below(kSignSources));
    const bool is_state = Below(20) == 0;
    if (is_state && source == SignSource::kSysfs) {
      // Those go on while they cannot be seen.
      source = SignSource::kProcesses;
    }
    Sign sign = is_state ? MakeState(ailment, source) : MakeSign(ailment, source);
    sign.weight = sign.lasting && Below(5) == 0 ? SignWeight::kMayBeOld : SignWeight::kByRules;
    if (sign.lasting) {
      states_.push_back(sign);
    } else {
      Note(sign);
    }
  }

  // States go on for 50 passes or so.
  void Repeat() {
    std::vector<Sign> lasting;
    for (const Sign& sign : states_) {
      Note(sign);
      if (Below(100) >= 2) {
        lasting.push_back(sign);
      }
    }
    states_ = lasting;
  }

  void Note(const Sign& sign) {
    clinic_.ledger.Note(sign, clinic_.at);
    last_[sign.ailment] = clinic_.at;
    heard_[sign.ailment] |= 1U << static_cast<unsigned>(sign.source);
  }

  // Unknown if and only if the chip does not answer, unless it is bad.
  void CheckSight(const ChipHealth& health) const {
    if (is_blind_) {
      EXPECT_TRUE(health.verdict == Verdict::kUnknown || health.verdict == Verdict::kBad);
    } else {
      EXPECT_NE(health.verdict, Verdict::kUnknown);
    }
  }

  // Never well while a state holds or before the hold is over; well after the longest hold.
  void CheckHolds(const ChipHealth& health, bool has_state) {
    bool must_be_ill = has_state;
    absl::Duration last = kNever;
    for (std::size_t i = 0; i < kAilments; ++i) {
      const Ailment ailment = AilmentSet::At(i);
      must_be_ill |= clinic_.at - last_[ailment] <= rules_.rules[ailment].hold;
      last = std::max(last, last_[ailment]);
    }
    if (must_be_ill) {
      EXPECT_NE(health.verdict, Verdict::kOk);
    }
    if (clinic_.at - last > rules_.longest_hold) {
      EXPECT_EQ(health.verdict, is_blind_ ? Verdict::kUnknown : Verdict::kOk)
          << health.reason << ": " << health.clears_when;
    }
  }

  // Never bad by one source that is hearsay.
  void CheckBad(const ChipHealth& health) {
    if (health.verdict != Verdict::kBad) {
      return;
    }
    const unsigned log = 1U << static_cast<unsigned>(SignSource::kKernelLog);
    const unsigned runtime = 1U << static_cast<unsigned>(SignSource::kRuntime);
    const unsigned sources = heard_[*FindAilment(health.reason)];
    EXPECT_TRUE(sources != log && sources != runtime) << health.evidence;
  }

  // Better only once what the verdict was given for has been quiet for its hold.
  void CheckImprovement(const ChipHealth& health) {
    const bool is_hidden =
        health.verdict == Verdict::kUnknown && before_.verdict == Verdict::kSuspect;
    if (before_.verdict > Verdict::kOk && health.verdict < before_.verdict && !is_hidden) {
      const Ailment reason = *FindAilment(before_.reason);
      EXPECT_GT(clinic_.at - last_before_[reason], rules_.rules[reason].hold) << before_.evidence;
    }
  }

  std::mt19937 random_;
  HealthRules rules_;
  Clinic clinic_;
  // When each was last spoken of, by now and by the pass before.
  EnumArray<Ailment, absl::Duration, kAilments> last_;
  EnumArray<Ailment, absl::Duration, kAilments> last_before_;
  EnumArray<Ailment, unsigned, kAilments> heard_;
  std::vector<Sign> states_;
  bool is_blind_ = false;
  ChipHealth before_;
};

TEST(HealthLedger, KeepsItsPromisesWhateverIsSaid) {
  for (unsigned seed = 0; seed < 30 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Rumours rumours(seed);
    for (int minute = 0; minute < 500 && !testing::Test::HasFailure(); ++minute) {
      rumours.Pass();
    }
  }
}

}  // namespace
}  // namespace neuron
