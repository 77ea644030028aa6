#include "agent/device/event_source.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

// The kernel's word that a device was added.
std::string Added(const std::string& path, const std::string& subsystem) {
  return absl::StrReplaceAll(absl::StrCat("add@", path, "|ACTION=add|DEVPATH=", path,
                                          "|SUBSYSTEM=", subsystem, "|SEQNUM=1|"),
                             {{"|", absl::string_view("\0", 1)}});
}

const std::string kChipAdded = Added("/devices/virtual/neuron_device/neuron3", "neuron_device");
const std::string kDiskAdded = Added("/block/nvme1n1", "block");

// A simulated host's side of the socket, and an event source at it.
class SimulatedEventsTest : public testing::Test {
 protected:
  SimulatedEventsTest() {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(bind(server_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(server_.get(), 1), 0);
    source_ = *MakeSimulatedEvents(&loop_, path_);
    host_ = UniqueFd(accept4(server_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    source_->Start([this] { ++looks_; });
  }

  void Send(const std::string& datagram) {
    EXPECT_EQ(send(host_.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(datagram.size()));
  }

  // Serves the loop for a moment; how often it was called. Once a test.
  int CountLooks() {
    const auto end = loop_.CallAfter(absl::Milliseconds(20), [this] { loop_.Stop(); });
    loop_.Run();
    return looks_;
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.Path("uevents");
  UniqueFd server_{socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)};
  UniqueFd host_;
  Loop loop_;
  std::unique_ptr<EventSource> source_;
  int looks_ = 0;
};

TEST_F(SimulatedEventsTest, CallsOnceForWhatConcernsChips) {
  Send(kChipAdded);
  EXPECT_EQ(CountLooks(), 1);
  EXPECT_EQ(source_->status(), absl::OkStatus());
}

TEST_F(SimulatedEventsTest, PassesOverWhatConcernsNoChip) {
  Send(kDiskAdded);
  EXPECT_EQ(CountLooks(), 0);
}

TEST_F(SimulatedEventsTest, CallsOnceForAllThatIsThereAtOnce) {
  for (int chip = 0; chip < 16; ++chip) {
    Send(kChipAdded);
    Send(kDiskAdded);
  }
  EXPECT_EQ(CountLooks(), 1);
}

TEST_F(SimulatedEventsTest, CallsAgainForWhatComesLater) {
  Send(kChipAdded);
  const auto later = loop_.CallAfter(absl::Milliseconds(5), [this] { Send(kChipAdded); });
  EXPECT_EQ(CountLooks(), 2);
}

TEST_F(SimulatedEventsTest, CallsForWhatItCannotUnderstand) {
  Send("garbage");
  EXPECT_EQ(CountLooks(), 1);
}

TEST_F(SimulatedEventsTest, CallsForWhatIsTooLong) {
  Send(std::string(9000, 'x') + kDiskAdded);
  EXPECT_EQ(CountLooks(), 1);
}

TEST_F(SimulatedEventsTest, CallsOnceMoreWhenTheOtherSideEndsAndSaysSo) {
  host_.Reset();
  EXPECT_EQ(CountLooks(), 1);
  EXPECT_TRUE(absl::IsUnavailable(source_->status()));
  EXPECT_TRUE(absl::StrContains(source_->status().message(), "has ended"));
}

TEST_F(SimulatedEventsTest, CallsNobodyAfterItsEnd) {
  Send(kChipAdded);
  source_ = nullptr;
  EXPECT_EQ(CountLooks(), 0);
}

TEST_F(SimulatedEventsTest, FailsWhereNobodyListens) {
  const std::string nowhere = directory_.Path("nowhere");
  const absl::Status status = MakeSimulatedEvents(&loop_, nowhere).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), nowhere));
  server_.Reset();
  EXPECT_TRUE(absl::IsUnavailable(MakeSimulatedEvents(&loop_, path_).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(MakeSimulatedEvents(&loop_, std::string(200, 'x')).status()));
}

}  // namespace
}  // namespace neuron
