// How hard a chip works and how well it is, as an agent tells it pass after pass: of each type of
// chip under each driver that it can have, to root and to a plain user.

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/hosts/chip_lines.h"
#include "tests/hosts/chip_passes.h"
#include "tests/hosts/driver_stories.h"
#include "tests/hosts/line_changes.h"
#include "tests/hosts/moving_host.h"
#include "tests/simulator/host/host.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

constexpr uid_t kNobody = 65534;
const absl::Time kBegin = absl::FromUnixSeconds(1800000000);
constexpr absl::Duration kBetween = absl::Seconds(20);

// Something that happens to the chip in the 20 seconds before a pass.
struct Happening {
  const char* what;
  std::function<void(MovingHost*)> move;
  std::vector<const char*> verbs;
  // By how much somebody sets the clock of the host.
  absl::Duration clock_step = absl::ZeroDuration();
};

void Compute(MovingHost* host) { host->Compute(kBetween); }

const std::vector<Happening>& Happenings() {
  static const std::vector<Happening> happenings = {
      {"is there", nullptr, {}},
      {"begins to compute",
       [](MovingHost* host) {
         host->BeginProcess();
         Compute(host);
       },
       {}},
      {"computes", Compute, {}},
      {"computes on", Compute, {"power 0 0.86 25 18.86"}},
      {"computes on while the clock is set forward", Compute, {}, absl::Minutes(10)},
      {"computes on while it is set back", Compute, {}, -absl::Minutes(20)},
      {"has done", [](MovingHost* host) { host->EndProcess(); }, {}},
      {"is being reset", nullptr, {"reset 0 seconds=15"}},
      {"is ready again", nullptr, {}},
      {"has a counter cleared", nullptr, {"set_counter 0 success 0 core=0"}},
      {"corrects errors", nullptr, {"ecc 0 mem_corrected 65530"}},
      {"corrects more than its counter holds", nullptr, {"ecc 0 mem_corrected 10"}},
      {"still does", nullptr, {}},
      {"has corrected them", nullptr, {}},
      {"has errors that can be repaired", nullptr, {"ecc 0 mem_repairable_uncorrected 2"}},
      {"is not well by its firmware", nullptr, {"health 0 components=link_efa"}},
      {"has an execution that fails for its hardware",
       nullptr,
       {"add_counter 0 hw_error 1 core=0", "add_counter 0 hw_hbm_ue_error 1 core=0"}},
      {"has errors that cannot", nullptr, {"ecc 0 mem_uncorrected 1"}},
      {"is being reset once more", nullptr, {"reset 0 seconds=5 fails=true"}},
      {"has failed to be reset", nullptr, {}},
  };
  return happenings;
}

// As long as it lives, this process is a plain user's.
class PlainUser {
 public:
  PlainUser() { EXPECT_EQ(seteuid(kNobody), 0); }
  ~PlainUser() { EXPECT_EQ(seteuid(0), 0); }
};

// What one agent says of it all: of each pass what is new in it.
class Story {
 public:
  explicit Story(const MovingHost& host) : passes_(host.paths()) {}

  void Tell(absl::Duration at, absl::Time now, const char* what) {
    const std::vector<std::string> lines = ChipLines(passes_.Pass(now, at));
    const std::string mark = absl::StrFormat("%3d s: ", absl::ToInt64Seconds(at));
    absl::StrAppend(&text_, mark, "== the chip ", what, "\n");
    for (const std::string& line : lines) {
      if (std::find(before_.begin(), before_.end(), line) == before_.end()) {
        absl::StrAppend(&text_, mark, line, "\n");
      }
    }
    before_ = lines;
  }

  const std::string& text() const { return text_; }

 private:
  ChipPasses passes_;
  std::vector<std::string> before_;
  std::string text_;
};

Story BeginAsPlainUser(const MovingHost& host) {
  const PlainUser plain_user;
  return Story(host);
}

std::string StoryOf(const sim::Instance& instance, const sim::Generation& generation) {
  MovingHost host(instance, generation);
  Story of_root(host);
  Story of_user = BeginAsPlainUser(host);
  absl::Duration at;
  absl::Duration clock_error;
  for (const Happening& happening : Happenings()) {
    if (happening.move) happening.move(&host);
    for (const char* verb : happening.verbs) host.Do(verb, kBegin + at);
    host.Show(kBegin + at);
    clock_error += happening.clock_step;
    const absl::Time now = kBegin + at + clock_error;
    of_root.Tell(at, now, happening.what);
    const PlainUser plain_user;
    of_user.Tell(at, now, happening.what);
    at += kBetween;
  }
  const std::string changes = absl::StrCat("\n", LineChanges(of_root.text(), of_user.text()));
  return host.Anonymous(absl::StrCat(
      of_root.text(), absl::StrReplaceAll(changes, {{"\n- ", "\nnot to a plain user: "},
                                                    {"\n+ ", "\nto a plain user: "}})));
}

class ChipStory : public testing::TestWithParam<std::string> {};

TEST_P(ChipStory, IsAsItWas) {
  if (geteuid() != 0) GTEST_SKIP() << "SKIPPED: needs root, to become another user";
  const sim::Instance instance = sim::FindInstance(GetParam()).value();
  ExpectGolden(absl::StrCat("tests/golden/hosts/passes.", instance.type, ".txt"),
               DriverStories(instance, StoryOf, LineChanges));
}

// Each type of chip once.
INSTANTIATE_TEST_SUITE_P(EachChipType, ChipStory,
                         testing::Values("inf1.xlarge", "inf2.xlarge", "trn1.2xlarge",
                                         "trn2.3xlarge", "trn3.48xlarge"),
                         [](const testing::TestParamInfo<std::string>& type) {
                           return absl::StrReplaceAll(type.param, {{".", "_"}});
                         });

}  // namespace
}  // namespace neuron
