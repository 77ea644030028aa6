// bare-rest: how much of a processor it takes to read what the daemon reads of a resting host's
// chips, as often as it does, and nothing else.
//
//   bare-rest DIRECTORY default|1s SECONDS
//
// DIRECTORY holds sys and dev (see plain-tree). The fast group stays open and is read once a
// second, the others at the daemon's default periods, or each second too. Prints a line of JSON
// after so many seconds.

#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/device/chip_reader.h"
#include "agent/snapshot/group_pace.h"
#include "tests/bench/bare_pass.h"
#include "tests/bench/file_calls.h"
#include "tests/bench/plain_chips.h"

namespace {

using neuron::CounterGroup;
using neuron::CounterGroups;

constexpr absl::Duration kPassPeriod = absl::Seconds(1);

// One chip, and what is read of it when.
class Subject {
 public:
  Subject(const neuron::Chip& chip, const neuron::GroupPeriods& periods)
      : reader_(chip.tree, chip.memory_bytes, /*keep_open=*/true),
        pace_(chip.index, periods, kPassPeriod) {
    for (std::size_t place = 0; place < neuron::kCounterGroups; ++place) {
      CounterGroups only;
      only[CounterGroups::At(place)] = true;
      // The first time is not like the others: it opens what it keeps.
      Read(only);
      calls_[CounterGroups::At(place)] = neuron::RecordFileCalls([&] { Read(only); });
    }
  }

  void ReadBarely(absl::Duration at) {
    const CounterGroups due = pace_.Take(CounterGroups(true), at);
    for (std::size_t place = 0; place < neuron::kCounterGroups; ++place) {
      if (due[CounterGroups::At(place)]) {
        neuron::ReadBarely(reader_.tree()->directory(), calls_[CounterGroups::At(place)]);
      }
    }
  }

 private:
  void Read(const CounterGroups& groups) { reader_.Read(groups, absl::Now(), &counters_); }

  neuron::ChipReader reader_;
  neuron::ChipCounters counters_;
  neuron::GroupPace pace_;
  neuron::EnumArray<CounterGroup, neuron::FileCalls, neuron::kCounterGroups> calls_;
};

using Subjects = std::vector<std::unique_ptr<Subject>>;

absl::StatusOr<Subjects> FindSubjects(const std::string& root,
                                      const neuron::GroupPeriods& periods) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<neuron::Chip> chips, neuron::FindPlainChips(root));
  Subjects subjects;
  for (const neuron::Chip& chip : chips) {
    subjects.push_back(std::make_unique<Subject>(chip, periods));
  }
  return subjects;
}

// So many passes, a second apart.
void Rest(const Subjects& subjects, int passes) {
  auto next = std::chrono::steady_clock::now();
  for (int pass = 0; pass < passes; ++pass) {
    for (const std::unique_ptr<Subject>& subject : subjects) {
      subject->ReadBarely(pass * kPassPeriod);
    }
    std::this_thread::sleep_until(next += absl::ToChronoNanoseconds(kPassPeriod));
  }
}

int Measure(const std::string& root, const neuron::GroupPeriods& periods, int seconds) {
  const absl::StatusOr<Subjects> subjects = FindSubjects(root, periods);
  if (!subjects.ok()) {
    std::fprintf(stderr, "bare-rest: %s\n", std::string(subjects.status().message()).c_str());
    return 1;
  }
  // All groups are due at first.
  for (const std::unique_ptr<Subject>& subject : *subjects) {
    subject->ReadBarely(-kPassPeriod);
  }
  const std::clock_t begin = std::clock();
  Rest(*subjects, seconds);
  const double used = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("{\"cpu_percent\": %.4f}\n", 100 * used / seconds);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string pace = argc == 4 ? argv[2] : "";
  int seconds = 0;
  if ((pace != "default" && pace != "1s") || !absl::SimpleAtoi(argv[3], &seconds) || seconds < 1) {
    std::fputs("usage: bare-rest DIRECTORY default|1s SECONDS\n", stderr);
    return 2;
  }
  return Measure(
      argv[1],
      pace == "1s" ? neuron::GroupPeriods(absl::Seconds(1)) : neuron::DefaultGroupPeriods(),
      seconds);
}
