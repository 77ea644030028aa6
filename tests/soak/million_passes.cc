// million_passes: the sampler on a host in memory where everything goes wrong, pass after pass.
//
// Each pass is made by the real sampler over plain files, as fast as it can be; between passes
// things befall its sources by lot, and what it says is checked. Now and then all is well for a
// while: then every chip must become free, and what this process has is noted. Exits with 0; with 1
// and what was wrong, and what befell before, if a snapshot lied, a chip did not come back, or
// something grew.

#include <gflags/gflags.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "agent/snapshot/chip_breaker.h"
#include "tests/soak/mishaps.h"
#include "tests/soak/pass_audit.h"
#include "tests/soak/pass_mill.h"
#include "tests/soak/size_log.h"
#include "tests/soak/worn_host.h"

DEFINE_uint64(passes, 1000000, "How many passes to make.");
DEFINE_string(instance, "trn1.2xlarge", "The EC2 instance type that the host is.");
DEFINE_uint64(seed, 1, "What the lot begins with.");
DEFINE_uint64(every, 1000, "After how many passes there is a rest, and sizes are noted.");

namespace neuron {
namespace {

// Longer than a chip that did not answer is left alone.
const int kRest = 1 + static_cast<int>(ChipBreaker::kLongest / PassMill::kPeriod);

class Soak {
 public:
  Soak(const std::string& instance, std::uint64_t seed) : host_(instance) {
    mishaps_ = std::make_unique<Mishaps>(seed, &host_, &mill_);
    latest_ = mill_.clock.Now();
    Pass();
  }

  bool is_well() const { return wrong_.empty(); }
  std::string Wrong() const {
    return absl::StrCat(absl::StrJoin(wrong_, "\n"), "\nafter:\n  ",
                        absl::StrJoin(mishaps_->last(), "\n  "));
  }
  std::uint64_t passes() const { return passes_; }
  std::uint64_t snapshots() const { return snapshots_; }
  // How often which verdict was given of a chip, and what befell.
  std::string Counts() const {
    std::string counts;
    for (std::size_t i = 0; i < verdicts_.size(); ++i) {
      absl::StrAppend(&counts, verdicts_[i], " ", Word(static_cast<Verdict>(i)), ", ");
    }
    return absl::StrCat(counts, free_, " free; ", absl::StrJoin(mishaps_->Counts(), ", "));
  }

  void StrikeAndPass() {
    mishaps_->Strike();
    Pass();
  }

  // By its end every chip answers, is well and free.
  void Rest() {
    mishaps_->End();
    for (int pass = 1; pass < kRest; ++pass) {
      Pass();
    }
    const std::shared_ptr<const Snapshot> snapshot = Pass();
    for (const ChipState& chip : snapshot->chips) {
      if (!snapshot->free.Contains(chip.index)) {
        Accuse(absl::StrCat("chip ", chip.index, " does not become free: it is ",
                            Word(chip.health.verdict), " (", chip.health.evidence, "), ",
                            chip.allocation.why.ToString()));
      }
    }
    if (snapshot->chips.size() != host_.all_chips().chips().size()) {
      Accuse(absl::StrCat(snapshot->chips.size(), " chips came back"));
    }
    if (mill_.driver.open_descriptors() != 0) {
      Accuse("a chip is still open");
    }
  }

 private:
  std::shared_ptr<const Snapshot> Pass() {
    ++passes_;
    const std::shared_ptr<const Snapshot> snapshot = mill_.Pass(mishaps_->may_hang());
    const ChipSet wrong(snapshot->free.bits() & mishaps_->taken().bits());
    if (!wrong.empty()) {
      Accuse(absl::StrCat("called free, and taken: ", absl::StrJoin(wrong.chips(), ",")));
    }
    return snapshot;
  }

  void Check(const Snapshot& snapshot) {
    ++snapshots_;
    latest_ = std::max(latest_, mill_.clock.Now());
    free_ += static_cast<std::uint64_t>(snapshot.free.size());
    for (const ChipState& chip : snapshot.chips) {
      ++verdicts_[static_cast<std::size_t>(chip.health.verdict)];
    }
    for (const std::string& lie : audit_.Lies(snapshot, latest_)) {
      Accuse(lie);
    }
  }

  void Accuse(const std::string& what) {
    wrong_.push_back(absl::StrCat("pass ", passes_, ": ", what));
  }

  WornHost host_;
  PassAudit audit_;
  // The latest that the wall clock said.
  absl::Time latest_;
  std::uint64_t passes_ = 0;
  std::uint64_t snapshots_ = 0;
  // Of chips, over all snapshots.
  std::uint64_t free_ = 0;
  std::array<std::uint64_t, 4> verdicts_ = {};
  std::vector<std::string> wrong_;
  PassMill mill_{host_.paths(), host_.book_path(),
                 [this](std::shared_ptr<const Snapshot> snapshot) { Check(*snapshot); }};
  std::unique_ptr<Mishaps> mishaps_;
};

void Print(const Soak& soak, const ProcessSize& size, absl::Time began) {
  std::printf("%llu passes, %.0f a second: %s\n", static_cast<unsigned long long>(soak.passes()),
              static_cast<double>(soak.passes()) / absl::ToDoubleSeconds(absl::Now() - began),
              Text(size).c_str());
  std::fflush(stdout);
}

// What was wrong; empty if nothing.
std::string Run() {
  const absl::Time began = absl::Now();
  Soak soak(FLAGS_instance, FLAGS_seed);
  SizeLog sizes;
  for (std::uint64_t next_rest = FLAGS_every; soak.is_well() && soak.passes() < FLAGS_passes;) {
    soak.StrikeAndPass();
    if (soak.passes() >= next_rest) {
      next_rest += FLAGS_every;
      soak.Rest();
      sizes.Note(SizeOfThisProcess());
      Print(soak, sizes.sizes().back(), began);
    }
  }
  std::printf("%llu snapshots; %s\n", static_cast<unsigned long long>(soak.snapshots()),
              soak.Counts().c_str());
  if (!soak.is_well()) {
    return soak.Wrong();
  }
  SizeLog::Slack slack;
  if (IsSanitized()) {
    slack.anonymous_kib = SizeLog::kAnySize;
  }
  return sizes.Growth(slack);
}

}  // namespace
}  // namespace neuron

int main(int argc, char** argv) {
  gflags::SetUsageMessage("makes passes over a host where everything goes wrong");
  gflags::ParseCommandLineFlags(&argc, &argv, true);
  const std::string wrong = neuron::Run();
  std::printf("seed %llu: %s\n", static_cast<unsigned long long>(FLAGS_seed),
              wrong.empty() ? "all is well" : wrong.c_str());
  return wrong.empty() ? 0 : 1;
}
