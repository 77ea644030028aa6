#include "tests/simulator/driver/devices.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/datastore_layout.h"
#include "tests/simulator/driver/driver_abi.h"
#include "tests/simulator/driver/fake_memory.h"
#include "tests/simulator/driver/recorded_application.h"

namespace neuron::sim {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// An answer that has not come yet.
constexpr int kWaits = -9999;

Process Pid(pid_t pid) { return {pid, "app", true}; }

class DevicesTest : public testing::Test {
 protected:
  // REQUIRES: it does not wait.
  int Open(pid_t pid, int flags) {
    int result = kWaits;
    devices_.Open(Pid(pid), 0, flags, [&](int error) { result = error; });
    return result;
  }

  // The answer comes to opened_.
  void OpenLater(pid_t pid) {
    ticket_ = devices_.Open(Pid(pid), 0, O_RDWR, [this](int error) { opened_ = error; });
  }

  void Close(pid_t pid, int flags) {
    int result = kWaits;
    devices_.Close(pid, 0, flags, [&](int error) { result = error; });
    EXPECT_EQ(result, 0);
  }

  Node* File(const std::string& path) { return host_->tree.Find(ChipDirectory(0) + "/" + path); }
  std::string Read(const std::string& path) { return devices_.TextOf(*File(path)); }

  void Pass(absl::Duration time) {
    now_ += time;
    devices_.Advance(now_);
  }

  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("trn1.2xlarge"));
  absl::Time now_ = absl::FromUnixSeconds(1795000000);
  std::vector<std::string> said_;
  Recorder recorder_{[this](const std::string& line) { said_.push_back(line); }};
  std::vector<std::pair<int, pid_t>> detached_;
  Devices devices_{host_.get(), &recorder_,
                   [this](int chip, pid_t pid) { detached_.emplace_back(chip, pid); },
                   [this] { return now_; }};
  Ticket ticket_ = 0;
  int opened_ = kWaits;
};

TEST_F(DevicesTest, FreeAccessAttachesNothing) {
  EXPECT_EQ(Open(1, O_WRONLY), 0);
  EXPECT_EQ(Open(1, O_ACCMODE), 0);
  EXPECT_FALSE(devices_.Held(0));
  Close(1, O_WRONLY);
  EXPECT_THAT(detached_, IsEmpty());
}

TEST_F(DevicesTest, ReadingAndWritingAttach) {
  for (const int flags : {O_RDONLY, O_RDWR}) {
    EXPECT_EQ(Open(1, flags), 0);
    EXPECT_TRUE(devices_.Held(0));
    Close(1, flags);
    EXPECT_FALSE(devices_.Held(0));
  }
  EXPECT_THAT(detached_, ElementsAre(std::pair(0, 1), std::pair(0, 1)));
}

TEST_F(DevicesTest, TheSeventeenthProcessIsRefusedButForFreeAccess) {
  for (pid_t pid = 1; pid <= 16; ++pid) EXPECT_EQ(Open(pid, O_RDWR), 0);
  EXPECT_EQ(Open(17, O_RDWR), EBUSY);
  EXPECT_THAT(said_, Contains("kernel: neuron:ncdev_open: nd0: pid 17 failed to open"));
  EXPECT_EQ(Open(17, O_WRONLY), 0);
}

TEST_F(DevicesTest, TellTheRecorderOfOpensAlsoOfRefusedOnes) {
  for (pid_t pid = 1; pid <= 17; ++pid) Open(pid, O_RDWR);
  EXPECT_EQ(recorder_.Report("", {"dev/neuron0"}).devices(0).workload_opens(), 17U);
}

TEST_F(DevicesTest, CountsTheOpensThatHoldTheModule) {
  Open(1, O_WRONLY);
  Open(1, O_RDWR);
  Close(1, O_RDWR);
  EXPECT_EQ(devices_.open_files(), 2);
  devices_.Release();
  EXPECT_EQ(devices_.open_files(), 1);
}

TEST_F(DevicesTest, AFullOpenWaitsForTheReset) {
  devices_.resets()->Begin(0, {}, now_);
  EXPECT_EQ(Open(1, O_WRONLY), 0);
  OpenLater(2);
  EXPECT_NE(ticket_, 0U);
  EXPECT_EQ(opened_, kWaits);
  EXPECT_FALSE(devices_.Held(0));
  EXPECT_EQ(devices_.NextDue(), now_ + absl::Milliseconds(300));
  Pass(absl::Milliseconds(300));
  EXPECT_EQ(opened_, 0);
  EXPECT_TRUE(devices_.Held(0));
}

TEST_F(DevicesTest, ASignalCutsTheWaitShort) {
  devices_.resets()->Begin(0, {}, now_);
  OpenLater(2);
  devices_.Interrupt(ticket_);
  EXPECT_EQ(opened_, EINTR);
  Pass(absl::Seconds(1));
  EXPECT_FALSE(devices_.Held(0));
}

TEST_F(DevicesTest, AnInvalidChipIsOpenedForFreeAccessOnly) {
  devices_.resets()->Invalidate(0);
  EXPECT_EQ(Open(1, O_RDWR), EINVAL);
  EXPECT_EQ(Open(1, O_WRONLY), 0);
}

TEST_F(DevicesTest, WhoWaitsWhenTheChipBecomesInvalidIsRefused) {
  devices_.resets()->Begin(0, {absl::Seconds(1), ResetOutcome::kFails, kWholeChip}, now_);
  OpenLater(2);
  Pass(absl::Seconds(1));
  EXPECT_EQ(opened_, EINVAL);
}

TEST_F(DevicesTest, NobodyWaitsForAChipThatIsGone) {
  devices_.resets()->Begin(0, {}, now_);
  OpenLater(2);
  ASSERT_TRUE(SetChipPresent(host_.get(), 0, false).ok());
  Pass(absl::ZeroDuration());
  EXPECT_EQ(opened_, ENODEV);
}

TEST_F(DevicesTest, AllWaitsCanBeCutShort) {
  devices_.resets()->Begin(0, {}, now_);
  OpenLater(2);
  devices_.CutShort(EIO);
  EXPECT_EQ(opened_, EIO);
}

TEST_F(DevicesTest, AnIoctlThatWaitsIsAnsweredAfterTheReset) {
  Open(1, O_RDWR);
  devices_.resets()->Begin(0, {}, now_);
  const auto memory = std::make_shared<FakeMemory>();
  memory->pieces[0x1000] = "\xee";
  int result = kWaits;
  EXPECT_NE(devices_.Ioctl(Pid(1), 0, O_RDWR, kIoctlDeviceReady, 0x1000, memory,
                           [&](int answer) { result = answer; }),
            0U);
  EXPECT_EQ(result, kWaits);
  Pass(absl::Seconds(1));
  EXPECT_EQ(result, 0);
  EXPECT_EQ(memory->pieces[0x1000], "\x01");
}

TEST_F(DevicesTest, AnUnknownIoctlIsLoggedAsTheDriverDoes) {
  int result = kWaits;
  devices_.Ioctl(Pid(1), 0, O_WRONLY, kIoctlAcquireDatastore, 0, std::make_shared<FakeMemory>(),
                 [&](int answer) { result = answer; });
  EXPECT_EQ(result, -EINVAL);
  EXPECT_THAT(said_, ElementsAre("kernel: neuron:ncdev_misc_ioctl: invalid misc IOCTL "
                                 "-2146939321 (dir=2, type=78, nr=71, size=8)"));
}

TEST_F(DevicesTest, MapsNothingWhereNoDatastoreIs) {
  std::string bytes;
  EXPECT_EQ(devices_.ReadPages(Pid(1), 0, 0, 4096, &bytes), EINVAL);
  EXPECT_EQ(devices_.WritePages(Pid(1), 0, 0, "x"), EINVAL);
}

TEST_F(DevicesTest, ForbidsOutsidersToMap) {
  std::string bytes;
  devices_.ReadPages({5, "agent", false}, 0, 0, 4096, &bytes);
  EXPECT_THAT(said_, ElementsAre(HasSubstr("dev/neuron0: reads or maps it")));
  EXPECT_TRUE(recorder_.saw_forbidden());
}

TEST_F(DevicesTest, NothingIsKnownOfAForgottenChip) {
  Open(1, O_RDWR);
  devices_.resets()->Begin(0, {}, now_);
  devices_.Forget(0);
  EXPECT_FALSE(devices_.Held(0));
  EXPECT_EQ(devices_.NextDue(), std::nullopt);
}

// Notes what is dropped, and that it is done.
class NotingPageCache final : public PageCache {
 public:
  void Drop(int chip, std::uint64_t offset, std::size_t size, std::function<void()> done) override {
    EXPECT_EQ(chip, 0);
    offsets.push_back(offset);
    EXPECT_EQ(size, kDatastoreBytes);
    waiting.push_back(std::move(done));
  }

  void Finish() {
    const auto done = std::move(waiting.front());
    waiting.erase(waiting.begin());
    done();
  }

  std::vector<std::uint64_t> offsets;
  std::vector<std::function<void()>> waiting;
};

// Stores of a mapping come first, then the counters move, then every mapping shows zeros, and only
// then the process goes on.
TEST_F(DevicesTest, ADatastoreIsDroppedByAllWhoMapItBeforeAndAfterItIsCounted) {
  NotingPageCache pages;
  devices_.set_page_cache(&pages);
  RecordedApplication application(&devices_, Pid(7));
  application.Open();
  application.AcquireDatastore();
  application.Set(0, kSuccess, 1);
  bool released = false;
  devices_.Close(7, 0, O_RDWR, [&](int) { released = true; });
  application.Set(0, kSuccess, 5);  // The kernel writes back.
  EXPECT_EQ(Read("neuron_core0/stats/status/success/total"), "0\n");
  pages.Finish();
  EXPECT_EQ(Read("neuron_core0/stats/status/success/total"), "5\n");
  EXPECT_EQ(application.Get(0, kSuccess), 0U);
  EXPECT_FALSE(released);
  EXPECT_THAT(detached_, IsEmpty());
  pages.Finish();
  EXPECT_TRUE(released);
  EXPECT_THAT(detached_, ElementsAre(std::pair(0, 7)));
  ASSERT_EQ(pages.offsets.size(), 2U);
  EXPECT_EQ(pages.offsets[0], pages.offsets[1]);
}

}  // namespace
}  // namespace neuron::sim
