#include "agent/edge/edges.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "agent/base/file.h"
#include "tests/edge/chip_nodes.h"
#include "tests/edge/heard_edges.h"
#include "tests/fakes/fake_driver_calls.h"
#include "tests/fakes/fake_tree.h"
#include "tests/probes/stand_in_driver.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = Edge::Kind;

// A driver with the major number 245, whose chips' minors are not their numbers. Where inotify
// listens is told by opens of neuron5, a file.
class EdgesTest : public testing::Test {
 protected:
  EdgesTest() {
    tree_.Write("dev/neuron5", "");
    auto calls = std::make_unique<FakeDriverCalls>();
    calls_ = calls.get();
    source_ = MakeEdgeSource(edges_.loop(), tree_.host(), std::move(calls));
    source_->Start(edges_.Ear());
  }

  const ChipIdentities devices_ = {{DeviceIdentity::CharacterDevice(245, 0), 3},
                                   {DeviceIdentity::CharacterDevice(245, 1), 4}};
  ChipIdentities File5() const { return {{IdentityAt(tree_.Path("dev/neuron5")), 5}}; }

  // The driver has these functions from now on, and is attached to.
  void Attach(std::set<driver_function> functions) {
    calls_->SetFunctions(std::move(functions));
    source_->Follow(devices_, {});
    EXPECT_THAT(KindsOf(edges_.Await(1)), ElementsAre(Kind::kRenewed));
  }

  // `source` listens at neuron5, at which it did not.
  void FollowFile5(EdgeSource* source) {
    source->Follow(File5(), {});
    EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kRenewed));
  }

  void OpenFile5() { UniqueFd(open(tree_.Path("dev/neuron5").c_str(), O_RDWR | O_CLOEXEC)); }

  FakeTree tree_;
  HeardEdges edges_;
  FakeDriverCalls* calls_;
  std::unique_ptr<EdgeSource> source_;
};

TEST_F(EdgesTest, TellWhatTheDriverIsCalledFor) {
  Attach({DRIVER_OPEN, DRIVER_ATTACH, DRIVER_FLUSH, DRIVER_DETACH, DRIVER_RELEASE, DRIVER_RESET});
  for (const driver_function function :
       {DRIVER_OPEN, DRIVER_ATTACH, DRIVER_FLUSH, DRIVER_DETACH, DRIVER_RELEASE, DRIVER_RESET}) {
    calls_->Call({function, absl::Seconds(7), 42, absl::nullopt});
  }
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kAttached, Kind::kClosed,
                                                  Kind::kDetached, Kind::kClosed, Kind::kReset));
}

TEST_F(EdgesTest, TellWhoDidItWhenAndToWhichChip) {
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  calls_->Call({DRIVER_OPEN, absl::Seconds(7), 42, DriverCall::Node{245, 1}});
  calls_->Call({DRIVER_OPEN, absl::Seconds(8), 43, DriverCall::Node{245, 9}});
  calls_->Call({DRIVER_FLUSH, absl::Seconds(9), 44, absl::nullopt});
  const std::vector<Edge> heard = edges_.Take();
  ASSERT_THAT(heard, SizeIs(3));
  EXPECT_EQ(heard[0].at, absl::Seconds(7));
  EXPECT_EQ(heard[0].pid, 42);
  EXPECT_EQ(heard[0].chip, 4);
  EXPECT_EQ(heard[1].chip, -1);
  EXPECT_EQ(heard[2].chip, -1);
}

TEST_F(EdgesTest, TellThatCallsWereLost) {
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  calls_->Drop({DRIVER_OPEN, absl::Seconds(7), 42, absl::nullopt});
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kLost));
  calls_->Call({DRIVER_OPEN, absl::Seconds(7), 42, absl::nullopt});
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened));
  calls_->SetForeign(absl::DataLossError("no call"));
  calls_->Call({DRIVER_OPEN, absl::Seconds(7), 42, absl::nullopt});
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kLost));
}

TEST_F(EdgesTest, ListenAtNoNodeWhereProbesTellOfEachOpenAndClose) {
  // There are no such nodes, but nobody asks.
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  EXPECT_TRUE(source_->status().ok()) << source_->status();
  Attach({DRIVER_OPEN, DRIVER_ATTACH, DRIVER_DETACH, DRIVER_RELEASE});
  EXPECT_TRUE(absl::IsNotFound(source_->status())) << source_->status();
  Attach({DRIVER_FLUSH});
  EXPECT_TRUE(absl::IsNotFound(source_->status())) << source_->status();
}

TEST_F(EdgesTest, ListenAtASimulatedNodeWhateverTheProbesTell) {
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  FollowFile5(source_.get());
  OpenFile5();
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(EdgesTest, ListenAtNodesWhenTheDriverLosesItsProbesAndNoMoreWhenTheyAreBack) {
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  Attach({});
  FollowFile5(source_.get());
  OpenFile5();
  EXPECT_THAT(edges_.Take(), SizeIs(2));
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  OpenFile5();
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

TEST_F(EdgesTest, ListenAtNodesAndWaitForNothingWhileTheProbesAreAttached) {
  Attach({DRIVER_OPEN, DRIVER_FLUSH});
  calls_->HoldUp();
  calls_->SetFunctions({DRIVER_OPEN, DRIVER_FLUSH, DRIVER_RESET});
  source_->Follow(devices_, {});
  // There are no such nodes.
  EXPECT_TRUE(absl::IsNotFound(source_->status())) << source_->status();
  EXPECT_THAT(source_->Reports(), SizeIs(2));
  calls_->LetGo();
  EXPECT_THAT(KindsOf(edges_.Await(1)), ElementsAre(Kind::kRenewed));
  EXPECT_TRUE(source_->status().ok()) << source_->status();
  EXPECT_THAT(source_->Reports(), SizeIs(3));
}

TEST_F(EdgesTest, MayGoWhileTheProbesAreAttached) {
  calls_->SetFunctions({DRIVER_OPEN, DRIVER_FLUSH});
  source_->Follow(devices_, {});
  source_ = nullptr;
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

TEST_F(EdgesTest, TellOfExitsEitherWay) {
  Child child([] {});
  const int pid = child.pid();
  source_->FollowExits({pid});
  child.End();
  const std::vector<Edge> heard = edges_.Await(1);
  ASSERT_THAT(KindsOf(heard), ElementsAre(Kind::kExited));
  EXPECT_EQ(heard[0].pid, pid);
}

TEST_F(EdgesTest, TellNothingFromWithinACall) {
  int heard = 0;
  auto source = MakeEdgeSource(edges_.loop(), tree_.host(), absl::UnavailableError("none"));
  source->Start([&](const Edge&) { ++heard; });
  source->Follow(File5(), {});
  OpenFile5();
  Child child([] {});
  const int pid = child.pid();
  child.End();
  source->FollowExits({pid});
  EXPECT_EQ(heard, 0);
  edges_.Take();
  EXPECT_EQ(heard, 4);
}

TEST_F(EdgesTest, ReportTheProbes) {
  Attach({DRIVER_OPEN});
  ASSERT_THAT(source_->Reports(), SizeIs(1));
  EXPECT_EQ(source_->Reports()[0].name, "kprobe:ncdev_open");
}

TEST_F(EdgesTest, ReportWhatInotifyLostOnceItHas) {
  std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
  int events = 0;
  ASSERT_TRUE(limit >> events);
  auto source = MakeEdgeSource(edges_.loop(), tree_.host(), absl::PermissionDeniedError("not you"));
  source->Start(edges_.Ear());
  FollowFile5(source.get());
  EXPECT_NE(source->Reports().back().name, "inotify:nodes");
  for (int i = 0; i < events; ++i) {
    OpenFile5();
  }
  EXPECT_EQ(edges_.Take().back().kind, Kind::kLost);
  const ProbeReport report = source->Reports().back();
  EXPECT_EQ(report.name, "inotify:nodes");
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.drops, 1u);
}

TEST_F(EdgesTest, ListenAtNodesAndSayWhyWhereThereAreNoProbes) {
  auto source = MakeEdgeSource(edges_.loop(), tree_.host(), absl::PermissionDeniedError("not you"));
  source->Start(edges_.Ear());
  FollowFile5(source.get());
  EXPECT_TRUE(source->status().ok()) << source->status();
  OpenFile5();
  EXPECT_THAT(edges_.Take(), SizeIs(2));
  const std::vector<ProbeReport> reports = source->Reports();
  ASSERT_THAT(reports, SizeIs(DRIVER_FUNCTIONS));
  for (const ProbeReport& report : reports) {
    EXPECT_TRUE(absl::StartsWith(report.name, "kprobe:")) << report.name;
    EXPECT_EQ(report.status, absl::PermissionDeniedError("not you"));
  }
}

// With the kernel's own answer to the programs, whatever it is here.
TEST_F(EdgesTest, HearASimulatedHostWithTheRealProbes) {
  auto source = MakeEdgeSource(edges_.loop(), tree_.host(), std::size_t{4096});
  source->Start(edges_.Ear());
  FollowFile5(source.get());
  EXPECT_TRUE(source->status().ok()) << source->status();
  OpenFile5();
  EXPECT_THAT(edges_.Take(), SizeIs(2));
  for (const ProbeReport& report : source->Reports()) {
    EXPECT_FALSE(report.status.ok()) << report.name;
  }
}

// The files that are open in this process: "anon_inode:inotify" and so on.
std::set<std::string> OpenFiles() {
  std::set<std::string> files;
  const std::vector<std::string> descriptors = ListDirectory("/proc/self/fd").value();
  for (const std::string& fd : descriptors) {
    files.insert(ReadLink("/proc/self/fd/" + fd).value_or(""));
  }
  return files;
}

// A process takes chip 1 of the stand-in driver, and is killed.
void ExpectToHearAHolder(const StandInDriver& driver, HeardEdges* edges) {
  Child child([&] { open(driver.Node(1).c_str(), O_RDWR); });
  const std::vector<Edge> taken = edges->Take();
  EXPECT_THAT(KindsOf(taken), ElementsAre(Kind::kOpened, Kind::kAttached));
  EXPECT_EQ(taken.at(0).chip, 1);
  EXPECT_EQ(taken.at(0).pid, child.pid());
  child.End();
  EXPECT_THAT(KindsOf(edges->Take()), ElementsAre(Kind::kClosed, Kind::kDetached, Kind::kClosed));
}

// Nodes are listened at until the driver's probes are attached.
void AwaitProbes(HeardEdges* edges) {
  do {
    EXPECT_THAT(KindsOf(edges->Await(1)), Each(Kind::kRenewed));
  } while (OpenFiles().count("anon_inode:inotify") != 0);
  EXPECT_THAT(KindsOf(edges->Take()), Each(Kind::kRenewed));
}

TEST(DriverEdges, AreHeardByProbesAloneAndOfADriverThatIsLoadedAgain) {
  if (!StandInDriver::IsHere()) {
    GTEST_SKIP() << "no stand-in driver here: see docs/vm.md";
  }
  StandInDriver driver;
  HeardEdges edges;
  const auto source = MakeEdgeSource(edges.loop(), HostPaths(), std::size_t{65536});
  source->Start(edges.Ear());
  for (int i = 0; i < 2; ++i) {
    source->Follow({{IdentityAt(driver.Node(0)), 0}, {IdentityAt(driver.Node(1)), 1}}, {});
    AwaitProbes(&edges);
    EXPECT_TRUE(source->status().ok()) << source->status();
    ExpectToHearAHolder(driver, &edges);
    driver.Unload();
    driver.Load();
  }
}

}  // namespace
}  // namespace neuron
