#ifndef AGENT_CLI_READ_LATENCY_H_
#define AGENT_CLI_READ_LATENCY_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"

namespace neuron {

// How long one chip's sysfs nodes took to be read, each by an open, a read and a close.
struct ReadLatency {
  std::size_t reads = 0;
  absl::Duration median;
  absl::Duration worst;
  // The file that took longest, by its path below the chip's directory.
  std::string slowest;

  friend bool operator==(const ReadLatency& a, const ReadLatency& b) {
    return a.reads == b.reads && a.median == b.median && a.worst == b.worst &&
           a.slowest == b.slowest;
  }
};

// One read and how long it took.
struct TimedRead {
  std::string path;
  absl::Duration took;
};

// Of an even number the upper median, of several that took longest the first; absent if there are
// none. Pure.
Reading<ReadLatency> Summarize(std::vector<TimedRead> reads);

// Reads each of these files below the directory once; what cannot be read is left out. `begins` is
// told of each before it is read, by its full path: a read may never return.
std::vector<TimedRead> TimeReads(const std::string& directory,
                                 const std::vector<std::string>& files,
                                 const std::function<void(const std::string& path)>& begins);

// "23us", "1.204ms": in whole microseconds.
std::string LatencyText(absl::Duration latency);

}  // namespace neuron

#endif  // AGENT_CLI_READ_LATENCY_H_
