// verdict-streaming: from a fault in a chip's files until a snapshot with a verdict that says so is
// there, decoded.
//
//   verdict-streaming SOCKET CHIPS FILE TEXT [CONTROL VERB]
//
// The fault: FILE, with $0 for the chip, is TEXT from its start on; then CONTROL, which is
// neuron-sim's, gets the line VERB, with $0 for the chip. Does it to the chips one after the other,
// each at a moment of its own in the agent's period, while the agent at SOCKET is followed. Prints
// a line of JSON with the microseconds of each.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
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
#include "absl/strings/substitute.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/cli/daemon_client.h"
#include "tests/bench/arrival.h"

namespace {

using neuron::Arrival;
using neuron::agent::v1::Chip;
using neuron::agent::v1::Snapshot;

constexpr absl::Duration kTimeout = absl::Seconds(5);

// When each chip was first called suspect or bad.
class Verdicts {
 public:
  explicit Verdicts(std::size_t chips) : ill_(chips) {}

  void Take(const Snapshot& snapshot) {
    for (const Chip& chip : snapshot.chips()) {
      if (chip.index() < ill_.size() && (chip.verdict() == neuron::agent::v1::VERDICT_SUSPECT ||
                                         chip.verdict() == neuron::agent::v1::VERDICT_BAD)) {
        ill_[chip.index()].Come();
      }
    }
  }

  Arrival* ill(std::size_t chip) { return &ill_[chip]; }

 private:
  std::vector<Arrival> ill_;
};

// Into the file that is there, which the agent may hold open.
absl::Status Write(const std::string& path, const std::string& text) {
  const neuron::UniqueFd fd(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd.valid() || write(fd.get(), text.data(), text.size()) < 0) {
    return neuron::ErrnoStatus(errno, path);
  }
  return absl::OkStatus();
}

// What is written to which file, with $0 for the chip.
struct Word {
  const char* file;
  std::string text;
};

using Fault = std::vector<Word>;

absl::Status Befall(int chip, const Fault& fault) {
  for (const Word& word : fault) {
    NEURON_RETURN_IF_ERROR(
        Write(absl::Substitute(word.file, chip), absl::Substitute(word.text, chip)));
  }
  return absl::OkStatus();
}

// Microseconds from before the fault.
absl::StatusOr<double> TimeFault(int chip, const Fault& fault, Arrival* ill) {
  if (ill->Await(absl::ZeroDuration()).has_value()) {
    return absl::FailedPreconditionError(absl::StrCat("chip ", chip, " was ill before"));
  }
  const absl::Duration begin = neuron::MonotonicNow();
  NEURON_RETURN_IF_ERROR(Befall(chip, fault));
  const absl::optional<absl::Duration> came = ill->Await(kTimeout);
  if (!came.has_value()) {
    return absl::DeadlineExceededError(absl::StrCat("no verdict of chip ", chip, " within 5 s"));
  }
  return absl::ToDoubleMicroseconds(*came - begin);
}

absl::Status Measure(const Fault& fault, int chips, Verdicts* verdicts) {
  // From the device, so that one run's moments are not another's.
  std::mt19937 random{std::random_device()()};
  std::uniform_int_distribution<int> pause_ms(100, 1100);
  std::vector<double> took;
  for (int chip = 0; chip < chips; ++chip) {
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms(random)));
    NEURON_ASSIGN_OR_RETURN(const double microseconds, TimeFault(chip, fault, verdicts->ill(chip)));
    took.push_back(microseconds);
  }
  std::printf("{\"ours_us\": [%s]}\n", absl::StrJoin(took, ", ").c_str());
  return absl::OkStatus();
}

int Fail(const absl::Status& why) {
  std::fprintf(stderr, "verdict-streaming: %s\n", std::string(why.message()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  int chips = 0;
  if ((argc != 5 && argc != 7) || !absl::SimpleAtoi(argv[2], &chips) || chips < 1) {
    std::fputs("usage: verdict-streaming SOCKET CHIPS FILE TEXT [CONTROL VERB]\n", stderr);
    return 2;
  }
  Fault fault = {{argv[3], argv[4]}};
  if (argc == 7) {
    fault.push_back({argv[5], absl::StrCat(argv[6], "\n")});
  }
  auto daemon = neuron::DaemonClient::Connect(argv[1], kTimeout);
  if (!daemon.ok()) {
    return Fail(daemon.status());
  }
  Verdicts verdicts(static_cast<std::size_t>(chips));
  std::thread([&] {
    const absl::Status ended = daemon->Watch(/*changes_only=*/true, [&](const Snapshot& snapshot) {
      verdicts.Take(snapshot);
      return absl::OkStatus();
    });
    _exit(Fail(ended));
  }).detach();
  const absl::Status status = Measure(fault, chips, &verdicts);
  std::fflush(stdout);
  // Without waiting for the stream to end.
  _exit(status.ok() ? 0 : Fail(status));
}
