#include "agent/cli/read_latency.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

bool TookLess(const TimedRead& a, const TimedRead& b) { return a.took < b.took; }

}  // namespace

Reading<ReadLatency> Summarize(std::vector<TimedRead> reads) {
  if (reads.empty()) {
    return Reading<ReadLatency>::Absent();
  }
  const auto worst = std::max_element(reads.begin(), reads.end(), TookLess);
  ReadLatency latency = {reads.size(), absl::ZeroDuration(), worst->took, worst->path};
  const auto median = reads.begin() + static_cast<std::ptrdiff_t>(reads.size() / 2);
  std::nth_element(reads.begin(), median, reads.end(), TookLess);
  latency.median = median->took;
  return latency;
}

std::vector<TimedRead> TimeReads(const std::string& directory,
                                 const std::vector<std::string>& files,
                                 const std::function<void(const std::string& path)>& begins) {
  std::vector<TimedRead> reads;
  for (const std::string& file : files) {
    const std::string path = absl::StrCat(directory, "/", file);
    begins(path);
    const auto begin = std::chrono::steady_clock::now();
    const bool is_read = ReadFile(path).ok();
    const auto took = std::chrono::steady_clock::now() - begin;
    if (is_read) {
      reads.push_back({file, absl::FromChrono(took)});
    }
  }
  return reads;
}

std::string LatencyText(absl::Duration latency) {
  return absl::FormatDuration(absl::Trunc(latency, absl::Microseconds(1)));
}

}  // namespace neuron
