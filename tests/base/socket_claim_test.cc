#include "agent/base/socket_claim.h"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

sockaddr_un AddressOf(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

// A server on a Unix socket, as gRPC would be one. It is dead once the descriptor is closed.
UniqueFd Listen(const std::string& path, int type = SOCK_STREAM) {
  UniqueFd listener(socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  const sockaddr_un address = AddressOf(path);
  EXPECT_EQ(bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  if (type == SOCK_STREAM) {
    EXPECT_EQ(listen(listener.get(), 8), 0);
  }
  return listener;
}

bool CanConnect(const std::string& path) {
  const UniqueFd client(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_un address = AddressOf(path);
  return connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

mode_t ModeOf(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(lstat(path.c_str(), &info), 0);
  return info.st_mode & 07777;
}

bool Contains(const absl::Status& status, const std::string& text) {
  return std::string(status.message()).find(text) != std::string::npos;
}

TEST(SocketClaim, OpensThePathToClients) {
  const TemporaryDirectory directory;
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  const UniqueFd listener = Listen(claim->bind_path());
  EXPECT_FALSE(Exists(directory.Path("s")));
  ASSERT_TRUE(claim->Open("").ok());
  EXPECT_EQ(ModeOf(directory.Path("s")), 0660u);
  EXPECT_TRUE(CanConnect(directory.Path("s")));
  EXPECT_FALSE(Exists(directory.Path("s.new")));
}

TEST(SocketClaim, LetsNobodyReachTheSocketBeforeItIsOpen) {
  const TemporaryDirectory directory;
  const absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  EXPECT_EQ(ModeOf(directory.Path("s.new")), 0700u);
}

TEST(SocketClaim, MakesTheDirectory) {
  const TemporaryDirectory directory;
  const absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("run/s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  EXPECT_EQ(ModeOf(directory.Path("run")), 0755u);
  EXPECT_TRUE(absl::IsNotFound(SocketClaim::Take(directory.Path("no/such/s")).status()));
}

TEST(SocketClaim, KeepsASecondAgentOut) {
  const TemporaryDirectory directory;
  const absl::StatusOr<SocketClaim> first = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(SocketClaim::Take(directory.Path("s")).status(),
            absl::AlreadyExistsError(absl::StrCat("another neuron-agent (pid ", getpid(),
                                                  ") is serving ", directory.Path("s"),
                                                  "; stop it, or give --socket=OTHER")));
}

TEST(SocketClaim, DoesNotStealFromAServerThatKnowsNoLock) {
  const TemporaryDirectory directory;
  const UniqueFd listener = Listen(directory.Path("s"));
  const absl::Status status = SocketClaim::Take(directory.Path("s")).status();
  EXPECT_TRUE(absl::IsAlreadyExists(status));
  EXPECT_TRUE(Contains(status, absl::StrCat("(pid ", getpid(), ")"))) << status;
  EXPECT_TRUE(CanConnect(directory.Path("s")));
  EXPECT_FALSE(Exists(directory.Path("s.lock")));
}

TEST(SocketClaim, DoesNotStealADatagramSocket) {
  const TemporaryDirectory directory;
  const UniqueFd listener = Listen(directory.Path("s"), SOCK_DGRAM);
  EXPECT_TRUE(absl::IsAlreadyExists(SocketClaim::Take(directory.Path("s")).status()));
  EXPECT_TRUE(Exists(directory.Path("s")));
}

TEST(SocketClaim, ReplacesADeadSocket) {
  const TemporaryDirectory directory;
  Listen(directory.Path("s")).Reset();
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  const UniqueFd listener = Listen(claim->bind_path());
  ASSERT_TRUE(claim->Open("").ok());
  EXPECT_TRUE(CanConnect(directory.Path("s")));
}

TEST(SocketClaim, CopesWithWhatAKilledAgentLeft) {
  const TemporaryDirectory directory;
  ASSERT_EQ(mkdir(directory.Path("s.new").c_str(), 0700), 0);
  Listen(directory.Path("s.new/s")).Reset();
  directory.Write("s.lock", "123\n");
  EXPECT_TRUE(SocketClaim::Take(directory.Path("s")).ok());
}

TEST(SocketClaim, NeverTouchesWhatIsNotASocket) {
  const TemporaryDirectory directory;
  const std::string file = directory.Write("s", "precious");
  const absl::Status status = SocketClaim::Take(file).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_TRUE(Contains(status, file));
  EXPECT_EQ(ReadFile(file).value(), "precious");
}

TEST(SocketClaim, NeverTouchesAForeignFileInItsOwnDirectory) {
  const TemporaryDirectory directory;
  ASSERT_EQ(mkdir(directory.Path("s.new").c_str(), 0700), 0);
  directory.Write("s.new/s", "precious");
  EXPECT_TRUE(absl::IsAlreadyExists(SocketClaim::Take(directory.Path("s")).status()));
  EXPECT_TRUE(Exists(directory.Path("s.new/s")));
}

TEST(SocketClaim, LeavesNothingBehind) {
  const TemporaryDirectory directory;
  {
    absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
    ASSERT_TRUE(claim.ok()) << claim.status();
    const UniqueFd listener = Listen(claim->bind_path());
    ASSERT_TRUE(claim->Open("").ok());
  }
  EXPECT_FALSE(Exists(directory.Path("s")));
  EXPECT_FALSE(Exists(directory.Path("s.lock")));
  EXPECT_FALSE(Exists(directory.Path("s.new")));
}

TEST(SocketClaim, LeavesASocketThatIsNoLongerOurs) {
  const TemporaryDirectory directory;
  UniqueFd stranger;
  {
    absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
    ASSERT_TRUE(claim.ok()) << claim.status();
    const UniqueFd listener = Listen(claim->bind_path());
    ASSERT_TRUE(claim->Open("").ok());
    ASSERT_EQ(unlink(directory.Path("s").c_str()), 0);
    stranger = Listen(directory.Path("s"));
  }
  EXPECT_TRUE(CanConnect(directory.Path("s")));
}

TEST(SocketClaim, NamesTheFlagThatChoosesThePath) {
  const TemporaryDirectory directory;
  const std::string file = directory.Write("s", "precious");
  const absl::Status status = SocketClaim::Take(file, "--lease_socket").status();
  EXPECT_TRUE(Contains(status, "give --lease_socket=OTHER")) << status;
}

TEST(SocketClaim, DoesNotStealAPacketSocket) {
  const TemporaryDirectory directory;
  const UniqueFd living = Listen(directory.Path("living"), SOCK_SEQPACKET);
  EXPECT_TRUE(absl::IsAlreadyExists(SocketClaim::Take(directory.Path("living")).status()));
  Listen(directory.Path("dead"), SOCK_SEQPACKET).Reset();
  EXPECT_TRUE(SocketClaim::Take(directory.Path("dead")).ok());
}

TEST(SocketClaim, MovesWhole) {
  const TemporaryDirectory directory;
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  {
    const SocketClaim moved = *std::move(claim);
    EXPECT_EQ(moved.path(), directory.Path("s"));
  }
  EXPECT_FALSE(Exists(directory.Path("s.lock")));
}

TEST(SocketClaim, NamesAPathThatCannotBe) {
  EXPECT_TRUE(absl::IsInvalidArgument(SocketClaim::Take("").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(SocketClaim::Take("/tmp/").status()));
  const TemporaryDirectory directory;
  const std::string longest =
      directory.Path(std::string(SocketClaim::kMaxPath - directory.Path("").size(), 'x'));
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(longest);
  ASSERT_TRUE(claim.ok()) << claim.status();
  const UniqueFd listener = Listen(claim->bind_path());
  EXPECT_TRUE(absl::IsInvalidArgument(SocketClaim::Take(longest + "x").status()));
}

TEST(SocketClaim, GivesTheSocketToAGroup) {
  const group* const own = getgrgid(getegid());
  ASSERT_NE(own, nullptr);
  const std::string name = own->gr_name;
  const TemporaryDirectory directory;
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  const UniqueFd listener = Listen(claim->bind_path());
  const absl::Status status = claim->Open("no-such-group");
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_TRUE(Contains(status, "no-such-group"));
  EXPECT_TRUE(claim->Open(name).ok());
}

}  // namespace
}  // namespace neuron
