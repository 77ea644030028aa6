// The lease socket as a hostile or unlucky client meets it.

#include "agent/lease/lease_server.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

#include "agent/lease/packet.h"
#include "gtest/gtest.h"
#include "tests/lease/lease_host.h"

namespace neuron {
namespace {

UniqueFd Connect(const LeaseHost& host) {
  UniqueFd client(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const std::string path = host.socket();
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  EXPECT_EQ(connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  return client;
}

LeaseRequest Request(int chips, absl::Duration wait = absl::Seconds(60)) {
  LeaseRequest request;
  request.chips = chips;
  request.wait = wait;
  request.command = "train";
  return request;
}

UniqueFd Ask(const LeaseHost& host, const LeaseRequest& request) {
  UniqueFd client = Connect(host);
  EXPECT_TRUE(SendPacket(client.get(), EncodeLeaseRequest(request)).ok());
  return client;
}

// The next packet, within ten seconds.
absl::StatusOr<Packet> Read(const UniqueFd& client) {
  pollfd polled = {client.get(), POLLIN, 0};
  return poll(&polled, 1, 10'000) == 1 ? ReceivePacket(client.get())
                                       : absl::DeadlineExceededError("nothing came");
}

LeaseReply Reply(const UniqueFd& client) {
  const absl::StatusOr<Packet> packet = Read(client);
  EXPECT_TRUE(packet.ok()) << packet.status();
  absl::StatusOr<LeaseReply> reply = DecodeLeaseReply(packet.ok() ? packet->bytes : "");
  return reply.ok() ? *std::move(reply) : LeaseReply(reply.status());
}

absl::Status Refusal(const UniqueFd& client) {
  const LeaseReply reply = Reply(client);
  const auto* const why = absl::get_if<absl::Status>(&reply);
  return why == nullptr ? absl::OkStatus() : *why;
}

TEST(LeaseServer, GrantsAndHangsUp) {
  LeaseHost host;
  const UniqueFd client = Ask(host, Request(4));
  const absl::StatusOr<Packet> packet = Read(client);
  ASSERT_TRUE(packet.ok()) << packet.status();
  EXPECT_TRUE(packet->passed.valid());
  const absl::StatusOr<LeaseReply> reply = DecodeLeaseReply(packet->bytes);
  EXPECT_EQ(absl::get<LeaseTerms>(*reply).chips, (ChipSet{0, 1, 2, 3}));
  EXPECT_TRUE(absl::IsOutOfRange(Read(client).status()));
  EXPECT_EQ(host.leases()[0].command, "train");
  EXPECT_EQ(host.leases()[0].pid, getpid());
}

TEST(LeaseServer, EndsTheLeaseOfAClientThatLeftInTheMeantime) {
  LeaseHost host;
  host.SetFree({});
  UniqueFd client = Ask(host, Request(4));
  EXPECT_EQ(absl::get<LeasePosition>(Reply(client)).position, 1);
  host.SetFree(kTorusChips);
  const UniqueFd another = Ask(host, Request(1));
  client.Reset();
  EXPECT_TRUE(Read(another).ok());
  EXPECT_TRUE(host.AwaitLeases(0));
}

TEST(LeaseServer, TakesAClientThatLeavesFromTheQueue) {
  LeaseHost host;
  host.SetFree({8, 9, 10, 11});
  UniqueFd first = Ask(host, Request(16));
  EXPECT_EQ(absl::get<LeasePosition>(Reply(first)).position, 1);
  const UniqueFd second = Ask(host, Request(4));
  EXPECT_EQ(absl::get<LeasePosition>(Reply(second)).position, 2);
  first.Reset();
  EXPECT_EQ(absl::get<LeaseTerms>(Reply(second)).chips, (ChipSet{8, 9, 10, 11}));
}

TEST(LeaseServer, RefusesWhatIsNoRequest) {
  LeaseHost host;
  const UniqueFd garbled = Connect(host);
  ASSERT_TRUE(SendPacket(garbled.get(), "\xff\xff").ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Refusal(garbled)));
  const UniqueFd oversized = Connect(host);
  ASSERT_TRUE(SendPacket(oversized.get(), std::string(kMaxPacket + 1, 'x')).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Refusal(oversized)));
  const UniqueFd impossible = Ask(host, Request(0));
  EXPECT_TRUE(absl::IsFailedPrecondition(Refusal(impossible)));
}

TEST(LeaseServer, RefusesASecondRequest) {
  LeaseHost host;
  host.SetFree({});
  const UniqueFd client = Ask(host, Request(4));
  EXPECT_EQ(absl::get<LeasePosition>(Reply(client)).position, 1);
  ASSERT_TRUE(SendPacket(client.get(), EncodeLeaseRequest(Request(1))).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Refusal(client)));
  // It has left the queue.
  const UniqueFd next = Ask(host, Request(4));
  EXPECT_EQ(absl::get<LeasePosition>(Reply(next)).position, 1);
}

TEST(LeaseServer, RefusesOneWhoSaysNothing) {
  LeaseHost host;
  const UniqueFd client = Connect(host);
  const absl::Status refusal = Refusal(client);
  EXPECT_EQ(refusal, absl::DeadlineExceededError("no lease request within 5s"));
}

TEST(LeaseServer, RefusesTheClientThatIsTooMany) {
  LeaseHost host;
  std::vector<UniqueFd> clients;
  for (std::size_t i = 0; i < LeaseServer::kMaxClients; ++i) {
    clients.push_back(Connect(host));
  }
  const UniqueFd last = Connect(host);
  EXPECT_TRUE(absl::IsDeadlineExceeded(Refusal(last)));
  clients.clear();
  const UniqueFd next = Ask(host, Request(1));
  EXPECT_EQ(absl::get<LeaseTerms>(Reply(next)).chips, ChipSet{0});
}

TEST(LeaseServer, HangsUpWhenItEnds) {
  LeaseHost host;
  host.SetFree({});
  const UniqueFd client = Ask(host, Request(4));
  EXPECT_EQ(absl::get<LeasePosition>(Reply(client)).position, 1);
  host.Stop();
  EXPECT_TRUE(absl::IsOutOfRange(Read(client).status()));
}

TEST(LeaseServer, KeepsLeasesOverARestart) {
  LeaseHost host;
  const UniqueFd client = Ask(host, Request(4));
  absl::StatusOr<Packet> granted = Read(client);
  ASSERT_TRUE(granted.ok());
  host.Restart();
  ASSERT_EQ(host.leases().size(), 1u);
  EXPECT_EQ(host.leases()[0].chips, (ChipSet{0, 1, 2, 3}));
  granted->passed.Reset();
  EXPECT_TRUE(host.AwaitLeases(0));
}

TEST(LeaseServer, DropsWhatEndedWhileThereWasNoDaemon) {
  LeaseHost host;
  const UniqueFd client = Ask(host, Request(4));
  absl::StatusOr<Packet> granted = Read(client);
  ASSERT_TRUE(granted.ok());
  host.Restart();
  granted->passed.Reset();
  host.Restart();
  EXPECT_TRUE(host.leases().empty());
}

}  // namespace
}  // namespace neuron
