// sample: what a pass over all that moves on a host's chips costs, beside a bare loop of the same
// reads.
//
//   sample DIRECTORY opened|kept PAIRS REST_MILLISECONDS
//
// DIRECTORY holds sys and dev (see plain-tree). With "opened" every file is opened, read and closed
// in each pass, with "kept" those of the fast group stay open, as the daemon has it where the
// driver bears that. Rests so long before each pass that is timed. Times are the processor's.
// Prints a line of JSON; exits with 1 if the loop does not make the same calls.

#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/device/chip_reader.h"
#include "tests/bench/bare_pass.h"
#include "tests/bench/file_calls.h"
#include "tests/bench/paired_timing.h"
#include "tests/bench/plain_chips.h"
#include "tests/device/counted_allocations.h"

namespace {

const neuron::CounterGroups kAll(true);

// A chip that is read either way.
class Subject {
 public:
  Subject(const neuron::Chip& chip, bool keep_open)
      : reader_(chip.tree, chip.memory_bytes, keep_open) {
    // The first pass is not like the others: it opens what it keeps.
    Read();
    calls_ = neuron::RecordFileCalls([this] { Read(); });
  }

  void Read() { reader_.Read(kAll, absl::Now(), &counters_); }
  void ReadBarely() { neuron::ReadBarely(reader_.tree()->directory(), calls_); }

  const neuron::FileCalls& calls() const { return calls_; }

  // How many files are read, each once.
  std::size_t CountFiles() const {
    return std::set<std::string>(calls_.files.begin(), calls_.files.end()).size() +
           std::set<int>(calls_.kept.begin(), calls_.kept.end()).size();
  }

  // How many numbers they hold: those of the tensor engines have several each.
  std::size_t CountValues() const {
    constexpr std::size_t kCyclesOfARowGroup = 3;
    std::size_t values = CountFiles();
    for (const neuron::CoreCounters& core : counters_.cores) {
      if (core.tensor.has_value()) {
        values += kCyclesOfARowGroup * core.tensor.value().count - 1;
      }
    }
    return values;
  }

 private:
  neuron::ChipReader reader_;
  neuron::ChipCounters counters_;
  neuron::FileCalls calls_;
};

using Subjects = std::vector<std::unique_ptr<Subject>>;

absl::StatusOr<Subjects> FindSubjects(const std::string& root, bool keep_open) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<neuron::Chip> chips, neuron::FindPlainChips(root));
  Subjects subjects;
  for (const neuron::Chip& chip : chips) {
    subjects.push_back(std::make_unique<Subject>(chip, keep_open));
  }
  return subjects;
}

absl::Status CompareCalls(Subject* subject) {
  const neuron::FileCalls bare = neuron::RecordFileCalls([&] { subject->ReadBarely(); });
  const neuron::FileCalls& ours = subject->calls();
  if (bare.directories == ours.directories && bare.reads == ours.reads &&
      bare.files == ours.files && bare.kept == ours.kept) {
    return absl::OkStatus();
  }
  return absl::InternalError("the bare loop is no measure: it does not make the same calls");
}

double CpuSeconds(const std::function<void()>& run) {
  const std::clock_t begin = std::clock();
  run();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

absl::Status Measure(const std::string& root, bool keep_open, int pairs, int rest_ms) {
  const absl::StatusOr<Subjects> subjects = FindSubjects(root, keep_open);
  if (!subjects.ok()) {
    return subjects.status();
  }
  std::size_t files = 0;
  std::size_t values = 0;
  for (const std::unique_ptr<Subject>& subject : *subjects) {
    const absl::Status same = CompareCalls(subject.get());
    if (!same.ok()) {
      return same;
    }
    files += subject->CountFiles();
    values += subject->CountValues();
  }
  const auto ours = [&] {
    for (const std::unique_ptr<Subject>& subject : *subjects) subject->Read();
  };
  const auto floor = [&] {
    for (const std::unique_ptr<Subject>& subject : *subjects) subject->ReadBarely();
  };
  const auto rest = [&] { std::this_thread::sleep_for(std::chrono::milliseconds(rest_ms)); };
  const neuron::PairedTiming timing = neuron::TimePairs(pairs, ours, floor, rest);
  const std::size_t allocated = neuron::CountedAllocations();
  ours();
  const std::size_t allocations = neuron::CountedAllocations() - allocated;
  const double cpu = CpuSeconds([&] {
    for (int pass = 0; pass < pairs; ++pass) ours();
  });
  std::printf(
      "{\"files\": %zu, \"values\": %zu, \"ours_seconds\": %.9f, \"floor_seconds\": %.9f, "
      "\"ratio\": %.4f, "
      "\"cpu_seconds\": %.9f, \"allocations\": %zu}\n",
      files, values, absl::ToDoubleSeconds(timing.ours), absl::ToDoubleSeconds(timing.floor),
      timing.ratio, cpu / pairs, allocations);
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 5 ? argv[2] : "";
  int pairs = 0;
  int rest_ms = 0;
  if ((mode != "opened" && mode != "kept") || !absl::SimpleAtoi(argv[3], &pairs) || pairs < 1 ||
      !absl::SimpleAtoi(argv[4], &rest_ms) || rest_ms < 0) {
    std::fputs("usage: sample DIRECTORY opened|kept PAIRS REST_MILLISECONDS\n", stderr);
    return 2;
  }
  const absl::Status measured = Measure(argv[1], mode == "kept", pairs, rest_ms);
  if (!measured.ok()) {
    std::fprintf(stderr, "sample: %s\n", std::string(measured.message()).c_str());
  }
  return measured.ok() ? 0 : 1;
}
