#ifndef AGENT_EXECUTION_PROBED_LIBRARIES_H_
#define AGENT_EXECUTION_PROBED_LIBRARIES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/execution/runtime_finder.h"
#include "probes/nrt_calls.h"

namespace neuron {

// The copies of libnrt that have probes, each file once however many processes have it. One thread.
class ProbedLibraries {
 public:
  // Which file.
  using Key = std::pair<std::string, std::uint64_t>;

  static Key KeyOf(const MappedRuntime& runtime) { return {runtime.device, runtime.inode}; }

  // `calls` is borrowed and outlives this.
  explicit ProbedLibraries(NrtCalls* calls) : calls_(calls) {}

  // The file with its probes, which are put in if `path` is the first way to it. Fails as
  // NrtCalls::Attach(); for a file that has no function of libnrt the answer is kept until it is
  // released.
  absl::StatusOr<const NrtCalls::Library*> Find(const MappedRuntime& runtime,
                                                const std::string& path);

  // Takes the probes out of all files but these.
  void KeepOnly(const std::set<Key>& used);

 private:
  NrtCalls* const calls_;
  std::map<Key, absl::StatusOr<std::unique_ptr<NrtCalls::Library>>> libraries_;
};

}  // namespace neuron

#endif  // AGENT_EXECUTION_PROBED_LIBRARIES_H_
