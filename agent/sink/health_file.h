#ifndef AGENT_SINK_HEALTH_FILE_H_
#define AGENT_SINK_HEALTH_FILE_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/sink/logged_problem.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// The file that tells software on this host how well its chips are
// (agent/telemetry/metrics_document.h).
//
// Replaced by rename, readable by all: with the first snapshot, with each in which health changed,
// and with the first that comes a minute or more after the last write. Without snapshots it is not
// written, and its readers see its age. Destruction removes it: nobody keeps it true any more. A
// failure is logged when it changes, and the next attempt is a minute later or at the next change.
// One thread, which waits for the file system.
class HealthFile {
 public:
  // `path` is absolute; its directory must exist when the first snapshot comes. Borrows the clock.
  HealthFile(std::string path, const Clock* clock);
  ~HealthFile();
  HealthFile(const HealthFile&) = delete;
  HealthFile& operator=(const HealthFile&) = delete;

  void Accept(std::shared_ptr<const Snapshot> snapshot);

 private:
  const std::string path_;
  const Clock* const clock_;
  // What was last written, or tried to be; null before the first.
  std::shared_ptr<const Snapshot> last_;
  absl::Duration written_at_;
  LoggedProblem problem_{"health_file"};
};

}  // namespace neuron

#endif  // AGENT_SINK_HEALTH_FILE_H_
