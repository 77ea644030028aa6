// Whatever any file of a chip answers, no wrong number comes of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/device/counters.h"
#include "agent/device/enumerator.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

constexpr int kChipIndex = 3;

// What a driver in trouble answers, and worse (neuron-driver.md §7.9). None is a number.
const std::vector<std::string>& Answers() {
  static const std::vector<std::string> answers = {
      "",
      "\n",
      "\n\n",
      "-1\n",
      "+1\n",
      " 1\n",
      "1 2\n",
      "1\n2\n",
      "1.5\n",
      "0xdeadbeef\n",
      "18446744073709551616\n",
      "busy\n",
      "init_error\n",
      "device_unreachable\n",
      "garbage without a line feed",
      std::string("1\0\n", 3),
      "\x7f"
      "ELF\xff\xfe\n",
      std::string(1 << 20, '1'),
      std::string(1 << 20, '\xff'),
  };
  return answers;
}

std::string Text(std::uint64_t value) { return absl::StrCat(value); }
std::string Text(const std::string& value) { return value; }
std::string Text(ChipType value) { return absl::StrCat("type ", static_cast<int>(value)); }
std::string Text(ResetState value) { return absl::StrCat("state ", static_cast<int>(value)); }
std::string Text(ChipSet value) { return absl::StrCat("chips ", absl::Hex(value.bits())); }
std::string Text(const DeviceIdentity& value) {
  return absl::StrCat(value.major, ":", value.minor, ":", value.inode);
}

using Facts = std::map<std::string, Reading<std::string>>;

template <typename T>
Reading<std::string> TextOf(const Reading<T>& reading) {
  return reading.Map([](const T& value) { return Text(value); });
}

Facts FactsOf(const Chip& chip) {
  Facts facts = {{"device_name", TextOf(chip.device_name)},
                 {"type", TextOf(chip.type)},
                 {"serial_number", TextOf(chip.serial_number)},
                 {"core_count", TextOf(chip.core_count)},
                 {"memory_bytes", TextOf(chip.memory_bytes)},
                 {"connected", TextOf(chip.connected)},
                 {"identity", TextOf(chip.identity)}};
  for (const Core& core : chip.cores) {
    facts[absl::StrCat(core.index, "/arch_type")] = TextOf(core.arch_type);
  }
  return facts;
}

void AddCore(const CoreCounters& core, Facts* facts) {
  const std::pair<const char*, const Reading<std::uint64_t>&> counts[] = {
      {"device_memory", core.device_memory_bytes}, {"host_memory", core.host_memory_bytes},
      {"succeeded", core.executions_succeeded},    {"failed", core.executions_failed},
      {"hardware_errors", core.hardware_errors},   {"inferences", core.inferences},
      {"model_loads", core.model_loads},           {"reset_requests", core.reset_requests},
      {"reset_failures", core.reset_failures}};
  for (const auto& [name, count] : counts) {
    (*facts)[absl::StrCat(core.core, "/", name)] = TextOf(count);
  }
}

void AddCounters(const ChipCounters& counters, Facts* facts) {
  (*facts)["reset"] = TextOf(counters.reset_state);
  (*facts)["sram"] = TextOf(counters.sram_ecc_uncorrected);
  (*facts)["hbm"] = TextOf(counters.hbm_ecc_uncorrected);
  (*facts)["repairable"] = TextOf(counters.hbm_ecc_repairable);
  for (const CoreCounters& core : counters.cores) {
    AddCore(core, facts);
  }
}

// Names of the driver are text, and any line of text may be one. A lone line feed says that a chip
// has no neighbours.
bool MayBe(absl::string_view fact, absl::string_view bytes, const Reading<std::string>& reading) {
  if (fact == "connected") {
    return bytes == "\n" && reading == Reading<std::string>(Text(ChipSet()));
  }
  return (fact == "device_name" || absl::EndsWith(fact, "arch_type")) && reading.has_value() &&
         reading.value() == absl::StripSuffix(bytes, "\n");
}

// Fails every read with EIO.
constexpr char kBroken[] = "/proc/self/mem";

class GarbageTest : public testing::TestWithParam<const sim::Recording& (*)()> {
 protected:
  GarbageTest() {
    // So that the chip is known by what its directory says.
    tree_->Remove(absl::StrCat("dev/neuron", kChipIndex));
    index_ = ReadChip(tree_->host(), kChipIndex).tree;
    before_ = Read();
    for (std::size_t i = 0; i < Answers().size(); ++i) {
      tree_->Write(absl::StrCat("answers/", i), Answers()[i]);
    }
  }

  // Calls `look` while a link to `target` stands in the place of the file.
  void WithLink(const std::string& file, const std::string& target,
                const std::function<void()>& look) {
    tree_->Move(file, "saved");
    ASSERT_EQ(symlink(target.c_str(), tree_->Path(file).c_str()), 0);
    look();
    tree_->Move("saved", file);
  }

  Facts Read() const {
    const Chip chip = ReadFacts(tree_->host(), kChipIndex, index_);
    Facts facts = FactsOf(chip);
    AddCounters(ReadCounters(*chip.tree, chip.memory_bytes), &facts);
    return facts;
  }

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
    const std::size_t answers = Matters(file) ? Answers().size() : 0;
    for (std::size_t i = 0; i < answers; ++i) {
      WithLink(file, tree_->Path(absl::StrCat("answers/", i)),
               [&] { ExpectNothingWrong(file, Answers()[i]); });
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
                         testing::Values(sim::Trn1Recording, sim::Inf1Recording),
                         [](const auto& test) { return std::string(test.param().name); });

}  // namespace
}  // namespace neuron
