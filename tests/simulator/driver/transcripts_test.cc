// What applications did on the recorded hosts, and what sysfs showed (observe.txt, marks.txt,
// sysfs-neuron0-*.txt in tests/fixtures/neuron-driver). The letters are those of the transcripts.

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/driver/fake_memory.h"
#include "tests/simulator/driver/recorded_application.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kArgument = 0x1000;

// A recorded host with the driver at work on it.
class Stage {
 public:
  explicit Stage(const std::string& instance) : host_(*BuildHost(*FindInstance(instance))) {}

  RecordedApplication Application(pid_t pid) { return {&devices_, Process{pid, "app", true}}; }

  std::string Read(const std::string& path) {
    return devices_.TextOf(*host_->tree.Find(ChipDirectory(0) + "/" + path));
  }
  // "5322 1": total and present.
  std::string Counter(const std::string& path) {
    std::string text = Read(path + "/total") + Read(path + "/present");
    text[text.find('\n')] = ' ';
    text.pop_back();
    return text;
  }

  int Mark(pid_t pid, std::uint32_t count, std::uint32_t last) {
    const CoreMarkExt request = {count, 0, last, 0, {}};
    const auto memory = std::make_shared<FakeMemory>();
    memory->pieces[kArgument] = {reinterpret_cast<const char*>(&request), sizeof(request)};
    int result = 1;
    devices_.Ioctl({pid, "app", true}, 0, O_WRONLY, kIoctlRangeMarkExt, kArgument, memory,
                   [&](int answer) { result = answer; });
    return result;
  }

  void Close(pid_t pid, int flags) {
    devices_.Close(pid, 0, flags, [](int) {});
  }

  void Write(const std::string& path) {
    devices_.WriteFile(host_->tree.Find(ChipDirectory(0) + "/" + path));
  }

  void Pass(absl::Duration time) {
    now_ += time;
    devices_.Advance(now_);
  }

  // Only what is emulated hardware in the recording may differ.
  void ExpectTree(const std::string& state) {
    SCOPED_TRACE(state);
    std::ifstream file(
        absl::StrCat("tests/fixtures/neuron-driver/", host_->instance.recording->name,
                     "/sysfs-neuron0-", state, ".txt"),
        std::ios::binary);
    ASSERT_TRUE(file);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto nodes = ParseRecordedTree(text);
    ASSERT_TRUE(nodes.ok()) << nodes.status();
    for (const RecordedNode& expected : *nodes) {
      const Node* node = host_->tree.Find(expected.path);
      ASSERT_NE(node, nullptr) << expected.path;
      if (absl::EndsWith(expected.path, "/pe_cntrs")) continue;
      if (absl::EndsWith(expected.path, "/power/utilization")) continue;
      EXPECT_EQ(devices_.TextOf(*node), expected.content) << expected.path;
    }
  }

  Host& host() { return *host_; }
  Devices& devices() { return devices_; }

 private:
  std::unique_ptr<Host> host_;
  absl::Time now_ = absl::FromUnixSeconds(1795000000);
  Recorder recorder_{[](const std::string&) {}};
  Devices devices_{host_.get(), &recorder_, [](int, pid_t) {}, [this] { return now_; }};
};

class RecordedHosts : public testing::TestWithParam<const char*> {};

TEST_P(RecordedHosts, ShowWhatTheirApplicationDidByteForByte) {
  Stage stage(GetParam());
  RecordedApplication application = stage.Application(383);
  application.Hold(stage.host().chips[0].cores);
  stage.ExpectTree("held");
  application.ReleaseDatastore();
  stage.ExpectTree("after-nds-release");
  application.FreeAll();
  application.Close();
  stage.ExpectTree("after-exit");
}

INSTANTIATE_TEST_SUITE_P(Transcripts, RecordedHosts,
                         testing::Values("inf1.24xlarge", "inf2.48xlarge", "trn1.32xlarge",
                                         "trn2.48xlarge", "trn2u.48xlarge"));

constexpr char kSuccessFiles[] = "neuron_core0/stats/status/success";
constexpr char kDeviceMemory[] = "neuron_core0/stats/memory_usage/device_mem";
constexpr char kHostMemory[] = "neuron_core0/stats/memory_usage/host_mem";
constexpr char kResets[] = "/stats/other_info/reset_req_count/total";

// B3, B3b, B5, B5b.
TEST(Transcripts, CountersStandStillUntilTheDatastoreIsReleased) {
  Stage stage("trn1.32xlarge");
  RecordedApplication application = stage.Application(383);
  application.Hold(2);
  application.Set(0, kSuccess, 5008);
  EXPECT_EQ(stage.Counter(kSuccessFiles), "0 0");
  application.ReleaseDatastore();
  EXPECT_EQ(stage.Counter(kSuccessFiles), "5008 5008");
  EXPECT_EQ(stage.Counter("neuron_core0/stats/other_info/flop_count"), "72 72");
  EXPECT_EQ(stage.Counter(kDeviceMemory), "1835008 524288");
  EXPECT_EQ(application.Get(0, kSuccess), 0U);

  application.AcquireDatastore();
  application.Fill(0, 2);
  application.Set(0, kSuccess, 11);
  application.Close();
  EXPECT_EQ(stage.Counter(kSuccessFiles), "5019 11");
  EXPECT_EQ(stage.Counter("neuron_core0/stats/other_info/flop_count"), "130 58");
  // The first that it took was the last that was freed.
  EXPECT_EQ(stage.Counter(kDeviceMemory), "0 1048576");
  EXPECT_EQ(stage.Counter(kHostMemory), "4530176 65536");
}

// B2.
TEST(Transcripts, SixteenProcessesHoldADevice) {
  Stage stage("trn1.32xlarge");
  int opened = 0;
  int refused = 0;
  for (pid_t pid = 1; pid <= 18; ++pid) {
    stage.devices().Open({pid, "app", true}, 0, O_RDONLY,
                         [&](int error) { error == EBUSY ? ++refused : ++opened; });
  }
  EXPECT_EQ(opened, 16);
  EXPECT_EQ(refused, 2);
}

// B8.
TEST(Transcripts, TwoApplicationsAreAddedAsTheyEnd) {
  Stage stage("trn2.48xlarge");
  RecordedApplication first = stage.Application(7);
  RecordedApplication second = stage.Application(8);
  for (RecordedApplication* application : {&first, &second}) {
    application->Open();
    application->AcquireDatastore();
    application->Fill(0, 8);
  }
  first.Set(0, kSuccess, 1000);
  second.Set(0, kSuccess, 2000);
  first.Close();
  EXPECT_EQ(stage.Counter(kSuccessFiles), "1000 1000");
  EXPECT_EQ(second.Get(0, kSuccess), 2000U);
  second.Close();
  EXPECT_EQ(stage.Counter(kSuccessFiles), "3000 2000");
}

// B9, M1.
TEST(Transcripts, MarksAreTheirOwnersUntilItClosesAFreeAccessDescriptor) {
  Stage stage("trn2.48xlarge");
  EXPECT_EQ(stage.Mark(9, 8, 7), 0);
  EXPECT_EQ(stage.Mark(10, 1, 7), -EBUSY);
  stage.Close(11, O_WRONLY);  // A monitor.
  EXPECT_EQ(stage.Mark(10, 1, 7), -EBUSY);
  stage.Close(9, O_WRONLY);
  EXPECT_EQ(stage.Mark(10, 1, 7), 0);
}

// B9b, M2.
TEST(Transcripts, MarksOutliveTheOwnerOfAFullDescriptor) {
  Stage stage("trn2.48xlarge");
  RecordedApplication application = stage.Application(9);
  application.Open();
  EXPECT_EQ(stage.Mark(9, 1, 0), 0);
  application.Close();
  EXPECT_EQ(stage.Mark(10, 1, 0), -EBUSY);
}

// B10.
TEST(Transcripts, ResetIsIgnoredWhileTheChipIsHeld) {
  Stage stage("trn2.48xlarge");
  RecordedApplication application = stage.Application(11);
  application.Open();
  stage.Write("reset");
  EXPECT_EQ(stage.Read("reset"), "1\n");
  EXPECT_EQ(stage.Read(absl::StrCat("neuron_core0", kResets)), "1\n");
  application.Close();
  stage.Write("reset");
  EXPECT_EQ(stage.Read("reset"), "0\n");
  stage.Pass(absl::Milliseconds(300));
  EXPECT_EQ(stage.Read("reset"), "1\n");
  EXPECT_EQ(stage.Read(absl::StrCat("neuron_core0", kResets)), "2\n");
}

// B10b.
TEST(Transcripts, AWriteZeroesOneFile) {
  Stage stage("trn2.48xlarge");
  RecordedApplication application = stage.Application(11);
  application.Open();
  application.AcquireDatastore();
  application.Set(0, kSuccess, 2000);
  application.Close();
  stage.Write(absl::StrCat(kSuccessFiles, "/total"));
  EXPECT_EQ(stage.Counter(kSuccessFiles), "0 2000");
}

// B13.
TEST(Transcripts, ADuplicatesCloseDetachesAndAChildsDoesNot) {
  Stage stage("trn2.48xlarge");
  RecordedApplication application = stage.Application(13);
  application.Open();
  application.AcquireDatastore();
  application.Set(0, kSuccess, 4321);
  application.Allocate(9, 1048576);
  stage.Close(14, O_RDWR);  // The child.
  EXPECT_EQ(application.Get(0, kSuccess), 4321U);
  EXPECT_EQ(stage.Read(absl::StrCat(kDeviceMemory, "/total")), "1048576\n");
  stage.Close(13, O_RDWR);
  EXPECT_EQ(stage.Counter(kSuccessFiles), "4321 4321");
  EXPECT_EQ(stage.Read(absl::StrCat(kDeviceMemory, "/total")), "0\n");
  EXPECT_EQ(application.Get(0, kSuccess), 0U);
}

}  // namespace
}  // namespace neuron::sim
