// edge-streaming: from the open of a chip's node until a snapshot that says so is there, decoded.
//
//   edge-streaming SOCKET NODE CHIP OPENS
//
// Opens and closes NODE, each once the agent at SOCKET has said that the chip is free or held, and
// its looks have come to rest. Prints a line of JSON with the microseconds of each open.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/file.h"
#include "agent/cli/daemon_client.h"
#include "tests/bench/arrival.h"

namespace {

using neuron::Arrival;
using neuron::agent::v1::Snapshot;

constexpr absl::Duration kTimeout = absl::Seconds(5);

// The word of the stream on one chip.
class Word {
 public:
  explicit Word(std::uint32_t chip) : chip_(chip) {}

  void Take(const Snapshot& snapshot) {
    const auto& free = snapshot.free_chips();
    (std::find(free.begin(), free.end(), chip_) == free.end() ? taken : freed).Come();
  }

  Arrival taken;
  Arrival freed;

 private:
  const std::uint32_t chip_;
};

absl::Status Late(const std::string& node, absl::string_view what) {
  return absl::DeadlineExceededError(
      absl::StrCat(node, ": the stream did not say within 5 s that it was ", what));
}

void Rest(std::mt19937* random) {
  std::uniform_int_distribution<int> milliseconds(25, 60);
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(*random)));
}

// Microseconds from before the open.
absl::StatusOr<double> TimeOpen(const std::string& node, Word* word, std::mt19937* random) {
  word->taken.Expect();
  const absl::Duration begin = neuron::MonotonicNow();
  neuron::UniqueFd fd(open(node.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  const absl::optional<absl::Duration> taken = word->taken.Await(kTimeout);
  if (!taken.has_value()) {
    return Late(node, "opened");
  }
  Rest(random);
  word->freed.Expect();
  fd.Reset();
  if (!word->freed.Await(kTimeout).has_value()) {
    return Late(node, "closed");
  }
  Rest(random);
  return absl::ToDoubleMicroseconds(*taken - begin);
}

absl::Status Measure(const std::string& node, Word* word, int opens) {
  if (!word->freed.Await(kTimeout).has_value()) {
    return absl::FailedPreconditionError(absl::StrCat(node, ": its chip is not free"));
  }
  std::mt19937 random(0);
  std::vector<double> streamed;
  for (int i = 0; i < opens; ++i) {
    const absl::StatusOr<double> took = TimeOpen(node, word, &random);
    if (!took.ok()) {
      return took.status();
    }
    streamed.push_back(*took);
  }
  std::printf("{\"ours_us\": [%s]}\n", absl::StrJoin(streamed, ", ").c_str());
  return absl::OkStatus();
}

int Fail(const absl::Status& why) {
  std::fprintf(stderr, "edge-streaming: %s\n", std::string(why.message()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t chip = 0;
  int opens = 0;
  if (argc != 5 || !absl::SimpleAtoi(argv[3], &chip) || !absl::SimpleAtoi(argv[4], &opens) ||
      opens < 1) {
    std::fputs("usage: edge-streaming SOCKET NODE CHIP OPENS\n", stderr);
    return 2;
  }
  auto daemon = neuron::DaemonClient::Connect(argv[1], kTimeout);
  if (!daemon.ok()) {
    return Fail(daemon.status());
  }
  Word word(chip);
  std::thread([&] {
    const absl::Status ended = daemon->Watch(/*changes_only=*/true, [&](const Snapshot& snapshot) {
      word.Take(snapshot);
      return absl::OkStatus();
    });
    _exit(Fail(ended));
  }).detach();
  const absl::Status status = Measure(argv[2], &word, opens);
  std::fflush(stdout);
  // Without waiting for the stream to end.
  _exit(status.ok() ? 0 : Fail(status));
}
