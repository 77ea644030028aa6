// edge-handling: from the open of a node until the agent's code is called, beside a thread that
// waits for nothing but that.
//
//   edge-handling NODE OTHER_NODE OPENS
//
// Opens NODE, which the agent's edge source follows, and OTHER_NODE, for which a thread waits in
// inotify's read, in turns. Prints a line of JSON with the microseconds of each open.

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/device/device_identity.h"
#include "agent/edge/edges.h"
#include "tests/bench/arrival.h"

namespace {

using neuron::Arrival;

constexpr std::size_t kRingBytes = 256 * 1024;

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// A node as the agent hears of it, on a thread of its own.
class Followed {
 public:
  Followed(const std::string& node, Arrival* opened) {
    neuron::HostPaths host;
    host.dev = FolderOf(node);
    source_ = neuron::MakeEdgeSource(&loop_, host, kRingBytes);
    source_->Start([opened](const neuron::Edge& edge) {
      if (edge.kind == neuron::Edge::Kind::kOpened) {
        opened->Come();
      }
    });
    struct statx found;
    statx(AT_FDCWD, node.c_str(), 0, STATX_TYPE | STATX_INO, &found);
    source_->Follow({{neuron::IdentityOf(found), 0}}, {});
    thread_ = std::thread([this] { loop_.Run(); });
  }
  ~Followed() {
    loop_.Stop();
    thread_.join();
  }
  Followed(const Followed&) = delete;
  Followed& operator=(const Followed&) = delete;

  absl::Status status() const { return source_->status(); }

 private:
  neuron::Loop loop_;
  std::unique_ptr<neuron::EdgeSource> source_;
  std::thread thread_;
};

// The least that it can take. Ends with the program.
void FollowBarely(const std::string& node, Arrival* opened) {
  const int inotify = inotify_init1(IN_CLOEXEC);
  inotify_add_watch(inotify, node.c_str(), IN_OPEN);
  std::thread([inotify, opened] {
    inotify_event event;
    while (read(inotify, &event, sizeof(event)) == sizeof(event)) {
      opened->Come();
    }
  }).detach();
}

// Microseconds from before the open; each open is seen alone.
absl::StatusOr<double> TimeOpen(const std::string& node, Arrival* opened) {
  opened->Expect();
  const absl::Duration begin = neuron::MonotonicNow();
  const neuron::UniqueFd fd(open(node.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  const absl::optional<absl::Duration> came = opened->Await(absl::Seconds(5));
  if (!came.has_value()) {
    return absl::DeadlineExceededError(absl::StrCat(node, ": an open was not heard of within 5 s"));
  }
  return absl::ToDoubleMicroseconds(*came - begin);
}

absl::Status Measure(const std::string& node, const std::string& other, int opens) {
  Arrival ours;
  Arrival barely;
  const Followed followed(node, &ours);
  if (!followed.status().ok()) {
    return followed.status();
  }
  FollowBarely(other, &barely);
  std::mt19937 random(0);
  std::uniform_int_distribution<int> pause_us(2000, 6000);
  std::vector<double> heard;
  std::vector<double> floor;
  for (int i = 0; i < 2 * opens; ++i) {
    std::this_thread::sleep_for(std::chrono::microseconds(pause_us(random)));
    const bool is_ours = i % 2 == 0;
    const absl::StatusOr<double> took = TimeOpen(is_ours ? node : other, is_ours ? &ours : &barely);
    if (!took.ok()) {
      return took.status();
    }
    (is_ours ? heard : floor).push_back(*took);
  }
  std::printf("{\"ours_us\": [%s], \"floor_us\": [%s]}\n", absl::StrJoin(heard, ", ").c_str(),
              absl::StrJoin(floor, ", ").c_str());
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  int opens = 0;
  if (argc != 4 || !absl::SimpleAtoi(argv[3], &opens) || opens < 1) {
    std::fputs("usage: edge-handling NODE OTHER_NODE OPENS\n", stderr);
    return 2;
  }
  const absl::Status status = Measure(argv[1], argv[2], opens);
  std::fflush(stdout);
  if (!status.ok()) {
    std::fprintf(stderr, "edge-handling: %s\n", std::string(status.message()).c_str());
  }
  // Without waiting for the thread in inotify's read.
  _exit(status.ok() ? 0 : 1);
}
