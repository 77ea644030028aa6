#include "agent/device/uevent.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

// A datagram of these lines.
std::string Datagram(const std::vector<std::string>& lines) {
  return absl::StrJoin(lines, std::string(1, '\0')) + '\0';
}

// As the kernel says it of a device.
std::string Message(const std::string& action, const std::string& path,
                    const std::vector<std::string>& variables) {
  std::vector<std::string> lines = {action + "@" + path, "ACTION=" + action, "DEVPATH=" + path};
  lines.insert(lines.end(), variables.begin(), variables.end());
  lines.push_back("SEQNUM=4711");
  return Datagram(lines);
}

bool Concerns(const std::string& action, const std::string& path,
              const std::vector<std::string>& variables) {
  const absl::StatusOr<Uevent> event = ParseUevent(Message(action, path, variables));
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() && ConcernsChips(*event);
}

constexpr char kChip[] = "/devices/virtual/neuron_device/neuron3";

TEST(ParseUevent, TakesADatagramApart) {
  const auto event = ParseUevent(Message(
      "add", kChip, {"SUBSYSTEM=neuron_device", "MAJOR=245", "MINOR=3", "DEVNAME=neuron3"}));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->action, "add");
  EXPECT_EQ(event->path, kChip);
  EXPECT_EQ(event->variables.at("SUBSYSTEM"), "neuron_device");
  EXPECT_EQ(event->variables.at("DEVNAME"), "neuron3");
  EXPECT_EQ(event->variables.at("SEQNUM"), "4711");
  EXPECT_EQ(event->variables.size(), 7u);
}

TEST(ParseUevent, TakesValuesAsTheyAre) {
  const auto event = ParseUevent(Message("change", "/a@b=c", {"A=", "B==x=@", "C=\xff\n"}));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->path, "/a@b=c");
  EXPECT_EQ(event->variables.at("A"), "");
  EXPECT_EQ(event->variables.at("B"), "=x=@");
  EXPECT_EQ(event->variables.at("C"), "\xff\n");
}

TEST(ParseUevent, KeepsTheFirstOfANameThatOccursTwice) {
  const auto event = ParseUevent(Message("add", "/x", {"SYNTH_ARG_A=1", "SYNTH_ARG_A=2"}));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->variables.at("SYNTH_ARG_A"), "1");
}

TEST(ParseUevent, RefusesWhatTheKernelDoesNotSay) {
  const std::string whole = Message("add", kChip, {"SUBSYSTEM=neuron_device"});
  EXPECT_TRUE(ParseUevent(whole).ok());
  for (const std::string& text :
       {std::string(), std::string(1, '\0'), whole.substr(0, whole.size() - 1), whole + '\0',
        '\0' + whole, Datagram({"add@/x"}), Datagram({"add@/x", "ACTION=add"}),
        Datagram({"add@/x", "ACTION=remove", "DEVPATH=/x"}),
        Datagram({"add@/x", "ACTION=add", "DEVPATH=/y"}),
        Datagram({"@/x", "ACTION=", "DEVPATH=/x"}), Datagram({"add@x", "ACTION=add", "DEVPATH=x"}),
        Datagram({"ADD@/x", "ACTION=ADD", "DEVPATH=/x"}),
        Datagram({"add@/x", "ACTION=add", "DEVPATH=/x", "word"}),
        Datagram({"add@/x", "ACTION=add", "DEVPATH=/x", "=value"}),
        Datagram({"ACTION=add", "DEVPATH=/x"})}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseUevent(text).status())) << text;
  }
}

TEST(ParseUevent, RefusesWhatUdevSendsToItsClients) {
  const std::string header("libudev\0\xfe\xed\xca\xfe\x28\0\0\0\x28\0\0\0", 20);
  const auto event = ParseUevent(header + Datagram({"ACTION=add", "DEVPATH=/x"}));
  EXPECT_TRUE(absl::IsInvalidArgument(event.status()));
}

TEST(ConcernsChips, HoldsForDevicesOfTheDriversClass) {
  for (const char* action : {"add", "remove", "change", "move"}) {
    EXPECT_TRUE(Concerns(action, kChip, {"SUBSYSTEM=neuron_device"})) << action;
  }
  EXPECT_FALSE(Concerns("add", "/devices/virtual/mem/null", {"SUBSYSTEM=mem"}));
}

TEST(ConcernsChips, HoldsForTheModule) {
  EXPECT_TRUE(Concerns("add", "/module/neuron", {"SUBSYSTEM=module"}));
  EXPECT_TRUE(Concerns("remove", "/module/neuron", {"SUBSYSTEM=module"}));
  EXPECT_FALSE(Concerns("add", "/module/neuron_other", {"SUBSYSTEM=module"}));
  EXPECT_FALSE(Concerns("add", "/module/neuron", {"SUBSYSTEM=other"}));
}

TEST(ConcernsChips, HoldsForPciFunctionsOfTheDriverOrWithAChip) {
  const char* const path = "/devices/pci0000:00/0000:00:1e.0";
  EXPECT_TRUE(Concerns("bind", path, {"DRIVER=neuron-driver", "SUBSYSTEM=pci"}));
  for (const char* id : {"1D0F:7064", "1D0F:7164", "1D0F:7264", "1D0F:7364", "1D0F:7565"}) {
    EXPECT_TRUE(Concerns("unbind", path, {"SUBSYSTEM=pci", std::string("PCI_ID=") + id})) << id;
  }
  EXPECT_FALSE(Concerns("bind", path, {"DRIVER=ena", "SUBSYSTEM=pci", "PCI_ID=1D0F:EC20"}));
  EXPECT_FALSE(Concerns("bind", path, {"DRIVER=nvme", "SUBSYSTEM=pci", "PCI_ID=1D0F:8061"}));
  EXPECT_FALSE(Concerns("bind", path, {"DRIVER=neuron-driver", "SUBSYSTEM=platform"}));
}

}  // namespace
}  // namespace neuron
