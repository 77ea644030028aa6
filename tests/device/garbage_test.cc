// Whatever any file of a chip answers, no wrong number comes of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/device/enumerator.h"
#include "tests/device/chip_facts.h"
#include "tests/device/nasty_answers.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

constexpr int kChipIndex = 3;

// Names of the driver are text, and any line of text may be one. A lone line feed says that a chip
// has no neighbours.
bool MayBe(absl::string_view fact, absl::string_view bytes, const Reading<std::string>& reading) {
  if (fact == "connected") {
    return bytes == "\n" && reading == Reading<std::string>("chips {}");
  }
  if (fact == "healthcheck_heartbeat" || fact == "unhealthy_components") {
    if (bytes == "device_unreachable\n") return reading == Reading<std::string>("unreachable");
    if (bytes == "\n") return fact == "unhealthy_components" && reading == Reading<std::string>("");
  }
  if (fact == "utilization_raw") {
    return bytes == "0,unavailable\n" && reading == Reading<std::string>("dies 0=none");
  }
  const bool is_text = fact == "device_name" || fact == "family" ||
                       fact == "unhealthy_components" || absl::EndsWith(fact, "arch_type");
  return is_text && reading.has_value() && reading.value() == absl::StripSuffix(bytes, "\n");
}

// Fails every read with EIO.
constexpr char kBroken[] = "/proc/self/mem";

class GarbageTest : public testing::TestWithParam<const sim::Recording& (*)()> {
 protected:
  GarbageTest() {
    // So that the chip is known by what its directory says.
    tree_->Remove(absl::StrCat("dev/neuron", kChipIndex));
    KeepTwoCores();
    // The recorded driver is older than these.
    tree_->Write(absl::StrCat(ChipPath(kChipIndex), "/fw_api_version"), "6\n");
    tree_->Write(absl::StrCat(ChipPath(kChipIndex), "/fw_build"), "7\n");
    tree_->Make(absl::StrCat(ChipPath(kChipIndex), "/stats/hardware"),
                Dir("health_status",
                    {File("unhealthy_components", "hbm\n"), File("healthcheck_heartbeat", "8\n"),
                     File("hw_error_event", "9\n")}));
    tree_->Write(absl::StrCat(ChipPath(kChipIndex), "/stats/power/utilization_raw"), "0,10\n");
    index_ = ReadChip(tree_->host(), kChipIndex).tree;
    before_ = Read();
    for (std::size_t i = 0; i < NastyAnswers().size(); ++i) {
      tree_->Write(absl::StrCat("answers/", i), NastyAnswers()[i]);
    }
  }

  // The first and the last, for one must not disturb the other; all of them would take a minute.
  void KeepTwoCores() {
    const Chip chip = ReadChip(tree_->host(), kChipIndex);
    for (std::size_t i = 1; i + 1 < chip.cores.size(); ++i) {
      tree_->Remove(absl::StrCat(ChipPath(kChipIndex), "/neuron_core", chip.cores[i].index));
    }
    tree_->Write(absl::StrCat(ChipPath(kChipIndex), "/core_count"), "2");
  }

  // Calls `look` while a link to `target` stands in the place of the file.
  void WithLink(const std::string& file, const std::string& target,
                const std::function<void()>& look) {
    tree_->Move(file, "saved");
    ASSERT_EQ(symlink(target.c_str(), tree_->Path(file).c_str()), 0);
    look();
    tree_->Move("saved", file);
  }

  Facts Read() const { return FactsOf(ReadFacts(tree_->host(), kChipIndex, index_)); }

  // Whether the file is read: a broken one is missed, unless, as at the top of the chip's
  // directory, another takes its place.
  bool Matters(const std::string& file) {
    bool missed = file.rfind('/') == ChipPath(kChipIndex).size();
    WithLink(file, kBroken, [&] { missed = missed || Read() != before_; });
    return missed;
  }

  // Every fact is as before, unknown because of this file, or what these bytes truly say.
  void ExpectNothingWrong(const std::string& file, const std::string& bytes) {
    // The index has the path by way of the class directory.
    const std::string below = file.substr(ChipPath(kChipIndex).size());
    const Facts after = Read();
    ASSERT_EQ(after.size(), before_.size());
    for (const auto& [name, fact] : after) {
      if (fact != before_.at(name) && !MayBe(name, bytes, fact)) {
        EXPECT_TRUE(fact.is_unknown() && absl::StrContains(fact.why().message(), below))
            << name << " of " << file << ": " << absl::CHexEscape(bytes.substr(0, 40));
        ++unknown_;
      }
    }
  }

  const std::unique_ptr<FakeTree> tree_ =
      MakeRecordedTree(GetParam()(), "trn1.32xlarge", ChipSet{kChipIndex});
  std::shared_ptr<const TreeIndex> index_;
  Facts before_;
  int unknown_ = 0;
};

TEST_P(GarbageTest, NeverBecomesANumber) {
  for (const std::string& file : tree_->Files(ChipPath(kChipIndex))) {
    const std::size_t answers = Matters(file) ? NastyAnswers().size() : 0;
    for (std::size_t i = 0; i < answers; ++i) {
      WithLink(file, tree_->Path(absl::StrCat("answers/", i)),
               [&] { ExpectNothingWrong(file, NastyAnswers()[i]); });
    }
  }
  EXPECT_EQ(Read(), before_);
  EXPECT_GT(unknown_, 100);
}

TEST_P(GarbageTest, IsUnknownWithItsPathWhereTheReadFails) {
  for (const std::string& file : tree_->Files(ChipPath(kChipIndex))) {
    WithLink(file, kBroken, [&] { ExpectNothingWrong(file, "no such text"); });
  }
  EXPECT_GT(unknown_, 20);
}

TEST_P(GarbageTest, IsAbsentWhereTheFileIsGone) {
  for (const std::string& file : tree_->Files(ChipPath(kChipIndex))) {
    WithLink(file, "/no/such/file", [&] {
      for (const auto& [name, fact] : Read()) {
        EXPECT_TRUE(fact == before_.at(name) || fact.is_absent() || name == "identity")
            << name << " of " << file;
      }
    });
  }
}

INSTANTIATE_TEST_SUITE_P(Recordings, GarbageTest,
                         testing::Values(sim::Trn1Recording, sim::Inf1Recording, sim::Inf2Recording,
                                         sim::Trn2Recording, sim::Trn2uRecording),
                         [](const auto& test) { return std::string(test.param().name); });

}  // namespace
}  // namespace neuron
