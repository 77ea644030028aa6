// verdict-streaming: from a fault of a simulated chip until a snapshot with a verdict that says so
// is there, decoded.
//
//   verdict-streaming SOCKET CONTROL CHIPS VERB
//
// CONTROL is neuron-sim's; VERB is the fault, with $0 for the chip. Does it to the chips one after
// the other, each at a moment of its own in the agent's period, while the agent at SOCKET is
// followed. Prints a line of JSON with the microseconds of each.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
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

absl::Status Write(const std::string& path, const std::string& line) {
  const neuron::UniqueFd fd(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd.valid() || write(fd.get(), line.data(), line.size()) < 0) {
    return neuron::ErrnoStatus(errno, path);
  }
  return absl::OkStatus();
}

// Microseconds from before the verb.
absl::StatusOr<double> TimeFault(const std::string& control, const std::string& verb,
                                 Arrival* ill) {
  if (ill->Await(absl::ZeroDuration()).has_value()) {
    return absl::FailedPreconditionError(absl::StrCat(verb, ": the chip was ill before"));
  }
  const absl::Duration begin = neuron::MonotonicNow();
  NEURON_RETURN_IF_ERROR(Write(control, verb + "\n"));
  const absl::optional<absl::Duration> came = ill->Await(kTimeout);
  if (!came.has_value()) {
    return absl::DeadlineExceededError(absl::StrCat(verb, ": no verdict of it within 5 s"));
  }
  return absl::ToDoubleMicroseconds(*came - begin);
}

absl::Status Measure(const std::string& control, const char* verb, int chips, Verdicts* verdicts) {
  // From the device, so that one run's moments are not another's.
  std::mt19937 random{std::random_device()()};
  std::uniform_int_distribution<int> pause_ms(100, 1100);
  std::vector<double> took;
  for (int chip = 0; chip < chips; ++chip) {
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms(random)));
    NEURON_ASSIGN_OR_RETURN(const double microseconds,
                            TimeFault(control, absl::Substitute(verb, chip), verdicts->ill(chip)));
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
  if (argc != 5 || !absl::SimpleAtoi(argv[3], &chips) || chips < 1) {
    std::fputs("usage: verdict-streaming SOCKET CONTROL CHIPS VERB\n", stderr);
    return 2;
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
  const absl::Status status = Measure(argv[2], argv[4], chips, &verdicts);
  std::fflush(stdout);
  // Without waiting for the stream to end.
  _exit(status.ok() ? 0 : Fail(status));
}
