// What the recordings do not show; replay_test.cc has the rest.

#include "tests/simulator/driver/ioctl_answers.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <tuple>

#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/chip_abi.h"
#include "tests/simulator/driver/driver_abi.h"
#include "tests/simulator/driver/fake_memory.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kArgument = 0x1000;
constexpr std::uint64_t kPointer = 0x2000;
const absl::Time kNow = absl::FromUnixSeconds(1795000000);

template <typename T>
std::string Bytes(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

class OneHost {
 public:
  explicit OneHost(const char* instance, const char* driver = "2.24")
      : host_(*BuildHost(*FindInstance(instance), *FindGeneration(driver))),
        state_{{}, {}, {}, {}, {}, Datastores(host_.get()), Resets(host_.get(), [](int) {})} {
    state_.attachments.Attach(0, 7, 16);
  }

  // Nothing if it waits.
  IoctlResult Answer(std::uint32_t number, const std::string& in, pid_t pid = 7) {
    memory_.pieces[kArgument] = in;
    return AnswerIoctl(Call(number, kArgument, pid), number);
  }

  // With an argument that nobody has mapped.
  int AnswerBadPointer(std::uint32_t number) { return *AnswerIoctl(Call(number, 0, 7), number); }

  template <typename T>
  T Answered() {
    T value;
    std::memcpy(&value, memory_.pieces[kArgument].data(), sizeof(value));
    return value;
  }

  std::string Read(const std::string& path) {
    return host_->tree.Find(ChipDirectory(0) + "/" + path)->content;
  }

  DriverState& state() { return state_; }
  FakeMemory& memory() { return memory_; }

 private:
  IoctlCall Call(std::uint32_t number, std::uint64_t argument, pid_t pid) {
    return {host_.get(), &state_, {pid, "app", true}, 0, number, argument, &memory_, kNow};
  }

  std::unique_ptr<Host> host_;
  DriverState state_;
  FakeMemory memory_;
};

TEST(AnswerIoctl, ABadPointerGivesTheBytesThatAreLeftUpTo2_28) {
  for (const auto& [number, size] : {std::pair(kIoctlDeviceBasicInfo, 8),
                                     {kIoctlDeviceBdfExt, 16},
                                     {kIoctlPodInfo, 2},
                                     {kIoctlDeviceInfo, 80}}) {
    EXPECT_EQ(OneHost("trn1.2xlarge", "2.28").AnswerBadPointer(number), size);
    EXPECT_EQ(OneHost("trn1.2xlarge", "2.29").AnswerBadPointer(number), -EFAULT);
  }
}

TEST(AnswerIoctl, KnowsTheRuntimesOfEachDriver) {
  for (const auto& [driver, max, min] :
       {std::tuple("2.19", 9U, 5U), {"2.21", 11U, 10U}, {"2.30", 11U, 10U}}) {
    OneHost host("trn2.48xlarge", driver);
    EXPECT_EQ(host.Answer(kIoctlCompatibleVersion, std::string(8, 0)), 0);
    EXPECT_EQ(host.Answered<CompatibleVersion>().max, max) << driver;
    EXPECT_EQ(host.Answered<CompatibleVersion>().min, min) << driver;
  }
}

TEST(AnswerIoctl, KnowsTheFeaturesOfEachDriver) {
  for (const auto& [driver, features] :
       {std::pair("2.24", 0xffU), {"2.25", 0x1ffU}, {"2.30", 0x1fffU}}) {
    OneHost host("trn1.2xlarge", driver);
    EXPECT_EQ(host.Answer(kIoctlDriverInfoGet, std::string(24, 0)), 0);
    EXPECT_EQ(host.Answered<DriverInfo>().features, features);
  }
}

TEST(AnswerIoctl, TheOnlyChipIsAloneInTheMap) {
  OneHost host("trn1.2xlarge");
  EXPECT_EQ(host.Answer(kIoctlRoutingIdMap, std::string(260, '\xee')), 0);
  EXPECT_EQ(host.memory().pieces[kArgument], std::string("\x01", 1) + std::string(259, '\0'));
}

TEST(AnswerIoctl, PodStructsHaveOneSizeOrTwo) {
  PodStatus v2 = {};
  v2.size = sizeof(v2);
  EXPECT_EQ(OneHost("trn1.2xlarge", "2.23").Answer(kIoctlPodStatus, Bytes(v2)), 0);
  EXPECT_EQ(OneHost("trn1.2xlarge", "2.21").Answer(kIoctlPodStatus, Bytes(v2)), -EINVAL);
  v2.size = 100;
  EXPECT_EQ(OneHost("trn1.2xlarge").Answer(kIoctlPodStatus, Bytes(v2)), -EINVAL);
  EXPECT_EQ(OneHost("trn1.2xlarge").Answer(kIoctlPodInfo, std::string(260, 0)), -EINVAL);
}

TEST(AnswerIoctl, TheCoreMapHasALimitAndFrom2_30TwoVersions) {
  const auto answer = [](const char* driver, const CoreMapRequest& request) {
    OneHost host("trn2.48xlarge", driver);
    host.memory().pieces[kPointer] = std::string(2000, '\0');
    return host.Answer(kIoctlCoreMap, Bytes(request));
  };
  EXPECT_EQ(answer("2.24", {kPointer, 128, 0}), 0);
  EXPECT_EQ(answer("2.24", {kPointer, 129, 0}), -EINVAL);
  EXPECT_EQ(answer("2.24", {kPointer, 128, 1}), -EINVAL);
  EXPECT_EQ(answer("2.30", {kPointer, 128, 1}), 0);
}

TEST(AnswerIoctl, HardwareCountersHaveALimit) {
  OneHost host("trn1.2xlarge");
  host.memory().pieces[kPointer] = std::string(1000, '\0');
  EXPECT_EQ(host.Answer(kIoctlReadHwCounters, Bytes(HwCounters{kPointer, kPointer, 100, 0})), 0);
  EXPECT_EQ(host.Answer(kIoctlReadHwCounters, Bytes(HwCounters{kPointer, kPointer, 101, 0})),
            -EINVAL);
}

TEST(AnswerIoctl, OnlyTheAttachedGetADatastoreAndAnyoneFindsIt) {
  OneHost host("trn1.2xlarge");
  DatastoreRequest request = {};
  EXPECT_EQ(host.Answer(kIoctlAcquireDatastore, Bytes(request), 8), -EACCES);
  EXPECT_EQ(host.Answer(kIoctlAcquireDatastore, Bytes(request), 7), 0);
  const std::uint64_t offset = host.Answered<DatastoreRequest>().mmap_offset;
  request.pid = 7;
  EXPECT_EQ(host.Answer(kIoctlAcquireDatastore, Bytes(request), 8), 0);
  EXPECT_EQ(host.Answered<DatastoreRequest>().mmap_offset, offset);
  EXPECT_EQ(host.Answered<DatastoreRequest>().size, kDatastoreBytes);
  request.pid = 9;
  EXPECT_EQ(host.Answer(kIoctlAcquireDatastore, Bytes(request), 8), -ENOENT);
}

TEST(AnswerIoctl, MemoryIsTakenAndGivenBack) {
  OneHost host("trn1.2xlarge");
  host.memory().pieces[kPointer] = std::string(8, '\0');
  MemAllocTyped request = {{4096, 0, 0, 0, 0, 1, kPointer}, 9, {}};
  EXPECT_EQ(host.Answer(kIoctlMemAllocTyped, Bytes(request)), 0);
  EXPECT_EQ(host.Read("neuron_core1/stats/memory_usage/device_mem/tensors/total"), "4096\n");
  EXPECT_EQ(host.state().attachments.Find(0, 7)->device_bytes, 4096U);
  EXPECT_EQ(host.Answer(kIoctlMemFree, host.memory().pieces[kPointer]), 0);
  EXPECT_EQ(host.Read("neuron_core1/stats/memory_usage/device_mem/tensors/total"), "0\n");
  EXPECT_EQ(host.Answer(kIoctlMemFree, host.memory().pieces[kPointer]), -EINVAL);
}

TEST(AnswerIoctl, MemoryWithoutATypeIsUncategorized) {
  OneHost host("trn1.2xlarge");
  host.memory().pieces[kPointer] = std::string(8, '\0');
  EXPECT_EQ(host.Answer(kIoctlMemAlloc, Bytes(MemAlloc{10, 0, 1, 0, 0, 0, kPointer})), 0);
  EXPECT_EQ(host.Answer(kIoctlMemAllocV2, Bytes(MemAlloc{20, 0, 0, 0, 0, 0, kPointer})), 0);
  EXPECT_EQ(host.Read("stats/memory_usage/host_mem/uncategorized/total"), "10\n");
  EXPECT_EQ(host.Read("neuron_core0/stats/memory_usage/device_mem/uncategorized/total"), "20\n");
}

TEST(AnswerIoctl, MemoryThatCannotBeHadIsRefused) {
  OneHost host("trn1.2xlarge");
  const MemAlloc fits = {10, 0, 0, 0, 0, 0, kPointer};
  EXPECT_EQ(host.Answer(kIoctlMemAlloc, Bytes(fits), 8), -EACCES);
  for (const MemAllocTyped& wrong : {MemAllocTyped{fits, 20, {}},
                                     {fits, 2, {}},
                                     {{10, 0, 0, 2, 0, 0, kPointer}, 9, {}},
                                     {{10, 0, 0, 0, 0, 2, kPointer}, 9, {}}}) {
    EXPECT_EQ(host.Answer(kIoctlMemAllocTyped, Bytes(wrong)), -EINVAL);
  }
  const MemAllocTyped64 huge = {1ULL << 40, 0, 0, 0, 0, 0, kPointer, 9, {}};
  EXPECT_EQ(host.Answer(kIoctlMemAllocTyped64, Bytes(huge)), -ENOMEM);
}

TEST(AnswerIoctl, MarksOfManyCoresNeedTheLongForm) {
  OneHost host("trn2.48xlarge");
  EXPECT_EQ(host.Answer(kIoctlRangeMark, Bytes(CoreMark{1, 0, 64, 0, {}})), -EINVAL);
  EXPECT_EQ(host.Answer(kIoctlRangeMarkExt, Bytes(CoreMarkExt{1, 2, 1, 0, {}})), -EINVAL);
  EXPECT_EQ(host.Answer(kIoctlRangeMarkExt, Bytes(CoreMarkExt{2, 64, 127, 0, {}})), 0);
  const auto marked = host.Answered<CoreMarkExt>();
  EXPECT_EQ(marked.cores[1], 3U);
  EXPECT_EQ(host.Answer(kIoctlRangeMarkExt, Bytes(CoreMarkExt{2, 64, 65, 0, {}}), 8), -EBUSY);
  EXPECT_EQ(host.Answer(kIoctlRangeUnmarkExt, Bytes(marked)), 0);
  EXPECT_EQ(host.Answer(kIoctlRangeMarkExt, Bytes(CoreMarkExt{2, 64, 65, 0, {}}), 8), 0);
}

TEST(AnswerIoctl, LocksAreOfCoresThatExist) {
  OneHost host("trn1.2xlarge");
  EXPECT_EQ(host.Answer(kIoctlWriterEnter, Bytes(CoreLock{2, {}})), -EINVAL);
  EXPECT_EQ(host.Answer(kIoctlReaderExit, Bytes(CoreLock{0, {}})), -EINVAL);
  EXPECT_EQ(host.Answer(kIoctlWriterEnter, Bytes(CoreLock{0, {}})), 0);
  EXPECT_EQ(host.Answer(kIoctlWriterDowngrade, Bytes(CoreLock{0, {}})), 0);
  EXPECT_EQ(host.Answer(kIoctlReaderEnter, Bytes(CoreLock{0, {}}), 8), 0);
  EXPECT_EQ(host.Answer(kIoctlReaderExit, Bytes(CoreLock{0, {}}), 8), 0);
}

TEST(AnswerIoctl, WhoAsksForReadinessWaitsForTheReset) {
  OneHost host("trn1.2xlarge");
  EXPECT_EQ(host.Answer(kIoctlNcReset, Bytes(NcReset{1})), 0);
  EXPECT_EQ(host.Read("neuron_core1/stats/other_info/reset_req_count/total"), "1\n");
  EXPECT_EQ(host.Answer(kIoctlNcResetReady, Bytes(NcResetReady{1, 9})), std::nullopt);
  EXPECT_EQ(host.Answer(kIoctlDeviceReady, "\xee"), std::nullopt);
  host.state().resets.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(host.Answer(kIoctlNcResetReady, Bytes(NcResetReady{1, 9})), 0);
  EXPECT_EQ(host.Answered<NcResetReady>().result, 0U);
}

TEST(AnswerIoctl, AFailedResetLeavesTheChipNotReady) {
  OneHost host("trn1.2xlarge");
  host.state().behaviour.reset.outcome = ResetOutcome::kFails;
  EXPECT_EQ(host.Answer(kIoctlDeviceReset, ""), 0);
  host.state().resets.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(host.Answer(kIoctlDeviceReady, "\xee"), 0);
  EXPECT_EQ(host.Answered<char>(), 0);
  EXPECT_EQ(host.Answer(kIoctlNcResetReady, Bytes(NcResetReady{1, 9})), 0);
  EXPECT_EQ(host.Answered<NcResetReady>().result, 1U);
}

TEST(AnswerIoctl, WhatIsOfNoUseHereDoesNothing) {
  OneHost host("trn1.2xlarge");
  EXPECT_EQ(host.Answer(0x80084e1c, "x"), 0);
  EXPECT_EQ(host.memory().pieces[kArgument], "x");
}

TEST(AskedFor, IsReadOnlyOfWhatAsksForAChipOrAProcess) {
  FakeMemory memory;
  memory.pieces[kArgument] = std::string("\x05\0\0\0", 4);
  EXPECT_EQ(AskedFor(kIoctlDeviceBdfExt, kArgument, &memory), 5U);
  EXPECT_EQ(AskedFor(kIoctlAcquireDatastore, kArgument, &memory), 5U);
  EXPECT_EQ(AskedFor(kIoctlPodInfo, kArgument, &memory), std::nullopt);
  EXPECT_EQ(AskedFor(kIoctlDeviceBdfExt, 0, &memory), std::nullopt);
}

}  // namespace
}  // namespace neuron::sim
