#include "agent/edge/edges.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/lifetime.h"
#include "agent/base/loop.h"
#include "agent/edge/exit_watch.h"
#include "agent/edge/node_watch.h"

namespace neuron {
namespace {

Edge::Kind KindOf(driver_function function) {
  switch (function) {
    case DRIVER_OPEN:
      return Edge::Kind::kOpened;
    case DRIVER_ATTACH:
      return Edge::Kind::kAttached;
    case DRIVER_FLUSH:
    case DRIVER_RELEASE:
      return Edge::Kind::kClosed;
    case DRIVER_DETACH:
      return Edge::Kind::kDetached;
    case DRIVER_RESET:
      return Edge::Kind::kReset;
    default:
      return Edge::Kind::kLost;
  }
}

int ChipOf(const absl::optional<DriverCall::Node>& node, const ChipIdentities& chips) {
  if (!node.has_value()) {
    return -1;
  }
  const auto chip = chips.find(DeviceIdentity::CharacterDevice(node->major, node->minor));
  return chip == chips.end() ? -1 : chip->second;
}

bool AreAllDevices(const ChipIdentities& chips) {
  return std::all_of(chips.begin(), chips.end(),
                     [](const auto& entry) { return entry.first.inode == 0; });
}

class HostEdges : public EdgeSource {
 public:
  HostEdges(Loop* loop, const HostPaths& host, absl::StatusOr<std::unique_ptr<DriverCalls>> calls)
      : loop_(loop),
        calls_(std::move(calls)),
        nodes_(loop, host, [this](const Edge& edge) { Tell(edge); }),
        exits_(loop, [this](const Edge& edge) { Tell(edge); }) {}

  ~HostEdges() override {
    if (attaching_.joinable()) {
      attaching_.join();
    }
  }

  void Start(std::function<void(const Edge&)> heard) override {
    heard_ = std::move(heard);
    if (calls_.ok()) {
      readable_ = loop_->Watch((*calls_)->descriptor(), [this] { Drain(); });
    }
  }

  void Follow(const ChipIdentities& chips, const std::vector<int>& container_pids) override {
    chips_ = chips;
    container_pids_ = container_pids;
    AttachIfOutdated();
    Listen();
  }

  void FollowExits(const std::vector<int>& pids) override { exits_.Follow(pids); }

  absl::Status status() const override {
    absl::Status all = nodes_.status();
    all.Update(exits_.status());
    return all;
  }

  std::vector<ProbeReport> Reports() const override {
    std::vector<ProbeReport> reports = ReportCalls();
    if (nodes_.drops() != 0) {
      reports.emplace_back();
      reports.back().name = "inotify:nodes";
      reports.back().drops = nodes_.drops();
    }
    return reports;
  }

 private:
  std::vector<ProbeReport> ReportCalls() const {
    if (!calls_.ok()) {
      return DriverCalls::ReportsWithout(calls_.status());
    }
    return attaching_.joinable() ? reports_ : (*calls_)->Reports();
  }

  // On a thread: the kernel takes its time for it, and the loop has none.
  void AttachIfOutdated() {
    if (!calls_.ok() || attaching_.joinable() || !(*calls_)->IsOutdated()) {
      return;
    }
    reports_ = (*calls_)->Reports();
    attaching_ = std::thread(
        [calls = calls_->get(), loop = loop_, done = lifetime_.Guard([this] { Attached(); })] {
          calls->Reattach();
          loop->Post(done);
        });
  }

  void Attached() {
    attaching_.join();
    AttachIfOutdated();
    Listen();
    TellOf(Edge::Kind::kRenewed);
  }

  // Whether they tell of all that happens at the nodes.
  bool ProbesHear() const {
    return calls_.ok() && !attaching_.joinable() && (*calls_)->Hears(DRIVER_OPEN) &&
           (*calls_)->Hears(DRIVER_FLUSH) && AreAllDevices(chips_);
  }

  void Listen() {
    if (ProbesHear()) {
      nodes_.Follow({}, {});
    } else {
      nodes_.Follow(chips_, container_pids_);
    }
  }

  void Drain() {
    const absl::Status status = (*calls_)->Drain([this](const DriverCall& call) {
      Tell({KindOf(call.function), call.at, call.pid, ChipOf(call.node, chips_)});
    });
    const std::uint64_t drops = (*calls_)->drops();
    if (!status.ok() || drops != drops_) {
      drops_ = drops;
      TellOf(Edge::Kind::kLost);
    }
  }

  void TellOf(Edge::Kind kind) { Tell({kind, loop_->Monotonic(), /*pid=*/0, /*chip=*/-1}); }

  void Tell(const Edge& edge) {
    if (heard_ != nullptr) {
      heard_(edge);
    }
  }

  Loop* const loop_;
  std::function<void(const Edge&)> heard_;
  ChipIdentities chips_;
  std::vector<int> container_pids_;
  absl::StatusOr<std::unique_ptr<DriverCalls>> calls_;
  std::unique_ptr<DescriptorWatch> readable_;
  std::uint64_t drops_ = 0;
  NodeWatch nodes_;
  ExitWatch exits_;
  // Attaches the probes; joinable until it is known to have done so.
  std::thread attaching_;
  // As they were before that began.
  std::vector<ProbeReport> reports_;
  Lifetime lifetime_;
};

}  // namespace

std::unique_ptr<EdgeSource> MakeEdgeSource(Loop* loop, const HostPaths& host,
                                           std::size_t ring_bytes) {
  DriverCalls::Options options;
  options.ring_bytes = ring_bytes;
  options.kallsyms = absl::StrCat(host.proc, "/kallsyms");
  options.module = absl::StrCat(host.sysfs, "/module/neuron");
  return MakeEdgeSource(loop, host, DriverCalls::Load(options));
}

std::unique_ptr<EdgeSource> MakeEdgeSource(Loop* loop, const HostPaths& host,
                                           absl::StatusOr<std::unique_ptr<DriverCalls>> calls) {
  return std::make_unique<HostEdges>(loop, host, std::move(calls));
}

}  // namespace neuron
