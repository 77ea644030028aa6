#include "tests/soak/worn_host.h"

#include <unistd.h>

#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Harm = WornHost::Harm;
using ::testing::Contains;
using ::testing::Not;

constexpr char kReset[] = "sys/devices/virtual/neuron_device/neuron0/reset";
constexpr char kInfo[] = "sys/devices/virtual/neuron_device/neuron0/info";

// A thread of this process that does nothing but open a file.
void WaitUntilAsleep(const std::atomic<int>& tid) {
  std::string stat;
  while (!absl::StrContains(stat, ") S ")) {
    std::this_thread::yield();
    stat = ReadFile(absl::StrCat("/proc/self/task/", tid.load(), "/stat"), 1 << 12).value_or("");
  }
}

class WornHostTest : public testing::Test {
 protected:
  absl::StatusOr<std::string> ReadFromDisk(const std::string& path) const {
    return ReadFile(host_.paths().sysfs + path.substr(3), 1 << 16);
  }
  void ExpectWell() const {
    for (const std::string& file : host_.Files()) {
      if (file.substr(0, 4) == "sys/") {
        EXPECT_EQ(*ReadFromDisk(file), host_.Read(file)) << file;
      }
    }
  }

  WornHost host_{"trn1.2xlarge"};
};

TEST_F(WornHostTest, ShowsTheRecordedDriverAtFirst) {
  EXPECT_EQ(host_.Read("sys/module/neuron/version"), "2.24.7.0\n");
  EXPECT_EQ(host_.chips(), ChipSet{0});
  ExpectWell();
}

TEST_F(WornHostTest, RemembersWhatWasWritten) {
  host_.Write(kReset, "2\n");
  EXPECT_EQ(*ReadFromDisk(kReset), "2\n");
  host_.Spoil(kReset, Harm::kGone);
  host_.Write(kReset, "0\n");
  EXPECT_FALSE(ReadFromDisk(kReset).ok());
  host_.Heal(kReset);
  EXPECT_EQ(*ReadFromDisk(kReset), "0\n");
}

TEST_F(WornHostTest, UndoesEveryHarm) {
  for (const Harm harm : {Harm::kGarbled, Harm::kGone, Harm::kDirectory, Harm::kLoop}) {
    host_.Spoil(kReset, harm, "what?");
    const auto read = ReadFromDisk(kReset);
    EXPECT_TRUE(harm == Harm::kGarbled ? *read == "what?" : !read.ok());
    host_.Heal(kReset);
    ExpectWell();
  }
  host_.Spoil(kInfo, Harm::kGone);
  EXPECT_FALSE(ReadFromDisk(std::string(kInfo) + "/serial_number").ok());
  host_.HealAll();
  ExpectWell();
}

TEST_F(WornHostTest, SpoilsNothingTwice) {
  host_.Spoil(kInfo, Harm::kGone);
  host_.Spoil(std::string(kInfo) + "/serial_number", Harm::kGarbled, "what?");
  host_.Spoil("sys/devices/virtual/neuron_device/neuron0", Harm::kGone);
  EXPECT_EQ(host_.spoiled().size(), 1U);
}

TEST_F(WornHostTest, LetsGoWhoeverHangsOnceHealed) {
  host_.Spoil(kReset, Harm::kHangs);
  EXPECT_TRUE(host_.hangs());
  std::atomic<int> tid{0};
  std::thread reader([&] {
    tid = gettid();
    EXPECT_EQ(*ReadFromDisk(kReset), "");
  });
  WaitUntilAsleep(tid);
  host_.Heal(kReset);
  reader.join();
  EXPECT_FALSE(host_.hangs());
  ExpectWell();
}

TEST_F(WornHostTest, ShowsAChipThatCameBackAsAnother) {
  const DeviceIdentity before = host_.IdentityOf(0);
  host_.Spoil(kReset, Harm::kGone);
  host_.RemoveChip(0);
  EXPECT_TRUE(host_.chips().empty());
  EXPECT_THAT(host_.Files(), Not(Contains(kReset)));
  EXPECT_EQ(host_.IdentityOf(0), DeviceIdentity());
  host_.Write(kReset, "2\n");
  host_.ReturnChip(0);
  EXPECT_EQ(*ReadFromDisk("sys/class/neuron_device/neuron0/reset"), "2\n");
  EXPECT_FALSE(host_.IdentityOf(0) == before);
  ExpectWell();
}

TEST_F(WornHostTest, LoadsEveryDriverThatTheChipsHad) {
  for (std::size_t driver = 0; driver < host_.drivers(); ++driver) {
    host_.Spoil(kReset, Harm::kGone);
    host_.LoadDriver(driver);
    EXPECT_TRUE(host_.spoiled().empty());
    EXPECT_EQ(host_.chips(), ChipSet{0});
    ExpectWell();
  }
}

TEST_F(WornHostTest, LoadsADriverWithAnotherMajor) {
  const std::string before = *ReadFile(host_.paths().proc_devices, 1 << 16);
  host_.LoadDriver(host_.recorded_driver());
  EXPECT_NE(*ReadFile(host_.paths().proc_devices, 1 << 16), before);
}

TEST_F(WornHostTest, ShowsNothingOfADriverThatIsUnloaded) {
  host_.UnloadDriver();
  EXPECT_FALSE(host_.has_driver());
  EXPECT_TRUE(host_.chips().empty());
  EXPECT_EQ(host_.all_chips(), ChipSet{0});
  EXPECT_FALSE(ListDirectory(host_.paths().sysfs + "/module/neuron").ok());
}

}  // namespace
}  // namespace neuron
