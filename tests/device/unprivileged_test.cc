// What a plain user learns of each recorded host: less than root, and nothing else.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/device/capability_table.h"
#include "agent/device/device_answers.h"
#include "agent/device/enumerator.h"
#include "agent/device/generation.h"
#include "tests/device/chip_facts.h"
#include "tests/device/plain_user.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

constexpr int kChipIndex = 1;

// Which files are root's alone (neuron-driver.md §7.1).
struct Modes {
  const char* name;
  bool since_2_28;
  std::set<std::string> refused;
};

const Modes kModes[] = {
    {"UpTo2_27", false, {"reset", "core_count", "connected_devices"}},
    {"From2_28", true, {"reset"}},
};

// By which fact a file that is refused is missed. The cores are counted by their directories then.
const std::pair<const char*, const char*> kMissed[] = {{"reset", "reset"},
                                                       {"connected_devices", "connected"}};

struct View {
  Facts facts;
  std::vector<Access> access;
  DriverVersion generation;
};

View Look(const HostPaths& host) {
  const Chip chip = ReadChip(host, kChipIndex);
  return {FactsOf(chip), chip.access, OldestDriverWith(*chip.tree)};
}

// Made once for both modes: it takes a second.
const FakeTree& TreeOf(const sim::Recording& recording) {
  static std::map<std::string, std::unique_ptr<FakeTree>> trees;
  std::unique_ptr<FakeTree>& tree = trees[std::string(recording.name)];
  if (tree == nullptr) {
    tree = MakeRecordedTree(recording, "any.type", ChipSet{kChipIndex});
  }
  return *tree;
}

using Param = std::tuple<const sim::Recording& (*)(), Modes>;

class UnprivilegedDeathTest : public testing::TestWithParam<Param> {
 protected:
  void SetUp() override {
    if (geteuid() != 0) {
      GTEST_SKIP() << "needs root, to become another user";
    }
    for (const char* file : {"core_count", "connected_devices"}) {
      const std::string path = tree().Path(absl::StrCat(ChipPath(kChipIndex), "/", file));
      ASSERT_EQ(chmod(path.c_str(), modes().since_2_28 ? 0444 : 0400), 0);
    }
    root_ = Look(tree().host());
  }

  const FakeTree& tree() const { return TreeOf(std::get<0>(GetParam())()); }
  const Modes& modes() const { return std::get<1>(GetParam()); }

  // What a plain user may see differently from root, with the reason that it is told.
  bool IsRightlyMissed(const std::string& fact, const Reading<std::string>& reading) const {
    for (const auto& [file, missed] : kMissed) {
      if (fact == missed && modes().refused.count(file) == 1) {
        return absl::IsPermissionDenied(reading.why()) &&
               absl::StrContains(reading.why().message(), absl::StrCat("/", file));
      }
    }
    return reading == root_.facts.at(fact);
  }

  // Exits with 0 if all that a plain user sees is as it should be.
  [[noreturn]] void ExpectNothingWrong() const {
    int wrong = BecomePlainUser() ? 0 : 1;
    const View view = Look(tree().host());
    for (const auto& [fact, reading] : view.facts) {
      if (!IsRightlyMissed(fact, reading)) {
        std::cerr << fact << ": " << reading.why() << "\n";
        ++wrong;
      }
    }
    for (std::size_t i = 0; i < view.access.size(); ++i) {
      const std::string name = DisplayName(CapabilityTable()[i]);
      const bool refused = modes().refused.count(name) == 1;
      if (view.access[i] != (refused ? Access::kRefused : root_.access[i])) {
        std::cerr << "access to " << name << "\n";
        ++wrong;
      }
    }
    wrong += view.generation == root_.generation && view.facts.size() == root_.facts.size() ? 0 : 1;
    _exit(wrong == 0 ? 0 : 1);
  }

  // Exits with 0 if the module's parameters, and the device node, are refused and not made up.
  [[noreturn]] void ExpectRefusals() const {
    const std::string node = tree().Path(absl::StrCat("dev/neuron", kChipIndex));
    const bool became = chmod(node.c_str(), 0600) == 0 && BecomePlainUser();
    const Inventory host = ReadHost(tree().host());
    const absl::Status asked =
        AskDevice(MakeKernelDriver().get(), node, {kChipIndex, root_.generation}).status();
    std::cerr << host.no_reset.why() << "\n" << asked << "\n";
    _exit(became && absl::IsPermissionDenied(host.no_reset.why()) &&
                  absl::IsPermissionDenied(host.nmetric_log_posts.why()) &&
                  absl::IsPermissionDenied(asked) && absl::StrContains(asked.message(), node)
              ? 0
              : 1);
  }

  View root_;
};

TEST_P(UnprivilegedDeathTest, LearnsLessThanRootAndNothingElse) {
  EXPECT_EXIT(ExpectNothingWrong(), testing::ExitedWithCode(0), "");
}

TEST_P(UnprivilegedDeathTest, IsToldThatItIsRefused) {
  EXPECT_EXIT(ExpectRefusals(), testing::ExitedWithCode(0), "");
}

TEST_P(UnprivilegedDeathTest, IsComparedWithARootWhoSeesEverything) {
  for (const auto& [fact, reading] : root_.facts) {
    EXPECT_FALSE(reading.is_unknown()) << fact << ": " << reading.why();
  }
  EXPECT_TRUE(root_.facts.at("core_count").has_value());
  EXPECT_TRUE(root_.facts.at("connected").has_value());
  EXPECT_TRUE(root_.facts.at("reset").has_value());
}

INSTANTIATE_TEST_SUITE_P(All, UnprivilegedDeathTest,
                         testing::Combine(testing::Values(sim::Trn1Recording, sim::Trn2Recording,
                                                          sim::Trn2uRecording, sim::Inf1Recording,
                                                          sim::Inf2Recording),
                                          testing::ValuesIn(kModes)),
                         [](const auto& test) {
                           return absl::StrCat(std::get<0>(test.param)().name, "_",
                                               std::get<1>(test.param).name);
                         });

}  // namespace
}  // namespace neuron
