#include "agent/workload/holder_source.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/device/device_identity.h"
#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr int kPid = FakeProc::kFirstPid;

// One descriptor of chip 0, or a failure.
class FakeWalk : public DescriptorWalk {
 public:
  explicit FakeWalk(absl::Status status) : status_(std::move(status)) {}

  absl::StatusOr<std::vector<descriptor_record>> Walk(const std::vector<Subject>&) override {
    if (!status_.ok()) {
      return status_;
    }
    descriptor_record record = {};
    record.tgid = kPid;
    record.start_ns = 70 * 10'000'000ul;
    record.flags = O_RDWR;
    return std::vector<descriptor_record>{record};
  }

 private:
  const absl::Status status_;
};

HolderScan Scan(const FakeProc& proc, absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk) {
  return MakeHolderSource(proc.path(), std::move(walk))
      ->Scan({}, {absl::FromUnixSeconds(7), absl::Seconds(70)});
}

TEST(HolderSource, LooksWithTheKernelWhereItCan) {
  const HolderScan scan = Scan(FakeProc(), std::make_unique<FakeWalk>(absl::OkStatus()));
  EXPECT_EQ(scan.source, "bpf");
  EXPECT_EQ(scan.taken_at, absl::FromUnixSeconds(7));
  EXPECT_TRUE(scan.sight.ok());
  ASSERT_THAT(scan.holders, SizeIs(1));
  EXPECT_EQ(scan.holders[0].pid, kPid);
}

TEST(HolderSource, LooksAtProcWhereThereIsNoWalk) {
  const HolderScan scan = Scan(FakeProc(), absl::PermissionDeniedError("no CAP_BPF"));
  EXPECT_EQ(scan.source, "proc");
  EXPECT_TRUE(scan.sight.ok());
  EXPECT_THAT(scan.holders, IsEmpty());
}

TEST(HolderSource, LooksAtProcWhereTheWalkFails) {
  const HolderScan scan =
      Scan(FakeProc(), std::make_unique<FakeWalk>(absl::UnavailableError("read")));
  EXPECT_EQ(scan.source, "proc");
  EXPECT_EQ(scan.taken_at, absl::FromUnixSeconds(7));
}

TEST(HolderSource, IsBlindInAPidNamespaceOfItsOwnEitherWay) {
  FakeProc proc;
  proc.SetPidNamespace("pid:[4026532000]");
  const HolderScan kernel = Scan(proc, std::make_unique<FakeWalk>(absl::OkStatus()));
  EXPECT_EQ(kernel.source, "bpf");
  EXPECT_EQ(kernel.sight.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(kernel.holders, SizeIs(1));
  EXPECT_EQ(Scan(proc, absl::NotFoundError("no BTF")).sight.code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(HolderSource, NeedsNoPtraceToLookWithTheKernel) {
  FakeProc proc;
  proc.SetStatus("CapEff:\t0000000000000000\n");
  EXPECT_TRUE(Scan(proc, std::make_unique<FakeWalk>(absl::OkStatus())).sight.ok());
  EXPECT_FALSE(Scan(proc, absl::NotFoundError("no BTF")).sight.ok());
}

TEST(HolderSource, LeavesOutThisProcessThatProcTellsOf) {
  const FakeTree tree({File("neuron0", "")});
  const UniqueFd fd(open(tree.Path("neuron0").c_str(), O_RDONLY | O_CLOEXEC));
  struct statx found;
  ASSERT_EQ(statx(fd.get(), "", AT_EMPTY_PATH, STATX_TYPE | STATX_INO, &found), 0);
  const HolderScan scan =
      MakeHolderSource("/proc", absl::NotFoundError("no BTF"))->Scan({{IdentityOf(found), 0}}, {});
  EXPECT_EQ(scan.source, "proc");
  EXPECT_THAT(scan.holders, IsEmpty());
}

std::string Id() { return std::string(64, 'a'); }

TEST(HolderSource, TellsWhatProcHasOfTheHolders) {
  FakeProc proc;
  proc.AddProcess(kPid, "train", 70);
  proc.tree().Write(absl::StrCat("proc/", kPid, "/cgroup"),
                    absl::StrCat("0::/docker/", Id(), "\n"));
  const HolderScan scan = Scan(proc, std::make_unique<FakeWalk>(absl::OkStatus()));
  EXPECT_EQ(scan.holders[0].state, Reading<char>('S'));
  EXPECT_EQ(scan.holders[0].container, Reading<std::string>(Id()));
}

TEST(HolderSource, RemembersSinceWhen) {
  FakeProc proc;
  proc.AddProcess(kPid, "train", 70);
  const auto source = MakeHolderSource(proc.path(), std::make_unique<FakeWalk>(absl::OkStatus()));
  EXPECT_EQ(source->Scan({}, {absl::FromUnixSeconds(7), absl::Seconds(70)}).holders[0].since,
            absl::FromUnixSeconds(7));
  const Holder holder = source->Scan({}, {absl::FromUnixSeconds(8), absl::Seconds(72)}).holders[0];
  EXPECT_EQ(holder.since, absl::FromUnixSeconds(7));
  EXPECT_EQ(holder.state_since, absl::FromUnixSeconds(7));
}

}  // namespace
}  // namespace neuron
