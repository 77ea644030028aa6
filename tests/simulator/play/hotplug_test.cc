#include "tests/simulator/play/hotplug.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1000);

// Keeps "add neuron3" and the like.
class RecordingSink final : public UeventSink {
 public:
  void Send(const Uevent& event) override {
    sent_.push_back(absl::StrCat(event.action, " ", event.path.substr(event.path.rfind('/') + 1)));
  }
  std::vector<std::string> Take() { return std::exchange(sent_, {}); }

 private:
  std::vector<std::string> sent_;
};

class HotplugTest : public testing::Test {
 protected:
  bool Has(absl::string_view path) { return host_->tree.Find(path) != nullptr; }

  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("inf1.6xlarge"), *FindGeneration("2.23"));
  std::string pci0_ = PciName(FindChip(*host_, 0)->pci);
  std::string pci1_ = PciName(FindChip(*host_, 1)->pci);
  Recorder recorder_{[](const std::string&) {}};
  Devices devices_{host_.get(), &recorder_, [](int, pid_t) {}};
  RecordingSink sink_;
  Hotplug hotplug_{host_.get(), &devices_, &sink_};
};

TEST_F(HotplugTest, TellsOfAChipThatGoesAndComes) {
  ASSERT_TRUE(hotplug_.RemoveChip(1).ok());
  EXPECT_FALSE(Has("dev/neuron1"));
  EXPECT_THAT(sink_.Take(), ElementsAre("remove neuron1", "unbind " + pci1_));
  ASSERT_TRUE(hotplug_.AddChip(1).ok());
  EXPECT_TRUE(Has("dev/neuron1"));
  EXPECT_THAT(sink_.Take(), ElementsAre("add neuron1", "bind " + pci1_));
}

TEST_F(HotplugTest, SaysNothingOfWhatFails) {
  EXPECT_EQ(hotplug_.AddChip(1).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(hotplug_.RemoveChip(4).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(hotplug_.FailProbe(4).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(hotplug_.RaceProbe(4, absl::Seconds(1), kNow).code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(sink_.Take(), IsEmpty());
}

TEST_F(HotplugTest, TheNodeComesBeforeTheAttributes) {
  ASSERT_TRUE(hotplug_.RaceProbe(1, absl::Seconds(1), kNow).ok());
  EXPECT_THAT(sink_.Take(), ElementsAre("remove neuron1", "unbind " + pci1_, "add neuron1"));
  EXPECT_TRUE(Has("dev/neuron1"));
  EXPECT_FALSE(Has(ChipDirectory(1) + "/core_count"));
  EXPECT_EQ(hotplug_.NextDue(), kNow + absl::Seconds(1));
  hotplug_.Advance(kNow + absl::Milliseconds(999));
  EXPECT_FALSE(Has(ChipDirectory(1) + "/core_count"));
  hotplug_.Advance(kNow + absl::Seconds(1));
  EXPECT_TRUE(Has(ChipDirectory(1) + "/core_count"));
  EXPECT_THAT(sink_.Take(), ElementsAre("bind " + pci1_));
  EXPECT_FALSE(hotplug_.NextDue().has_value());
}

TEST_F(HotplugTest, AChipWhoseProbeFailsStaysAwayAlsoAfterAReload) {
  ASSERT_TRUE(hotplug_.FailProbe(1).ok());
  EXPECT_THAT(sink_.Take(), ElementsAre("remove neuron1", "unbind " + pci1_));
  ASSERT_TRUE(hotplug_.Reload("").ok());
  EXPECT_FALSE(Has("dev/neuron1"));
  EXPECT_TRUE(Has("dev/neuron0"));
  EXPECT_TRUE(Has("sys/bus/pci/devices/" + pci1_));
  ASSERT_TRUE(hotplug_.AddChip(1).ok());
  ASSERT_TRUE(hotplug_.Reload("").ok());
  EXPECT_TRUE(Has("dev/neuron1"));
}

TEST_F(HotplugTest, UnloadsChipByChipAndThenTheModule) {
  for (const int chip : {2, 3}) ASSERT_TRUE(hotplug_.RemoveChip(chip).ok());
  sink_.Take();
  ASSERT_TRUE(hotplug_.Unload().ok());
  EXPECT_FALSE(Has("sys/module/neuron/version"));
  EXPECT_THAT(sink_.Take(), ElementsAre("remove neuron0", "unbind " + pci0_, "remove neuron1",
                                        "unbind " + pci1_, "remove neuron"));
  EXPECT_EQ(hotplug_.Unload().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(HotplugTest, UpgradesTheDriver) {
  ASSERT_TRUE(hotplug_.Reload("2.24").ok());
  EXPECT_EQ(host_->tree.Find("sys/module/neuron/version")->content, "2.24.7.0\n");
  const std::vector<std::string> sent = sink_.Take();
  ASSERT_EQ(sent.size(), 18U);
  EXPECT_EQ(sent[8], "remove neuron");
  EXPECT_EQ(sent[9], "add neuron");
  EXPECT_EQ(sent[10], "add neuron0");
  EXPECT_EQ(sent[11], "bind " + pci0_);
}

TEST_F(HotplugTest, LeavesTheDriverAloneIfTheOtherOneDoesNotFit) {
  EXPECT_EQ(hotplug_.Reload("2.30").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(hotplug_.Reload("9").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Has("sys/module/neuron/version"));
  EXPECT_THAT(sink_.Take(), IsEmpty());
}

TEST_F(HotplugTest, AnOpenDeviceHoldsTheModule) {
  devices_.Open({5, "agent", false}, 0, O_WRONLY, [](int) {});
  const absl::Status status = hotplug_.Unload();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.message(), HasSubstr("1 device descriptors are open"));
  devices_.Close(5, 0, O_WRONLY, [](int) {});
  devices_.Release();
  EXPECT_TRUE(hotplug_.Unload().ok());
}

}  // namespace
}  // namespace neuron::sim
