#include "agent/lease/packet.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

class PacketTest : public testing::Test {
 protected:
  PacketTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    near_ = UniqueFd(ends[0]);
    far_ = UniqueFd(ends[1]);
  }

  UniqueFd near_;
  UniqueFd far_;
};

UniqueFd SomeFile() { return UniqueFd(open("/dev/null", O_RDONLY | O_CLOEXEC)); }

int CountDescriptors() {
  int count = 0;
  for (int fd = 0; fd < 200; ++fd) {
    count += fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
  }
  return count;
}

TEST_F(PacketTest, ArrivesAsItWasSent) {
  ASSERT_TRUE(SendPacket(near_.get(), "one").ok());
  ASSERT_TRUE(SendPacket(near_.get(), "two").ok());
  const absl::StatusOr<Packet> packet = ReceivePacket(far_.get());
  ASSERT_TRUE(packet.ok()) << packet.status();
  EXPECT_EQ(packet->bytes, "one");
  EXPECT_FALSE(packet->passed.valid());
  EXPECT_EQ(ReceivePacket(far_.get())->bytes, "two");
}

TEST_F(PacketTest, BringsADescriptorThatIsClosedOnExec) {
  const UniqueFd file = SomeFile();
  ASSERT_TRUE(SendPacket(near_.get(), "x", file.get()).ok());
  const absl::StatusOr<Packet> packet = ReceivePacket(far_.get());
  ASSERT_TRUE(packet.ok());
  ASSERT_TRUE(packet->passed.valid());
  EXPECT_NE(packet->passed.get(), file.get());
  EXPECT_EQ(fcntl(packet->passed.get(), F_GETFD), FD_CLOEXEC);
}

TEST_F(PacketTest, KeepsOneDescriptorOfSeveral) {
  const UniqueFd file = SomeFile();
  const int passed[2] = {file.get(), file.get()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(passed))] = {};
  char byte = 'x';
  iovec part = {&byte, 1};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof(control);
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(passed));
  std::memcpy(CMSG_DATA(header), passed, sizeof(passed));
  ASSERT_EQ(sendmsg(near_.get(), &message, 0), 1);
  const int before = CountDescriptors();
  const absl::StatusOr<Packet> packet = ReceivePacket(far_.get());
  ASSERT_TRUE(packet.ok());
  EXPECT_TRUE(packet->passed.valid());
  EXPECT_EQ(CountDescriptors(), before + 1);
}

TEST_F(PacketTest, TellsNothingYetFromTheEnd) {
  EXPECT_TRUE(absl::IsUnavailable(ReceivePacket(far_.get()).status()));
  near_.Reset();
  EXPECT_TRUE(absl::IsOutOfRange(ReceivePacket(far_.get()).status()));
}

TEST_F(PacketTest, IsRefusedIfItIsTooLong) {
  ASSERT_TRUE(SendPacket(near_.get(), std::string(kMaxPacket, 'x')).ok());
  EXPECT_EQ(ReceivePacket(far_.get())->bytes.size(), kMaxPacket);
  ASSERT_TRUE(SendPacket(near_.get(), std::string(kMaxPacket + 1, 'x')).ok());
  EXPECT_TRUE(absl::IsInvalidArgument(ReceivePacket(far_.get()).status()));
}

TEST_F(PacketTest, IsNotSentToNobody) {
  far_.Reset();
  EXPECT_TRUE(absl::IsUnavailable(SendPacket(near_.get(), "x")));
}

TEST_F(PacketTest, WaitsForNobodyToRead) {
  absl::Status sent;
  for (int i = 0; i < 100'000 && sent.ok(); ++i) {
    sent = SendPacket(near_.get(), std::string(1000, 'x'));
  }
  EXPECT_TRUE(absl::IsUnavailable(sent)) << sent;
}

}  // namespace
}  // namespace neuron
