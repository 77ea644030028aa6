#include "agent/edge/node_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr std::uint32_t kMayBeAnother = IN_ATTRIB | IN_DELETE_SELF;

// Some hundred events at once, so that a storm does not keep the loop from its other work.
constexpr std::size_t kReadBytes = 8 * 1024;

// No process has this number.
constexpr int kHost = 0;

absl::Status EveryChipIn(const std::map<int, int>& watches, const ChipIdentities& chips,
                         const std::string& dev) {
  std::set<int> watched;
  for (const auto& [watch, chip] : watches) {
    watched.insert(chip);
  }
  for (const auto& [identity, chip] : chips) {
    if (watched.count(chip) == 0) {
      return absl::NotFoundError(absl::StrCat(
          dev, ": no node of neuron", chip, "; run the agent with the host's device nodes there"));
    }
  }
  return absl::OkStatus();
}

std::string DevOf(const HostPaths& host, int pid) {
  return absl::StrCat(host.proc, "/", pid, "/root/dev");
}

absl::Status Unanswered(const absl::Status& why, const std::string& directory) {
  return absl::Status(
      why.code(), absl::StrCat(directory, ": ", why.message(),
                               "; see to the FUSE or network file system that is mounted there"));
}

// A container without a /dev has no nodes, and one that has just gone has none any more.
absl::Status UnlessGone(const absl::Status& status) {
  return absl::IsNotFound(status) ? absl::OkStatus() : status;
}

}  // namespace

// One round of the crew. Its reads may outlive the watch.
struct NodeWatch::Search {
  std::shared_ptr<const UniqueFd> inotify;
  ChipIdentities chips;
  std::atomic<int> room{kMaxWatches};
  // The processes in the order of their reads, and what these bring.
  std::vector<int> pids;
  std::vector<std::shared_ptr<const WatchedNodes>> found;
};

NodeWatch::NodeWatch(Loop* loop, HostPaths host, std::function<void(const Edge&)> heard)
    : loop_(loop), host_(std::move(host)), heard_(std::move(heard)) {}

NodeWatch::~NodeWatch() = default;

void NodeWatch::Follow(const ChipIdentities& chips, const std::vector<int>& container_pids) {
  chips_ = chips;
  pids_ = {container_pids.begin(), container_pids.end()};
  if (chips.empty()) {
    Deafen();
    return;
  }
  watched_.Retain(pids_);
  const absl::Status listens = Listen();
  watched_.Put(kHost, listens.ok() ? WatchHost() : WatchedNodes{listens, {}});
  StartSearch();
  if (Settle()) {
    loop_->Post(lifetime_.Guard([this] { Tell(Edge::Kind::kRenewed, -1); }));
  }
}

absl::Status NodeWatch::Listen() {
  if (inotify_ != nullptr) {
    return absl::OkStatus();
  }
  NEURON_ASSIGN_OR_RETURN(UniqueFd inotify, OpenInotify());
  inotify_ = std::make_shared<const UniqueFd>(std::move(inotify));
  readable_ = loop_->Watch(inotify_->get(), [this] { Drain(); });
  return absl::OkStatus();
}

void NodeWatch::Deafen() {
  crew_.reset();
  searching_ = false;
  readable_.reset();
  inotify_.reset();
  watched_ = WatchSet();
}

WatchedNodes NodeWatch::WatchHost() const {
  std::atomic<int> room{kMaxWatches};
  WatchedNodes nodes = WatchNodes(*inotify_, host_.dev, chips_, &room);
  nodes.status.Update(EveryChipIn(nodes.watches, chips_, host_.dev));
  return nodes;
}

void NodeWatch::StartSearch() {
  search_again_ = searching_;
  if (searching_ || pids_.empty() || inotify_ == nullptr) {
    return;
  }
  if (crew_ == nullptr) {
    crew_ = std::make_unique<ReaderCrew>(
        loop_, [loop = loop_](std::function<void()> call) { loop->Post(std::move(call)); },
        kDeadline);
  }
  const auto search = std::make_shared<Search>();
  search->inotify = inotify_;
  search->chips = chips_;
  std::vector<ReaderCrew::Read> reads;
  for (const int pid : pids_) {
    reads.push_back(PlanRead(pid, search));
  }
  searching_ = true;
  crew_->Start(std::move(reads), [this, search](const std::vector<absl::Status>& results) {
    FinishSearch(*search, results);
  });
}

ReaderCrew::Read NodeWatch::PlanRead(int pid, const std::shared_ptr<Search>& search) {
  const auto slot = std::make_shared<WatchedNodes>();
  search->pids.push_back(pid);
  search->found.push_back(slot);
  ReaderCrew::Read read;
  read.subject = pid;
  read.run = [search, slot, directory = DevOf(host_, pid)] {
    *slot = WatchNodes(*search->inotify, directory, search->chips, &search->room);
    slot->status = UnlessGone(slot->status);
  };
  read.late = [this, slot, pid] {
    Take(pid, *slot);
    TellIfRenewed();
  };
  return read;
}

void NodeWatch::FinishSearch(const Search& search, const std::vector<absl::Status>& results) {
  searching_ = false;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const int pid = search.pids[i];
    if (results[i].ok()) {
      Take(pid, *search.found[i]);
    } else if (pids_.count(pid) != 0) {
      watched_.Doubt(pid, Unanswered(results[i], DevOf(host_, pid)));
    }
  }
  if (search_again_) {
    StartSearch();
  }
  TellIfRenewed();
}

void NodeWatch::Take(int pid, const WatchedNodes& nodes) {
  if (pids_.count(pid) != 0) {
    watched_.Put(pid, nodes);
  } else {
    watched_.Discard(nodes);
  }
}

void NodeWatch::TellIfRenewed() {
  if (Settle()) {
    Tell(Edge::Kind::kRenewed, -1);
  }
}

// Whether it listens where it did not.
bool NodeWatch::Settle() {
  // A search under way may find a node again whose watch would be removed here.
  if (!searching_ && inotify_ != nullptr) {
    watched_.RemoveOthers(*inotify_);
  }
  return watched_.HasGrown();
}

void NodeWatch::Drain() {
  char bytes[kReadBytes];
  const ssize_t size = read(inotify_->get(), bytes, sizeof(bytes));
  if (size < 0) {
    return;
  }
  const absl::StatusOr<std::vector<NodeEvent>> events =
      DecodeNodeEvents({bytes, static_cast<std::size_t>(size)});
  if (!events.ok()) {
    Tell(Edge::Kind::kLost, -1);
    return;
  }
  for (const NodeEvent& event : *events) {
    OnEvent(event);
  }
}

void NodeWatch::OnEvent(const NodeEvent& event) {
  if ((event.mask & IN_Q_OVERFLOW) != 0) {
    ++drops_;
    Tell(Edge::Kind::kLost, -1);
    return;
  }
  const absl::optional<int> chip = watched_.ChipOf(event.watch);
  if (!chip.has_value()) {
    return;
  }
  if ((event.mask & IN_IGNORED) != 0) {
    watched_.Forget(event.watch);
  } else if ((event.mask & IN_OPEN) != 0) {
    Tell(Edge::Kind::kOpened, *chip);
  } else if ((event.mask & (IN_CLOSE_WRITE | IN_CLOSE_NOWRITE)) != 0) {
    Tell(Edge::Kind::kClosed, *chip);
  } else if ((event.mask & kMayBeAnother) != 0) {
    Tell(Edge::Kind::kLost, *chip);
  }
}

void NodeWatch::Tell(Edge::Kind kind, int chip) {
  heard_({kind, loop_->Monotonic(), /*pid=*/0, chip});
}

}  // namespace neuron
