#include "tests/simulator/play/uevents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

// With '|' for the NULs.
std::string Shown(const std::string& bytes) {
  return absl::StrReplaceAll(bytes, {{absl::string_view("\0", 1), "|"}});
}

UniqueFd Connect(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  UniqueFd fd(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  EXPECT_EQ(connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  return fd;
}

// One packet; empty if there is none.
std::string Receive(const UniqueFd& fd) {
  char buffer[4096];
  const ssize_t size = recv(fd.get(), buffer, sizeof(buffer), 0);
  return size > 0 ? std::string(buffer, static_cast<std::size_t>(size)) : "";
}

class UeventSocketTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  std::string path_ = directory_.Path("uevents");
};

TEST(UeventBytes, AreTheKernelsForADevice) {
  EXPECT_EQ(Shown(UeventBytes(DeviceUevent("add", 3), 41)),
            "add@/devices/virtual/neuron_device/neuron3|ACTION=add|"
            "DEVPATH=/devices/virtual/neuron_device/neuron3|SUBSYSTEM=neuron_device|MAJOR=245|"
            "MINOR=3|DEVNAME=neuron3|SEQNUM=41|");
}

TEST(UeventBytes, AreTheKernelsForTheModule) {
  EXPECT_EQ(
      Shown(UeventBytes(ModuleUevent("remove"), 2)),
      "remove@/module/neuron|ACTION=remove|DEVPATH=/module/neuron|SUBSYSTEM=module|SEQNUM=2|");
}

TEST(UeventBytes, NameTheDriverOfABoundFunction) {
  EXPECT_EQ(Shown(UeventBytes(PciUevent("bind", {0, 0, 0x1e, 0}), 3)),
            "bind@/devices/pci0000:00/0000:00:1e.0|ACTION=bind|"
            "DEVPATH=/devices/pci0000:00/0000:00:1e.0|SUBSYSTEM=pci|DRIVER=neuron-driver|"
            "PCI_SLOT_NAME=0000:00:1e.0|SEQNUM=3|");
  EXPECT_THAT(UeventBytes(PciUevent("unbind", {}), 4), testing::Not(HasSubstr("DRIVER=")));
}

TEST_F(UeventSocketTest, EveryClientGetsEveryUeventInOrder) {
  const auto socket = UeventSocket::Listen(path_);
  ASSERT_TRUE(socket.ok()) << socket.status();
  const UniqueFd first = Connect(path_);
  (*socket)->Send(ModuleUevent("add"));
  const UniqueFd second = Connect(path_);
  (*socket)->Send(ModuleUevent("remove"));
  EXPECT_EQ(Receive(first), UeventBytes(ModuleUevent("add"), 1));
  EXPECT_EQ(Receive(first), UeventBytes(ModuleUevent("remove"), 2));
  EXPECT_EQ(Receive(second), UeventBytes(ModuleUevent("remove"), 2));
  EXPECT_EQ(Receive(second), "");
}

TEST_F(UeventSocketTest, AClientThatDoesNotReadMissesSomeAndHoldsUpNobody) {
  const auto socket = UeventSocket::Listen(path_);
  ASSERT_TRUE(socket.ok()) << socket.status();
  const UniqueFd slow = Connect(path_);
  const UniqueFd quick = Connect(path_);
  constexpr int kMany = 5000;
  for (int i = 1; i <= kMany; ++i) {
    (*socket)->Send(ModuleUevent("add"));
    EXPECT_EQ(Receive(quick), UeventBytes(ModuleUevent("add"), static_cast<std::uint64_t>(i)));
  }
  int received = 0;
  while (!Receive(slow).empty()) ++received;
  EXPECT_GT(received, 0);
  EXPECT_LT(received, kMany);
  (*socket)->Send(ModuleUevent("add"));
  EXPECT_EQ(Receive(slow), UeventBytes(ModuleUevent("add"), kMany + 1));
}

TEST_F(UeventSocketTest, AClientThatLeftIsForgotten) {
  const auto socket = UeventSocket::Listen(path_);
  ASSERT_TRUE(socket.ok()) << socket.status();
  { const UniqueFd gone = Connect(path_); }
  (*socket)->Send(ModuleUevent("add"));
  const UniqueFd fresh = Connect(path_);
  (*socket)->Send(ModuleUevent("add"));
  EXPECT_EQ(Receive(fresh), UeventBytes(ModuleUevent("add"), 2));
}

TEST_F(UeventSocketTest, ReplacesTheSocketOfTheDeadAndLeavesThatOfTheLiving) {
  {
    const auto socket = UeventSocket::Listen(path_);
    ASSERT_TRUE(socket.ok()) << socket.status();
    EXPECT_EQ(UeventSocket::Listen(path_).status().code(), absl::StatusCode::kAlreadyExists);
  }
  EXPECT_NE(access(path_.c_str(), F_OK), 0);
  // Bound, and never closed in order.
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path_.data(), path_.size());
  {
    const UniqueFd dead(socket(AF_UNIX, SOCK_SEQPACKET, 0));
    ASSERT_EQ(bind(dead.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  }
  EXPECT_EQ(access(path_.c_str(), F_OK), 0);
  EXPECT_TRUE(UeventSocket::Listen(path_).ok());
}

TEST_F(UeventSocketTest, SaysWhatIsNoAddress) {
  const auto long_one = UeventSocket::Listen(std::string(200, 'x'));
  EXPECT_EQ(long_one.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(long_one.status().message(), HasSubstr("use 1 to 107 bytes"));
  EXPECT_THAT(UeventSocket::Listen("/nonexistent/x").status().message(),
              HasSubstr("listen at /nonexistent/x"));
}

}  // namespace
}  // namespace neuron::sim
