#include "agent/device/device_answers.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "agent/base/status.h"
#include "tests/fakes/recording_driver.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

using Bytes = std::vector<std::uint8_t>;
using Call = RecordingDriver::Call;

// The allowed list, restated from neuron-driver.md §5.3.
constexpr std::uint32_t kBasicInfo = 0x40084e64;
constexpr std::uint32_t kCompatible = 0x40084e5d;
constexpr std::uint32_t kDriverInfo = 0x80184e6e;
constexpr std::uint32_t kBdfExt = 0x80084e6a;
constexpr std::uint32_t kRoutingIds = 0xc1044e73;
constexpr std::uint32_t kCoreMap = 0xc0104e78;
constexpr std::uint32_t kInfoOfPod = 0xc1044e79;
constexpr std::uint32_t kStatusOfPod = 0xc10c4e7a;

constexpr char kNode[] = "/dev/neuron1";
constexpr DriverVersion kDriver = {2, 24, 7, 0};

Bytes Sized(std::size_t size, const std::map<std::size_t, std::uint8_t>& bytes) {
  Bytes sized(size);
  for (const auto& [at, byte] : bytes) {
    sized[at] = byte;
  }
  return sized;
}

Bytes PodStatus(std::uint8_t state) {
  return Sized(268, {{2, 0x2a}, {260, state}, {264, 1}, {265, 4}, {266, 3}});
}

Bytes CoreMap(std::uint8_t chips, const std::vector<std::uint8_t>& order) {
  Bytes map(4 + 64 * std::size_t{chips});
  map[0] = static_cast<std::uint8_t>(chips * 8);
  for (std::size_t i = 0; i < chips * 8u; ++i) {
    map[4 + 8 * i] = static_cast<std::uint8_t>(i / 8);
    map[8 + 8 * i] = order[i % 8];
  }
  return map;
}

const std::vector<std::uint8_t> kOrder = {2, 3, 0, 1, 4, 5, 6, 7};

// Chip 1 of a Trainium2 UltraServer.
RecordingDriver Trn2u() {
  RecordingDriver driver;
  driver.AnswerWith(kBasicInfo, {3, 0, 0, 0, 9, 0, 0, 0});
  driver.AnswerWith(kCompatible, {11, 0, 0, 0, 10, 0, 0, 0});
  driver.AnswerWith(kDriverInfo, Sized(24, {{0, 3}, {12, 24}, {16, 0xff}, {23, 1}}));
  driver.AnswerWith(kBdfExt, {0, 0, 0, 0, 1, 0, 0, 0, 0xa0, 0, 0, 0, 0x1e, 3, 0, 0});
  driver.AnswerWith(kRoutingIds, Sized(260, {{0, 16}, {4, 5}, {8, 13}}));
  driver.AnswerCoreMapWith(CoreMap(16, kOrder));
  driver.AnswerWith(kInfoOfPod, Sized(260, {{2, 1}, {3, 0x2a}, {259, 4}}));
  driver.AnswerWith(kStatusOfPod, PodStatus(2));
  return driver;
}

DeviceAnswers Ask(RecordingDriver* driver, DriverVersion generation = kDriver, int chip = 1) {
  const DeviceAnswers answers = AskDevice(driver, kNode, {chip, generation}).value();
  EXPECT_THAT(driver->Harm(), IsEmpty());
  return answers;
}

TEST(AskDevice, OpensOnceForFreeAccessAsksTheAllowedAndCloses) {
  RecordingDriver driver = Trn2u();
  Ask(&driver);
  ASSERT_EQ(driver.Count(Call::Kind::kOpen), 1u);
  ASSERT_EQ(driver.Count(Call::Kind::kClose), 1u);
  EXPECT_EQ(driver.calls().front().path, kNode);
  EXPECT_EQ(driver.calls().back().kind, Call::Kind::kClose);
  EXPECT_THAT(driver.numbers(),
              UnorderedElementsAreArray({kBasicInfo, kCompatible, kDriverInfo, kBdfExt, kRoutingIds,
                                         kCoreMap, kInfoOfPod, kStatusOfPod}));
}

TEST(AskDevice, TakesEachAnswerFromItsField) {
  RecordingDriver driver = Trn2u();
  const DeviceAnswers answers = Ask(&driver);
  EXPECT_EQ(answers.pci, Reading<PciAddress>(PciAddress{1, 0xa0, 0x1e, 3}));
  EXPECT_EQ(answers.architecture, Reading<std::uint32_t>(3));
  EXPECT_EQ(answers.revision, Reading<std::uint32_t>(9));
  EXPECT_EQ(answers.runtime_abi_min, Reading<std::uint32_t>(10));
  EXPECT_EQ(answers.runtime_abi_max, Reading<std::uint32_t>(11));
  EXPECT_EQ(answers.feature_flags, Reading<std::uint64_t>(0x01000000000000ff));
  EXPECT_EQ(answers.routing_id, Reading<std::uint32_t>(13));
  EXPECT_EQ(answers.core_order, Reading<std::vector<int>>({2, 3, 0, 1, 4, 5, 6, 7}));
  EXPECT_EQ(answers.pod, Reading<Pod>(Pod{PodType::kTorus, PodState::kUltraServer, 0x2a, 4, 3}));
}

TEST(AskDevice, AlwaysAsksForTheOpenedChipItself) {
  RecordingDriver driver = Trn2u();
  Ask(&driver);
  for (const Call& call : driver.calls()) {
    if (call.number == kBdfExt) {
      EXPECT_EQ(call.argument, Bytes(16));
    }
  }
}

TEST(AskDevice, AsksForNoMoreOfTheCoreMapThanReachesTheChip) {
  for (int chip : {0, 1, 15}) {
    RecordingDriver driver = Trn2u();
    Ask(&driver, kDriver, chip);
    for (const Call& call : driver.calls()) {
      if (call.number == kCoreMap) {
        EXPECT_EQ(call.argument, Sized(16, {{8, static_cast<std::uint8_t>((chip + 1) * 8)}}));
      }
    }
  }
}

TEST(AskDevice, AsksNothingThatTheDriverDoesNotKnow) {
  const struct {
    DriverVersion generation;
    std::set<std::uint32_t> numbers;
  } cases[] = {
      {{}, {kBasicInfo, kCompatible}},
      {{2, 8, 4, 0}, {kBasicInfo, kCompatible}},
      {{2, 9, 0, 0}, {kBasicInfo, kCompatible}},
      {{2, 9, 4, 0}, {kBasicInfo, kCompatible, kBdfExt}},
      {{2, 10, 11, 0}, {kBasicInfo, kCompatible, kBdfExt}},
      {{2, 12, 11, 0}, {kBasicInfo, kCompatible, kBdfExt, kDriverInfo}},
      {{2, 15, 9, 0}, {kBasicInfo, kCompatible, kBdfExt, kDriverInfo}},
      {{2, 16, 7, 0}, {kBasicInfo, kCompatible, kBdfExt, kDriverInfo, kRoutingIds}},
      {{2, 18, 12, 0}, {kBasicInfo, kCompatible, kBdfExt, kDriverInfo, kRoutingIds}},
      {{2, 19, 64, 0},
       {kBasicInfo, kCompatible, kBdfExt, kDriverInfo, kRoutingIds, kCoreMap, kInfoOfPod,
        kStatusOfPod}},
  };
  for (const auto& c : cases) {
    RecordingDriver driver = Trn2u();
    const DeviceAnswers answers = Ask(&driver, c.generation);
    EXPECT_THAT(driver.numbers(), UnorderedElementsAreArray(c.numbers));
    EXPECT_EQ(answers.pci.is_absent(), c.numbers.count(kBdfExt) == 0);
    EXPECT_EQ(answers.feature_flags.is_absent(), c.numbers.count(kDriverInfo) == 0);
    EXPECT_EQ(answers.routing_id.is_absent(), c.numbers.count(kRoutingIds) == 0);
    EXPECT_EQ(answers.core_order.is_absent(), c.numbers.count(kCoreMap) == 0);
    EXPECT_EQ(answers.pod.is_absent(), c.numbers.count(kInfoOfPod) == 0);
  }
}

TEST(AskDevice, NeverAsksOlderChipsForAnOrderOfCores) {
  for (std::uint8_t architecture : {1, 2}) {
    RecordingDriver driver = Trn2u();
    driver.AnswerWith(kBasicInfo, {architecture, 0, 0, 0, 0, 0, 0, 0});
    EXPECT_TRUE(Ask(&driver).core_order.is_absent());
    EXPECT_THAT(driver.numbers(), testing::Not(testing::Contains(kCoreMap)));
  }
}

TEST(AskDevice, DoesNotKnowTheOrderOfCoresWithoutTheArchitectureOrBeyondTheMap) {
  RecordingDriver silent = Trn2u();
  silent.FailWith(kBasicInfo, ErrnoStatus(EIO, "ioctl"), 8);
  EXPECT_TRUE(Ask(&silent).core_order.is_unknown());
  EXPECT_THAT(silent.numbers(), testing::Not(testing::Contains(kCoreMap)));
  RecordingDriver far = Trn2u();
  EXPECT_TRUE(Ask(&far, kDriver, 16).core_order.is_unknown());
  EXPECT_THAT(far.numbers(), testing::Not(testing::Contains(kCoreMap)));
}

struct Question {
  std::uint32_t number;
  std::size_t size;
  bool (*is_absent)(const DeviceAnswers& answers);
  bool (*is_unknown)(const DeviceAnswers& answers);
};

const Question kQuestions[] = {
    {kBasicInfo, 8,
     [](const DeviceAnswers& a) { return a.architecture.is_absent() && a.revision.is_absent(); },
     [](const DeviceAnswers& a) { return a.architecture.is_unknown() && a.revision.is_unknown(); }},
    {kCompatible, 8,
     [](const DeviceAnswers& a) {
       return a.runtime_abi_min.is_absent() && a.runtime_abi_max.is_absent();
     },
     [](const DeviceAnswers& a) {
       return a.runtime_abi_min.is_unknown() && a.runtime_abi_max.is_unknown();
     }},
    {kDriverInfo, 24, [](const DeviceAnswers& a) { return a.feature_flags.is_absent(); },
     [](const DeviceAnswers& a) { return a.feature_flags.is_unknown(); }},
    {kBdfExt, 16, [](const DeviceAnswers& a) { return a.pci.is_absent(); },
     [](const DeviceAnswers& a) { return a.pci.is_unknown(); }},
    {kRoutingIds, 260, [](const DeviceAnswers& a) { return a.routing_id.is_absent(); },
     [](const DeviceAnswers& a) { return a.routing_id.is_unknown(); }},
    {kCoreMap, 16, [](const DeviceAnswers& a) { return a.core_order.is_absent(); },
     [](const DeviceAnswers& a) { return a.core_order.is_unknown(); }},
    {kInfoOfPod, 260, [](const DeviceAnswers& a) { return a.pod.is_absent(); },
     [](const DeviceAnswers& a) { return a.pod.is_unknown(); }},
    {kStatusOfPod, 268, [](const DeviceAnswers& a) { return a.pod.is_absent(); },
     [](const DeviceAnswers& a) { return a.pod.is_unknown(); }},
};

TEST(AskDevice, LeavesAbsentWhatTheDriverDoesNotKnow) {
  for (int error : {EINVAL, ENOTTY, 524}) {
    for (const Question& question : kQuestions) {
      RecordingDriver driver = Trn2u();
      driver.FailWith(question.number, ErrnoStatus(error, "ioctl"), question.size);
      EXPECT_TRUE(question.is_absent(Ask(&driver))) << error << " " << question.number;
    }
  }
}

// Answers that hang on another's: the order of cores on the architecture, the pod on both.
bool Follows(std::uint32_t number, std::uint32_t failed) {
  return (failed == kBasicInfo && number == kCoreMap) ||
         (failed == kInfoOfPod && number == kStatusOfPod) ||
         (failed == kStatusOfPod && number == kInfoOfPod);
}

TEST(AskDevice, MakesOnlyTheAnswerUnknownThatFailed) {
  // The last stands for a positive return, which the kernel's driver gives as DataLoss.
  for (const absl::Status& failure :
       {ErrnoStatus(EIO, "ioctl"), ErrnoStatus(EBUSY, "ioctl"), ErrnoStatus(EFAULT, "ioctl"),
        ErrnoStatus(EINTR, "ioctl"), absl::DataLossError("returned 8")}) {
    for (const Question& failing : kQuestions) {
      RecordingDriver driver = Trn2u();
      driver.FailWith(failing.number, failure, failing.size);
      const DeviceAnswers answers = Ask(&driver);
      for (const Question& question : kQuestions) {
        EXPECT_EQ(question.is_unknown(answers),
                  question.number == failing.number || Follows(question.number, failing.number))
            << failure << " of " << failing.number << ": " << question.number;
      }
    }
  }
}

TEST(AskDevice, TakesWhatAChipSaysOfItsPodWhileTheServersElect) {
  for (PodState state : {PodState::kNotStarted, PodState::kElecting}) {
    RecordingDriver driver = Trn2u();
    driver.AnswerWith(kStatusOfPod, PodStatus(static_cast<std::uint8_t>(state)),
                      ErrnoStatus(EBUSY, "ioctl"));
    EXPECT_EQ(Ask(&driver).pod, Reading<Pod>(Pod{PodType::kTorus, state, 0x2a, 4, 3}));
  }
}

TEST(AskDevice, BelievesNoSettledPodOfAnIoctlThatFailed) {
  for (std::uint8_t state : {2, 3, 4}) {
    RecordingDriver driver = Trn2u();
    driver.AnswerWith(kStatusOfPod, PodStatus(state), ErrnoStatus(EBUSY, "ioctl"));
    EXPECT_EQ(Ask(&driver).pod.why(), ErrnoStatus(EBUSY, "ioctl"));
  }
  RecordingDriver broken = Trn2u();
  broken.AnswerWith(kStatusOfPod, PodStatus(1), ErrnoStatus(EIO, "ioctl"));
  EXPECT_TRUE(Ask(&broken).pod.is_unknown());
}

TEST(AskDevice, TakesAnAnswerThatCannotBeForUnknown) {
  RecordingDriver driver = Trn2u();
  driver.AnswerWith(kBdfExt, {0, 0, 0, 0, 0, 0, 0, 0, 0xef, 0xbe, 0xad, 0xde, 0x1e, 0, 0, 0});
  driver.AnswerWith(kCompatible, {5, 0, 0, 0, 7, 0, 0, 0});
  driver.AnswerWith(kRoutingIds, Sized(260, {{0, 16}, {8, 64}}));
  driver.AnswerCoreMapWith(CoreMap(16, {0, 0, 1, 2, 3, 4, 5, 6}));
  driver.AnswerWith(kStatusOfPod, PodStatus(5));
  const DeviceAnswers answers = Ask(&driver);
  EXPECT_TRUE(answers.pci.is_unknown());
  EXPECT_TRUE(answers.runtime_abi_min.is_unknown() && answers.runtime_abi_max.is_unknown());
  EXPECT_TRUE(answers.routing_id.is_unknown());
  EXPECT_TRUE(answers.core_order.is_unknown());
  EXPECT_TRUE(answers.pod.is_unknown());
  EXPECT_EQ(answers.architecture, Reading<std::uint32_t>(3));
}

TEST(AskDevice, FailsIfTheNodeCannotBeOpenedAndAsksNothing) {
  RecordingDriver driver = Trn2u();
  driver.FailOpen(ErrnoStatus(EACCES, "open /dev/neuron1"));
  EXPECT_EQ(AskDevice(&driver, kNode, {1, kDriver}).status(),
            ErrnoStatus(EACCES, "open /dev/neuron1"));
  EXPECT_EQ(driver.calls().size(), 1u);
}

TEST(RecordingDriver, SeesWhatBreaksTheFirstLaw) {
  std::uint8_t argument[268] = {1};
  const auto harm = [&](int flags, std::uint32_t number) {
    RecordingDriver driver = Trn2u();
    const int fd = driver.Open(kNode, flags).value();
    driver.Ioctl(fd, number, argument).IgnoreError();
    driver.Close(fd);
    return driver.Harm();
  };
  EXPECT_THAT(harm(O_WRONLY | O_CLOEXEC, kBasicInfo), IsEmpty());
  EXPECT_THAT(harm(O_WRONLY, kBasicInfo), testing::SizeIs(1));
  EXPECT_THAT(harm(O_RDWR | O_CLOEXEC, kBasicInfo), testing::SizeIs(1));
  EXPECT_THAT(harm(O_WRONLY | O_CLOEXEC, 0x00004e01), testing::SizeIs(1));
  EXPECT_THAT(harm(O_WRONLY | O_CLOEXEC, kBdfExt), ElementsAre(testing::HasSubstr("another")));
  EXPECT_THAT(harm(O_WRONLY | O_CLOEXEC, kStatusOfPod), testing::SizeIs(1));
  RecordingDriver left;
  left.Open(kNode, O_WRONLY | O_CLOEXEC).value();
  EXPECT_THAT(left.Harm(), testing::SizeIs(1));
}

}  // namespace
}  // namespace neuron
