#include "agent/cli/lease_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "absl/strings/match.h"
#include "tests/lease/lease_host.h"

namespace {

// By how much the host's clock was set.
std::atomic<int> set_forward_hours{0};

}  // namespace

// In place of the C library's: a test may not set the machine's clock.
extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {
  const int result = static_cast<int>(syscall(SYS_clock_gettime, clock, now));
  if (clock == CLOCK_REALTIME) {
    now->tv_sec += 3600 * set_forward_hours;
  }
  return result;
}

namespace neuron {
namespace {

LeaseRequest Request(int chips, absl::Duration wait) {
  LeaseRequest request;
  request.chips = chips;
  request.wait = wait;
  request.command = "train";
  return request;
}

absl::StatusOr<HeldLease> Ask(const std::string& socket, int chips,
                              absl::Duration wait = absl::Seconds(20)) {
  return AskForLease(socket, Request(chips, wait), [](int) {});
}

TEST(AskForLease, HoldsALeaseUntilItsDescriptorIsClosed) {
  LeaseHost host;
  {
    const absl::StatusOr<HeldLease> lease = Ask(host.socket(), 4);
    ASSERT_TRUE(lease.ok()) << lease.status();
    EXPECT_EQ(lease->terms.chips, (ChipSet{0, 1, 2, 3}));
    EXPECT_EQ(lease->terms.visible_cores, "0-7");
    EXPECT_EQ(host.leases().size(), 1u);
  }
  EXPECT_TRUE(host.AwaitLeases(0));
}

TEST(AskForLease, TellsThePlaceInTheQueue) {
  LeaseHost host;
  host.SetFree({});
  std::vector<int> places;
  const absl::StatusOr<HeldLease> lease =
      AskForLease(host.socket(), Request(4, absl::Seconds(20)), [&](int place) {
        places.push_back(place);
        host.SetFree(kTorusChips);
        // Another look, for another: the queue moves.
        EXPECT_TRUE(Ask(host.socket(), 3).status().code() == absl::StatusCode::kFailedPrecondition);
      });
  EXPECT_TRUE(lease.ok()) << lease.status();
  EXPECT_THAT(places, testing::ElementsAre(1));
}

TEST(AskForLease, WaitsNoLongerThanItWants) {
  LeaseHost host;
  host.SetFree({0, 1, 2});
  for (const absl::Duration wait : {absl::ZeroDuration(), absl::Milliseconds(300)}) {
    const absl::Status refused = Ask(host.socket(), 4, wait).status();
    EXPECT_TRUE(absl::IsDeadlineExceeded(refused)) << refused;
    EXPECT_TRUE(absl::StrContains(refused.message(), "free: 0-2; leased: none")) << refused;
  }
}

TEST(AskForLease, WaitsAsLongWhenTheClockIsSet) {
  LeaseHost host;
  host.SetFree({});
  const absl::StatusOr<HeldLease> lease =
      AskForLease(host.socket(), Request(4, absl::Seconds(20)), [&](int) {
        set_forward_hours = 5;
        host.SetFree(kTorusChips);
        EXPECT_TRUE(absl::IsFailedPrecondition(Ask(host.socket(), 3).status()));
      });
  set_forward_hours = 0;
  EXPECT_TRUE(lease.ok()) << lease.status();
}

TEST(AskForLease, IsRefusedWhatWillNeverBe) {
  LeaseHost host;
  const absl::Status refused = Ask(host.socket(), 5).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << refused;
}

TEST(AskForLease, SaysWhereThereIsNoAgent) {
  const TemporaryDirectory directory;
  const absl::Status nobody = Ask(directory.Path("s"), 1).status();
  EXPECT_TRUE(absl::IsUnavailable(nobody));
  EXPECT_TRUE(absl::StrContains(nobody.message(), directory.Path("s"))) << nobody;
  EXPECT_TRUE(absl::StrContains(nobody.message(), "start neuron-agent")) << nobody;
  EXPECT_TRUE(absl::IsUnavailable(Ask(std::string(200, 'x'), 1).status()));
  EXPECT_TRUE(absl::IsUnavailable(Ask("", 1).status()));
}

sockaddr_un AddressOf(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

TEST(AskForLease, HearsThatTooManyWait) {
  LeaseHost host;
  const sockaddr_un address = AddressOf(host.socket());
  std::vector<UniqueFd> others;
  for (std::size_t i = 0; i < LeaseServer::kMaxClients; ++i) {
    others.emplace_back(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    ASSERT_EQ(
        connect(others.back().get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)),
        0);
  }
  const absl::Status refused = Ask(host.socket(), 1).status();
  EXPECT_TRUE(absl::StrContains(refused.message(), "already 256 processes wait")) << refused;
  EXPECT_TRUE(absl::IsDeadlineExceeded(refused));
}

TEST(AskForLease, SaysThatTheSocketIsAnotherOne) {
  const TemporaryDirectory directory;
  const std::string path = directory.Path("s");
  const UniqueFd stream(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_un address = AddressOf(path);
  ASSERT_EQ(bind(stream.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(listen(stream.get(), 1), 0);
  const absl::Status status = Ask(path, 1).status();
  EXPECT_TRUE(absl::StrContains(status.message(), "another kind of socket")) << status;
}

TEST(AskForLease, SaysThatTheAgentHasStopped) {
  LeaseHost host;
  host.SetFree({});
  const absl::Status status =
      AskForLease(host.socket(), Request(4, absl::Seconds(20)), [&](int) { host.Stop(); }).status();
  EXPECT_EQ(status, absl::UnavailableError("the agent has stopped before it answered; try again"));
}

TEST(AskForLease, GivesFourClientsAtOnceChipsOfTheirOwn) {
  LeaseHost host;
  std::vector<absl::StatusOr<HeldLease>> leases(4);
  std::vector<std::thread> clients;
  for (absl::StatusOr<HeldLease>& lease : leases) {
    clients.emplace_back([&] { lease = Ask(host.socket(), 4); });
  }
  for (std::thread& client : clients) {
    client.join();
  }
  std::uint64_t all = 0;
  for (const absl::StatusOr<HeldLease>& lease : leases) {
    ASSERT_TRUE(lease.ok()) << lease.status();
    EXPECT_EQ(all & lease->terms.chips.bits(), 0u);
    all |= lease->terms.chips.bits();
  }
  EXPECT_EQ(all, kTorusChips.bits());
}

}  // namespace
}  // namespace neuron
